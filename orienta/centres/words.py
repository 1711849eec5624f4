"""What is known of centres, and what is not, in the words of the four languages."""

from collections.abc import Iterator, Sequence, Set
from datetime import time
from itertools import groupby

from babel.dates import get_day_names

from orienta.centres.gazetteer import Place
from orienta.centres.nearest import REACH, Near
from orienta.centres.records import Centre, OpeningHours, Service
from orienta.sentences import CREOLE_DAYS, say, say_date

MOST = 5
"""Centres of a service that are listed at most."""


def describe_nearest(
    found: Sequence[Near], language: str, *, place: Place | None = None, service: str | None = None
) -> str:
    """Say which centres are near, in simple Markdown.

    `place` is the town or state that the person named, None if they shared where they are; `service` is the id of
    what they asked for.
    """
    if not found:
        return say("nearest_none", language)
    head = (
        say("nearest_head", language, place=say_place(place)) if place else say("nearest_head_here", language)
    )
    whole_state = place is not None and place.whole_state
    of_all = set.intersection(*(_unknown(near) for near in found))
    centres = [
        "- " + " ".join(_of_near(near, language, service=service, whole_state=whole_state, said=of_all))
        for near in found
    ]
    foot = [] if whole_state else [say("nearest_straight", language)]
    if of_all:
        foot.append(say("centre_unknown_of_all", language, what=_list(of_all, language)))
    foot.append(say("centre_confirm", language))
    return "\n\n".join([head, "\n".join(centres), " ".join(foot)])


def say_place(place: Place) -> str:
    """Return a place as people tell it from others of its name: "Nogales, Veracruz"."""
    return place.name if place.name == place.state else f"{place.name}, {place.state}"


def describe_service(service: Service, centres: Sequence[Centre], language: str) -> str:
    """Say which centres help with a service, and of what date that news is, in simple Markdown."""
    if not centres:
        return say("nearest_none", language)
    parts = [
        say("service_head", language, service=service.languages[language]["name"]),
        "\n".join("- " + " ".join(_of_service(one, service.id, language)) for one in centres[:MOST]),
    ]
    if len(centres) > MOST:
        parts.append(say("service_more", language, count=len(centres) - MOST))
    return "\n\n".join([*parts, say("centre_confirm", language)])


def _of_near(
    near: Near, language: str, *, service: str | None, whole_state: bool, said: Set[str]
) -> Iterator[str]:
    """Say what is known of a centre, and what is not, save what is `said` of all; of a far one only the gist."""
    centre, facts = near.centre, near.centre.facts
    yield f"{_name(centre)}, {_far(near, language)}." if not whole_state else f"{_name(centre)}."
    yield from _only_for(centre, language)
    if near.closed_until:
        yield say("centre_closed_until", language, date=say_date(near.closed_until.isoformat(), language))
    if seen := facts.get("seen"):
        yield say(f"centre_{centre.status}", language, date=_month(seen["date"], language))
    if service:
        yield _offers(near, service, language)
    if near.kilometres > REACH:
        return
    if facts.get("address"):
        yield _address(centre, language)
    if hours := "; ".join(_hours(near, language)):
        yield _dated("centre_hours", _hours_date(centre), language, hours=hours)
    if telephone := facts.get("telephone"):
        yield say("centre_telephone", language, telephone=telephone)
    if unknown := _unknown(near) - said:
        yield say("centre_unknown", language, what=_list(unknown, language))


def _address(centre: Centre, language: str) -> str:
    address, seen = centre.facts["address"], centre.facts.get("seen", {})
    date = address.get("date")
    if centre.edited or (date and date[:7] == seen.get("date", "")[:7]):
        return say("centre_address_plain", language, address=address["text"])
    return _dated("centre_address", date, language, address=address["text"])


def _name(centre: Centre) -> str:
    return f"**{centre.name}**" if centre.city in centre.name else f"**{centre.name}** ({centre.city})"


def _far(near: Near, language: str) -> str:
    if near.kilometres:
        return say("centre_far", language, kilometres=near.kilometres)
    return say("centre_close", language)


def _unknown(near: Near) -> set[str]:
    facts = near.centre.facts
    known = {
        "address": facts.get("address"),
        "hours": near.hours or facts.get("hours"),
        "telephone": facts.get("telephone"),
    }
    return {what for what, value in known.items() if not value}


def _list(unknown: Set[str], language: str) -> str:
    return ", ".join(say(f"unknown_{what}", language) for what in sorted(unknown))


def _of_service(centre: Centre, service: str, language: str) -> Iterator[str]:
    date = _service_date(centre, service)
    yield (
        f"{_name(centre)}; {say('service_news', language, date=_month(date, language))}."
        if date
        else f"{_name(centre)}."
    )
    yield from _only_for(centre, language)
    if centre.status == "unconfirmed":
        yield say("service_maybe_closed", language)


def _only_for(centre: Centre, language: str) -> Iterator[str]:
    if only := centre.facts.get("only_for"):
        yield say(f"centre_only_{only.replace('-', '_')}", language)


def _offers(near: Near, service: str, language: str) -> str:
    if not near.offers_service:
        return say("centre_offers_unknown", language)
    return _dated("centre_offers", _service_date(near.centre, service), language)


def _service_date(centre: Centre, service: str) -> str | None:
    """Return the date of the news that a centre offers a service; None if staff said so, or it has no date."""
    dates = [offered.get("date") for offered in centre.facts.get("services", ()) if offered["id"] == service]
    return dates[0] if dates else None


def _hours_date(centre: Centre) -> str | None:
    dates = [hours.get("date") for hours in centre.facts.get("hours", ())]
    return dates[0] if dates and not centre.edited else None


def _month(date: str, language: str) -> str:
    """Say of which month news is: the day would say no more to anyone."""
    return say_date(date[:7], language)


def _dated(name: str, date: str | None, language: str, **values: str) -> str:
    if date is None:
        return say(f"{name}_undated", language, **values)
    return say(name, language, date=_month(date, language), **values)


def _hours(near: Near, language: str) -> Iterator[str]:
    """Say the hours of weekdays, those of several days in a row together, then those of which no day is known."""
    stretches = sorted(near.hours, key=lambda one: (one.opens, one.closes, one.weekday))
    for (opens, closes), same in groupby(stretches, key=lambda one: (one.opens, one.closes)):
        for days in _rows(list(same)):
            yield say(
                "hours_days" if len(days) > 1 else "hours_day",
                language,
                first=_day(days[0], language),
                last=_day(days[-1], language),
                opens=_clock(opens),
                closes=_clock(closes),
            )
    for stated in near.centre.facts.get("hours", ()):
        if stated.get("days") is None or stated.get("only"):
            opens, closes = time.fromisoformat(stated["opens"]), time.fromisoformat(stated["closes"])
            hours = say("hours_no_days", language, opens=_clock(opens), closes=_clock(closes))
            yield say("hours_first_application", language, hours=hours) if stated.get("only") else hours


def _rows(stretches: Sequence[OpeningHours]) -> list[list[int]]:
    """Group weekdays that follow each other."""
    rows: list[list[int]] = []
    for one in stretches:
        if rows and rows[-1][-1] == one.weekday - 1:
            rows[-1].append(one.weekday)
        else:
            rows.append([one.weekday])
    return rows


def _day(weekday: int, language: str) -> str:
    return CREOLE_DAYS[weekday] if language == "ht" else get_day_names("wide", locale=language)[weekday]


def _clock(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02}"
