"""The arithmetic of days, weeks and months that people name."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Days:
    """A day or a stretch of days, both ends included."""

    first: date
    last: date
    weekday: int | None = None
    """Of a day that was named by its weekday only; 0 is Monday."""


def one(day: date | None) -> Days | None:
    """Return a single day, if there is one."""
    return Days(day, day) if day else None


def date_or_none(year: int, month: int, day: int) -> date | None:
    """Return the date; None if the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def upcoming(day: int, month: int, today: date) -> date | None:
    """Return the next such date, which may be today; None if there is none."""
    for year in range(today.year, today.year + 9):
        if (there := date_or_none(year, month, day)) and there >= today:
            return there
    return None


def month_later(day: date, months: int) -> date:
    """Return the first day of the month that lies so many months after (or before) that of a day."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def end_of_month(day: date) -> date:
    """Return the last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def week_of(day: date) -> Days:
    """Return its week, from Monday to Sunday."""
    monday = day - DAY * day.weekday()
    return Days(monday, monday + 6 * DAY)
