"""A crowd that books, changes, cancels and waits at random, in several processes, and reports what it did."""

import random
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain
from multiprocessing import get_context
from multiprocessing.sharedctypes import Synchronized

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from orienta.appointments import booking, waiting
from orienta.appointments.booking import AlreadyBooked, HoldLost, PlaceTaken, TooManyChanges
from orienta.appointments.closing import close
from orienta.appointments.finding import of_conversation
from orienta.appointments.free import NoSuchSlot
from orienta.appointments.records import Appointment
from orienta.database import unit_of_work
from tests.appointments.world import (
    DOCUMENTS,
    HEALTH,
    NOW,
    TAPACHULA,
    TIJUANA,
    add_centre,
    add_people,
    at,
    book,
    hold,
)

PROCESSES, THREADS = 2, 4
PLACES = 2
"""In each slot."""
PEOPLE = [f"person{number}" for number in range(300)]
CENTRES = {TAPACHULA: "America/Mexico_City", TIJUANA: "America/Tijuana"}
DAYS = [date(2026, 12, 7) + timedelta(days=7 * week + n) for week in range(3) for n in range(5)]
"""Three working weeks, with Christmas at their end."""
STEP = timedelta(seconds=15)
"""From one deed to the next: a hold lapses after 40 deeds, an offer of the waiting list after 120."""
DEEDS = {
    "book": 300,
    "hold": 80,
    "change": 140,
    "cancel": 120,
    "wait": 180,
    "accept": 100,
    "decline": 30,
    "lapse": 50,
    "close": 1,
}
"""What people do, and how often among a thousand."""
REFUSALS = (PlaceTaken, AlreadyBooked, HoldLost, TooManyChanges, NoSuchSlot)
_ticks: "Synchronized[int]"


@dataclass(frozen=True)
class Deed:
    """One unit of work and what it reported."""

    number: int
    """No two deeds have the same; its moment is `moment(number)`."""
    turn: int
    """Orders the deeds about the same service of a centre: counted while nobody else has their turn."""
    kind: str
    who: str
    wish: tuple[object, ...]
    """What was asked for: an appointment's id, or centre, service, days or hour, and people."""
    result: int | None
    """The id of the appointment that was held, booked or cancelled, or how many lapsed."""
    refused: str | None
    """The name of the refusal."""
    failed: str | None
    """The error of the database."""


def moment(number: int) -> datetime:
    """Return the moment at which the deed of a number is done."""
    return NOW + number * STEP


def live(seed: int, operations: int) -> list[Deed]:
    """Open the centres and let people do so many things at once; return the deeds, in their order."""
    with unit_of_work() as session:
        for centre_id, zone in CENTRES.items():
            add_centre(session, centre_id, zone=zone, public=2 * PLACES, opens=time(10), closes=time(12))
        add_people(session, *PEOPLE)
    spawn = get_context("spawn")
    ticks = spawn.Value("i", 0)
    with ProcessPoolExecutor(PROCESSES, spawn, initializer=_begin, initargs=(ticks,)) as processes:
        each = operations // (PROCESSES * THREADS)
        done = processes.map(_live_in_threads, [(seed, process, each) for process in range(PROCESSES)])
        return sorted(chain.from_iterable(done), key=lambda deed: deed.turn)


def _begin(ticks: "Synchronized[int]") -> None:
    global _ticks
    _ticks = ticks


def _tick() -> int:
    with _ticks.get_lock():
        _ticks.value += 1
        return _ticks.value


def _live_in_threads(share: tuple[int, int, int]) -> list[Deed]:
    seed, process, operations = share

    def do_all(thread: int) -> list[Deed]:
        crowd = Crowd(random.Random(f"{seed}/{process}/{thread}"))
        for _ in range(operations):
            crowd.do_something()
        return crowd.deeds

    with ThreadPoolExecutor(THREADS) as threads:
        return list(chain.from_iterable(threads.map(do_all, range(THREADS))))


