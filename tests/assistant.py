"""A whole assistant for the tests: real Rasa, real action server, real database, on free ports."""

import json
import signal
import socket
import sqlite3
import subprocess
import time
import uuid
from pathlib import Path
from typing import Any, Self

import httpx

from tools.run import serving_environment
from tools.steps import ROOT

LONGEST_START_SECONDS = 180


class Assistant:
    """Starts every process of the Procfile; each can be stopped and started by itself."""

    def __init__(self, data: Path) -> None:
        self.data = data
        names = ("ORIENTA_PORT", "ORIENTA_RASA_PORT", "ORIENTA_ACTIONS_PORT")
        ports = {name: str(_free_port()) for name in names}
        self.address = f"http://127.0.0.1:{ports['ORIENTA_PORT']}"
        self.environment = serving_environment(ports) | {
            "ORIENTA_DATA": str(data),
            "ORIENTA_TRACKER_DB": str(data / "rasa.db"),
            "ORIENTA_TURN_SECONDS": "6",
            "ORIENTA_LEAVE_TO": f"{self.address}/health?weather",  # nothing leaves the machine
        }
        self.log = data / "processes.log"
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        self._run("migrate")
        self._reuse_vectors()
        self._run("content", "import")
        self._run("demo")
        for name in ("rasa", "actions", "web"):
            self.start(name)
        self.wait_until_well()
        return self

    def __exit__(self, *_error: object) -> None:
        for name in list(self._processes):
            self.stop(name)

    def start(self, name: str) -> None:
        """Start a process of the Procfile."""
        lines = (ROOT / "Procfile").read_text().splitlines()
        command = dict(line.split(": ", 1) for line in lines)[name]
        with self.log.open("ab") as log:
            self._processes[name] = subprocess.Popen(
                ["sh", "-c", f"exec {command}"], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )

    def stop(self, name: str) -> None:
        """Kill a process, as a crash would."""
        process = self._processes.pop(name)
        process.kill()
        process.wait()

    def freeze(self, name: str) -> None:
        """Let a process hang: it takes calls and never answers."""
        self._processes[name].send_signal(signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        """Let a process that hangs go on."""
        self._processes[name].send_signal(signal.SIGCONT)

    def wait_until_well(self) -> None:
        """Wait until every part is well."""
        for _ in range(LONGEST_START_SECONDS * 4):
            try:
                if httpx.get(f"{self.address}/health", timeout=5).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.25)
        raise TimeoutError(self.log.read_text()[-3000:])

    def post(self, text: str, conversation: str | None = None, **more: Any) -> httpx.Response:
        """Send a message as a client of the API would."""
        body = {"conversation": conversation, "id": str(uuid.uuid4()), "text": text, "language": None}
        ascii_ = json.dumps(body | more)  # which alone can carry half a character
        headers = {"Content-Type": "application/json"}
        return httpx.post(f"{self.address}/api/messages", content=ascii_, headers=headers, timeout=30)

    def _run(self, *command: str) -> None:
        orienta = [str(ROOT / ".venv/bin/python"), "-m", "orienta", *command]
        subprocess.run(orienta, cwd=ROOT, env=self.environment, check=True, capture_output=True)

    def _reuse_vectors(self) -> None:
        """Take the vectors of the example questions from the set-up: encoding them takes a minute."""
        with sqlite3.connect(self.data / "orienta.db") as database:
            database.execute("ATTACH ? AS made", (str(ROOT / "var" / "orienta.db"),))
            database.execute("INSERT INTO sentence_vectors SELECT * FROM made.sentence_vectors")


class Talk:
    """One person's conversation; reads as a dialogue."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.conversation: str | None = None
        self.answer: dict[str, Any] = {}

    def says(self, text: str, **more: Any) -> None:
        """The person types something."""
        response = self.assistant.post(text, self.conversation, **more)
        response.raise_for_status()
        self.answer = response.json()
        assert self.answer["outcome"] != "error"
        self.conversation = self.answer["conversation"]

    def buttons(self) -> list[dict[str, str]]:
        """Return the buttons of the last answer."""
        return [button for reply in self.answer["replies"] for button in reply["buttons"]]

    def presses(self, title: str) -> None:
        """The person presses a button of the last answer."""
        self.says(next(b["payload"] for b in self.buttons() if b["title"] == title))

    def hears(self, text: str) -> None:
        """The assistant said this, somewhere in its last answer."""
        said = "\n".join(reply["text"] for reply in self.answer["replies"])
        assert text in said, f"{text!r} is not in {said!r}"

    def is_answered_from(self, entry: str, language: str) -> None:
        """The last answer came from this entry, in this language, with its source."""
        assert (self.answer["outcome"], self.answer["entry"], self.answer["language"]) == (
            "answered",
            entry,
            language,
        )
        assert any(reply["source"] for reply in self.answer["replies"])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
