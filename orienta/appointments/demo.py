"""Plausible hours and places for trying out appointments; they are not true of any centre."""

from datetime import time

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from orienta.centres.records import Centre, CentreService, OpeningHours

WEEKDAYS = range(5)
OPENS, CLOSES = time(9), time(15)
SERVICES = (
    *("orientation", "asylum", "curp", "rfc-sat", "legal-advice", "health", "psychology", "job", "school"),
    "social-programmes",
)
MINUTES, PUBLIC_PLACES, STAFF_PLACES = 30, 6, 2


def fill(session: Session) -> list[str]:
    """Give hours and places to the centres that take appointments and have no hours; return their names."""
    empty = (
        select(Centre)
        .where(Centre.takes_appointments)
        .where(~select(OpeningHours.id).where(OpeningHours.centre_id == Centre.id).exists())
    )
    filled = list(session.scalars(empty))
    for centre in filled:
        session.add_all(
            OpeningHours(centre_id=centre.id, weekday=day, opens=OPENS, closes=CLOSES, demo=True)
            for day in WEEKDAYS
        )
        offered = select(CentreService).where(CentreService.centre_id == centre.id)
        for service in session.scalars(offered.where(CentreService.service_id.in_(SERVICES))):
            service.minutes = MINUTES
            service.public_places, service.staff_places = PUBLIC_PLACES, STAFF_PLACES
    return [centre.name for centre in filled]


def clear(session: Session) -> None:
    """Take the invented hours and places away; appointments that were made stay."""
    centres = select(OpeningHours.centre_id).where(OpeningHours.demo)
    for service in session.scalars(select(CentreService).where(CentreService.centre_id.in_(centres))):
        service.public_places = service.staff_places = 0
    session.execute(delete(OpeningHours).where(OpeningHours.demo))
