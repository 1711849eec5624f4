"""Moments in words, in four languages, by the clock of the centre."""

from datetime import UTC, date, datetime

import pytest

from orienta.appointments.words import say_day, say_time, say_when

MOMENT = datetime(2026, 12, 1, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "martes 1 de diciembre, 10:00"),
        ("en", "Tuesday 1 December, 10:00"),
        ("fr", "mardi 1er décembre, 10:00"),
        ("ht", "madi 1 desanm, 10:00"),
    ],
)
def test_a_moment_is_said_in_words(language: str, words: str) -> None:
    assert say_when(MOMENT, "America/Mexico_City", language) == words


def test_the_clock_is_that_of_the_centre() -> None:
    late = datetime(2026, 12, 2, 1, 5, tzinfo=UTC)

    assert say_when(late, "America/Tijuana", "es") == "martes 1 de diciembre, 17:05"
    assert say_time(late, "America/Mexico_City") == "19:05"
    assert say_time(MOMENT, "America/Tijuana") == "8:00"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 30), "lendi 30 novanm"),
        (date(2026, 12, 2), "mèkredi 2 desanm"),
        (date(2027, 1, 3), "dimanch 3 janvye"),
        (date(2026, 8, 15), "samdi 15 out"),
    ],
)
def test_days_have_their_creole_names(day: date, words: str) -> None:
    assert say_day(day, "ht") == words


def test_only_the_first_of_a_french_month_is_an_ordinal() -> None:
    assert (say_day(date(2026, 12, 2), "fr"), say_day(date(2027, 1, 1), "fr")) == (
        "mercredi 2 décembre",
        "vendredi 1er janvier",
    )
