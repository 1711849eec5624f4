"""Takes the figures of appointments on one database: searching, booking, and the outbox."""

import random
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import chain
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier as Gate
from threading import Barrier

from sqlalchemy import insert, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from orienta.appointments.booking import PlaceTaken
from orienta.appointments.free import nearest_free, next_free
from orienta.appointments.records import Appointment, Seat
from orienta.appointments.timetable import timetable
from orienta.cli import migrate
from orienta.database import engine, unit_of_work
from orienta.messages import outbox
from orienta.messages.outbox import Outgoing
from tests.appointments.world import DOCUMENTS, NOW, add_centre, add_people, at, book, hold

CENTRES = [f"{number:03}" for number in range(200)]
FULL = CENTRES[::4]
"""Nothing is free there; at the others one of two places, at every hour."""
YEAR = 365
"""Seats are taken on so many days before now, and after it."""
SEARCHES = 400
MOST_OF_FORM = 400
PEOPLE = [f"person{number}" for number in range(1000)]
"""Of whom as many want each hour, and one in ten finds a place."""
PROCESSES = 2
RUSH, QUIET = "rush", "quiet"
"""The centre at which everyone books at once, and the one at which people come one by one."""
HOURS = [at(9 + half // 2, 30 * (half % 2)) for half in range(10)]
PLACES_OF_AN_HOUR = 10
ALONE = 100
MESSAGES = 100_000
TAKEN_AT_ONCE = 50
TIMES = 40
"""How often something is done to the outbox."""
_gate: Gate


@dataclass(frozen=True)
class Rush:
    """What became of 1 000 people who book at the same moment; times in seconds."""

    times: list[float]
    won: int
    failed: int
    whole: float


@dataclass(frozen=True)
class Figures:
    """What was measured; times in seconds."""

    seats: int
    next_five: list[float]
    form: list[float]
    nearest: list[float]
    alone: list[float]
    rush: Rush
    none_due: list[float]
    all_due: list[float]
    dropping: list[float]


def measure() -> Figures:
    """Fill the database of this process, which is empty, and take every figure."""
    migrate()
    seats = _fill()
    centres = random.Random(1).choices(CENTRES, k=SEARCHES)
    next_five, form = (
        [_time(partial(_next, centre, most)) for centre in centres] for most in (5, MOST_OF_FORM)
    )
    nearest = [_time(partial(_nearest, centre)) for centre in centres]
    alone = [_book(QUIET, number)[0] for number in range(ALONE)]
    rush = _rush()
    _fill_outbox()
    none_due = [_time(partial(outbox.take_due, now=NOW, most=TAKEN_AT_ONCE)) for _ in range(TIMES)]
    dropping = [_time(partial(outbox.drop, prefix=f"appointment/m{number}/")) for number in range(TIMES)]
    later = NOW + timedelta(days=YEAR)
    all_due = [_time(partial(outbox.take_due, now=later, most=TAKEN_AT_ONCE)) for _ in range(TIMES)]
    return Figures(seats, next_five, form, nearest, alone, rush, none_due, all_due, dropping)


def _fill() -> int:
    """Open the centres and take their seats; return how many."""
    with unit_of_work() as session:
        add_people(session, *PEOPLE)
        for centre_id in (RUSH, QUIET):
            add_centre(session, centre_id, public=2 * PLACES_OF_AN_HOUR)
        seats = sum(_fill_centre(session, centre_id, 2 if centre_id in FULL else 1) for centre_id in CENTRES)
    _analyse()
    return seats


def _fill_centre(session: Session, centre_id: str, people: int) -> int:
    """Take so many of the two seats of every hour; one appointment stands for all of a centre."""
    add_centre(session, centre_id, public=4)
    table = timetable(session, centre_id, DOCUMENTS)
    assert table
    days = (NOW.date() + timedelta(days=day) for day in range(-YEAR, YEAR))
    hours = [opening.starts_at for day in days for opening in table.openings(day)]
    one = hold(session, None, HOURS[0], people=people, centre_id=centre_id, staff=True)
    place = {"centre_id": centre_id, "service_id": DOCUMENTS, "appointment_id": one.id}
    rows = [place | {"starts_at": hour, "seat": seat} for hour in hours for seat in range(people)]
    session.execute(insert(Seat), [row for row in rows if row["starts_at"] != HOURS[0]])
    return len(rows)


def _analyse() -> None:
    if engine().dialect.name == "postgresql":
        with unit_of_work() as session:
            session.execute(text("ANALYZE"))  # as PostgreSQL does by itself a minute later


def _next(centre_id: str, most: int, session: Session) -> object:
    return next_free(session, centre_id, DOCUMENTS, people=1, now=NOW, most=most)


def _nearest(centre_id: str, session: Session) -> object:
    around = NOW + timedelta(days=20)
    return nearest_free(session, centre_id, DOCUMENTS, around=around, people=1, now=NOW, most=3)


def _time(work: Callable[[Session], object]) -> float:
    started = time.perf_counter()
    with unit_of_work() as session:
        work(session)
    return time.perf_counter() - started


def _book(centre_id: str, number: int) -> tuple[float, str]:
    """Hold and book as two messages do; return the seconds that it took and what came of it."""
    started, outcome = time.perf_counter(), "won"
    try:
        with unit_of_work() as session:
            held = hold(session, PEOPLE[number], HOURS[number % len(HOURS)], centre_id=centre_id)
        with unit_of_work() as session:
            book(session, session.get_one(Appointment, held.id))
    except PlaceTaken:
        outcome = "told"
    except SQLAlchemyError:
        outcome = "failed"
    return time.perf_counter() - started, outcome


def _rush() -> Rush:
    """Let everyone book at once, each in a thread of one of the processes."""
    spawn = get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, spawn, _share, (spawn.Barrier(PROCESSES),)) as processes:
        shares = list(processes.map(_rush_in_threads, range(PROCESSES)))
    times, outcomes = zip(*chain.from_iterable(done for _, _, done in shares), strict=True)
    whole = max(ended for _, ended, _ in shares) - min(began for began, _, _ in shares)
    return Rush(list(times), outcomes.count("won"), outcomes.count("failed"), whole)


def _share(gate: Gate) -> None:
    global _gate
    _gate = gate
    engine()  # made once, before many ask for it at the same moment


def _rush_in_threads(process: int) -> tuple[float, float, list[tuple[float, str]]]:
    """Return when the first began, when the last was done, and what came of each."""
    numbers = range(process, len(PEOPLE), PROCESSES)
    began: list[float] = []

    def begin() -> None:
        _gate.wait()
        began.append(time.perf_counter())

    start = Barrier(len(numbers), begin)

    def want(number: int) -> tuple[float, str]:
        start.wait()
        return _book(RUSH, number)

    with ThreadPoolExecutor(len(numbers)) as threads:
        done = list(threads.map(want, numbers))
    return began[0], time.perf_counter(), done


def _fill_outbox() -> None:
    """Put messages in that are due at some moment of the coming sixty days."""
    row = {"language": "es", "kind": "reminder_day_before", "body": "[]", "state": "waiting"}
    with unit_of_work() as session:
        session.execute(
            insert(Outgoing),
            [
                row
                | {
                    "conversation_id": PEOPLE[number % len(PEOPLE)],
                    "key": f"appointment/m{number}/day-before",
                    "due": NOW + timedelta(seconds=50 * (number + 1)),
                }
                for number in range(MESSAGES)
            ],
        )
    _analyse()
