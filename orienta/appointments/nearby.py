"""The nearest centres as a message: what is known of them, and buttons to book where that is possible."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from orienta.appointments import offered
from orienta.centres.gazetteer import Place
from orienta.centres.nearest import nearest
from orienta.centres.records import Centre, Service
from orienta.centres.services import centres_with
from orienta.centres.words import describe_nearest, describe_service
from orienta.messages.inbox import Button, Said, payload
from orienta.sentences import say

CENTRES = "centre-locations"
"""The entry of the content that answers where the centres are."""


def nearby(
    session: Session,
    latitude: float,
    longitude: float,
    *,
    language: str,
    now: datetime,
    place: Place | None = None,
    service: str | None = None,
) -> Said:
    """Say which centres are nearest, in degrees from where someone is, and offer to book at them."""
    found = nearest(session, latitude, longitude, service=service, now=now)
    text = describe_nearest(found, language, place=place, service=service)
    if not _in_mexico(latitude, longitude):
        text = say("find_outside", language) + "\n\n" + text
    return Said(text, _book(session, [near.centre for near in found], service, language))


def _in_mexico(latitude: float, longitude: float) -> bool:
    """Say whether a place is within the box around Mexico (14.5 to 32.8 north, 86.7 to 118.4 west)."""
    return 14.4 <= latitude <= 32.8 and -118.5 <= longitude <= -86.6


def with_service(session: Session, service_id: str, language: str) -> Said:
    """Say which centres help with a service, and offer to book at them."""
    found = centres_with(session, service_id)
    text = describe_service(session.get_one(Service, service_id), found, language)
    return Said(text, _book(session, found, service_id, language))


def _book(
    session: Session, centres: Sequence[Centre], service: str | None, language: str
) -> tuple[Button, ...]:
    bookable = {one.id for one in offered.centres(session, service)}
    what = {"service": service} if service else {}
    return tuple(
        Button(
            say("button_book_in", language, city=centre.city),
            payload("book_appointment", centre=centre.id, **what),
        )
        for centre in centres
        if centre.id in bookable
    )
