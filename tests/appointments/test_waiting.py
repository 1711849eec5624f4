"""The waiting list: who is offered a place that was given back, in which order, and for how long."""

import json
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from orienta.appointments import booking, waiting
from orienta.appointments.booking import HoldLost, PlaceTaken
from orienta.appointments.finding import own
from orienta.appointments.records import Appointment, Waiting
from orienta.messages import outbox
from orienta.messages.outbox import Outgoing
from tests.appointments.world import (
    DOCUMENTS,
    HEALTH,
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
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def booked(session: Session) -> Appointment:
    """Ana's appointment for two, which takes the only places of the day."""
    add_centre(session, public=4, opens=time(10), closes=time(10, 30))
    add_people(session, "ana", "ben", "eva", "leo")
    return book(session, hold(session, "ana", at(10), people=2))


def _wait(session: Session, who: str, **other: object) -> Waiting:
    wanted: dict[str, object] = {
        "centre_id": TAPACHULA,
        "service_id": DOCUMENTS,
        "first": TUESDAY,
        "last": TUESDAY,
        "people": 1,
        "language": "es",
        "now": NOW,
    }
    return waiting.join(session, conversation_id=who, **(wanted | other))  # type: ignore[arg-type]


def _offered(session: Session, who: str) -> Appointment | None:
    query = select(Appointment).where(Appointment.conversation_id == who, Appointment.state == "held")
    return session.scalars(query).one_or_none()


def test_a_place_given_back_is_held_half_an_hour_for_who_waits(session: Session, booked: Appointment) -> None:
    entry = _wait(session, "ben")

    booking.cancel(session, booked, NOW)

    offered = _offered(session, "ben")
    assert offered is not None
    assert (offered.starts_at, offered.held_until) == (at(10), NOW + HALF_AN_HOUR)
    assert (entry.offered, entry.offer_until) == (offered.id, NOW + HALF_AN_HOUR)
    with pytest.raises(PlaceTaken):
        hold(session, "leo", at(10), people=2)


def test_the_offer_says_when_and_has_buttons_to_answer(session: Session, booked: Appointment) -> None:
    _wait(session, "ben", language="fr")

    booking.cancel(session, booked, NOW)

    [message] = outbox.take_due(session, NOW, 10)
    [said] = outbox.said(message)
    offered = _offered(session, "ben")
    assert offered is not None
    assert (message.conversation_id, message.language, message.kind) == ("ben", "fr", "place_offered")
    assert "mardi 1er décembre, 10:00" in said.text
    assert "lundi 30 novembre, 9:30" in said.text
    about = json.dumps({"appointment": offered.code})
    assert [b.payload for b in said.buttons] == [f"/accept_offer{about}", f"/decline_offer{about}"]


def test_who_waits_longest_comes_first_and_the_rest_goes_on_waiting(
    session: Session, booked: Appointment
) -> None:
    _wait(session, "eva")
    _wait(session, "ben", now=NOW - HALF_AN_HOUR)
    _wait(session, "leo", now=NOW + HALF_AN_HOUR)

    booking.cancel(session, booked, NOW)

    assert _offered(session, "ben")
    assert _offered(session, "eva")
    assert _offered(session, "leo") is None


def test_a_family_that_does_not_fit_is_passed_over(session: Session, booked: Appointment) -> None:
    _wait(session, "ben", people=3)
    _wait(session, "eva", people=2)

    booking.cancel(session, booked, NOW)

    assert _offered(session, "ben") is None
    offered = _offered(session, "eva")
    assert offered is not None
    assert seats_of(session, offered) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"first": TUESDAY + timedelta(days=1), "last": TUESDAY + timedelta(days=3)},
        {"first": NOW.date(), "last": NOW.date()},
        {"service_id": HEALTH},
    ],
    ids=["later days", "earlier days", "another service"],
)
def test_who_waits_for_something_else_is_offered_nothing(
    session: Session, booked: Appointment, other: dict[str, object]
) -> None:
    _wait(session, "ben", **other)

    booking.cancel(session, booked, NOW)

    assert _offered(session, "ben") is None


def test_an_accepted_offer_is_booked_and_ends_the_waiting(session: Session, booked: Appointment) -> None:
    _wait(session, "ben")
    booking.cancel(session, booked, NOW)
    offered = _offered(session, "ben")
    assert offered is not None

    accepted = book(session, own(session, "ben", offered.code), now=NOW + timedelta(minutes=20))

    assert accepted.state == "booked"
    assert session.scalars(select(Waiting)).all() == []


