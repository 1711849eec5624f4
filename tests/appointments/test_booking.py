"""Holding, booking, changing and cancelling."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from orienta.appointments import booking
from orienta.appointments.booking import AlreadyBooked, HoldLost, PlaceTaken, TooManyChanges
from orienta.appointments.finding import of_conversation
from orienta.appointments.free import NoSuchSlot, next_free
from orienta.appointments.records import Seat
from orienta.appointments.states import WrongTransition
from orienta.centres.records import Centre, CentreService, Closure
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
    seats_of,
)

LATER = NOW + timedelta(minutes=10)


@pytest.fixture(autouse=True)
def world(session: Session) -> None:
    """One centre in Tapachula with one place every half hour."""
    add_centre(session)
    add_people(session, "ana", "ben", "eva")


def test_a_hold_lasts_ten_minutes_and_takes_its_seat(session: Session) -> None:
    held = hold(session, "ana", at(10))

    assert (held.state, held.held_until, held.starts_at) == ("held", NOW + timedelta(minutes=10), at(10))
    assert seats_of(session, held) == 1


def test_a_booking_confirms_the_hold_and_keeps_what_the_person_said(session: Session) -> None:
    held = hold(session, "ana", at(10), language="ht")

    booked = booking.book(
        session, held, name="Ana", interpreter=True, woman_attendant=True, mobility=True, now=NOW
    )

    assert booked is held
    assert (booked.state, booked.held_until, booked.name, booked.language) == ("booked", None, "Ana", "ht")
    assert booked.interpreter
    assert booked.woman_attendant
    assert booked.mobility


def test_a_family_takes_a_seat_each_in_one_slot(session: Session) -> None:
    add_centre(session, TIJUANA, zone="America/Tijuana", public=8)

    held = hold(session, "ana", at(10, zone="America/Tijuana"), people=3, centre_id=TIJUANA)

    assert seats_of(session, held) == 3
    with pytest.raises(PlaceTaken):
        hold(session, "ben", at(10, zone="America/Tijuana"), people=2, centre_id=TIJUANA)
    assert hold(session, "ben", at(10, zone="America/Tijuana"), centre_id=TIJUANA).state == "held"


def test_who_comes_too_late_gets_the_nearest_places_that_have_room(session: Session) -> None:
    book(session, hold(session, "ana", at(10)))

    with pytest.raises(PlaceTaken) as refused:
        hold(session, "ben", at(10))

    assert [slot.starts_at for slot in refused.value.alternatives] == [at(10, 30), at(9, 30), at(11)]


def test_a_seat_that_someone_has_in_the_database_is_never_given_twice(session: Session) -> None:
    held = hold(session, "ana", at(10))
    seat = {"centre_id": TAPACHULA, "service_id": DOCUMENTS, "starts_at": at(10), "appointment_id": held.id}

    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(insert(Seat), [seat | {"seat": 0}])


@pytest.mark.parametrize(
    "starts_at",
    [at(8, 30), at(10, 15), at(14), NOW - timedelta(days=3), NOW + timedelta(minutes=30)],
    ids=["before it opens", "between two slots", "when it closes", "in the past", "at too short notice"],
)
def test_a_time_that_is_no_slot_is_refused(session: Session, starts_at: datetime) -> None:
    with pytest.raises(NoSuchSlot):
        hold(session, "ana", starts_at)


def test_a_day_beyond_the_horizon_is_refused(session: Session) -> None:
    day = (NOW + timedelta(days=60)).date()

    assert hold(session, "ana", at(10, day=day)).state == "held"
    with pytest.raises(NoSuchSlot):
        hold(session, "ben", at(10, day=day + timedelta(days=1)))


def test_a_closed_day_is_refused(session: Session) -> None:
    session.add(Closure(centre_id=TAPACHULA, first=at(10).date(), last=at(10).date(), declared=NOW))
    session.flush()

    with pytest.raises(NoSuchSlot):
        hold(session, "ana", at(10))


@pytest.mark.parametrize(("status", "takes"), [("planned", True), ("shelter", True), ("open", False)])
def test_a_centre_that_gives_no_appointments_is_refused(session: Session, status: str, takes: bool) -> None:
    centre = session.get_one(Centre, TAPACHULA)
    centre.status, centre.takes_appointments = status, takes
    session.flush()

    with pytest.raises(NoSuchSlot):
        hold(session, "ana", at(10))


def test_choosing_another_hour_frees_the_place_held_before(session: Session) -> None:
    first = hold(session, "ana", at(10))

    second = hold(session, "ana", at(11))

    assert (first.state, seats_of(session, first)) == ("cancelled", 0)
    assert (second.state, seats_of(session, second)) == ("held", 1)


def test_choosing_the_same_hour_again_for_fewer_people_works(session: Session) -> None:
    add_centre(session, TIJUANA, public=4)
    hold(session, "ana", at(10), people=2, centre_id=TIJUANA)

    again = hold(session, "ana", at(10), people=1, centre_id=TIJUANA)

    assert (again.state, seats_of(session, again)) == ("held", 1)


def test_a_refused_hold_leaves_the_place_held_before(session: Session) -> None:
    first = hold(session, "ana", at(10))
    hold(session, "ben", at(11))

    with pytest.raises(PlaceTaken):
        hold(session, "ana", at(11))
    with pytest.raises(NoSuchSlot):
        hold(session, "ana", at(11, 5))

    assert (first.state, seats_of(session, first)) == ("held", 1)


def test_a_hold_for_another_service_stays(session: Session) -> None:
    first = hold(session, "ana", at(10), service_id=HEALTH)

    hold(session, "ana", at(10), service_id=DOCUMENTS)

    assert first.state == "held"


def test_one_person_has_one_appointment_for_a_service_at_a_centre(session: Session) -> None:
    booked = book(session, hold(session, "ana", at(10)))

    with pytest.raises(AlreadyBooked) as refused:
        hold(session, "ana", at(11))

    assert refused.value.existing is booked
    assert hold(session, "ana", at(11), service_id=HEALTH).state == "held"


def test_an_appointment_that_is_over_hinders_nobody(session: Session) -> None:
    booked = book(session, hold(session, "ana", at(10)))

    held = hold(session, "ana", at(12), now=booked.ends_at)

    assert held.state == "held"


def test_two_places_held_for_the_same_cannot_both_be_booked(session: Session) -> None:
    old = book(session, hold(session, "ana", at(10)))
    moved = hold(session, "ana", at(11), replaces=old)
    booking.cancel(session, old, NOW)
    fresh = book(session, hold(session, "ana", at(12)))

    with pytest.raises(AlreadyBooked) as refused:
        book(session, moved)

    assert refused.value.existing is fresh


def test_a_change_keeps_the_old_place_until_the_new_one_is_booked(session: Session) -> None:
    old = book(session, hold(session, "ana", at(10)))

    new = hold(session, "ana", at(11), replaces=old)
    assert (old.state, seats_of(session, old)) == ("booked", 1)
    book(session, new)

    assert (old.state, seats_of(session, old)) == ("cancelled", 0)
    assert (new.state, new.replaces, new.sequence) == ("booked", old.id, old.sequence)
    assert of_conversation(session, "ana", NOW) == [new]


def test_a_change_may_go_to_another_centre(session: Session) -> None:
    add_centre(session, TIJUANA, zone="America/Tijuana")
    old = book(session, hold(session, "ana", at(10)))

    new = book(session, hold(session, "ana", at(10, zone="America/Tijuana"), centre_id=TIJUANA, replaces=old))

    assert (old.state, new.state) == ("cancelled", "booked")


def test_a_change_that_is_not_confirmed_changes_nothing(session: Session) -> None:
    old = book(session, hold(session, "ana", at(10)))
    new = hold(session, "ana", at(11), replaces=old)

    booking.lapse(session, LATER)

    assert (old.state, seats_of(session, old), new.state) == ("booked", 1, "cancelled")


def test_booking_again_changes_nothing(session: Session) -> None:
    booked = book(session, hold(session, "ana", at(10)))

    again = book(session, booked, name="Otra", now=LATER)

    assert (again.name, again.changed, seats_of(session, again)) == ("Lucía Gómez", NOW, 1)


def test_a_hold_whose_time_is_over_is_booked_while_nobody_freed_it(session: Session) -> None:
    held = hold(session, "ana", at(10))

    assert book(session, held, now=LATER + timedelta(minutes=5)).state == "booked"


def test_a_hold_that_lapsed_is_lost_and_its_place_is_free(session: Session) -> None:
    held = hold(session, "ana", at(10))

    early = booking.lapse(session, LATER - timedelta(seconds=1))
    lapsed = booking.lapse(session, LATER)

    assert (early, lapsed) == (0, 1)
    with pytest.raises(HoldLost):
        book(session, held, now=LATER)
    assert hold(session, "ben", at(10), now=LATER).state == "held"


def test_a_booked_place_never_lapses(session: Session) -> None:
    booked = book(session, hold(session, "ana", at(10)))

    assert booking.lapse(session, NOW + timedelta(hours=5)) == 0
    assert booked.state == "booked"


def test_a_place_that_began_meanwhile_is_not_booked(session: Session) -> None:
    held = hold(session, "ana", at(10, 30, day=NOW.date()))

    with pytest.raises(HoldLost):
        book(session, held, now=held.starts_at)


def test_a_cancelled_place_is_free_and_cancelling_again_changes_nothing(session: Session) -> None:
    booked = book(session, hold(session, "ana", at(10)))

    booking.cancel(session, booked, NOW)
    sequence = booked.sequence
    booking.cancel(session, booked, LATER)

    assert (booked.state, booked.sequence, booked.changed) == ("cancelled", sequence, NOW)
    assert sequence == 1
    assert of_conversation(session, "ana", NOW) == []
    assert hold(session, "ben", at(10)).state == "held"


def test_an_appointment_that_took_place_is_not_cancelled(session: Session) -> None:
    booked = book(session, hold(session, "ana", at(10)))
    booked.state = "attended"

    with pytest.raises(WrongTransition):
        booking.cancel(session, booked, NOW)


def test_five_bookings_and_changes_a_day_are_enough(session: Session) -> None:
    current = book(session, hold(session, "ana", at(9)))
    for hour in range(10, 14):
        current = book(session, hold(session, "ana", at(hour), replaces=current))

    with pytest.raises(TooManyChanges):
        hold(session, "ana", at(9), replaces=current)

    tomorrow = NOW + timedelta(days=1, minutes=1)
    later = at(9, day=tomorrow.date() + timedelta(days=1))
    assert hold(session, "ana", later, replaces=current, now=tomorrow).state == "held"


def test_looking_at_many_hours_without_booking_is_no_change(session: Session) -> None:
    for minute in range(9):
        hold(session, "ana", at(9 + minute // 2, minute % 2 * 30))

    assert hold(session, "ana", at(13, 30)).state == "held"


def test_staff_book_their_own_places_at_once_and_without_a_conversation(session: Session) -> None:
    add_centre(session, TIJUANA, public=2, staff=2)
    now = at(9, 55)

    first = hold(session, None, at(10), centre_id=TIJUANA, now=now, staff=True)
    second = hold(session, None, at(10), centre_id=TIJUANA, now=now, staff=True)
    with pytest.raises(PlaceTaken):
        hold(session, None, at(10), centre_id=TIJUANA, now=now, staff=True)

    assert (first.state, second.state) == ("held", "held")


def test_places_of_staff_are_not_for_the_public(session: Session) -> None:
    add_centre(session, TIJUANA, public=2, staff=2)
    hold(session, "ana", at(10), centre_id=TIJUANA)

    with pytest.raises(PlaceTaken):
        hold(session, "ben", at(10), centre_id=TIJUANA)
    seen = next_free(session, TIJUANA, DOCUMENTS, people=1, now=NOW, first=at(10).date(), most=3)
    assert at(10) not in [slot.starts_at for slot in seen]
    assert hold(session, None, at(10), centre_id=TIJUANA, staff=True).state == "held"


def test_fewer_places_than_people_booked_leaves_none_free(session: Session) -> None:
    add_centre(session, TIJUANA, public=4)
    for who in ("ana", "ben"):
        hold(session, who, at(10), centre_id=TIJUANA)
    _set_places(session, 2)

    with pytest.raises(PlaceTaken):
        hold(session, "eva", at(10), centre_id=TIJUANA)


def _set_places(session: Session, places: int) -> None:
    session.get_one(CentreService, (TIJUANA, DOCUMENTS)).public_places = places
    session.flush()
