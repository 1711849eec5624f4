"""Reads from /proc what processes use: the bot's memory and processor time, and what others use meanwhile."""

import os
from collections import defaultdict
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
USER, SYSTEM = 11, 12
"""Places of a process's own ticks in /proc/PID/stat, counted from its state."""
IDLE, WAITING = 3, 4
"""Places in the first line of /proc/stat of the ticks in which nobody computed."""


def memory() -> int:
    """Return the resident bytes of every process that this one has started."""
    return sum(map(_resident, _descendants(os.getpid())))


def bot_seconds() -> float:
    """Return the processor seconds that every process started by this one has used."""
    return sum(map(_seconds, _descendants(os.getpid())))


def other_seconds() -> float:
    """Return the processor seconds that all but this process and the bot have used since the machine began."""
    ticks = [int(count) for count in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    busy = (sum(ticks) - ticks[IDLE] - ticks[WAITING]) / TICKS
    return busy - bot_seconds() - _seconds(os.getpid())


def _descendants(pid: int) -> list[int]:
    children: dict[int, list[int]] = defaultdict(list)
    for folder in Path("/proc").glob("[0-9]*"):
        if state := _state(folder.name):
            children[int(state[1])].append(int(folder.name))
    found = list(children[pid])
    for child in found:
        found += children[child]
    return found


def _seconds(pid: int) -> float:
    state = _state(str(pid))
    return (int(state[USER]) + int(state[SYSTEM])) / TICKS if state else 0.0


def _state(pid: str) -> list[str]:
    """Return the fields of /proc/PID/stat after the name; none if the process has just ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _resident(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Rss:"))
