"""What is noted at the centre, and when it is forgotten whose an appointment was."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from orienta.appointments.attendance import attend, check_in, miss
from orienta.appointments.booking import cancel
from orienta.appointments.finding import UnknownAppointment, find, genuine
from orienta.appointments.keeping import anonymise, forget_old
from orienta.appointments.records import Appointment
from orienta.appointments.states import WrongTransition
from tests.appointments.world import NOW, add_centre, add_people, at, book, hold, outgoing, seats_of

Note = Callable[[Session, Appointment, datetime], None]
AFTER = at(10, 40)


@pytest.fixture
def booked(session: Session) -> Appointment:
    """Ana's appointment."""
    add_centre(session)
    add_people(session, "ana", "ben")
    return book(session, hold(session, "ana", at(10)))


@pytest.mark.parametrize(
    ("notes", "state"),
    [
        ([check_in], "checked-in"),
        ([check_in, attend], "attended"),
        ([attend], "attended"),
        ([miss], "missed"),
        ([check_in, miss], "missed"),
        ([miss, attend], "attended"),
    ],
)
def test_staff_note_what_happened(
    session: Session, booked: Appointment, notes: list[Note], state: str
) -> None:
    for note in notes:
        note(session, booked, AFTER)

    assert (booked.state, booked.changed) == (state, AFTER)


@pytest.mark.parametrize(
    "notes",
    [[check_in, check_in], [attend, check_in], [attend, miss], [cancel, check_in], [check_in, cancel]],
)
def test_a_note_that_cannot_follow_is_refused(
    session: Session, booked: Appointment, notes: list[Note]
) -> None:
    notes[0](session, booked, AFTER)

    with pytest.raises(WrongTransition):
        notes[1](session, booked, AFTER)


def test_nobody_missed_what_has_not_begun(session: Session, booked: Appointment) -> None:
    with pytest.raises(WrongTransition):
        miss(session, booked, at(9, 59))


def test_a_place_only_held_is_not_attended(session: Session, booked: Appointment) -> None:
    with pytest.raises(WrongTransition):
        attend(session, hold(session, "ben", at(11)), AFTER)


def test_an_anonymised_appointment_is_a_count_and_nothing_else(session: Session, booked: Appointment) -> None:
    anonymise(session, booked, AFTER)

    session.expire(booked)
    assert (booked.state, booked.name, booked.conversation_id) == ("anonymised", None, None)
    assert (booked.centre_id, booked.people, booked.starts_at) == ("tapachula", 1, at(10))
    assert genuine(session, booked.code, AFTER) is None
    with pytest.raises(UnknownAppointment):
        find(session, booked.code, "Lucía Gómez")


def test_an_appointment_to_come_is_cancelled_before_it_is_anonymised(
    session: Session, booked: Appointment
) -> None:
    anonymise(session, booked, NOW)

    assert seats_of(session, booked) == 0
    assert outgoing(session) == []
    assert hold(session, "ben", at(10)).state == "held"


def test_anonymising_again_changes_nothing(session: Session, booked: Appointment) -> None:
    anonymise(session, booked, AFTER)
    anonymise(session, booked, AFTER + timedelta(days=1))

    assert booked.changed == AFTER


def test_appointments_are_anonymised_thirty_days_after_they_ended(
    session: Session, booked: Appointment
) -> None:
    later = book(session, hold(session, "ben", at(10, 30)))
    over = booked.ends_at + timedelta(days=30)

    assert forget_old(session, over - timedelta(seconds=1)) == 0
    assert forget_old(session, over) == 1
    assert forget_old(session, over) == 0

    session.expire_all()
    names = dict(session.execute(select(Appointment.id, Appointment.name)).all())
    assert names == {booked.id: None, later.id: "Lucía Gómez"}
