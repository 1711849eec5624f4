"""Understands what people type when they are asked for the day and hour of an appointment.

The text is put into a small common language (translation), in which rules find days (days) and hours
(hours); here they are put together: "not before Thursday, after 4", "Monday or Tuesday", "Friday I can't".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from orienta.appointments.when.calendar import Days
from orienta.appointments.when.days import find_days
from orienta.appointments.when.hours import Hours, find_hours
from orienta.appointments.when.rules import Rule, said, take
from orienta.appointments.when.translation import translate

Named = dict[str, Days | Hours]
"""What marks such as d0 and h0 stand for."""

DAY = timedelta(days=1)
FROM_DAY_TO_DAY = said("from|between|of|on* MARK to|a|until|and|-+ of|on|the* OTHER")
REFUSED_BOUND = said("no|cannot+ _? _? BOUND of|in|on|at|the* MARK")
ONE_BOUND = said("BOUND of|in|on|at|the* MARK")
REFUSED = [
    said(rule)
    for rule in (
        "~MARK cannot",
        "~MARK no ,",
        "~MARK no $",
        "cannot _? _? of|in|on|at|the* ~MARK or|and+ on|the* ~MARK",
        "cannot _? _? of|in|on|at|the* ~MARK",
        "no of|in|on|at|the* ~MARK or|and+ on|the* ~MARK",
        "no of|in|on|at|the* ~MARK",
    )
]
OPPOSITE = {"before": "from", "until": "from", "after": "until", "from": "before"}
"""What a limit means with "not": not before Thursday."""


@dataclass(frozen=True)
class When:
    """What was said of the time, by the centre's clock; None where nothing was said or an end is open."""

    first: date | None = None
    last: date | None = None
    """First and last day, both included."""
    earliest: time | None = None
    latest: time | None = None
    """The part of the day; both None if the hour is exact."""
    exact: time | None = None

    def is_past(self, now: datetime, zone: str) -> bool:
        """Tell whether all of it lies before `now` (aware) in an IANA zone."""
        here = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        end = self.exact or self.latest or time.max
        return self.last is not None and datetime.combine(self.last, end) < here


def understand(text: str, language: str, *, now: datetime, zone: str) -> When | None:
    """Return when a person wants to come; None if the text says nothing of time.

    `language` (a code) goes first where a word means several things; all four are understood. `now` is aware,
    `zone` the IANA zone of the centre. A weekday is the next one after today; a date without a year is the next
    such date, today included; days that are past are returned as they were said.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    told, days = find_days(translate(text, language), today)
    told, hours = find_hours(told)
    named = {f"d{n}": day for n, day in enumerate(days)} | {f"h{n}": hour for n, hour in enumerate(hours)}
    limiting: list[Rule[When]] = [
        (FROM_DAY_TO_DAY, partial(_from_day_to_day, named)),
        (REFUSED_BOUND, partial(_limit, named, today, True)),
        (ONE_BOUND, partial(_limit, named, today, False)),
    ]
    told, limits = take(told, "limit", limiting)
    for refused in REFUSED:
        told = refused.sub("_ ", told)
    wanted = [named[word] for word in told.split() if word in named]
    return _together(wanted, limits, today, told.split())


def _from_day_to_day(named: Named, match: re.Match[str]) -> When | None:
    """Monday to Friday: the Friday after that Monday."""
    start, end = named[match["mark"]], named[match["other"]]
    words = match.group().split()
    if (
        not isinstance(start, Days)
        or not isinstance(end, Days)
        or ("and" in words and "between" not in words)
    ):
        return None
    last = end.last + 7 * DAY if end.weekday is not None and end.last < start.first else end.last
    return When(first=start.first, last=last) if start.first <= last else None


def _limit(named: Named, today: date, refused: bool, match: re.Match[str]) -> When:
    """After 4, before Friday, not before Thursday."""
    bound = OPPOSITE[match["bound"]] if refused else match["bound"]
    item = named[match["mark"]]
    if isinstance(item, Hours):
        earliest, latest = item.exact or item.earliest, item.exact or item.latest
        return {
            "after": When(earliest=latest),
            "from": When(earliest=earliest),
            "before": When(latest=earliest),
            "until": When(latest=latest),
        }[bound]
    day_before = item.first - DAY
    return {
        "after": When(first=item.last + DAY),
        "from": When(first=item.first),
        "before": When(first=min(today, day_before), last=day_before),
        "until": When(first=min(today, item.last), last=item.last),
    }[bound]


def _together(
    wanted: Sequence[Days | Hours], limits: Iterable[When], today: date, words: Sequence[str]
) -> When | None:
    days = _without_frame([item for item in wanted if isinstance(item, Days)])
    hours = [item for item in wanted if isinstance(item, Hours)]
    exact = sorted({hour.exact for hour in hours if hour.exact})
    parts = [hour for hour in hours if hour.is_part]
    when = When(
        first=min((day.first for day in days), default=None),
        last=max((day.last for day in days), default=None),
        earliest=min((part.earliest for part in parts if part.earliest), default=None),
        latest=max((part.latest for part in parts if part.latest), default=None),
    )
    spans = [
        When(earliest=hour.earliest, latest=hour.latest) for hour in hours if not (hour.is_part or hour.exact)
    ]
    for limit in [*limits, *spans]:
        when = _narrowed(when, limit)
    if len(exact) == 1:
        when = replace(when, exact=exact[0], earliest=None, latest=None)
    elif exact:
        when = replace(when, earliest=exact[0], latest=exact[-1])
    if when.first is None and when.last is None and {"asap", "anyday"} & set(words):
        when = replace(when, first=today)
    return when if when != When() or "anyhour" in words else None


def _without_frame(days: Sequence[Days]) -> list[Days]:
    """Leave out a week or month in which a day was named: "Friday of next week"."""
    single = [day for day in days if day.first == day.last]
    return [
        day for day in days if day in single or not any(day.first <= one.first <= day.last for one in single)
    ]


def _narrowed(when: When, limit: When) -> When:
    """Return what fulfils both; a limit that leaves nothing is passed over."""
    first = max(filter(None, (when.first, limit.first)), default=None)
    last = min(filter(None, (when.last, limit.last)), default=None)
    if first and last and first > last:
        first, last = when.first, when.last
    earliest = max(filter(None, (when.earliest, limit.earliest)), default=None)
    latest = min(filter(None, (when.latest, limit.latest)), default=None)
    if earliest and latest and earliest > latest:
        earliest, latest = limit.earliest, limit.latest
    return replace(when, first=first, last=last, earliest=earliest, latest=latest)
