"""The questions of the booking form, each with its buttons."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.actions.appointments.draft import Draft
from bot.actions.buttons import Button, button, yes_or_no
from orienta.appointments import offered
from orienta.appointments.finding import own
from orienta.appointments.free import Slot, next_free
from orienta.appointments.timetable import day_of
from orienta.appointments.words import say_when
from orienta.centres.records import Centre, Service
from orienta.messages.inbox import payload
from orienta.sentences import say

MOST_DAYS, TIMES_OF_FIRST_DAY, MOST_TIMES, MOST_CENTRES = 3, 2, 8, 6
MOST_LOOKED_AT = 400
FIELDS = ("service", "centre", "day", "name", "people", "interpreter", "woman_attendant", "mobility")
"""What a person may say anew before they confirm."""


@dataclass(frozen=True)
class Question:
    """What the form says, and the buttons below it."""

    text: str
    buttons: list[Button]


def _fill(title: str, language: str, **values: Any) -> Button:
    """Return a button that fills fields of the form."""
    return button(title, language, "book_appointment", **values)


def again(draft: Draft, language: str) -> Button:
    """Return the button that begins the same booking anew."""
    return _fill("button_book_again", language, service=draft.service, centre=draft.centre)


def ask(session: Session, asks: str, draft: Draft, language: str, now: datetime, sender: str) -> Question:
    """Return the question for a field of the draft."""
    if asks == "confirm":
        return _confirm(session, draft, language, sender)
    make = QUESTIONS.get(asks)
    return make(session, draft, language, now) if make else Question(say(f"ask_{asks}", language), [])


def choice(slots: Iterable[Slot], language: str) -> list[Button]:
    """Return a button for each free place."""
    return [
        {
            "title": say_when(slot.starts_at, slot.zone, language),
            "payload": payload(
                "book_appointment", starts_at=slot.starts_at.isoformat(), centre=slot.centre_id
            ),
        }
        for slot in slots
    ]


def free_places(session: Session, draft: Draft, now: datetime, *, most: int) -> list[Slot]:
    """Return the next free places at the draft's centre that suit the person."""
    people, suits = draft.people, draft.suits()
    return next_free(
        session, str(draft.centre), str(draft.service), people=people, now=now, most=most, **suits
    )


def _service(session: Session, draft: Draft, language: str, _now: datetime) -> Question:
    found = offered.services(session, draft.centre)
    buttons = [
        {"title": one.languages[language]["name"], "payload": payload("book_appointment", service=one.id)}
        for one in found
    ]
    return Question(say("ask_service", language), buttons)


def _centre(session: Session, draft: Draft, language: str, _now: datetime) -> Question:
    found = list(offered.centres(session, draft.service))
    if draft.near:
        rank = {centre_id: place for place, centre_id in enumerate(draft.near)}
        found.sort(key=lambda centre: rank.get(centre.id, len(rank)))
    buttons = [
        {
            "title": say("centre_in_city", language, name=one.name, city=one.city),
            "payload": payload("book_appointment", centre=one.id),
        }
        for one in found[:MOST_CENTRES]
    ]
    return Question(say("ask_centre", language), buttons)


def _day(session: Session, draft: Draft, language: str, now: datetime) -> Question:
    slots = free_places(session, draft, now, most=MOST_LOOKED_AT)
    by_day: dict[date, list[Slot]] = {}
    for slot in slots:
        by_day.setdefault(day_of(slot.starts_at, slot.zone), []).append(slot)
    first, *others = list(by_day.values())[:MOST_DAYS] or [[]]
    shown = _spread(first, TIMES_OF_FIRST_DAY) + [day[0] for day in others]
    buttons = choice(shown, language)
    if len(by_day) > MOST_DAYS:
        later = max(list(by_day)[:MOST_DAYS]) + timedelta(days=1)
        buttons.append(_fill("button_other_days", language, first=later.isoformat()))
    if not shown:
        return Question(
            say("ask_wait", language),
            [
                _fill("button_wait", language, wait=True),
                _fill("button_other_centre", language, ask="centre"),
            ],
        )
    centre = session.get_one(Centre, draft.centre)
    where = say("centre_in_city", language, name=centre.name, city=centre.city)
    return Question(f"**{where}**\n\n{say('ask_day', language)}", buttons)


def _time(session: Session, draft: Draft, language: str, now: datetime) -> Question:
    slots = _spread(free_places(session, draft, now, most=MOST_LOOKED_AT), MOST_TIMES)
    other = _fill("button_other_days", language, ask="day")
    return Question(say("ask_time", language), [*choice(slots, language), other])


def _people(_session: Session, _draft: Draft, language: str, _now: datetime) -> Question:
    return Question(
        say("ask_people", language),
        [{"title": str(n), "payload": payload("book_appointment", people=n)} for n in range(1, 7)],
    )


def _yes_or_no(name: str) -> Callable[[Session, Draft, str, datetime], Question]:
    def make(_session: Session, _draft: Draft, language: str, _now: datetime) -> Question:
        return Question(say(f"ask_{name}", language), yes_or_no("book_appointment", language, answers=name))

    return make


def _change(_session: Session, _draft: Draft, language: str, _now: datetime) -> Question:
    buttons = [_fill(f"field_{one}", language, ask=one) for one in FIELDS]
    return Question(say("ask_change", language), buttons)


def _confirm(session: Session, draft: Draft, language: str, sender: str) -> Question:
    centre, service = session.get_one(Centre, draft.centre), session.get_one(Service, draft.service)
    held = own(session, sender, str(draft.held))
    lines = {
        "service": service.languages[language]["name"],
        "centre": say("centre_in_city", language, name=centre.name, city=centre.city),
        "day": say_when(held.starts_at, centre.zone, language),
        "name": draft.name,
        "people": draft.people,
    }
    extras = ("interpreter", "woman_attendant", "mobility")
    lines |= {name: say("button_yes", language) for name in extras if getattr(draft, name)}
    summary = "\n".join(f"- {say(f'field_{name}', language)}: {value}" for name, value in lines.items())
    return Question(
        say("ask_confirm", language, summary=summary),
        [
            _fill("button_confirm", language, confirm=True),
            _fill("button_change_something", language, confirm=False),
            button("button_not_now", language, "stop"),
        ],
    )


def _spread(slots: list[Slot], most: int) -> list[Slot]:
    """Choose so many of the slots, evenly."""
    step = max(1, -(-len(slots) // most))
    return slots[::step]


QUESTIONS: dict[str, Callable[[Session, Draft, str, datetime], Question]] = {
    "service": _service,
    "centre": _centre,
    "day": _day,
    "time": _time,
    "people": _people,
    "change": _change,
    **{name: _yes_or_no(name) for name in ("interpreter", "woman_attendant", "mobility")},
}
