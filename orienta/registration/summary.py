"""What a registration says about a person, in their language, for themselves to read."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from orienta.centres.records import Centre
from orienta.registration.countries import say_country
from orienta.registration.records import Registration
from orienta.registration.registering import NotRegistered, get
from orienta.registration.tongues import say_tongue
from orienta.sentences import say, say_date

SHOWN_OF_CURP = 4
"""Its last letters and digits: somebody else may be looking at the phone."""


def what_we_know(session: Session, conversation_id: str, language: str) -> list[str]:
    """Return what is kept in the registration of a conversation, a line a fact; none if there is none."""
    try:
        registration = get(session, conversation_id)
    except NotRegistered:
        return []
    answers = registration.fields.model_dump(exclude_unset=True)
    told = {name: say_value(name, value, language) for name, value in answers.items() if value or value == 0}
    lines = [_line(say(f"registration_{name}", language), value, language) for name, value in told.items()]
    return [*lines, *_circumstances(session, registration, language)]


def say_value(name: str, value: Any, language: str) -> str:
    """Put the value of a field into words."""
    if isinstance(value, list):
        return ", ".join(say_value(name, one, language) for one in value)
    if name in WORDS:
        return WORDS[name](value, language)
    return say(f"registration_{name}_{value}", language) if name in CHOSEN else str(value)


def _circumstances(session: Session, registration: Registration, language: str) -> list[str]:
    lines = []
    if registration.centre_id:
        centre = session.scalars(select(Centre.name).where(Centre.id == registration.centre_id)).one()
        lines.append(_line(say("registration_centre", language), centre, language))
    exported = "registration_exported" if registration.export_consented else "registration_not_exported"
    until = say_date(registration.purge_on.isoformat(), language)
    return [*lines, say(exported, language), say("registration_kept_until", language, day=until)]


def _line(label: str, value: str, language: str) -> str:
    return say("registration_line", language, label=label, value=value)


CHOSEN = ("needs", "helps", "status", "contact_wish")
"""Fields whose values have sentences of their own."""
WORDS: dict[str, Callable[[str, str], str]] = {
    "country": say_country,
    "language": say_tongue,
    "curp": lambda value, _: "…" + value[-SHOWN_OF_CURP:],
}
