"""Which places are free, and when: hours, places, holidays, closures, and the clocks of the border."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from orienta.appointments import booking
from orienta.appointments.free import Slot, free_days, nearest_free, next_free
from orienta.centres.records import Centre, CentreService, Closure, OpeningHours
from orienta.database import engine
from tests.appointments.world import DOCUMENTS, NOW, TAPACHULA, add_centre, add_people, at, book, hold

TUESDAY = date(2026, 12, 1)


def _free(session: Session, day: date, *, now: datetime = NOW, **wanted: Any) -> list[Slot]:
    wanted = {"people": 1, "most": 100} | wanted
    return next_free(session, TAPACHULA, DOCUMENTS, now=now, first=day, last=day, **wanted)


def _clock(slots: list[Slot]) -> list[str]:
    return [f"{slot.starts_at.astimezone(ZoneInfo(slot.zone)):%H:%M}" for slot in slots]


def test_slots_fill_the_hours_and_none_ends_after_closing(session: Session) -> None:
    add_centre(session, minutes=40, public=3, opens=time(9), closes=time(11, 10))

    assert _clock(_free(session, TUESDAY)) == ["09:00", "09:40", "10:20"]


@pytest.mark.parametrize(
    ("places", "minutes", "spread"),
    [
        (3, 30, [1, 2, 1, 2]),
        (2, 30, [1, 1, 1, 1]),
        (1, 30, [1, 1]),
        (5, 20, [1, 2, 2, 1, 2, 2]),
        (3, 60, [3, 3]),
        (2, 90, [3]),
    ],
)
def test_the_places_of_an_hour_are_spread_exactly(
    session: Session, places: int, minutes: int, spread: list[int]
) -> None:
    add_centre(session, public=places, minutes=minutes, closes=time(11))

    slots = _free(session, TUESDAY)

    assert [slot.free for slot in slots] == spread


def test_a_slot_says_what_is_needed_to_book_it(session: Session) -> None:
    add_centre(session, public=4)

    assert _free(session, TUESDAY, most=1) == [
        Slot(TAPACHULA, DOCUMENTS, at(9), minutes=30, zone="America/Mexico_City", free=2)
    ]


def test_taken_places_and_places_for_too_few_people_are_not_free(session: Session) -> None:
    add_centre(session, public=4, closes=time(10))
    add_people(session, "ana")
    book(session, hold(session, "ana", at(9)))

    assert [slot.free for slot in _free(session, TUESDAY)] == [1, 2]
    assert _clock(_free(session, TUESDAY, people=2)) == ["09:30"]


def test_the_time_of_day_can_be_bounded(session: Session) -> None:
    add_centre(session)

    assert _clock(_free(session, TUESDAY, earliest=time(12, 15), latest=time(13))) == ["12:30", "13:00"]


def test_a_break_at_noon_has_no_slots(session: Session) -> None:
    add_centre(session, opens=time(13), closes=time(14), weekdays=range(1, 2))
    session.add(OpeningHours(centre_id=TAPACHULA, weekday=1, opens=time(9), closes=time(10)))
    session.flush()

    assert _clock(_free(session, TUESDAY)) == ["09:00", "09:30", "13:00", "13:30"]


def test_places_need_an_hour_of_notice_except_for_staff(session: Session) -> None:
    add_centre(session, closes=time(11, 30))

    assert _clock(_free(session, NOW.date())) == ["10:00", "10:30", "11:00"]
    assert _clock(_free(session, NOW.date(), staff=True))[0] == "09:00"


def test_days_run_from_today_to_sixty_days_ahead(session: Session) -> None:
    add_centre(session, public=1, minutes=60, closes=time(10), weekdays=range(7))
    now = at(12, day=TUESDAY)

    days = free_days(session, TAPACHULA, DOCUMENTS, people=1, now=now, most=100)

    assert days[0] == TUESDAY + timedelta(days=1)
    assert days[-1] == TUESDAY + timedelta(days=60)
    assert set(days) == {TUESDAY + timedelta(days=n) for n in range(1, 61)} - {
        date(2026, 12, 25),
        date(2027, 1, 1),
    }


def test_the_search_stops_when_it_found_enough(session: Session) -> None:
    add_centre(session)

    slots = next_free(session, TAPACHULA, DOCUMENTS, people=1, now=NOW, most=3)
    days = free_days(session, TAPACHULA, DOCUMENTS, people=1, now=NOW, most=2)

    assert [slot.starts_at for slot in slots] == [
        at(10, 0, day=NOW.date()),
        at(10, 30, day=NOW.date()),
        at(11, day=NOW.date()),
    ]
    assert days == [NOW.date(), TUESDAY]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 9, 16), "Independence"),
        (date(2026, 11, 16), "Revolution, on the third Monday"),
        (date(2026, 12, 25), "Christmas"),
        (date(2027, 1, 1), "New Year"),
        (date(2027, 2, 1), "Constitution, on the first Monday"),
        (date(2027, 3, 15), "Benito Juárez, on the third Monday"),
    ],
)
def test_nobody_is_attended_on_a_statutory_holiday(session: Session, day: date, name: str) -> None:
    add_centre(session, weekdays=range(7))
    now = datetime.combine(day - timedelta(days=7), time(12), UTC)

    assert _free(session, day, now=now) == []
    assert _free(session, day + timedelta(days=1), now=now) != []


@pytest.mark.parametrize("day", [date(2026, 11, 2), date(2026, 12, 12), date(2027, 3, 26)])
def test_a_custom_that_is_no_statutory_holiday_is_a_day_like_others(session: Session, day: date) -> None:
    add_centre(session, weekdays=range(7))

    assert _free(session, day, now=datetime.combine(day - timedelta(days=7), time(12), UTC)) != []


def test_a_closure_holds_for_both_its_ends(session: Session) -> None:
    add_centre(session)
    session.add(Closure(centre_id=TAPACHULA, first=TUESDAY, last=date(2026, 12, 2), declared=NOW))
    session.flush()

    days = free_days(session, TAPACHULA, DOCUMENTS, people=1, now=NOW, most=2)

    assert days == [NOW.date(), date(2026, 12, 3)]


def test_nothing_is_free_where_no_appointments_are_given(session: Session) -> None:
    add_centre(session)
    add_centre(session, "acayucan")
    add_centre(session, "oluta", public=0)
    session.get_one(Centre, TAPACHULA).takes_appointments = False
    session.get_one(Centre, "acayucan").status = "unconfirmed"
    session.flush()

    for centre_id in (TAPACHULA, "acayucan", "oluta", "nowhere"):
        assert next_free(session, centre_id, DOCUMENTS, people=1, now=NOW, most=1) == []
        assert free_days(session, centre_id, DOCUMENTS, people=1, now=NOW, most=1) == []


@pytest.mark.parametrize(
    ("zone", "friday", "monday", "before", "after"),
    [
        ("America/Tijuana", date(2026, 3, 6), date(2026, 3, 9), 17, 16),
        ("America/Tijuana", date(2026, 10, 30), date(2026, 11, 2), 16, 17),
        ("America/Ciudad_Juarez", date(2026, 3, 6), date(2026, 3, 9), 16, 15),
        ("America/Ciudad_Juarez", date(2026, 10, 30), date(2026, 11, 2), 15, 16),
        ("America/Mexico_City", date(2026, 3, 6), date(2026, 3, 9), 15, 15),
        ("America/Mexico_City", date(2026, 10, 30), date(2026, 11, 2), 15, 15),
    ],
)
def test_nine_o_clock_is_nine_o_clock_on_both_sides_of_a_change(
    session: Session, zone: str, friday: date, monday: date, before: int, after: int
) -> None:
    add_centre(session, zone=zone)
    now = datetime.combine(friday - timedelta(days=3), time(12), UTC)

    for day, hour in ((friday, before), (monday, after)):
        slots = _free(session, day, now=now)
        assert slots[0].starts_at == datetime.combine(day, time(hour), UTC)
        assert (_clock(slots)[0], len(slots)) == ("09:00", 10)


@pytest.mark.parametrize("zone", ["America/Tijuana", "America/Ciudad_Juarez"])
def test_an_hour_that_does_not_exist_is_not_offered(session: Session, zone: str) -> None:
    add_centre(session, zone=zone, public=1, minutes=60, opens=time(0), closes=time(5), weekdays=range(7))

    slots = _free(session, date(2026, 3, 8), now=datetime(2026, 3, 6, tzinfo=UTC))

    assert _clock(slots) == ["00:00", "01:00", "03:00", "04:00"]
    assert slots[2].starts_at - slots[1].starts_at == timedelta(hours=1)


@pytest.mark.parametrize("zone", ["America/Tijuana", "America/Ciudad_Juarez"])
def test_an_hour_that_exists_twice_is_offered_once(session: Session, zone: str) -> None:
    add_centre(session, zone=zone, public=1, minutes=60, opens=time(0), closes=time(4), weekdays=range(7))

    slots = _free(session, date(2026, 11, 1), now=datetime(2026, 10, 30, tzinfo=UTC))

    assert _clock(slots) == ["00:00", "01:00", "02:00", "03:00"]
    assert slots[2].starts_at - slots[1].starts_at == timedelta(hours=2)


def test_a_place_booked_across_a_change_is_taken_at_its_hour(session: Session) -> None:
    add_centre(session, zone="America/Tijuana")
    add_people(session, "ana")
    now, monday = datetime(2026, 10, 28, 12, tzinfo=UTC), date(2026, 11, 2)
    book(session, hold(session, "ana", at(9, day=monday, zone="America/Tijuana"), now=now), now=now)

    assert _clock(_free(session, monday, now=now))[0] == "09:30"


def test_the_day_is_that_of_the_centre_when_it_is_another_in_utc(session: Session) -> None:
    add_centre(session, zone="America/Tijuana", opens=time(17), closes=time(18))

    slots = _free(session, TUESDAY)

    assert [slot.starts_at for slot in slots] == [
        datetime(2026, 12, 2, 1, tzinfo=UTC),
        datetime(2026, 12, 2, 1, 30, tzinfo=UTC),
    ]


def test_the_nearest_places_lie_on_both_sides(session: Session) -> None:
    add_centre(session)

    near = nearest_free(session, TAPACHULA, DOCUMENTS, around=at(11, 10), people=1, now=NOW, most=4)

    assert _clock(near) == ["11:00", "11:30", "10:30", "12:00"]


def test_places_that_were_taken_away_do_not_count_as_free(session: Session) -> None:
    add_centre(session, public=8)
    add_people(session, "ana", "ben", "eva")
    held = [hold(session, who, at(9)) for who in ("ana", "ben", "eva")]
    session.get_one(CentreService, (TAPACHULA, DOCUMENTS)).public_places = 4
    booking.cancel(session, held[0], NOW)

    assert "09:00" not in _clock(_free(session, TUESDAY))


def test_a_search_over_all_days_asks_the_database_no_more_than_over_one(session: Session) -> None:
    add_centre(session)
    asked: list[str] = []
    event.listen(engine(), "before_cursor_execute", lambda *args: asked.append(args[2]))

    next_free(session, TAPACHULA, DOCUMENTS, people=99, now=NOW, first=TUESDAY, last=TUESDAY, most=1)
    one_day = len(asked)
    next_free(session, TAPACHULA, DOCUMENTS, people=99, now=NOW, most=1)

    assert len(asked) == 2 * one_day == 8
