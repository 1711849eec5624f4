"""What people type about the day and hour of an appointment is understood as they mean it."""

import csv
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orienta.appointments.when import When, understand
from orienta.languages import LANGUAGES

ZONE = "America/Mexico_City"
NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
"""A Wednesday, nine in the morning in Mexico City."""
WORDS = (
    "el le the a las 3 10 : / - . 31 99 2026 0000 de of no antes del not before entre y between next que viene"
    " martes mañana demen friday lendi prochain semana week mois diciembre nan dans in jours pm h è , 😀 finales"
    " fin start último pase dernier after jiska hasta primera semaine edmi cuarto 29 feb mwa ago years horas"
)
TEXTS = st.one_of(
    st.text(max_size=2000),
    st.binary(max_size=300).map(lambda raw: raw.decode("latin-1")),
    st.lists(st.sampled_from(WORDS.split(" ")), max_size=40).map(" ".join),
)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


def _expressions() -> list[tuple[str, str, str]]:
    """All lines of the tables, with the language of their table."""
    tables = {code: Path(__file__).with_name(f"{code}.csv").read_text() for code in LANGUAGES}
    return [
        (code, line["text"], line["means"])
        for code, table in tables.items()
        for line in csv.DictReader(table.splitlines(), delimiter="|")
    ]


def _written(when: When | None) -> str:
    """Write a result as the tables do: days, then hours; "-" for nothing."""
    if when is None:
        return "-"
    days = [str(day or "").removeprefix("2026-") for day in (when.first, when.last)]
    hours = [hour.isoformat("minutes") if hour else "" for hour in (when.earliest, when.latest)]
    said = (
        days[0] if days[0] == days[1] else "..".join(days),
        when.exact.isoformat("minutes") if when.exact else "-".join(hours) if any(hours) else "",
    )
    return " ".join(part for part in said if part) or "any"


@pytest.mark.parametrize(("language", "text", "means"), _expressions())
def test_an_expression_is_understood(language: str, text: str, means: str) -> None:
    assert _written(understand(text, language, now=NOW, zone=ZONE)) == means


@pytest.mark.parametrize(("asked_in", "text", "means"), [
    ("es", "demen maten", "11-26 05:00-12:00"),
    ("ht", "mañana por la tarde", "11-26 12:00-20:00"),
    ("fr", "next tuesday at 3", "12-01 15:00"),
    ("en", "le 3 décembre à 14h", "12-03 14:00"),
    ("es", "quiero cita lendi a dizè", "11-30 10:00"),
    ("fr", "el viernes después de las 4", "11-27 16:00-"),
    ("en", "nan semèn k ap vini an", "11-30..12-06"),
    ("ht", "mardi prochain le matin", "12-01 05:00-12:00"),
    ("xx", "mañana", "11-26"),
])  # fmt: skip
def test_the_language_of_the_talk_is_a_hint_only(asked_in: str, text: str, means: str) -> None:
    assert _written(understand(text, asked_in, now=NOW, zone=ZONE)) == means


@pytest.mark.parametrize(("language", "text", "means"), [
    ("ht", "12 me", "2027-05-12"),
    ("es", "el martes 12 me queda lejos", "12-01"),
    ("en", "mon", "11-30"),
    ("fr", "mon rendez-vous", "-"),
    ("en", "i need the once form", "-"),
])  # fmt: skip
def test_a_word_of_another_language_is_not_taken_for_a_day(language: str, text: str, means: str) -> None:
    assert _written(understand(text, language, now=NOW, zone=ZONE)) == means


@pytest.mark.parametrize(("zone", "means"), [("America/Tijuana", "11-25"), ("America/Cancun", "11-26")])
def test_today_is_the_day_at_the_centre(zone: str, means: str) -> None:
    late_evening = datetime(2026, 11, 26, 5, 30, tzinfo=UTC)

    assert _written(understand("hoy", "es", now=late_evening, zone=zone)) == means


def test_the_end_of_a_month_is_that_of_the_next_one_only_when_this_one_is_over() -> None:
    last_of_january = datetime(2027, 1, 31, 18, 0, tzinfo=UTC)

    assert _written(understand("finales de mes", "es", now=last_of_january, zone=ZONE)) == "2027-01-31"
    assert _written(understand("en un mes", "es", now=last_of_january, zone=ZONE)) == "2027-02-28"
    assert _written(understand("el 30", "es", now=last_of_january, zone=ZONE)) == "2027-03-30"


@pytest.mark.parametrize(("text", "past"), [
    ("ayer", True),
    ("3 de diciembre de 2025", True),
    ("hoy a las 8", True),
    ("hoy a las 10", False),
    ("hoy", False),
    ("esta semana", False),
    ("a las 8", False),
    ("a partir de ayer", False),
])  # fmt: skip
def test_what_lies_behind_is_past(text: str, past: bool) -> None:
    when = understand(text, "es", now=NOW, zone=ZONE)

    assert when is not None
    assert when.is_past(NOW, ZONE) is past


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, language=st.sampled_from(LANGUAGES), now=MOMENTS)
def test_no_text_is_an_error_and_what_is_understood_is_in_order(
    text: str, language: str, now: datetime
) -> None:
    when = understand(text, language, now=now, zone=ZONE)

    if when is not None:
        assert (when.first or date.min) <= (when.last or date.max)
        assert (when.earliest or time.min) <= (when.latest or time.max)
        assert when.exact is None or (when.earliest, when.latest) == (None, None)


@settings(deadline=None)
@given(day=st.dates(date(2026, 11, 25), date(2027, 11, 24)), language=st.sampled_from(LANGUAGES))
def test_a_day_and_month_in_numbers_is_the_next_such_day(day: date, language: str) -> None:
    when = understand(f"{day.day}/{day.month}", language, now=NOW, zone=ZONE)

    assert when == When(first=day, last=day)


@settings(deadline=None)
@given(
    days=st.integers(1, 99), unit=st.sampled_from(["en {} dias", "in {} days", "dans {} jours", "nan {} jou"])
)
def test_a_number_of_days_is_counted_from_today(days: int, unit: str) -> None:
    when = understand(unit.format(days), "es", now=NOW, zone=ZONE)

    idiom = unit != "in {} days" and days in (8, 15)  # "en ocho días" is a week, "en quince días" two
    day = date(2026, 11, 25) + timedelta(days=days - idiom)
    assert when == When(first=day, last=day)


@settings(deadline=None)
@given(hour=st.integers(0, 23), minute=st.integers(0, 59), language=st.sampled_from(LANGUAGES))
def test_hours_of_the_clock_from_seven_on_are_as_they_are(hour: int, minute: int, language: str) -> None:
    when = understand(f"{hour}:{minute:02}", language, now=NOW, zone=ZONE)

    assert when == When(exact=time(hour + 12 if 1 <= hour <= 6 else hour, minute))


def test_only_the_first_200_letters_are_read() -> None:
    assert understand("x" * 200 + " mañana", "es", now=NOW, zone=ZONE) is None


def test_understanding_200_letters_takes_few_milliseconds() -> None:
    text = "kisjdf lqpwoe zmxnc qwert poiuy martez por la trade " * 4
    understand(text, "es", now=NOW, zone=ZONE)

    started = perf_counter()
    for _ in range(10):
        understand(text, "es", now=NOW, zone=ZONE)

    assert (perf_counter() - started) / 10 < 0.03
