"""Takes the figures of one door: latency of fresh people and of long talks, throughput, memory."""

import os
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import fmean, quantiles

from benchmarks.doors import Opening
from benchmarks.people import Talk

WARM_UP = 20
FRESH_PEOPLE = 200
LONG_TALKS = 4
LONG_TURNS = 200
AFTER = slice(40, 90)
"""Turns 41 to 90 of the long talks: 200 messages of people with at least 40 turns behind them."""
WINDOW = 10
"""Turns that are averaged for the cost of a turn: as many as the web path's sessions have."""
CLIENTS = 8
PEOPLE_OF_A_CLIENT = 5
TURNS_OF_A_PERSON = 10


@dataclass(frozen=True)
class Figures:
    """What was measured at one door; times in seconds."""

    fresh: list[float]
    long: list[list[float]]
    per_second: float
    unanswered: int
    messages: int

    @property
    def after_40(self) -> list[float]:
        """Times of the messages after 40 turns."""
        return [took for talk in self.long for took in talk[AFTER]]

    @property
    def first_turn(self) -> float:
        """The mean cost of the turns 1 to 10."""
        return fmean(took for talk in self.long for took in talk[:WINDOW])

    @property
    def turn_200(self) -> float:
        """The mean cost of the turns 191 to 200."""
        return fmean(took for talk in self.long for took in talk[-WINDOW:])


def measure(opening: Opening, talk: Talk) -> Figures:
    """Warm up, then take every figure, one after the other."""
    door = opening()
    for person in range(WARM_UP):
        door.next_person()
        door.say(next(talk(person)))
    fresh = []
    for person in range(FRESH_PEOPLE):
        door.next_person()
        fresh.append(door.say(next(talk(person))))
    long = []
    for person in range(LONG_TALKS):
        door.next_person()
        long.append([door.say(message) for message in islice(talk(person), LONG_TURNS)])
    per_second, missed = _throughput(opening, talk)
    door.close()
    sent = WARM_UP + FRESH_PEOPLE + LONG_TALKS * LONG_TURNS
    return Figures(
        fresh,
        long,
        per_second,
        door.unanswered + missed,
        sent + CLIENTS * PEOPLE_OF_A_CLIENT * TURNS_OF_A_PERSON,
    )


def percentile(times: Sequence[float], per_cent: int) -> float:
    """Return the time that this share of the messages stayed below."""
    return quantiles(times, n=100, method="inclusive")[per_cent - 1]


def memory() -> int:
    """Return the resident bytes of every process that this one has started."""
    return sum(map(_resident, _descendants(os.getpid())))


def _throughput(opening: Opening, talk: Talk) -> tuple[float, int]:
    def client(number: int) -> int:
        door = opening()
        for person in range(number * PEOPLE_OF_A_CLIENT, (number + 1) * PEOPLE_OF_A_CLIENT):
            door.next_person()
            for message in islice(talk(person), TURNS_OF_A_PERSON):
                door.say(message)
        door.close()
        return door.unanswered

    with ThreadPoolExecutor(CLIENTS) as pool:
        started = time.perf_counter()
        missed = sum(pool.map(client, range(CLIENTS)))
        took = time.perf_counter() - started
    return CLIENTS * PEOPLE_OF_A_CLIENT * TURNS_OF_A_PERSON / took, missed


def _descendants(pid: int) -> list[int]:
    children: dict[int, list[int]] = defaultdict(list)
    for status in Path("/proc").glob("[0-9]*/stat"):
        after_name = status.read_text().rpartition(")")[2].split()
        children[int(after_name[1])].append(int(status.parent.name))
    found = list(children[pid])
    for child in found:
        found += children[child]
    return found


def _resident(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Rss:"))
