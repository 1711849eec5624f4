"""Says where and when a run was made: figures mean nothing without their machine."""

import os
import platform
import subprocess
from datetime import datetime
from pathlib import Path

from tools.steps import ROOT

COMMAND = ".venv/bin/python -m benchmarks"
ASK = "import platform, rasa; print(f'Rasa {rasa.__version__} on Python {platform.python_version()}')"


def describe() -> str:
    """Return a sentence with date, machine, versions and the command."""
    rasa = subprocess.run(
        [str(ROOT / "bot/.venv/bin/python"), "-c", ASK], capture_output=True, text=True, check=True
    ).stdout.strip()
    return (
        f"{datetime.now():%Y-%m-%d %H:%M}, `{COMMAND}` on {os.cpu_count()} cores ({_processor()}) with"
        f" {_memory_gigabytes():.0f} GB, {platform.system()}, {rasa}, application on Python"
        f" {platform.python_version()}; load of the machine before the run: {os.getloadavg()[0]:.2f}."
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.split(": ")[1] for line in lines if line.startswith("model name")), platform.machine())


def _memory_gigabytes() -> float:
    first = Path("/proc/meminfo").read_text().splitlines()[0]
    return int(first.split()[1]) / 2**20
