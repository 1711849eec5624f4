"""The centres nearest to a place. Where someone is is used to answer, and is neither kept nor logged."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from math import asin, cos, radians, sin, sqrt
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from orienta.centres.content import services_by_id
from orienta.centres.records import Centre, CentreService, Closure, OpeningHours

EARTH_RADIUS = 6371.0
"""Kilometres."""
SHOWN = ("open", "shelter", "unconfirmed")
"""The states in which a centre is named, the likeliest to be of use first."""
RETURNED = "returned-mexicans"
REACH = 300
"""Kilometres that someone may travel to a centre: a doubtful one so near is of more use than a sure one beyond."""


@dataclass(frozen=True)
class Near:
    """A centre, and what is known of it from where someone is."""

    centre: Centre
    kilometres: int
    """In a straight line, rounded, because most positions are those of a municipality."""
    offers_service: bool | None
    """Whether it is known to offer the service asked for; None if unknown, or if none was asked for."""
    closed_until: date | None
    """The last day of a closure that staff declared, if it is closed today."""
    hours: tuple[OpeningHours, ...]
    """The true ones; none if they are not known."""


@dataclass(frozen=True)
class _Candidate:
    centre: Centre
    kilometres: float
    offers: bool | None


def nearest(
    session: Session,
    latitude: float,
    longitude: float,
    *,
    service: str | None = None,
    now: datetime,
    most: int = 3,
) -> list[Near]:
    """Return the nearest centres, best first.

    Those seen open come before shelters and unconfirmed ones, and all within reach before those beyond; planned
    ones are left out. With a service, those known to offer it come first, then nearer ones of which no services
    are known at all; the others are left out.
    """
    offered: dict[str, set[str]] = {}
    for centre_id, service_id in session.execute(select(CentreService.centre_id, CentreService.service_id)):
        offered.setdefault(centre_id, set()).add(service_id)
    found: list[_Candidate] = []
    for centre in session.scalars(select(Centre).where(Centre.status.in_(SHOWN))):
        offers = _offers(offered.get(centre.id), service)
        if offers is not False:
            exact = distance(latitude, longitude, centre.latitude, centre.longitude)
            found.append(_Candidate(centre, exact, offers))
    return [
        Near(
            one.centre,
            rounded(one.kilometres),
            one.offers,
            _closed_until(session, one.centre, now),
            _hours(session, one.centre),
        )
        for one in _useful(sorted(found, key=_rank), service)[:most]
    ]


def distance(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the kilometres between two points in degrees, along the great circle."""
    south, north = radians(latitude), radians(other_latitude)
    half_chord = (
        sin((north - south) / 2) ** 2
        + cos(south) * cos(north) * sin(radians(other_longitude - longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS * asin(sqrt(half_chord))


def rounded(kilometres: float) -> int:
    """Round as coarsely as a position in the middle of a municipality deserves: 0 means the same area."""
    if kilometres < 15:
        return 0
    step = 5 if kilometres < 50 else 10 if kilometres < 200 else 50
    return round(kilometres / step) * step


def _offers(offered: set[str] | None, service: str | None) -> bool | None:
    if service is None or offered is None:
        return None
    return service in offered


def _closed_until(session: Session, centre: Centre, now: datetime) -> date | None:
    today = now.astimezone(ZoneInfo(centre.zone)).date()
    query = select(Closure.last).where(
        Closure.centre_id == centre.id, Closure.first <= today, Closure.last >= today
    )
    return max(session.scalars(query), default=None)


def _hours(session: Session, centre: Centre) -> tuple[OpeningHours, ...]:
    query = select(OpeningHours).where(OpeningHours.centre_id == centre.id, ~OpeningHours.demo)
    return tuple(session.scalars(query))


def _rank(one: _Candidate) -> tuple[bool, bool, int, int, bool, float, str]:
    """Of centres that are as near, the one that is for everyone comes first."""
    return (
        not one.offers,
        one.kilometres > REACH,
        SHOWN.index(one.centre.status),
        rounded(one.kilometres),
        "only_for" in one.centre.facts,
        one.kilometres,
        one.centre.id,
    )


def _useful(ranked: list[_Candidate], service: str | None) -> list[_Candidate]:
    """Leave out what would crowd out better ones.

    Those are: of the centres for returned Mexicans all but the first, unless the service is only for them; of those
    out of reach all but the first for everyone and the first for some; of those that may not offer the service all
    but the open ones within reach that are nearer than any that does.
    """
    known = min((one.kilometres for one in ranked if one.offers), default=REACH)
    kept = [
        one
        for one in ranked
        if one.offers or service is None or (one.kilometres < known and one.centre.status == "open")
    ]
    wanted = services_by_id().get(service or "")
    if not (wanted and wanted.only_for == RETURNED):
        kept = _all_but_later(kept, lambda one: one.centre.facts.get("only_for") == RETURNED)
    kept = _all_but_later(kept, lambda one: one.kilometres > REACH and "only_for" in one.centre.facts)
    return _all_but_later(kept, lambda one: one.kilometres > REACH and "only_for" not in one.centre.facts)


def _all_but_later(candidates: list[_Candidate], is_such: Callable[[_Candidate], bool]) -> list[_Candidate]:
    such = [one for one in candidates if is_such(one)]
    return [one for one in candidates if one not in such[1:]]
