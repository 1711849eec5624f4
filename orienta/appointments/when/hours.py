"""Finds the hours and parts of the day that a text in the common language of words names."""

import re
from dataclasses import dataclass
from datetime import time
from functools import partial

from orienta.appointments.when.rules import said, take

PARTS = {
    "morning": (time(5), time(12)),
    "early": (time(5), time(12)),
    "afternoon": (time(12), time(20)),
    "late": (time(16), time(20)),
    "evening": (time(18), time(22)),
}
LAST_AFTERNOON_HOUR = 6
"""Centres open by day: without am or pm, 1 to 6 are in the afternoon and 7 to 12 are as they are."""
MINUTES = {"half": 30, "quarter": 15, "lessquarter": -15, "halfpast": 30, "quarterpast": 15, "quarterto": -15}
SURE = {"at", "oclock", ":", "."}
"""Words that make an hour of a number."""


@dataclass(frozen=True)
class Hours:
    """An exact hour, or a stretch of the day; an end is None where it is left open."""

    exact: time | None = None
    earliest: time | None = None
    latest: time | None = None
    is_part: bool = False
    """Whether it is a part of the day, such as the morning."""


def find_hours(text: str) -> tuple[str, list[Hours]]:
    """Return the text, in which each hour or part of the day is replaced by h0, h1…, and what they are."""
    for half, part in (("am", "morning"), ("pm", "afternoon")):
        text = said(f"MARK {half}").sub(rf"\g<mark> {part} ", text)
    named = [part for part in PARTS if part in text.split()]
    only = named[0] if len(named) == 1 else None
    return take(text, "h", [(pattern, partial(read, only)) for pattern, read in RULES])


def _from_to(only: str | None, match: re.Match[str]) -> Hours | None:
    """Between 9 and 11, 9 to 11 am, at 3 or 4."""
    words = set(match.group().split())
    part = match.groupdict().get("part") or only
    bare = not words & SURE and not match.groupdict().get("part") and not words & {"am", "pm"}
    if bare and (not words & {"from", "between", "of"} or "or" in words or _goes_on(match)):
        return None
    if "and" in words and "between" not in words:
        return None
    earliest = _clock(match["hour"], match["minute"], match["half_day"] or part)
    latest = _clock(match["latest"], match["minutes"], part)
    return Hours(earliest=earliest, latest=latest) if earliest and latest and earliest < latest else None


def _hour(only: str | None, match: re.Match[str]) -> Hours | None:
    words, part = set(match.group().split()), match.groupdict().get("part")
    half = match["half"] if match["half"] != "lessquarter" or not _goes_on(match) else None
    sure = bool(words & SURE or part or half or match["past"])
    if words & {":", "."} and not match["minute"]:
        return None
    if not sure:
        bounded = re.search(r"(?<!\S)(?:after|before|from|until) $", match.string[: match.start()])
        if _goes_on(match) or not (bounded or words & {"a", "around"}):
            return None
    exact = _clock(match["hour"], match["minute"], part or only, MINUTES.get(half or match["past"] or "", 0))
    return Hours(exact=exact) if exact else None


def _noon(only: str | None, match: re.Match[str]) -> Hours:
    return Hours(exact=time(12))


def _part(only: str | None, match: re.Match[str]) -> Hours:
    earliest, latest = PARTS[match.group().split()[-1]]
    return Hours(earliest=earliest, latest=latest, is_part=True)


def _goes_on(match: re.Match[str]) -> bool:
    """Tell whether an unknown word follows: "3 children"."""
    return match.string.startswith("_", match.end())


def _clock(hour: str, minute: str | None, part: str | None, shift: int = 0) -> time | None:
    """Return the time of day, moved by `shift` minutes; None if there is no such hour."""
    number = int(hour)
    if number > 23:
        return None
    if part in ("afternoon", "late", "pm") or (part is None and 1 <= number <= LAST_AFTERNOON_HOUR):
        number += 12 * (number < 12)
    elif part == "evening":
        number = (number + 12) % 24 if number <= 12 else number
    elif part == "am":
        number %= 12 if number == 12 else 24
    minutes = (number * 60 + int(minute or 0) + shift) % (24 * 60)
    return time(minutes // 60, minutes % 60)


IN = "of|in|on|the|this|to*"
FROM = "from|between|of* at|a|around? HOUR oclock? :|.? MINUTE? oclock|hour? HALF_DAY?"
TO = "to|a|until|and|or|-+ at|a* LATEST oclock? :|.? MINUTES? oclock|hour?"
ONE = "at|a|around* PAST? HOUR oclock? :|.|and? MINUTE? HALF? oclock|hour?"
NO_NUMBER = "!day|week|month|hour|minute|th|/|-|of"
RULES = [
    (said(rule), read)
    for rule, read in (
        (f"{FROM} {TO} {IN} PART", _from_to),
        (f"{FROM} {TO} {NO_NUMBER}", _from_to),
        (f"{ONE} {IN} PART", _hour),
        (f"{ONE} {NO_NUMBER}", _hour),
        ("at|a|in* noon", _noon),
        (f"{IN} morning|early|afternoon|late|evening", _part),
    )
]
