"""The steps of the set-up. A step whose inputs have not changed since it last ended is skipped."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / "var" / "log"
DONE = ROOT / "var" / "steps.json"
TICK_SECONDS = 10


class SetUpFailed(Exception):
    """A step did not end well; the message says what to do."""


@dataclass(frozen=True)
class Step:
    """One command of the set-up."""

    name: str
    command: list[str]
    inputs: tuple[str, ...]
    """Patterns of the files it depends on, from the project's root."""
    outputs: tuple[str, ...]
    """Files or folders that must be there for it to be skipped."""
    advice: str
    """What to do if it fails."""

    def fingerprint(self) -> str:
        """Return a checksum of all inputs."""
        digest = hashlib.sha256(" ".join(self.command).encode())
        files = {file for pattern in self.inputs for file in ROOT.glob(pattern) if file.is_file()}
        for file in sorted(f for f in files if "__pycache__" not in f.parts):
            digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
        return digest.hexdigest()


def run_all(*groups: list[Step]) -> None:
    """Run the groups one after the other; steps of a group side by side. Raises SetUpFailed."""
    for group in groups:
        failures: list[SetUpFailed] = []
        threads = [threading.Thread(target=_run_or_note, args=(step, failures)) for step in group]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]


def _run_or_note(step: Step, failures: list[SetUpFailed]) -> None:
    try:
        _run(step)
    except SetUpFailed as failure:
        failures.append(failure)


def _run(step: Step) -> None:
    before = step.fingerprint()
    if _done().get(step.name) == before and all((ROOT / output).exists() for output in step.outputs):
        say(f"{step.name}: nothing has changed")
        return
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{step.name.replace(' ', '-').lower()}.log"
    started = time.monotonic()
    say(f"{step.name} …")
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(step.command, cwd=ROOT, env=environment(), stdout=out, stderr=out)
        while True:
            try:
                code = process.wait(TICK_SECONDS)
                break
            except subprocess.TimeoutExpired:
                say(f"{step.name} … {time.monotonic() - started:.0f} s")
    if code:
        tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:])
        advice = step.advice
        if "No space left" in tail or shutil.disk_usage(ROOT).free < 2**20:
            advice = "The disk is full: free at least 5 GB, then run `make run` again."
        raise SetUpFailed(f"{tail}\n\n{step.name} failed. {advice} The whole output is in {log}.")
    _note(step.name, step.fingerprint())
    say(f"{step.name}: done in {time.monotonic() - started:.1f} s")


_noting = threading.Lock()


def _done() -> dict[str, str]:
    return json.loads(DONE.read_text()) if DONE.exists() else {}


def _note(name: str, fingerprint: str) -> None:
    with _noting:
        DONE.parent.mkdir(parents=True, exist_ok=True)
        DONE.write_text(json.dumps(_done() | {name: fingerprint}, indent=1))


def environment() -> dict[str, str]:
    """Return the environment of every process of ours: no telemetry, quiet TensorFlow."""
    return os.environ | {
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "RASA_TELEMETRY_ENABLED": "false",
        "SANIC_HOST": "127.0.0.1",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }


def say(what: str) -> None:
    """Print a line of progress."""
    print(f"  {what}", flush=True)


def find_uv() -> str:
    """Return the path of uv, installing it for this project if it is missing. Raises SetUpFailed."""
    own = ROOT / "var" / "uv" / "bin" / "uv"
    if found := shutil.which("uv") or (str(own) if own.exists() else None):
        return found
    say("uv (installs Python packages) is missing: getting it …")
    for command in (
        [sys.executable, "-m", "venv", str(own.parent.parent)],
        [str(own.parent / "pip"), "install", "--quiet", "uv"],
    ):
        if subprocess.run(command, cwd=ROOT).returncode:
            raise SetUpFailed(
                "uv could not be installed. Check the internet connection (and on Debian or Ubuntu"
                " `apt install python3-venv`), then run `make run` again; or install uv as"
                " https://docs.astral.sh/uv says."
            )
    return str(own)
