"""The catalogue: every sentence in every language, nothing lost in translation."""

import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from orienta.languages import LANGUAGES
from orienta.sentences import CATALOGUES, DOMAIN, say_date

PLACEHOLDER = re.compile(r"{\w+}")


def _catalogue(code: str | None = None) -> Catalog:
    file = CATALOGUES / f"{code}/LC_MESSAGES/{DOMAIN}.po" if code else CATALOGUES / f"{DOMAIN}.pot"
    with file.open("rb") as handle:
        return read_po(handle)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_sentence_is_there(code: str) -> None:
    wanted = {m.id for m in _catalogue() if m.id}

    there = {m.id for m in _catalogue(code) if m.id and str(m.string).strip() and not m.fuzzy}

    assert there == wanted


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_placeholder_is_lost(code: str) -> None:
    spanish = {m.id: set(PLACEHOLDER.findall(str(m.string))) for m in _catalogue("es") if m.id}

    theirs = {m.id: set(PLACEHOLDER.findall(str(m.string))) for m in _catalogue(code) if m.id}

    assert theirs == spanish


@pytest.mark.parametrize("code", LANGUAGES)
def test_buttons_fit_on_a_phone(code: str) -> None:
    long = [m.id for m in _catalogue(code) if str(m.id).startswith("button_") and len(str(m.string)) > 24]

    assert long == []


@pytest.mark.parametrize(
    ("code", "words"),
    [("es", "11 de marzo de 2026"), ("en", "11 March 2026"), ("fr", "11 mars 2026"), ("ht", "11 mas 2026")],
)
def test_dates_are_said_in_words(code: str, words: str) -> None:
    assert say_date("2026-03-11", code) == words
