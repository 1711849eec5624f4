"""The stretches of days that people name in the common language of words: weeks, months and their parts."""

import re
from datetime import date

from orienta.appointments.when.calendar import DAY, Days, end_of_month, month_later, week_of
from orienta.appointments.when.rules import MONTH_NAMES, said

FEW_DAYS = (2, 5)
PARTS_OF_A_MONTH = {"start": (1, 10), "early": (1, 10), "middle": (11, 20), "end": (21, 31)}
"""Days of a month."""
PARTS_OF_A_WEEK = {"start": (0, 1), "early": (0, 1), "middle": (1, 3), "end": (3, 4)}
"""Weekdays, 0 being Monday."""
LITTLE = "of|in|on|the|this|to*"


def _few_days(today: date, match: re.Match[str]) -> Days:
    """In a few days."""
    return Days(today + DAY * FEW_DAYS[0], today + DAY * FEW_DAYS[1])


def _week_of_month(today: date, match: re.Match[str]) -> Days:
    """The first week of December, the last week of the month."""
    start = _month_named(today, match)
    end = end_of_month(start)
    if match["which"] == "last":
        return Days(max(end - 6 * DAY, today), end)
    first = start + DAY * 7 * (int(match["which"]) - 1)
    return Days(first, first + 6 * DAY)


def _part_of_month(today: date, match: re.Match[str]) -> Days:
    start = _month_named(today, match)
    from_day, to_day = PARTS_OF_A_MONTH[match["third"]]
    if start.replace(day=min(to_day, end_of_month(start).day)) < today:
        start = month_later(start, 12 if "month" in match.groupdict() else 1)
    first, last = start.replace(day=from_day), start.replace(day=min(to_day, end_of_month(start).day))
    return Days(max(first, today), last)


def _part_of_week(today: date, match: re.Match[str]) -> Days:
    from_day, to_day = PARTS_OF_A_WEEK[match["third"]]
    monday = today - DAY * today.weekday()
    if "next" in match.group() or today > monday + DAY * to_day:
        monday += 7 * DAY
    return Days(max(monday + DAY * from_day, today), monday + DAY * to_day)


def _whole_week(today: date, match: re.Match[str]) -> Days:
    words = match.group().split()
    if "last" in words or "past" in words:
        return week_of(today - 7 * DAY)
    after = words.count("next")
    return week_of(today + 7 * DAY * after) if after else Days(today, week_of(today).last)


def _whole_month(today: date, match: re.Match[str]) -> Days:
    words = set(match.group().split())
    if words & {"last", "past"}:
        start = month_later(today, -1)
        return Days(start, end_of_month(start))
    start = month_later(today, 1 if "next" in words else 0)
    return Days(max(start, today), end_of_month(start))


def _month_alone(today: date, match: re.Match[str]) -> Days:
    start = _month_named(today, match)
    return Days(max(start, today), end_of_month(start))


def _weekend(today: date, match: re.Match[str]) -> Days:
    saturday = today - DAY * today.weekday() + 5 * DAY
    return Days(max(saturday, today), saturday + DAY)


def _weekdays(today: date, match: re.Match[str]) -> Days:
    start = today if today.weekday() < 5 else today + DAY * (7 - today.weekday())
    return Days(start, start + DAY * (4 - start.weekday()))


def _month_named(today: date, match: re.Match[str]) -> date:
    """Return the first day of the month that is named, or of this or the next one."""
    month = match.groupdict().get("month")
    if month is None:
        return month_later(today, 1 if "next" in match.group() else 0)
    number = MONTH_NAMES.index(month) + 1
    return date(today.year + (number < today.month), number, 1)


PARTS = [
    (said(rule), read)
    for rule, read in (
        (f"WHICH th|ord? week {LITTLE} MONTH", _week_of_month),
        (f"WHICH th|ord? week {LITTLE} next? month next?", _week_of_month),
        (f"THIRD {LITTLE} month? {LITTLE} MONTH", _part_of_month),
        (f"THIRD {LITTLE} next? month next?", _part_of_month),
        (f"THIRD {LITTLE} next? week next?", _part_of_week),
        ("in few day", _few_days),
    )
]
"""Parts of weeks and months: read before dates."""
WHOLE = [
    (said(rule), read)
    for rule, read in (
        ("this|next|last+ the|on* week next|last|past*", _whole_week),
        ("week next|this|last|past+", _whole_week),
        ("this|next|last+ month", _whole_month),
        ("month next|this|last|past+", _whole_month),
        ("in|of|month|this|next+ MONTH", _month_alone),
        ("^ MONTH $", _month_alone),
        ("this|next* weekend this|next*", _weekend),
        ("weekdays", _weekdays),
    )
]
"""Whole weeks and months: read after dates, of which they may be a part."""
