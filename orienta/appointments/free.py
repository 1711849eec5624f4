"""Which places are free: what the timetable opens, less the seats that are taken."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from heapq import merge
from itertools import islice
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from orienta.appointments.records import Seat
from orienta.appointments.timetable import Timetable, day_of, midnight, timetable

NOTICE = timedelta(minutes=60)
"""How long before it begins a place can still be booked by people themselves."""
HORIZON = timedelta(days=60)


@dataclass(frozen=True)
class Slot:
    """A moment at which a centre attends people, and how many more it can take."""

    centre_id: str
    service_id: str
    starts_at: datetime
    """In UTC."""
    minutes: int
    zone: str
    """IANA zone of the centre's clock."""
    free: int


class NoSuchSlot(Exception):
    """Nobody is attended at that time, or it is too near or too far away."""


def next_free(
    session: Session,
    centre_id: str,
    service_id: str,
    *,
    people: int,
    now: datetime,
    first: date | None = None,
    last: date | None = None,
    earliest: time | None = None,
    latest: time | None = None,
    most: int,
    staff: bool = False,
) -> list[Slot]:
    """Return the next slots with room for that many people, in order; none where none are given.

    Days and times are of the centre's own clock, both ends included; `earliest` and `latest` bound the time
    at which an appointment begins. Staff see their own places too, and need no notice.
    """
    table = timetable(session, centre_id, service_id)
    if table is None:
        return []
    days = _days(table, first, last, now)
    zone = ZoneInfo(table.zone)
    slots = _free(session, table, days, people=people, now=now, staff=staff)
    suited = (
        slot
        for slot in slots
        if (earliest or time.min) <= slot.starts_at.astimezone(zone).time() <= (latest or time.max)
    )
    return list(islice(suited, most))


def free_days(
    session: Session,
    centre_id: str,
    service_id: str,
    *,
    people: int,
    now: datetime,
    first: date | None = None,
    last: date | None = None,
    most: int,
    staff: bool = False,
) -> list[date]:
    """Return the next days, of the centre's calendar, that have a slot with room for that many people."""
    table = timetable(session, centre_id, service_id)
    if table is None:
        return []
    slots = _free(session, table, _days(table, first, last, now), people=people, now=now, staff=staff)
    return list(islice(dict.fromkeys(day_of(slot.starts_at, table.zone) for slot in slots), most))


def nearest_free(
    session: Session,
    centre_id: str,
    service_id: str,
    *,
    around: datetime,
    people: int,
    now: datetime,
    most: int,
    staff: bool = False,
) -> list[Slot]:
    """Return the slots with room for that many people whose beginnings are nearest to a moment, nearest first."""
    table = timetable(session, centre_id, service_id)
    if table is None:
        return []
    days = _days(table, None, None, now)
    slots = list(_free(session, table, days, people=people, now=now, staff=staff))
    before = [slot for slot in reversed(slots) if slot.starts_at < around]
    after = [slot for slot in slots if slot.starts_at >= around]
    return list(islice(merge(after, before, key=lambda slot: abs(slot.starts_at - around)), most))


def open_seats(
    session: Session,
    centre_id: str,
    service_id: str,
    starts_at: datetime,
    *,
    now: datetime,
    staff: bool = False,
) -> tuple[Slot, list[int]]:
    """Return the slot that begins at a moment and its free seats, those of staff first. Raises NoSuchSlot."""
    table = timetable(session, centre_id, service_id)
    if table is None or starts_at < _soonest(now, staff):
        raise NoSuchSlot
    day = day_of(starts_at, table.zone)
    opening = next((opening for opening in table.openings(day) if opening.starts_at == starts_at), None)
    if opening is None or day > day_of(now, table.zone) + HORIZON:
        raise NoSuchSlot
    taken = set(
        session.scalars(
            select(Seat.seat).where(
                Seat.centre_id == centre_id, Seat.service_id == service_id, Seat.starts_at == starts_at
            )
        )
    )
    seats = _untaken(range(opening.public), {seat for seat in taken if seat >= 0})
    if staff:
        seats = _untaken(range(-1, -1 - opening.staff, -1), {seat for seat in taken if seat < 0}) + seats
    moment = opening.starts_at.astimezone(UTC)
    return Slot(centre_id, service_id, moment, table.minutes, table.zone, len(seats)), seats


def _untaken(seats: range, taken: set[int]) -> list[int]:
    """Seats that were taken when there were more of them still count."""
    return [seat for seat in seats if seat not in taken][: max(0, len(seats) - len(taken))]


def _soonest(now: datetime, staff: bool) -> datetime:
    return now if staff else now + NOTICE


def _days(table: Timetable, first: date | None, last: date | None, now: datetime) -> list[date]:
    today = day_of(now, table.zone)
    start, end = max(first or today, today), min(last or date.max, today + HORIZON)
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


def _free(
    session: Session, table: Timetable, days: list[date], *, people: int, now: datetime, staff: bool
) -> Iterator[Slot]:
    if not days:
        return
    taken = _taken(session, table, days[0], days[-1])
    for day in days:
        for opening in table.openings(day):
            free = max(0, opening.public - taken[opening.starts_at, False])
            if staff:
                free += max(0, opening.staff - taken[opening.starts_at, True])
            if free >= people and opening.starts_at >= _soonest(now, staff):
                yield Slot(
                    table.centre_id,
                    table.service_id,
                    opening.starts_at,
                    table.minutes,
                    table.zone,
                    free,
                )


def _taken(session: Session, table: Timetable, first: date, last: date) -> Counter[tuple[datetime, bool]]:
    """Count the seats taken at each moment, those of staff (True) apart."""
    of_staff = Seat.seat < 0
    rows = session.execute(
        select(Seat.starts_at, of_staff, func.count())
        .where(Seat.centre_id == table.centre_id, Seat.service_id == table.service_id)
        .where(Seat.starts_at >= midnight(first, table.zone))
        .where(Seat.starts_at < midnight(last + timedelta(days=1), table.zone))
        .group_by(Seat.starts_at, of_staff)
    )
    return Counter({(starts_at, bool(staff)): count for starts_at, staff, count in rows})
