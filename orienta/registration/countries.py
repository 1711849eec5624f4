"""Countries: their names in four languages, and the names and nationalities that people type."""

import re
from functools import lru_cache

from babel import Locale

from orienta.centres.spelling import sound, typos, words_of
from orienta.registration.country_names import AMBIGUOUS, AMBIGUOUS_PEOPLE, CALLED, CREOLE, PEOPLE

NO_COUNTRIES = re.compile("AC|CP|CQ|DG|EA|EU|EZ|IC|QO|TA|UN|XA|XB|ZZ")
"""Codes in Unicode's list that are not countries, or are parts of one."""
SHORT = 5
"""Letters; the beginning of a word that is shorter stands for that word only."""
LONGEST = 9
"""Words of the longest name that is looked for."""

CODES = frozenset(
    code
    for code in map(str, Locale("en").territories)
    if re.fullmatch("[A-Z]{2}", code) and not NO_COUNTRIES.match(code)
)
"""ISO 3166-1 alpha-2 codes of all countries."""


def say_country(code: str, language: str) -> str:
    """Return the name of a country in a language; in Creole the French one where we know no other."""
    if language == "ht" and code in CREOLE:
        return CREOLE[code]
    return str(Locale("fr" if language == "ht" else language).territories[code])


def countries_in(text: str) -> list[str]:
    """Return the codes of the countries that a text may mean, as people type them; none if it names none.

    Whoever says what they are ("soy mexicano, deportado de Estados Unidos") comes from there.
    """
    words = words_of(text)
    named, others = _named(words)
    people = dict.fromkeys(code for word in others for code in _people_called(word))
    return list(people) or named or _misspelt(words)


def _named(words: list[str]) -> tuple[list[str], list[str]]:
    """Return the countries that are called by their names, and the words beside these names."""
    found: dict[str, None] = {}
    others = []
    start = 0
    while start < len(words):
        for length in range(min(LONGEST, len(words) - start), 0, -1):
            if codes := _names().get(" ".join(words[start : start + length])):
                found |= dict.fromkeys(codes)
                start += length
                break
        else:
            others.append(words[start])
            start += 1
    return list(found), others


def _people_called(word: str) -> tuple[str, ...]:
    for start, codes in AMBIGUOUS_PEOPLE.items():
        if word.startswith(start):
            return codes
    return tuple(code for code, starts in PEOPLE.items() if any(_begins(word, s) for s in starts.split()))


def _begins(word: str, start: str) -> bool:
    return word == start or (len(start) >= SHORT and word.startswith(start))


def _misspelt(words: list[str]) -> list[str]:
    parts = {
        " ".join(words[start : start + length])
        for length in range(1, 4)
        for start in range(len(words) - length + 1)
    }
    near: dict[int, dict[str, None]] = {}
    for part in sorted(part for part in parts if len(part) >= SHORT):
        for name, codes in _names().items():
            wrong = 0 if sound(part) == _sounds()[name] else typos(part, name)
            if wrong is not None:
                near.setdefault(wrong, {}).update(dict.fromkeys(codes))
    return list(near[min(near)]) if near else []


@lru_cache
def _names() -> dict[str, tuple[str, ...]]:
    """Return the codes of the countries that are called so, by name in plain words."""
    names: dict[str, tuple[str, ...]] = {}
    for language in ("es", "en", "fr"):
        for code in CODES:
            names[" ".join(words_of(Locale(language).territories[code]))] = (code,)
    names |= {" ".join(words_of(name)): (code,) for code, name in CREOLE.items()}
    names |= {name: (code,) for code, called in CALLED.items() for name in called.split("|")}
    return names | AMBIGUOUS


@lru_cache
def _sounds() -> dict[str, str]:
    return {name: sound(name) for name in _names()}
