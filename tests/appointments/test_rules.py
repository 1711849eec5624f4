"""The rules under any sequence of deeds, found by hypothesis."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from orienta.appointments import booking, closing, waiting
from orienta.appointments.booking import AlreadyBooked, HoldLost, PlaceTaken, TooManyChanges
from orienta.appointments.finding import of_conversation
from orienta.appointments.free import NoSuchSlot
from orienta.appointments.records import Appointment, Seat, Waiting
from orienta.database import Base, engine, unit_of_work
from orienta.messages.outbox import Outgoing
from tests.appointments.world import DOCUMENTS, NOW, TAPACHULA, add_centre, add_people, at, book, hold

PEOPLE = ("ana", "ben", "eva", "leo")
TUESDAY = date(2026, 12, 1)
DAYS = [TUESDAY, TUESDAY + timedelta(days=1)]
SLOTS = [at(hour, minute, day=day) for day in DAYS for hour, minute in ((10, 0), (10, 30))]
PLACES = 2
"""In each slot."""
REFUSALS = (PlaceTaken, AlreadyBooked, HoldLost, TooManyChanges, NoSuchSlot)

anyone = st.sampled_from(PEOPLE)
any_slot = st.sampled_from(SLOTS)
company = st.sampled_from((1, 1, 2))


class TwoDays(RuleBasedStateMachine):
    """Four people and two days of one small centre."""

    @initialize()
    def begin(self) -> None:
        """Empty the database and open the centre."""
        self.now = NOW
        self.confirmed: set[int] = set()
        """Appointments that were promised to someone who did not give them up."""
        with unit_of_work() as session:
            for table in reversed(Base.metadata.sorted_tables):
                session.execute(delete(table))
            add_centre(session, public=2 * PLACES, opens=time(10), closes=time(11))
            add_people(session, *PEOPLE)

    @rule(who=anyone, starts_at=any_slot, people=company)
    def hold_a_place(self, who: str, starts_at: datetime, people: int) -> None:
        """Someone chooses an hour."""
        self._try(lambda session: hold(session, who, starts_at, people=people, now=self.now))

    @rule(who=anyone, starts_at=any_slot, people=company)
    def begin_a_change(self, who: str, starts_at: datetime, people: int) -> None:
        """Someone chooses another hour for what they have."""

        def change(session: Session) -> None:
            for mine in of_conversation(session, who, self.now):
                hold(session, who, starts_at, people=people, now=self.now, replaces=mine)

        self._try(change)

    @rule(who=anyone)
    def confirm_what_is_held(self, who: str) -> None:
        """Someone confirms whatever is held for them: a choice, an offer of the list or of a closure."""
        for held in self._held(who):

            def confirm(session: Session, held: int = held) -> None:
                booked = book(session, session.get_one(Appointment, held), now=self.now)
                self.confirmed.add(held)
                if booked.replaces:
                    self.confirmed.discard(booked.replaces)

            self._try(confirm)

    @rule(who=anyone)
    def cancel(self, who: str) -> None:
        """Someone cancels what they have."""
        with unit_of_work() as session:
            for mine in of_conversation(session, who, self.now):
                booking.cancel(session, mine, self.now)
                self.confirmed.discard(mine.id)

    @rule(who=anyone)
    def decline(self, who: str) -> None:
        """Someone gives up what is held for them."""
        for held in self._held(who):
            with unit_of_work() as session:
                booking.cancel(session, session.get_one(Appointment, held), self.now)

    @rule(who=anyone, days=st.sampled_from(([0, 0], [1, 1], [0, 1])), people=company)
    def wait(self, who: str, days: list[int], people: int) -> None:
        """Someone joins the list."""
        first, last = (DAYS[day] for day in days)
        with unit_of_work() as session:
            waiting.join(
                session,
                conversation_id=who,
                centre_id=TAPACHULA,
                service_id=DOCUMENTS,
                first=first,
                last=last,
                people=people,
                language="es",
                now=self.now,
            )

    @rule(minutes=st.sampled_from((1, 10, 30)))
    def time_passes(self, minutes: int) -> None:
        """Holds and offers lapse."""
        self.now += timedelta(minutes=minutes)
        with unit_of_work() as session:
            booking.lapse(session, self.now)

    @rule(day=st.sampled_from(DAYS))
    def close(self, day: date) -> None:
        """The centre closes for a day; everyone who is expected then is on the list of those concerned."""
        with unit_of_work() as session:
            affected = closing.close(session, TAPACHULA, day, day, self.now)
            expected = {
                one
                for one in self.confirmed
                if session.get_one(Appointment, one).starts_at in (at(10, day=day), at(10, 30, day=day))
            }
            assert {one.appointment.id for one in affected} == expected

    @invariant()
    def there_are_never_more_people_than_places(self) -> None:
        """In no slot."""
        with unit_of_work() as session:
            people = func.sum(Appointment.people)
            active = Appointment.state.in_(("held", "booked"))
            counts = session.scalars(select(people).where(active).group_by(Appointment.starts_at)).all()
            assert max(counts, default=0) <= PLACES

    @invariant()
    def nobody_loses_a_confirmed_place(self) -> None:
        """Whatever others do, and centres."""
        with unit_of_work() as session:
            booked = session.scalars(select(Appointment.id).where(Appointment.state == "booked"))
            assert set(booked) == self.confirmed

    @invariant()
    def seats_and_active_appointments_agree(self) -> None:
        """Each has as many seats as people, in its own slot; the others have none."""
        with unit_of_work() as session:
            seats = session.execute(
                select(Seat.appointment_id, Seat.starts_at, func.count()).group_by(
                    Seat.appointment_id, Seat.starts_at
                )
            )
            active = session.scalars(select(Appointment).where(Appointment.state.in_(("held", "booked"))))
            assert {tuple(row) for row in seats} == {(one.id, one.starts_at, one.people) for one in active}

    @invariant()
    def nobody_has_two_appointments_for_the_same(self) -> None:
        """One person, one service, one centre."""
        with unit_of_work() as session:
            assert all(len(of_conversation(session, who, self.now)) <= 1 for who in PEOPLE)

    @invariant()
    def what_is_offered_to_the_list_is_held(self) -> None:
        """For the person who was told so."""
        with unit_of_work() as session:
            for entry in session.scalars(select(Waiting).where(Waiting.offered.is_not(None))):
                offered = session.get_one(Appointment, entry.offered)
                assert (offered.state, offered.conversation_id) == ("held", entry.conversation_id)

    @invariant()
    def what_waits_in_the_outbox_is_about_something_that_goes_on(self) -> None:
        """Nobody is reminded of, or offered, what is no more."""
        with unit_of_work() as session:
            keys = session.scalars(select(Outgoing.key).where(Outgoing.state == "waiting"))
            about = {int(key.split("/")[1]) for key in keys if key.startswith("appointment/")}
            states = session.scalars(select(Appointment.state).where(Appointment.id.in_(about)))
            assert set(states) <= {"held", "booked"}

    def _held(self, who: str) -> list[int]:
        with unit_of_work() as session:
            held = select(Appointment.id).where(
                Appointment.conversation_id == who, Appointment.state == "held"
            )
            return list(session.scalars(held))

    def _try(self, deed: Callable[[Session], object]) -> None:
        with suppress(*REFUSALS), unit_of_work() as session:
            deed(session)


@pytest.mark.usefixtures("address")
def test_the_rules_hold_whatever_people_do() -> None:
    examples = 60 if engine().dialect.name == "sqlite" else 20

    run_state_machine_as_test(
        TwoDays,
        settings=settings(
            max_examples=examples,
            stateful_step_count=40,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
