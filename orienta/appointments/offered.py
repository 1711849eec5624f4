"""What can be booked at all: the services and centres that have hours and public places."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from orienta.centres.records import Centre, CentreService, OpeningHours, Service


def services(session: Session, centre_id: str | None = None) -> Sequence[Service]:
    """Return the services for which people can book a place by themselves, anywhere or at one centre."""
    offered = _offered(CentreService.service_id)
    if centre_id:
        offered = offered.where(Centre.id == centre_id)
    return session.scalars(select(Service).where(Service.id.in_(offered))).all()


def centres(session: Session, service_id: str | None = None) -> Sequence[Centre]:
    """Return the centres where people can book a place by themselves, for anything or for one service."""
    offered = _offered(Centre.id)
    if service_id:
        offered = offered.where(CentreService.service_id == service_id)
    return session.scalars(select(Centre).where(Centre.id.in_(offered)).order_by(Centre.name)).all()


def _offered(column: InstrumentedAttribute[str]) -> Select[Any]:
    return (
        select(column)
        .join_from(Centre, CentreService)
        .where(Centre.takes_appointments, Centre.status == "open", CentreService.public_places > 0)
        .where(select(OpeningHours.id).where(OpeningHours.centre_id == Centre.id).exists())
    )
