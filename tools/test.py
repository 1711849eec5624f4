"""`make test`: linters, types, import rules, content, Rasa's own checks, then every test."""

import argparse
import os
import shutil
import subprocess
import sys
import time

from tools.steps import ROOT, environment, say

PYTHON = ".venv/bin/python"
CHECKS = {
    "Style": [".venv/bin/ruff", "check", "."],
    "Format": [".venv/bin/ruff", "format", "--check", "."],
    "Types": [".venv/bin/mypy"],
    "Import rules": [".venv/bin/lint-imports"],
    "Content": [PYTHON, "-m", "orienta", "content", "check"],
}
RASA = {
    "Rasa's data": "data validate --fail-on-warnings --domain bot/domain --data bot/data --config config.yml",
    "Rasa's stories": "test core --stories tests/stories --model models/orienta.tar.gz --fail-on-prediction-errors"
    " --out reports/rasa",
}
TESTS = {"Tests": [PYTHON, "-m", "pytest"]}
CHROMIUM = "The browser tests need Debian's chromium: `apt-get install chromium`."


def main() -> int:
    """Run everything and return 1 if anything failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--checks-only", action="store_true")
    commands = dict(CHECKS)
    if not parser.parse_args().checks_only:
        _find_chromium()
        rasa = {name: ["bot/.venv/bin/rasa", *line.split()] for name, line in RASA.items()}
        commands |= rasa | TESTS
    failed = [name for name, command in commands.items() if not _passes(name, command)]
    if failed:
        print(f"\nNot well: {', '.join(failed)}.")
    return bool(failed)


def _passes(name: str, command: list[str]) -> bool:
    say(f"{name} …")
    started = time.monotonic()
    quiet = name.startswith("Rasa's")
    done = subprocess.run(
        command, cwd=ROOT, env=environment() | {"PYTHONWARNINGS": "ignore"}, capture_output=quiet, text=True
    )
    if done.returncode and quiet:
        print(done.stdout[-3000:], done.stderr[-3000:])
    say(f"{name}: {'failed' if done.returncode else 'well'} after {time.monotonic() - started:.0f} s")
    return done.returncode == 0


def _find_chromium() -> None:
    if shutil.which("chromium") or os.environ.get("ORIENTA_CHROMIUM"):
        return
    say("Chromium is missing: installing it …")
    if os.geteuid() or not shutil.which("apt-get"):
        sys.exit(CHROMIUM)
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
        if subprocess.run(command, stdout=subprocess.DEVNULL).returncode:
            sys.exit(CHROMIUM)


if __name__ == "__main__":
    sys.exit(main())
