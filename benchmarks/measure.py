"""Takes the figures of one door: latency of fresh people and of long talks, throughput, processor time."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from statistics import fmean, quantiles

from benchmarks.doors import Door, Opening
from benchmarks.people import Talk
from benchmarks.processes import bot_seconds, other_seconds

WARM_UP = 20
FRESH_PEOPLE = 200
LONG_TALKS = 4
LONG_TURNS = 200
AFTER = slice(40, 90)
"""Turns 41 to 90 of the long talks: 200 messages of people with at least 40 turns behind them."""
WINDOW = 10
"""Turns that are averaged for the cost of a turn."""
CLIENTS = 8
PEOPLE_OF_A_CLIENT = 5
TURNS_OF_A_PERSON = 10
AT_ONCE = CLIENTS * PEOPLE_OF_A_CLIENT * TURNS_OF_A_PERSON


@dataclass(frozen=True)
class Figures:
    """What was measured at one door; times in seconds."""

    fresh: list[float]
    long: list[list[float]]
    per_second: float
    cost: float
    """Processor seconds that the bot spent on a message, with 8 clients."""
    unanswered: float
    """Share of all messages."""
    others: float
    """Processors that others kept busy meanwhile: the figures are good if it is near 0."""

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
    _fresh(door, talk, WARM_UP)
    started, others = time.perf_counter(), other_seconds()
    fresh = _fresh(door, talk, FRESH_PEOPLE)
    long = []
    for person in range(LONG_TALKS):
        door.next_person()
        long.append([door.say(message) for message in islice(talk(person), LONG_TURNS)])
    door.close()
    begun, used = time.perf_counter(), bot_seconds()
    unanswered = door.unanswered + _at_once(opening, talk)
    ended = time.perf_counter()
    return Figures(
        fresh,
        long,
        per_second=AT_ONCE / (ended - begun),
        cost=(bot_seconds() - used) / AT_ONCE,
        unanswered=unanswered / (WARM_UP + FRESH_PEOPLE + LONG_TALKS * LONG_TURNS + AT_ONCE),
        others=(other_seconds() - others) / (ended - started),
    )


def percentile(times: Sequence[float], per_cent: int) -> float:
    """Return the time that this share of the messages stayed below."""
    return quantiles(times, n=100, method="inclusive")[per_cent - 1]


def _fresh(door: Door, talk: Talk, people: int) -> list[float]:
    times = []
    for person in range(people):
        door.next_person()
        times.append(door.say(next(talk(person))))
    return times


def _at_once(opening: Opening, talk: Talk) -> int:
    """Let all clients talk at the same time; return how many messages were not answered."""

    def client(number: int) -> int:
        door = opening()
        for person in range(number * PEOPLE_OF_A_CLIENT, (number + 1) * PEOPLE_OF_A_CLIENT):
            door.next_person()
            for message in islice(talk(person), TURNS_OF_A_PERSON):
                door.say(message)
        door.close()
        return door.unanswered

    with ThreadPoolExecutor(CLIENTS) as pool:
        return sum(pool.map(client, range(CLIENTS)))
