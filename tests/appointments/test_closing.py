"""A closure declared later: who is concerned, and what they are offered."""

import json
from datetime import date, time, timedelta

import pytest
from sqlalchemy.orm import Session

from orienta.appointments import booking
from orienta.appointments.booking import HoldLost
from orienta.appointments.closing import close, is_concerned
from orienta.appointments.finding import of_conversation
from orienta.appointments.free import next_free
from orienta.messages import outbox
from tests.appointments.world import (
    DOCUMENTS,
    NOW,
    TAPACHULA,
    add_centre,
    add_people,
    at,
    book,
    hold,
    outgoing,
    seats_of,
)

TUESDAY = date(2026, 12, 1)
WEDNESDAY, THURSDAY = TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=2)


@pytest.fixture(autouse=True)
def world(session: Session) -> None:
    """One centre with one place every half hour."""
    add_centre(session)
    add_people(session, "ana", "ben", "eva")


def test_those_concerned_are_listed_and_get_the_nearest_place(session: Session) -> None:
    tuesday = book(session, hold(session, "ana", at(10)))
    thursday = book(session, hold(session, "ben", at(13, day=THURSDAY)))
    wednesday = book(session, hold(session, "eva", at(11, day=WEDNESDAY)))

    affected = close(session, TAPACHULA, WEDNESDAY, WEDNESDAY, NOW)

    assert [(one.appointment, one.told) for one in affected] == [(wednesday, True)]
    offered = affected[0].offered
    assert offered is not None
    assert (offered.starts_at, offered.state, offered.held_until) == (
        at(13, 30, day=TUESDAY),
        "held",
        NOW + timedelta(hours=24),
    )
    assert (offered.replaces, offered.name) == (wednesday.id, wednesday.name)
    assert (tuesday.state, thursday.state) == ("booked", "booked")


def test_the_old_appointment_stays_until_the_person_chooses(session: Session) -> None:
    old = book(session, hold(session, "ana", at(10)))

    [affected] = close(session, TAPACHULA, TUESDAY, TUESDAY, NOW)
    assert of_conversation(session, "ana", NOW) == [old]
    assert is_concerned(session, old)
    new = affected.offered
    assert new is not None
    book(session, new)

    assert of_conversation(session, "ana", NOW) == [new]
    assert (old.state, seats_of(session, old)) == ("cancelled", 0)
    assert not is_concerned(session, new)


@pytest.mark.parametrize("answer", ["declines", "does not answer"])
def test_who_does_not_take_the_new_place_keeps_the_old_appointment_in_sight(
    session: Session, answer: str
) -> None:
    old = book(session, hold(session, "ana", at(10)))
    [affected] = close(session, TAPACHULA, TUESDAY, TUESDAY, NOW)
    new = affected.offered
    assert new is not None

    if answer == "declines":
        booking.cancel(session, new, NOW)
    else:
        booking.lapse(session, NOW + timedelta(hours=24))

    assert (new.state, old.state) == ("cancelled", "booked")


def test_the_message_says_the_new_time_and_how_to_answer(session: Session) -> None:
    book(session, hold(session, "ana", at(10), language="en"))

    [affected] = close(session, TAPACHULA, TUESDAY, TUESDAY, NOW)

    assert outgoing(session) == [("ana", "closure_offer")]
    assert affected.offered is not None
    [said] = outbox.said(outbox.take_due(session, NOW, 1)[0])
    assert "Monday 30 November, 13:30" in said.text
    about = json.dumps({"appointment": affected.offered.code})
    assert [b.payload for b in said.buttons] == [f"/accept_offer{about}", f"/decline_offer{about}"]


def test_who_cannot_be_offered_a_place_is_told_so(session: Session) -> None:
    book(session, hold(session, "ana", at(10)))

    [affected] = close(session, TAPACHULA, NOW.date(), NOW.date() + timedelta(days=90), NOW)

    assert (affected.offered, affected.told) == (None, True)
    assert outgoing(session) == [("ana", "closure_no_place")]


def test_who_has_no_conversation_any_more_is_listed_for_staff(session: Session) -> None:
    book(session, hold(session, None, at(10), staff=True))
    forgotten = hold(session, "ana", at(11))
    book(session, forgotten)
    forgotten.conversation_id = "forgotten"

    affected = close(session, TAPACHULA, TUESDAY, TUESDAY, NOW)

    assert [one.told for one in affected] == [False, False]
    assert all(one.offered for one in affected)


def test_places_only_held_on_the_closed_days_are_freed(session: Session) -> None:
    held = hold(session, "ana", at(10))

    assert close(session, TAPACHULA, TUESDAY, TUESDAY, NOW) == []

    assert (held.state, seats_of(session, held)) == ("cancelled", 0)
    with pytest.raises(HoldLost):
        book(session, held)


def test_closing_the_same_days_again_offers_nothing_twice(session: Session) -> None:
    book(session, hold(session, "ana", at(10)))
    first = close(session, TAPACHULA, TUESDAY, TUESDAY, NOW)

    again = close(session, TAPACHULA, TUESDAY, TUESDAY, NOW)

    assert again == first
    assert outgoing(session) == [("ana", "closure_offer")]


def test_the_closed_days_are_free_no_more(session: Session) -> None:
    close(session, TAPACHULA, TUESDAY, WEDNESDAY, NOW)

    slots = next_free(session, TAPACHULA, DOCUMENTS, people=1, now=NOW, first=TUESDAY, most=1)

    assert [slot.starts_at for slot in slots] == [at(9, day=THURSDAY)]


def test_a_closed_day_is_one_of_the_centre_and_not_of_utc(session: Session) -> None:
    add_centre(session, "tijuana", zone="America/Tijuana", opens=time(16), closes=time(18))
    late = at(17, day=TUESDAY, zone="America/Tijuana")
    book(session, hold(session, "ana", late, centre_id="tijuana"))

    assert close(session, "tijuana", WEDNESDAY, WEDNESDAY, NOW) == []
    assert len(close(session, "tijuana", TUESDAY, TUESDAY, NOW)) == 1


def test_a_way_of_ones_own_frees_the_place_that_was_offered(session: Session) -> None:
    old = book(session, hold(session, "ana", at(10)))
    [affected] = close(session, TAPACHULA, TUESDAY, TUESDAY, NOW)
    assert affected.offered is not None

    mine = book(session, hold(session, "ana", at(9, day=THURSDAY), replaces=old))

    assert (old.state, affected.offered.state, mine.state) == ("cancelled", "cancelled", "booked")


def test_the_old_hour_is_not_reminded_of(session: Session) -> None:
    book(session, hold(session, "ana", at(10, day=THURSDAY)))

    close(session, TAPACHULA, THURSDAY, THURSDAY, NOW)

    assert outgoing(session) == [("ana", "closure_offer")]