class Crowd:
    """Does what people do, one after the other."""

    def __init__(self, mixed: random.Random) -> None:
        self.mixed = mixed
        self.deeds: list[Deed] = []

    def do_something(self) -> None:
        """Let someone do something; who has nothing to change books, who has no offer waits."""
        mixed = self.mixed
        who = mixed.choice(PEOPLE)
        [kind] = mixed.choices(list(DEEDS), list(DEEDS.values()))
        known = self._known(who, kind)
        if kind in ("change", "cancel", "accept", "decline") and known is None:
            kind = "book" if kind in ("change", "cancel") else "wait"
        if kind in ("book", "hold", "change"):
            held = self._hold(who, known)
            if held and kind != "hold":
                self._book(who, held)
        elif known is not None:
            self._book(who, known) if kind == "accept" else self._cancel(who, known)
        elif kind == "wait":
            self._wait(who)
        elif kind == "lapse":
            self._do(kind, who, (), booking.lapse)
        else:
            self._close(who)

    def _known(self, who: str, kind: str) -> int | None:
        """Return the id of an appointment of theirs, or of what is held for them, as they last saw it."""
        with unit_of_work() as session:
            if kind in ("change", "cancel"):
                mine = [one.id for one in of_conversation(session, who, NOW)]
            elif kind in ("accept", "decline"):
                held = Appointment.conversation_id == who, Appointment.state == "held"
                mine = list(session.scalars(select(Appointment.id).where(*held)))
            else:
                return None
        return self.mixed.choice(mine) if mine else None

    def _hold(self, who: str, replaces: int | None) -> int | None:
        mixed = self.mixed
        centre_id, service_id = mixed.choice(list(CENTRES)), mixed.choice((DOCUMENTS, HEALTH))
        hour, people = (mixed.choice((10, 11)), mixed.choice((0, 30))), mixed.choice((1, 1, 2))
        starts_at = at(*hour, day=mixed.choice(DAYS), zone=CENTRES[centre_id])

        def deed(session: Session, now: datetime) -> int:
            held = hold(
                session,
                who,
                starts_at,
                people=people,
                centre_id=centre_id,
                service_id=service_id,
                now=now,
                replaces=session.get_one(Appointment, replaces) if replaces else None,
            )
            return held.id

        return self._do("hold", who, (centre_id, service_id, starts_at, people, replaces), deed)

    def _book(self, who: str, held: int) -> None:
        def deed(session: Session, now: datetime) -> int:
            return book(session, session.get_one(Appointment, held), name=now.isoformat(), now=now).id

        self._do("book", who, (held,), deed)

    def _cancel(self, who: str, known: int) -> None:
        def deed(session: Session, now: datetime) -> int:
            booking.cancel(session, session.get_one(Appointment, known), now)
            return known

        self._do("cancel", who, (known,), deed)

    def _wait(self, who: str) -> None:
        mixed = self.mixed
        first, last = sorted(mixed.choices(DAYS, k=2))
        wish = {
            "centre_id": mixed.choice(list(CENTRES)),
            "service_id": mixed.choice((DOCUMENTS, HEALTH)),
            "first": first,
            "last": last,
            "people": mixed.choice((1, 1, 2)),
        }

        def deed(session: Session, now: datetime) -> None:
            waiting.join(session, conversation_id=who, language="es", now=now, **wish)  # type: ignore[arg-type]

        self._do("wait", who, tuple(wish.values()), deed)

    def _close(self, who: str) -> None:
        centre_id, day = self.mixed.choice(list(CENTRES)), self.mixed.choice(DAYS)

        def deed(session: Session, now: datetime) -> None:
            close(session, centre_id, day, day, now)

        self._do("close", who, (centre_id, day), deed)

    def _do(
        self, kind: str, who: str, wish: tuple[object, ...], deed: Callable[[Session, datetime], int | None]
    ) -> int | None:
        """Do a deed in a unit of work, which ends well even if the deed is refused: nothing may be left."""
        number, turn = _tick(), 0
        result = refused = failed = None
        try:
            with unit_of_work() as session:
                try:
                    result = deed(session, moment(number))
                except REFUSALS as refusal:
                    refused = type(refusal).__name__
                turn = _tick()
        except SQLAlchemyError as error:
            result, failed = None, str(error)
        self.deeds.append(Deed(number, turn, kind, who, wish, result, refused, failed))
        return result