@pytest.mark.parametrize("answer", ["declines", "does not answer"])
def test_the_next_in_the_list_gets_an_offer_that_nobody_took(
    session: Session, booked: Appointment, answer: str
) -> None:
    _wait(session, "ben", people=2)
    _wait(session, "eva", people=2)
    booking.cancel(session, booked, NOW)
    first = _offered(session, "ben")
    assert first is not None

    if answer == "declines":
        booking.cancel(session, first, NOW)
    else:
        booking.lapse(session, NOW + HALF_AN_HOUR)

    assert (first.state, seats_of(session, first)) == ("cancelled", 0)
    assert _offered(session, "eva")
    assert outgoing(session) == [("eva", "place_offered")]
    assert [entry.conversation_id for entry in session.scalars(select(Waiting))] == ["eva"]
    with pytest.raises(HoldLost):
        book(session, first)


def test_a_hold_that_lapses_and_a_change_free_places_for_the_list_too(
    session: Session, booked: Appointment
) -> None:
    _wait(session, "ben", people=2)
    wednesday = at(10, day=TUESDAY + timedelta(days=1))

    moved = hold(session, "ana", wednesday, people=2, replaces=booked)
    assert _offered(session, "ben") is None
    book(session, moved)
    assert _offered(session, "ben")

    _wait(session, "eva", first=wednesday.date(), last=wednesday.date(), people=2)
    booking.cancel(session, moved, NOW)
    assert _offered(session, "eva")


def test_places_that_lapse_together_are_offered_together(session: Session, booked: Appointment) -> None:
    wednesday = TUESDAY + timedelta(days=1)
    for who in ("leo", "eva"):
        hold(session, who, at(10, day=wednesday))
    _wait(session, "ben", first=wednesday, last=wednesday, people=2)
    _wait(session, "ana", first=wednesday, last=wednesday, now=NOW + HALF_AN_HOUR)

    booking.lapse(session, NOW + HALF_AN_HOUR)

    assert _offered(session, "ben")
    assert _offered(session, "ana") is None


def test_choosing_another_hour_gives_the_first_to_the_list(session: Session, booked: Appointment) -> None:
    wednesday, thursday = (TUESDAY + timedelta(days=n) for n in (1, 2))
    hold(session, "leo", at(10, day=wednesday), people=2)
    _wait(session, "ben", first=wednesday, last=wednesday)

    hold(session, "leo", at(10, day=thursday), people=2)

    assert _offered(session, "ben")


def test_joining_again_keeps_the_turn_and_changes_the_wish(session: Session, booked: Appointment) -> None:
    first = _wait(session, "ben", people=2)
    _wait(session, "eva", people=2, now=NOW + HALF_AN_HOUR)

    again = _wait(session, "ben", people=1, now=NOW + 2 * HALF_AN_HOUR)

    assert again is first
    assert (again.joined, again.people) == (NOW, 1)


def test_who_leaves_is_offered_nothing_and_gives_an_offer_to_the_next(
    session: Session, booked: Appointment
) -> None:
    _wait(session, "ben", people=2)
    _wait(session, "eva", people=2)
    booking.cancel(session, booked, NOW)

    waiting.leave(session, conversation_id="ben", centre_id=TAPACHULA, service_id=DOCUMENTS, now=NOW)
    waiting.leave(session, conversation_id="leo", centre_id=TAPACHULA, service_id=DOCUMENTS, now=NOW)

    assert _offered(session, "ben") is None
    assert _offered(session, "eva")


def test_booking_another_place_for_the_same_passes_an_offer_on(session: Session, booked: Appointment) -> None:
    _wait(session, "ben", people=2)
    _wait(session, "eva", people=2)
    booking.cancel(session, booked, NOW)

    mine = hold(session, "ben", at(10, day=TUESDAY + timedelta(days=1)))
    assert _offered(session, "eva") is None
    book(session, mine)

    assert _offered(session, "ben") is None
    assert _offered(session, "eva")


def test_a_place_that_begins_too_soon_is_offered_to_nobody(session: Session, booked: Appointment) -> None:
    _wait(session, "ben")

    booking.cancel(session, booked, at(9, 15))

    assert _offered(session, "ben") is None


def test_an_offer_is_dropped_with_the_place(session: Session, booked: Appointment) -> None:
    _wait(session, "ben")
    booking.cancel(session, booked, NOW)

    booking.lapse(session, NOW + HALF_AN_HOUR)

    assert [one.state for one in session.scalars(select(Outgoing)) if one.kind == "place_offered"] == [
        "dropped"
    ]
