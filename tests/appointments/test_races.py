"""Many people at the same moment: nobody gets a place that another has, and nothing gets stuck."""

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import date, time, timedelta
from threading import Barrier, Semaphore
from typing import TypeVar

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.orm import Session

from orienta.appointments import booking, waiting
from orienta.appointments.booking import AlreadyBooked, HoldLost, PlaceTaken, TooManyChanges
from orienta.appointments.closing import close
from orienta.appointments.finding import of_conversation
from orienta.appointments.free import NoSuchSlot
from orienta.appointments.records import Appointment, Seat
from orienta.appointments.seats import take_turns
from orienta.database import engine, unit_of_work
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

TUESDAY = date(2026, 12, 1)
Result = TypeVar("Result")
PEOPLE = [f"person{number}" for number in range(20)]

pytestmark = pytest.mark.usefixtures("address")


def _at_once(work: Callable[[str], Result], people: list[str]) -> list[Result]:
    start = Barrier(len(people))

    def begin(who: str) -> Result:
        start.wait()
        return work(who)

    with ThreadPoolExecutor(len(people)) as threads:
        return list(threads.map(begin, people))


def test_of_twenty_who_want_the_last_place_one_gets_it_and_the_others_get_alternatives() -> None:
    with unit_of_work() as session:
        add_centre(session)
        add_people(session, *PEOPLE)

    def want(who: str) -> list[object]:
        try:
            with unit_of_work() as session:
                book(session, hold(session, who, at(10)))
        except PlaceTaken as refused:
            return [slot.starts_at for slot in refused.alternatives]
        return ["booked"]

    got = Counter(map(tuple, _at_once(want, PEOPLE)))

    assert got == {("booked",): 1, (at(10, 30), at(9, 30), at(11)): 19}
    with unit_of_work() as session:
        assert session.scalar(select(func.count()).select_from(Seat)) == 1


def test_one_person_who_presses_twenty_times_gets_one_place() -> None:
    with unit_of_work() as session:
        add_centre(session, public=40)
        add_people(session, "ana")

    def press(_: str) -> None:
        with suppress(AlreadyBooked), unit_of_work() as session:
            book(session, hold(session, "ana", at(10)))

    _at_once(press, PEOPLE)

    with unit_of_work() as session:
        assert len(of_conversation(session, "ana", NOW)) == 1
        assert session.scalar(select(func.count()).select_from(Seat)) == 1


def test_one_person_who_presses_twenty_hours_holds_one_of_them() -> None:
    with unit_of_work() as session:
        add_centre(session)
        add_people(session, "ana")
    hours = {who: at(9 + number % 5, 30 * (number % 2)) for number, who in enumerate(PEOPLE)}

    def press(who: str) -> None:
        with unit_of_work() as session:
            hold(session, "ana", hours[who])

    _at_once(press, PEOPLE)

    with unit_of_work() as session:
        held = select(func.count()).select_from(Appointment).where(Appointment.state == "held")
        assert session.scalar(held) == 1
        assert session.scalar(select(func.count()).select_from(Seat)) == 1


def test_nobody_books_into_a_closure_that_is_declared_at_the_same_moment() -> None:
    with unit_of_work() as session:
        add_centre(session, public=80, opens=time(10), closes=time(10, 30))
        add_people(session, *PEOPLE)
    affected: list[int] = []

    def act(who: str) -> bool:
        try:
            with unit_of_work() as session:
                if who == PEOPLE[10]:
                    affected.append(len(close(session, TAPACHULA, TUESDAY, TUESDAY, NOW)))
                else:
                    book(session, hold(session, who, at(10)))
        except NoSuchSlot:
            return False
        return who != PEOPLE[10]

    booked = sum(_at_once(act, PEOPLE))

    assert affected == [booked]


def test_a_seat_put_in_past_the_queue_is_still_respected() -> None:
    with unit_of_work() as session:
        add_centre(session)
        add_people(session, "ana", "ben")
        other = hold(session, "ana", at(12)).id
    intruder = Seat(centre_id=TAPACHULA, service_id=DOCUMENTS, starts_at=at(10), seat=0, appointment_id=other)

    def want() -> list[object]:
        try:
            with unit_of_work() as session:
                hold(session, "ben", at(10))
        except PlaceTaken as refused:
            return [slot.starts_at for slot in refused.alternatives]
        return ["held"]

    with ThreadPoolExecutor(1) as thread:
        with unit_of_work() as session:
            session.add(intruder)
            session.flush()
            refused = thread.submit(want)
            _wait_for_a_conflict(session, refused)
        assert refused.result() == [at(10, 30), at(9, 30), at(11)]


