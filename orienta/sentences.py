"""The assistant's own sentences, from the gettext catalogue of a language, and dates in words."""

from datetime import date
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from babel.support import NullTranslations, Translations

from orienta.settings import ROOT

CATALOGUES = ROOT / "locales"
DOMAIN = "orienta"
CREOLE_MONTHS = [
    "janvye",
    "fevriye",
    "mas",
    "avril",
    "me",
    "jen",
    "jiyè",
    "out",
    "septanm",
    "oktòb",
    "novanm",
    "desanm",
]  # CLDR has no Haitian Creole

CREOLE_DAYS = ("lendi", "madi", "mèkredi", "jedi", "vandredi", "samdi", "dimanch")


class MissingSentence(Exception):
    """The catalogue of a language lacks a sentence (or the .mo files were not built)."""


def say(name: str, language: str, /, **values: Any) -> str:
    """Return the sentence of that name in a language, filled with values. Raises MissingSentence."""
    text = _catalogue(language).gettext(name)
    if text == name:
        raise MissingSentence(f"{name} in {language}")
    return text.format(**values) if values else text


def say_date(written: str, language: str) -> str:
    """Put a date of the form YYYY, YYYY-MM or YYYY-MM-DD into words of a language."""
    year, *rest = (int(part) for part in written.split("-"))
    if not rest:
        return str(year)
    day = date(year, rest[0], rest[1] if len(rest) > 1 else 1)
    if language == "ht":
        month = CREOLE_MONTHS[day.month - 1]
        return f"{day.day} {month} {year}" if len(rest) > 1 else f"{month} {year}"
    pattern = {"es": "d 'de' MMMM 'de' y", "en": "d MMMM y", "fr": "d MMMM y"}[language]
    if len(rest) == 1:
        pattern = pattern.removeprefix("d 'de' ").removeprefix("d ")
    return format_date(day, pattern, locale=language)


@lru_cache
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(CATALOGUES, [language], DOMAIN)
