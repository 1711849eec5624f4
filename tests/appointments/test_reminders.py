"""Reminders: when, in which words, and what becomes of them when the appointment changes."""

import json
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from orienta.appointments import booking
from orienta.appointments.attendance import check_in
from orienta.messages import outbox
from orienta.messages.outbox import Outgoing
from tests.appointments.world import NOW, add_centre, add_people, at, book, hold, outgoing

THURSDAY = date(2026, 12, 3)
BOTH = [("ana", "reminder_day_before"), ("ana", "reminder_two_hours")]
TELLING = re.compile(r"asyl|asil|refug|comar|migra|documents|documentos|tapachula|centr|sant", re.IGNORECASE)


@pytest.fixture(autouse=True)
def world(session: Session) -> None:
    """One centre, and two people who talk."""
    add_centre(session)
    add_people(session, "ana", "ben")


def _dues(session: Session) -> list[object]:
    return [
        one.due for one in session.scalars(select(Outgoing).order_by(Outgoing.due)) if one.state == "waiting"
    ]


def test_a_booking_is_reminded_of_a_day_and_two_hours_before(session: Session) -> None:
    held = hold(session, "ana", at(10, day=THURSDAY))
    assert outgoing(session) == []

    booked = book(session, held)

    assert outgoing(session) == BOTH
    assert _dues(session) == [booked.starts_at - timedelta(hours=24), booked.starts_at - timedelta(hours=2)]


def test_no_reminder_is_made_whose_time_is_past(session: Session) -> None:
    book(session, hold(session, "ana", at(13, day=NOW.date())))
    book(session, hold(session, "ben", at(10, day=NOW.date())))

    assert outgoing(session) == [("ana", "reminder_two_hours")]


@pytest.mark.parametrize(
    ("language", "when"),
    [
        ("es", "jueves 3 de diciembre, 10:00"),
        ("en", "Thursday 3 December, 10:00"),
        ("fr", "jeudi 3 décembre, 10:00"),
        ("ht", "jedi 3 desanm, 10:00"),
    ],
)
def test_a_reminder_gives_nothing_away_in_any_language(session: Session, language: str, when: str) -> None:
    booked = book(session, hold(session, "ana", at(10, day=THURSDAY), language=language), name="Marisol")

    for message in outbox.take_due(session, booked.starts_at, 10):
        [said] = outbox.said(message)
        assert message.language == language
        assert when in said.text
        assert booked.code in said.text
        words = [said.text, *(button.title for button in said.buttons)]
        assert [text for text in words if TELLING.search(text) or "Marisol" in text] == []


def test_its_buttons_confirm_change_and_cancel(session: Session) -> None:
    booked = book(session, hold(session, "ana", at(10, day=THURSDAY)))

    [said] = outbox.said(outbox.take_due(session, booked.starts_at, 1)[0])

    about = json.dumps({"appointment": booked.code})
    intents = ["confirm_attendance", "change_appointment", "cancel_appointment"]
    assert [button.payload for button in said.buttons] == [f"/{intent}{about}" for intent in intents]
    assert all(len(button.title) <= 20 for button in said.buttons)


def test_reminders_move_with_a_changed_appointment(session: Session) -> None:
    old = book(session, hold(session, "ana", at(10, day=THURSDAY)))

    new = book(session, hold(session, "ana", at(12, day=THURSDAY), replaces=old))

    assert outgoing(session) == BOTH
    assert _dues(session) == [new.starts_at - timedelta(hours=24), new.starts_at - timedelta(hours=2)]


def test_reminders_go_with_a_cancelled_appointment_and_with_one_that_arrived(session: Session) -> None:
    booking.cancel(session, book(session, hold(session, "ana", at(10, day=THURSDAY))), NOW)
    check_in(session, book(session, hold(session, "ben", at(11, day=THURSDAY))), NOW)

    assert outgoing(session) == []


def test_booking_twice_reminds_once(session: Session) -> None:
    booked = book(session, hold(session, "ana", at(10, day=THURSDAY)))

    book(session, booked)

    assert outgoing(session) == BOTH


def test_nobody_is_reminded_who_has_no_conversation(session: Session) -> None:
    book(session, hold(session, None, at(10, day=THURSDAY), staff=True))

    assert outgoing(session) == []
