"""Codes, and finding an appointment by what someone types."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from orienta.appointments import booking
from orienta.appointments.codes import SIGNS, new_code, typed
from orienta.appointments.finding import Genuine, UnknownAppointment, find, genuine, of_conversation, own
from orienta.appointments.records import Appointment
from tests.appointments.world import NOW, TAPACHULA, add_centre, add_people, at, book, hold


@pytest.fixture
def booked(session: Session) -> Appointment:
    """Lucía's appointment, whose code is TAP-7KQ4."""
    add_centre(session)
    add_people(session, "ana", "ben")
    appointment = book(session, hold(session, "ana", at(10)), name="Lucía  Gómez")
    appointment.code = "TAP-7KQ4"
    session.flush()
    return appointment


def test_codes_can_be_read_aloud_and_differ(session: Session) -> None:
    add_centre(session)

    codes = {new_code(session, TAPACHULA) for _ in range(200)}

    assert len(codes) > 195
    assert all(code.startswith("TAP-") and len(code) == 8 and set(code[4:]) <= set(SIGNS) for code in codes)
    assert not set(SIGNS) & set("0O1ILAEU")


@pytest.mark.parametrize(
    "text",
    ["TAP-7KQ4", "tap-7kq4", " tap 7kq4 ", "TAP7KQ4", "t a p - 7 k q 4", "tap–7k04", "TAP_7KO4", "TAP-1KQ4."],
)
def test_a_code_is_understood_however_it_is_typed(text: str) -> None:
    assert typed(text) == "TAP-7KQ4"


def test_letters_of_a_centre_may_be_typed_as_digits() -> None:
    assert typed("0lu-2345") == "OLU-2345"


@pytest.mark.parametrize("name", ["Lucía Gómez", "lucia gomez", "LUCÍA GÓMEZ", " Lucia   gómez "])
def test_an_appointment_is_found_by_code_and_name(session: Session, booked: Appointment, name: str) -> None:
    assert find(session, "tap 7kq4", name) is booked


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("TAP-7KQ4", "Lucia"),
        ("TAP-7KQ5", "Lucía Gómez"),
        ("TAP-7KQ4", ""),
        ("", "Lucía Gómez"),
        ("7KQ4", "x"),
    ],
)
def test_a_wrong_code_and_a_wrong_name_are_refused_alike(
    session: Session, booked: Appointment, code: str, name: str
) -> None:
    with pytest.raises(UnknownAppointment) as refused:
        find(session, code, name)

    assert refused.value.args == ()


def test_a_place_only_held_is_not_found_by_name(session: Session, booked: Appointment) -> None:
    held = hold(session, "ben", at(11))

    with pytest.raises(UnknownAppointment):
        find(session, held.code, "")


def test_a_button_opens_only_what_is_of_its_conversation(session: Session, booked: Appointment) -> None:
    assert own(session, "ana", "TAP-7KQ4") is booked
    for conversation_id, code in (("ben", "TAP-7KQ4"), ("ana", "TAP-2222")):
        with pytest.raises(UnknownAppointment):
            own(session, conversation_id, code)


def test_anyone_may_know_that_an_appointment_is_genuine_but_not_whose(
    session: Session, booked: Appointment
) -> None:
    assert genuine(session, "tap7kq4", NOW) == Genuine(TAPACHULA, at(10), "booked")
    booking.cancel(session, booked, NOW)
    assert genuine(session, "tap7kq4", NOW) == Genuine(TAPACHULA, at(10), "cancelled")


def test_what_was_never_confirmed_is_not_genuine(session: Session, booked: Appointment) -> None:
    held = hold(session, "ben", at(11))
    assert genuine(session, held.code, NOW) is None
    booking.cancel(session, held, NOW)

    assert genuine(session, held.code, NOW) is None
    assert genuine(session, "TAP-2222", NOW) is None


def test_the_appointments_of_a_conversation_are_those_to_come(session: Session, booked: Appointment) -> None:
    sooner = book(session, hold(session, "ana", at(9), service_id="health"))
    hold(session, "ana", at(11), replaces=booked)

    assert of_conversation(session, "ana", NOW) == [sooner, booked]
    assert of_conversation(session, "ana", sooner.ends_at) == [booked]
    assert of_conversation(session, "ana", booked.ends_at - timedelta(minutes=1)) == [booked]
    assert of_conversation(session, "ana", booked.ends_at) == []
    assert of_conversation(session, "ben", NOW) == []