def _wait_for_a_conflict(session: Session, other: Future[list[object]]) -> None:
    """Return once the other waits for what this session does; on SQLite it waits before it looks."""
    if engine().dialect.name == "postgresql":
        while not other.done() and not session.scalar(
            text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        ):
            pass


def test_who_waits_longer_than_sqlite_does_still_gets_their_turn() -> None:
    if engine().dialect.name != "sqlite":
        pytest.skip("PostgreSQL lets everyone wait")
    with unit_of_work() as session:
        add_centre(session)
        add_people(session, "ana")
    refused = Semaphore(0)
    event.listen(engine(), "checkout", lambda connection, *_: connection.execute("PRAGMA busy_timeout=1"))
    event.listen(engine(), "handle_error", lambda _: refused.release())

    def want() -> str:
        with unit_of_work() as session:
            return hold(session, "ana", at(10)).state

    with ThreadPoolExecutor(1) as thread:
        with unit_of_work() as session:
            take_turns(session, [(TIJUANA, HEALTH)])
            held = thread.submit(want)
            for _ in range(3):
                assert refused.acquire(timeout=10)
        assert held.result() == "held"


def test_turns_in_any_order_never_wait_for_each_other() -> None:
    with unit_of_work() as session:
        add_centre(session)
        add_centre(session, TIJUANA)
    places = [(TAPACHULA, DOCUMENTS), (TAPACHULA, HEALTH), (TIJUANA, DOCUMENTS), (TIJUANA, HEALTH)]

    def turns(who: str) -> bool:
        mixed = random.Random(who)
        for _ in range(10):
            with unit_of_work() as session:
                take_turns(session, mixed.sample(places, 3))
        return True

    assert all(_at_once(turns, PEOPLE[:8]))


def test_after_a_crowd_of_everything_places_people_and_seats_agree() -> None:
    with unit_of_work() as session:
        for centre_id in (TAPACHULA, TIJUANA):
            add_centre(session, centre_id, public=4, opens=time(10), closes=time(12))
        add_people(session, *PEOPLE)

    _at_once(_live, PEOPLE[:10])

    with unit_of_work() as session:
        rows = session.execute(select(Seat.appointment_id, func.count()).group_by(Seat.appointment_id))
        taken = {appointment_id: count for appointment_id, count in rows}
        active = select(Appointment).where(Appointment.state.in_(("held", "booked")))
        assert taken == {one.id: one.people for one in session.scalars(active)}
        slot = (Seat.centre_id, Seat.service_id, Seat.starts_at)
        counts = session.execute(select(func.count()).select_from(Seat).group_by(*slot)).scalars().all()
        assert counts
        assert max(counts) <= 2
        for who in PEOPLE[:10]:
            booked = [(one.centre_id, one.service_id) for one in of_conversation(session, who, NOW)]
            assert len(booked) == len(set(booked))


def _live(who: str) -> None:
    """Do forty things at random, as one person."""
    mixed = random.Random(who)
    refusals = (PlaceTaken, AlreadyBooked, HoldLost, TooManyChanges, NoSuchSlot)
    for step in range(40):
        day = TUESDAY + timedelta(days=mixed.randrange(2))
        starts_at = at(10 + mixed.randrange(2), mixed.choice((0, 30)), day=day)
        centre_id = mixed.choice((TAPACHULA, TIJUANA))
        now = NOW + timedelta(hours=step % 8, seconds=step)
        deed = mixed.choice(("book", "book", "change", "change", "cancel", "wait", "lapse", "hold"))
        with suppress(*refusals), unit_of_work() as session:
            mine = of_conversation(session, who, now)
            if deed in ("book", "hold"):
                people = mixed.choice((1, 1, 2))
                held = hold(session, who, starts_at, people=people, centre_id=centre_id, now=now)
                if deed == "book":
                    book(session, held, now=now)
            elif deed == "change" and mine:
                held = hold(session, who, starts_at, centre_id=centre_id, now=now, replaces=mine[0])
                book(session, held, now=now)
            elif deed == "cancel" and mine:
                booking.cancel(session, mine[0], now)
            elif deed == "wait":
                waiting.join(
                    session,
                    conversation_id=who,
                    centre_id=centre_id,
                    service_id=DOCUMENTS,
                    first=day,
                    last=day,
                    people=1,
                    language="es",
                    now=now,
                )
            elif deed == "lapse":
                booking.lapse(session, now)
