"""Finds the days that a text in the common language of words names."""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from orienta.appointments.when.calendar import (
    DAY,
    Days,
    date_or_none,
    end_of_month,
    month_later,
    one,
    upcoming,
    week_of,
)
from orienta.appointments.when.rules import MONTH_NAMES, WEEKDAY_NAMES, said, take
from orienta.appointments.when.stretches import LITTLE, PARTS, WHOLE

LENGTHS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "oclock": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
RELATIVE = {"ereyesterday": -2, "yesterday": -1, "today": 0, "tomorrow": 1, "overmorrow": 2}
BEFORE = "~WEEKDAY? ,? on|the*"
NO_HOUR = "!am|pm|oclock|:|half|quarter|lessquarter|hour|minute|day|week|month|/|-|."


def find_days(text: str, today: date) -> tuple[str, list[Days]]:
    """Return the text, in which each day that is named is replaced by d0, d1…, and these days."""
    text = said("this PART").sub(r"today \g<part> ", text)
    text = said("WEEKDAY of? tomorrow").sub(partial(_tomorrow_or_morning, today), text)
    text, found = take(text, "d", [(pattern, partial(read, today)) for pattern, read in RULES])
    stretches = [days for days in found if days.first != days.last]
    if len(stretches) == 1:
        found = [_inside(days, stretches[0]) for days in found]
    return text, found


def _inside(days: Days, stretch: Days) -> Days:
    """Take a weekday in a stretch of days: "Friday of next week"."""
    if days.weekday is None:
        return days
    day = stretch.first + DAY * ((days.weekday - stretch.first.weekday()) % 7)
    return replace(days, first=day, last=day) if day <= stretch.last else days


def _numbers(today: date, match: re.Match[str]) -> Days | None:
    """3/12 or 3/12/2026: day first, unless only the other order is a date."""
    said = match.groupdict()
    year = said.get("year") or said.get("yy")
    for day, month in (("day", "mm"), ("mm", "day")):
        found = _date(int(said[day]), int(said[month]), year, today)
        if found:
            return found
    return None


def _of_month(today: date, match: re.Match[str]) -> Days | None:
    """3 December, with or without the year."""
    return _date(int(match["day"]), MONTH_NAMES.index(match["month"]) + 1, match["year"], today)


def _date(day: int, month: int, year: str | None, today: date) -> Days | None:
    if year is None:
        return one(upcoming(day, month, today))
    return one(date_or_none(int(year) + 2000 * (len(year) == 2), month, day))


def _from_to(today: date, match: re.Match[str]) -> Days | None:
    """From the 3rd to the 7th of December."""
    start = _of_month(today, match)
    last = start and date_or_none(start.first.year, start.first.month, int(match["until"]))
    return Days(start.first, last) if start and last and start.first < last else None


def _week_of(today: date, match: re.Match[str]) -> Days | None:
    """The week of the 30th, of 30 November."""
    named = (_of_month if "month" in match.groupdict() else _number)(today, match)
    return week_of(named.first) if named else None


def _number(today: date, match: re.Match[str]) -> Days | None:
    """The 3rd: of the first month from now on that has such a day."""
    for later in range(3):
        named = _in_month(today, later, int(match["day"]))
        if named and named.first >= today:
            return named
    return None


def _number_of_month(today: date, match: re.Match[str]) -> Days | None:
    return _in_month(today, 1 if "next" in match.group() else 0, int(match["day"]))


def _in_so_long(today: date, match: re.Match[str]) -> Days | None:
    number = int(match["count"]) * (-1 if "ago" in match.group() else 1)
    if match["unit"] == "month":
        start = month_later(today, number)
        return one(start.replace(day=min(today.day, end_of_month(start).day)))
    return one(today + number * LENGTHS[match["unit"]])


def _relative(today: date, match: re.Match[str]) -> Days | None:
    """Today, "tomorrow, Thursday": declined if tomorrow is no Thursday."""
    day = today + DAY * RELATIVE[match["relative"]]
    named = set(match.group().split()) & set(WEEKDAY_NAMES)
    return one(day) if named <= {WEEKDAY_NAMES[day.weekday()]} else None


def _tomorrow_or_morning(today: date, match: re.Match[str]) -> str:
    """In Spanish "jueves mañana" is a Thursday's morning, unless tomorrow is a Thursday."""
    is_tomorrow = WEEKDAY_NAMES[(today + DAY).weekday()] == match["weekday"]
    return match.group() if is_tomorrow else f"{match['weekday']} morning "


def _weekday(today: date, match: re.Match[str]) -> Days:
    weekday = WEEKDAY_NAMES.index(match["weekday"])
    if "last" in match.group() or "past" in match.group():
        day = today - DAY * ((today.weekday() - weekday - 1) % 7 + 1)
        return Days(day, day)
    day = today + DAY * ((weekday - today.weekday() - 1) % 7 + 1)
    return Days(day, day, weekday)


def _weekday_and_number(today: date, match: re.Match[str]) -> Days | None:
    """Monday 30: a date if the next 30th is a Monday, else the number means something else."""
    named = _number(today, match)
    fits = named and WEEKDAY_NAMES[named.first.weekday()] == match["weekday"]
    return named if fits else None


def _in_month(today: date, later: int, day: int) -> Days | None:
    month = month_later(today, later)
    return one(date_or_none(month.year, month.month, day))


DATES = [
    (said(rule), read)
    for rule, read in (
        ("YEAR -|/|. MM -|/|. DAY", _numbers),
        (f"{BEFORE} DAY -|/|. MM -|/|. YY", _numbers),
        (f"{BEFORE} DAY / MM", _numbers),
        (
            f"from|between|of* {BEFORE} DAY th|ord? to|a|until|and|or|-+ on|the* UNTIL th|ord? {LITTLE} MONTH ,? of* YEAR?",
            _from_to,
        ),
        (f"week {LITTLE} DAY th|ord? {LITTLE} MONTH of* YEAR?", _week_of),
        (f"week {LITTLE} DAY th|ord?", _week_of),
        (f"{BEFORE} DAY th|ord? {LITTLE} MONTH ,? of|on* YEAR?", _of_month),
        (f"{BEFORE} MONTH on|the* DAY th|ord? ,? YEAR? {NO_HOUR}", _of_month),
        (f"{BEFORE} DAY th|ord? of|on|the* this|next month", _number_of_month),
        (f"{BEFORE} DAY th|ord? of|on|the* month this|next", _number_of_month),
        ("in COUNT UNIT", _in_so_long),
        ("COUNT UNIT fromnow|ago", _in_so_long),
        ("ago COUNT UNIT", _in_so_long),
    )
]
"""Days with their date, or so many days from today."""
NAMES = [
    (said(rule), read)
    for rule, read in (
        ("~WEEKDAY ,? RELATIVE", _relative),
        ("RELATIVE ,? on|the* ~WEEKDAY", _relative),
        ("RELATIVE", _relative),
        (f"WEEKDAY ,? on|the* DAY th|ord? {NO_HOUR}", _weekday_and_number),
        ("last? WEEKDAY last|past*", _weekday),
        (f"on|the+ DAY th {NO_HOUR}", _number),
        (f"on DAY {NO_HOUR}", _number),
        ("^ DAY th $", _number),
    )
]
RULES = [*PARTS, *DATES, *WHOLE, *NAMES]
