"""What a message says about the appointment that a person wants: in a button's payload, or in words."""

import re
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime
from functools import partial
from typing import Any

from rasa_sdk import Tracker
from sqlalchemy.orm import Session

from bot.actions.turn import entities, is_question, language
from orienta.appointments import offered
from orienta.appointments.codes import typed as typed_code
from orienta.appointments.when import When, understand
from orienta.centres import services
from orienta.centres.gazetteer import Place
from orienta.centres.nearest import distance
from orienta.centres.places import find_places
from orienta.centres.records import Centre
from orienta.centres.spelling import words_of
from orienta.languages import plain
from orienta.registration.numbers import number
from orienta.registration.reading import NotUnderstood, read_yes_or_no

LONGEST_NAME, MOST_WORDS = 60, 5
MEXICO = "America/Mexico_City"
INTRODUCTION = re.compile(
    r"^\W*(?:me llamo|mi nombre es|soy|ll[aá]meme|my name is|i am|i'm|call me|je m['’]appelle|mon nom est|je suis"
    r"|appelez-moi|m(?:wen)? rele|non (?:mwen|m) se|rele m(?:wen)?)\s+",
    re.IGNORECASE,
)
WHEN = (None, "service", "centre", "day", "time", "confirm", "change")
"""Questions beside which a day or hour may be said."""
PEOPLE = re.compile(
    r"\b(?:somos|we are|we're|nous sommes|on est|nou se)\s+(\w+)|\b(\w+)\s+(?:personas?|people|persons|personnes?|moun)\b"
)
"""In a text without accents; the word may be no number."""
WOMAN = re.compile(
    r"\b(?:atiend\w+|attend\w*|recu\w*|recoi\w*|resevwa|pito|prefer\w*|prefier\w*|want)\b.*\b(?:mujer|woman|femme|fanm)\b"
)
WHEELCHAIR = re.compile(
    r"\b(?:silla de ruedas|wheelchair|fauteuil roulant|chez woulant|muletas|crutches|bekiy|bequilles)\b"
)
CODE = re.compile(r"\b[a-z]{3}[\s–-]{0,3}(?:[2-9b-df-hjkmnp-tv-z]{4}|(?=\w*\d)[a-z\d]{4})\b", re.IGNORECASE)
"""The codes of appointments, also as they are misread: a sign that they never have counts beside a digit only."""
ABOUT = re.compile(
    r"\b(?:mi cita|my appointment|mon rendez-vous|mon rdv|randevou (?:m|mwen)(?: an)?)\b", re.IGNORECASE
)
SIGNS = " ,.;:!?¿¡\"'"
YES_OR_NO = ("interpreter", "woman_attendant", "mobility", "confirm", "change")


@dataclass(frozen=True)
class Heard:
    """What one message says; None where it says nothing."""

    service: str | None = None
    centre: str | None = None
    near: list[str] | None = None
    when: When | None = None
    first: str | None = None
    """The first of other days that the person wants to see."""
    starts_at: datetime | None = None
    """A moment that was offered and chosen."""
    name: str | None = None
    people: int | None = None
    interpreter: bool | None = None
    woman_attendant: bool | None = None
    mobility: bool | None = None
    confirm: bool | None = None
    change: bool | None = None
    """Whether the person is content after all."""
    ask: str | None = None
    """A field that the person wants to say anew."""
    wait: bool | None = None
    """Whether the person joins the waiting list."""

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) is not None for field in fields(self))


def pressed(tracker: Tracker) -> Heard:
    """Read the payload of a button."""
    told = entities(tracker)
    if "starts_at" in told:
        told["starts_at"] = datetime.fromisoformat(told["starts_at"])
    known = {field.name for field in fields(Heard)}
    return Heard(**{name: value for name, value in told.items() if name in known})


def typed(
    session: Session, tracker: Tracker, *, asks: str | None, now: datetime, zone: str = MEXICO
) -> Heard:
    """Read what was typed, given what was asked; `zone` is that of the chosen centre."""
    text, code = tracker.latest_message["text"], language(tracker)
    centres = offered.centres(session)
    heard: dict[str, Any] = {"people": _people(text, code, alone=asks == "people"), **_wishes(text)}
    if asks in YES_OR_NO:
        with suppress(NotUnderstood):
            heard[asks] = read_yes_or_no(text)
    if asks == "name" and (INTRODUCTION.match(text) or not any(heard.values())) and (name := _name(text)):
        return Heard(**heard | {"name": name})
    heard["when"] = understand(text, code, now=now, zone=zone) if asks in WHEN else None
    heard["centre"] = services.find_centre(text, centres)
    heard["service"] = None if _wishes(text) else services.find_service(text, code)
    places = find_places(text) if heard["centre"] is None and asks in ("centre", None) else []
    if len(places) == 1:
        heard["near"] = [centre.id for centre in sorted(centres, key=partial(_kilometres, places[0]))]
    return Heard(**heard)


def is_answer(heard: Heard, asks: str | None, text: str) -> bool:
    """Say whether a message surely answers the form, whatever else it may look like."""
    told = bool(asks in ("day", "time") and heard.when) or bool(asks == "name" and heard.name)
    return told or bool(PEOPLE.search(plain(text)) and heard.people) or bool(_wishes(text))


def code_and_name(text: str) -> tuple[str, str] | None:
    """Return the code in a text and what is beside it, "tap 7kq4, Marie"; None if there is no code."""
    found = CODE.search(text)
    if found is None:
        return None
    before, after = text[: found.start()], text[found.end() :]
    name = INTRODUCTION.sub("", after.strip(SIGNS) or ABOUT.sub("", before))
    return typed_code(found[0]), name.strip(SIGNS)


def _kilometres(place: Place, centre: Centre) -> float:
    return distance(place.latitude, place.longitude, centre.latitude, centre.longitude)


def _wishes(text: str) -> dict[str, bool]:
    """Read wishes that people add anywhere."""
    said = {"woman_attendant": WOMAN.search(plain(text)), "mobility": WHEELCHAIR.search(plain(text))}
    return {name: True for name, found in said.items() if found}


def _people(text: str, language: str, *, alone: bool) -> int | None:
    """Return how many people come, if the text says so; any number if it is all that was asked."""
    for groups in PEOPLE.findall(plain(text)):
        if (count := number(next(word for word in groups if word), language)) is not None:
            return count or None
    counts = [count for word in words_of(text) if (count := number(word, language)) is not None]
    return counts[0] if alone and len(counts) == 1 and counts[0] else None


def _name(text: str) -> str | None:
    name = INTRODUCTION.sub("", text).strip(SIGNS)
    if not name or len(name) > LONGEST_NAME or len(name.split()) > MOST_WORDS:
        return None
    return name if re.search(r"[^\W\d_]", name) and not is_question(text) else None
