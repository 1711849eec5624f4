"""Words as people type them: without accents, spelt by ear, with typos."""

import re
from collections.abc import Collection

from rapidfuzz.distance import OSA

from orienta.languages import LANGUAGES, TENTH_OF_A_POWER, plain, word_scores

WORD = re.compile(r"[a-z0-9]+")
BY_EAR = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("ou", "u"),
        ("tch", "ch"),
        ("ph", "f"),
        ("qu(?=[ei])|ck?(?![eiyh])|q", "k"),
        ("c(?=[eiy])|z", "s"),
        ("ll|y", "i"),
        ("gu(?=[ei])", "g"),
        ("(?:[jgh]|^g)u(?=[aeio])", "w"),
        ("x|g(?=[ei])", "j"),
        ("v", "b"),
        ("(?<!c)h", ""),
        (r"(.)\1+", r"\1"),
    )
)
"""Spellings of one sound, in Spanish as the four languages hear it, in the order in which they are replaced."""


def words_of(text: str) -> list[str]:
    """Return the words of a text, in lower case and without accents."""
    return WORD.findall(plain(text))


def sound(name: str) -> str:
    """Return how a name sounds: "saltiyo" and "Saltillo", "huares" and "Juárez" give the same."""
    for pattern, letters in BY_EAR:
        name = pattern.sub(letters, name)
    return name


def typos(typed: str, meant: str) -> int | None:
    """Count the typos that turn one word into the other; None if it takes more than its length forgives."""
    forgiven = most_typos(meant)
    found = OSA.distance(typed, meant, score_cutoff=forgiven)
    return found if found <= forgiven else None


def most_typos(word: str) -> int:
    """Return how many typos are forgiven: none in short words, where each letter counts."""
    return 0 if len(word) < 5 else 1 if len(word) < 8 else 2


def is_usual(word: str, languages: Collection[str] = LANGUAGES, *, tenths: int = 1) -> bool:
    """Tell whether a word is in use in one of the languages.

    `tenths` is how usual at least: ten times the power of ten of its frequency, as the word lists have it.
    """
    scores = zip(LANGUAGES, word_scores(word), strict=True)
    return any(code in languages and score >= tenths * TENTH_OF_A_POWER for code, score in scores)
