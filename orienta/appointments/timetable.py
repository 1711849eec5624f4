"""When a centre attends people for a service, by its own clock: computed from its hours, never stored."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import PUBLIC, country_holidays
from sqlalchemy import select
from sqlalchemy.orm import Session

from orienta.centres.records import Centre, CentreService, Closure, OpeningHours


@dataclass(frozen=True)
class Opening:
    """A moment at which people are attended, and how many."""

    starts_at: datetime
    """In UTC."""
    clock: time
    """The same moment on the centre's clock."""
    public: int
    staff: int
    """Places that only staff may book."""


@dataclass(frozen=True)
class Timetable:
    """What is needed to compute the openings of a service at a centre."""

    centre_id: str
    service_id: str
    zone: str
    """IANA zone of the centre's clock."""
    minutes: int
    public_places: int
    staff_places: int
    hours: dict[int, list[tuple[time, time]]]
    """Opening and closing times by weekday, 0 being Monday."""
    closures: list[tuple[date, date]]

    def openings(self, day: date) -> Iterator[Opening]:
        """Return the openings of a day, in order.

        A clock time that does not exist when the clocks go forward is left out; one that exists twice when
        they go back is taken once, the first time.
        """
        closed = any(first <= day <= last for first, last in self.closures)
        if closed or day in _statutory_holidays(day.year):
            return
        zone, length = ZoneInfo(self.zone), timedelta(minutes=self.minutes)
        for opens, closes in self.hours.get(day.weekday(), ()):
            start = datetime.combine(day, opens)
            for index in range((datetime.combine(day, closes) - start) // length):
                clock = start + index * length
                moment = clock.replace(tzinfo=zone).astimezone(UTC)
                if moment.astimezone(zone).replace(tzinfo=None) == clock:
                    public, staff = (
                        self._share(self.public_places, index),
                        self._share(self.staff_places, index),
                    )
                    yield Opening(moment, clock.time(), public, staff)

    def _share(self, places: int, index: int) -> int:
        """Spread places an hour over the slots: 3 an hour are 1, 2, 1, 2… every 30 minutes."""
        return (index + 1) * places * self.minutes // 60 - index * places * self.minutes // 60


def midnight(day: date, zone: str) -> datetime:
    """Return the moment in UTC at which a day begins in an IANA zone."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def day_of(moment: datetime, zone: str) -> date:
    """Return the day to which a moment belongs in an IANA zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def timetable(session: Session, centre_id: str, service_id: str) -> Timetable | None:
    """Return the timetable; None where no appointments are given."""
    found = session.execute(
        select(Centre.zone, CentreService.minutes, CentreService.public_places, CentreService.staff_places)
        .join(CentreService, CentreService.centre_id == Centre.id)
        .where(Centre.id == centre_id, CentreService.service_id == service_id)
        .where(Centre.takes_appointments, Centre.status == "open")
    ).one_or_none()
    if found is None:
        return None
    hours = defaultdict(list)
    for weekday, opens, closes in session.execute(
        select(OpeningHours.weekday, OpeningHours.opens, OpeningHours.closes)
        .where(OpeningHours.centre_id == centre_id)
        .order_by(OpeningHours.opens)
    ):
        hours[weekday].append((opens, closes))
    closures = session.execute(select(Closure.first, Closure.last).where(Closure.centre_id == centre_id))
    return Timetable(
        centre_id,
        service_id,
        found.zone,
        found.minutes,
        found.public_places,
        found.staff_places,
        dict(hours),
        [(first, last) for first, last in closures],
    )


@lru_cache
def _statutory_holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("MX", years=year, categories=PUBLIC))
