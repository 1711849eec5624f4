"""Centres and services from the files into the database, which staff then change."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from orienta.centres.content import DAYS, CentreItem, ServiceItem
from orienta.centres.records import Centre, CentreService, OpeningHours, Service


@dataclass
class Imported:
    """What an import did, by centre id."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Edited by staff, and therefore left alone."""
    gone: list[str] = field(default_factory=list)
    """No longer in the file; left as they are, because people may have appointments there."""


def import_centres(
    session: Session, *, centres: Iterable[CentreItem], services: Iterable[ServiceItem]
) -> Imported:
    """Bring services and centres into the database, and leave the centres alone that staff edited."""
    for service in services:
        languages = {code: text.model_dump(mode="json") for code, text in service.languages.items()}
        session.merge(Service(id=service.id, languages=languages))
    session.flush()
    done = Imported()
    items = {item.id: item for item in centres}
    stored = {centre.id: centre for centre in session.scalars(select(Centre).order_by(Centre.id))}
    done.gone = [centre_id for centre_id in stored if centre_id not in items]
    for centre_id, item in items.items():
        centre, facts = stored.get(centre_id), item.model_dump(mode="json", exclude_none=True)
        if centre is None:
            session.add(Centre(**_columns(item), facts=facts))
            done.added.append(centre_id)
        elif centre.edited:
            done.kept.append(centre_id)
            continue
        elif centre.facts != facts:
            for name, value in _columns(item).items():
                setattr(centre, name, value)
            centre.facts = facts
            done.changed.append(centre_id)
        session.flush()
        _offer(session, item)
        _open(session, item)
    return done


def _columns(item: CentreItem) -> dict[str, Any]:
    same = ("id", "name", "kind", "city", "state", "zone", "status", "takes_appointments", "code")
    position = item.position
    return {name: getattr(item, name) for name in same} | {
        "latitude": position.latitude,
        "longitude": position.longitude,
    }


def _offer(session: Session, item: CentreItem) -> None:
    """Keep what is set for a service (its length and its places) as long as the file names it."""
    query = select(CentreService).where(CentreService.centre_id == item.id)
    stored = {row.service_id: row for row in session.scalars(query)}
    named = {offered.id for offered in item.services}
    for service_id in named - stored.keys():
        session.add(CentreService(centre_id=item.id, service_id=service_id))
    for service_id in stored.keys() - named:
        session.delete(stored[service_id])


def _open(session: Session, item: CentreItem) -> None:
    """Keep the hours whose weekdays are known; others cannot be used to give appointments."""
    query = select(OpeningHours).where(OpeningHours.centre_id == item.id, ~OpeningHours.demo)
    stored = {(row.weekday, row.opens, row.closes): row for row in session.scalars(query)}
    known = {
        (DAYS.index(day), hours.opens, hours.closes)
        for hours in item.hours or ()
        if not hours.only
        for day in hours.days or ()
    }
    for weekday, opens, closes in sorted(known - stored.keys()):
        session.add(OpeningHours(centre_id=item.id, weekday=weekday, opens=opens, closes=closes))
    for key in stored.keys() - known:
        session.delete(stored[key])
