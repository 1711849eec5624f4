"""The two bots: how each is trained, started and stopped; never both at once."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from benchmarks.doors import Opening, Rest, Web
from benchmarks.people import Talk
from tests.assistant import Assistant
from tools.steps import ROOT, environment

RASA = str(ROOT / "bot" / ".venv" / "bin" / "rasa")
PROCESSES = ("rasa", "actions", "web")
LONGEST_START_SECONDS = 180


@dataclass(frozen=True)
class Running:
    """A bot that answers."""

    start_seconds: float
    doors: dict[str, Opening]


def train_ours() -> float:
    """Train as `make train` does, which leaves the model that is then measured; return the seconds."""
    return _time(["tools/train.sh"], ROOT)


def make_stock(folder: Path) -> float:
    """Make the project of `rasa init` in an empty folder, train it anew and return that training's seconds."""
    _time([RASA, "init", "--no-prompt", "--init-dir", str(folder)], folder)
    return _time([RASA, "train", "--force"], folder)


@contextmanager
def ours(data: Path, talk: Talk) -> Iterator[tuple[Running, Assistant]]:
    """Run the whole assistant on its own database; timed from its second start, like the stock bot."""
    with Assistant(data) as assistant:
        ports = {name: int(assistant.environment[name]) for name in ("ORIENTA_RASA_PORT", "ORIENTA_PORT")}
        doors: dict[str, Opening] = {
            "rest": lambda: Rest(ports["ORIENTA_RASA_PORT"]),
            "web": lambda: Web(ports["ORIENTA_PORT"]),
        }
        for name in PROCESSES:
            assistant.stop(name)
        started = time.monotonic()
        for name in PROCESSES:
            assistant.start(name)
        _wait_for_answer(doors["web"], talk)
        yield Running(time.monotonic() - started, doors), assistant


@contextmanager
def stock(folder: Path, talk: Talk) -> Iterator[Running]:
    """Run the stock bot; timed from its second start."""
    with _serve(folder, talk):
        pass
    with _serve(folder, talk) as running:
        yield running


@contextmanager
def _serve(folder: Path, talk: Talk) -> Iterator[Running]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [RASA, "run", "-i", "127.0.0.1", "-p", str(port), "--credentials", "credentials.yml"]
    with (folder / "run.log").open("ab") as log:
        started = time.monotonic()
        server = subprocess.Popen(command, cwd=folder, env=_environment(), stdout=log, stderr=log)
    try:
        _wait_for_answer(lambda: Rest(port), talk)
        yield Running(time.monotonic() - started, {"rest": lambda: Rest(port)})
    finally:
        server.kill()
        server.wait()


def _wait_for_answer(opening: Opening, talk: Talk) -> None:
    until = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < until:
        door = opening()
        with suppress(OSError, HTTPException):
            door.say(next(talk(0)))
            if not door.unanswered:
                return
        door.close()
        time.sleep(0.1)
    raise TimeoutError("The bot did not answer.")


def _time(command: list[str], folder: Path) -> float:
    started = time.monotonic()
    subprocess.run(command, cwd=folder, env=_environment(), check=True, capture_output=True)
    return time.monotonic() - started


def _environment() -> dict[str, str]:
    own = environment()
    del own["PYTHONPATH"]  # the stock project must not see our modules
    return own
