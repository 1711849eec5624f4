"""Reads which of a few things a text names, as people type them."""

import re
from collections.abc import Mapping
from functools import lru_cache

from orienta.centres.spelling import is_usual, typos, words_of
from orienta.registration import cues


def chosen(text: str, choices: Mapping[str, str]) -> list[str]:
    """Return which choices a text names, by their cues, in the order of the choices; see cues.py.

    What a person says they do not need is left out. A word that nothing fits may be a misspelt cue.
    """
    found: set[str] = set()
    for part in re.split(r"[,.;!?\n]| pero | but | mais | men | sino ", text.lower()):
        words = " ".join(words_of(part))
        if not says(words, cues.NOT_NEEDED):
            words = _without(words, cues.ABOUT_THEMSELVES)
            found |= _named(words, choices)
    return [choice for choice in choices if choice in found]


def says(text: str, listed: str) -> bool:
    """Tell whether one of the cues stands in a text."""
    return _pattern(listed).search(" ".join(words_of(text))) is not None


def is_all(text: str, listed: str) -> bool:
    """Tell whether a text is nothing but one of the cues."""
    return _pattern(listed).fullmatch(" ".join(words_of(text))) is not None


def begins(text: str, listed: str) -> bool:
    """Tell whether a text begins with one of the cues."""
    return _pattern(listed).match(" ".join(words_of(text))) is not None


def _named(words: str, choices: Mapping[str, str]) -> set[str]:
    found = set()
    for choice, listed in choices.items():  # longer names first: "mental health" is not about health
        if _pattern(listed).search(words):
            found.add(choice)
            words = _without(words, listed)
    for word in words.split():
        if not is_usual(word):
            found |= {choice for choice, listed in choices.items() if _may_be(word, listed)}
    return found


def _without(words: str, listed: str) -> str:
    return _pattern(listed).sub(" ", words)


def _may_be(word: str, listed: str) -> bool:
    single = (cue for cue in _cues(listed) if " " not in cue)
    return any(
        typos(word[: len(cue) - 1] if "*" in cue else word, cue.rstrip("*")) is not None for cue in single
    )


@lru_cache
def _cues(listed: str) -> tuple[str, ...]:
    return tuple(" ".join(listed.split()).split(", "))


@lru_cache
def _pattern(listed: str) -> re.Pattern[str]:
    longest_first = sorted(_cues(listed), key=len, reverse=True)
    return re.compile(
        r"\b(?:" + "|".join(re.escape(cue).replace(r"\*", "[a-z0-9]*") for cue in longest_first) + r")\b"
    )
