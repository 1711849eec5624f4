"""Puts what people type about days and hours into the small common language of words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from orienta.appointments.when.rules import MONTH_NAMES, WEEKDAY_NAMES
from orienta.appointments.when.words import LOOKALIKES, MONTHS, NUMBERS, ORDINALS, OWN, WEEKDAYS, WORDS
from orienta.languages import LANGUAGES, plain

LONGEST = 200
"""Letters of a text that are read."""
UNKNOWN = "_"
TOKENS = re.compile(r"[0-9]+|[^\W\d_]+|[,:/.-]")
ACCENTED = (
    (re.compile(r"\by(?:è|e\u0300)\b"), "hier"),
    (re.compile(r"(?:\b|(?<=[0-9]))(?:è|e\u0300)(?!\w)"), " h "),
)
"""Creole for yesterday and o'clock; without the accent they are "to be" and "and"."""
SPELLINGS = (
    (re.compile(r"\b([ap])\.\s?m\b\.?"), r"\1m"),
    (re.compile(r"(?<=[0-9]) (?:de |of )?sept\b|\bsept (?=[0-9])"), " september "),
    (re.compile(r"(?<=[0-9])e\b"), " h "),
    (re.compile(r"[–—]"), "-"),
    (re.compile(r"[?!;()\n]|[.:](?![0-9])|(?<![0-9])[.:]"), ","),
    (re.compile(r"(?<![0-9 ]) *-|- *(?![0-9 ])"), " "),
    (re.compile(r"@"), " at "),
)
"""What is rewritten before a text is cut into words. Hyphens, dots and colons stay between numbers only; "sept"
beside a number is the month, elsewhere it is seven in French."""
FORGIVEN = {
    **dict.fromkeys(WEEKDAY_NAMES, 5),
    **dict.fromkeys(MONTH_NAMES, 6),
    **dict.fromkeys(["tomorrow", "afternoon", "week"], 7),
}
"""Meanings whose words are recognised with one letter wrong, and the letters such a word has at least."""


@dataclass(frozen=True)
class Lexicon:
    """What expressions mean in the common language."""

    meanings: dict[tuple[str, ...], str]
    longest: int
    """Words in the longest expression."""
    forgiven: list[str]
    """Words that are recognised with one letter wrong."""


def translate(text: str, language: str) -> str:
    """Return the text in the common language: a space after each word, `_` for a word without meaning.

    `language` decides where a word means different things in different languages.
    """
    meanings = " ".join(_translated(tokens(text[:LONGEST]), _lexicon(language)))
    return "".join(f"{word} " for word in meanings.split())


def tokens(text: str) -> list[str]:
    """Cut a text into words, numbers and signs, without case and accents."""
    text = text.lower()
    for pattern, better in ACCENTED:
        text = pattern.sub(better, text)
    text = plain(text)
    for pattern, better in SPELLINGS:
        text = pattern.sub(better, text)
    return TOKENS.findall(text)


def _translated(words: Sequence[str], lexicon: Lexicon) -> Iterator[str]:
    at = 0
    while at < len(words):
        for length in range(min(lexicon.longest, len(words) - at), 0, -1):
            meaning = lexicon.meanings.get(tuple(words[at : at + length]))
            if meaning is not None:
                break
        else:
            length, meaning = 1, _without_entry(words[at], lexicon)
        yield meaning
        at += length


def _without_entry(word: str, lexicon: Lexicon) -> str:
    if not word.isalpha():
        return word
    if len(word) < 5 or word in LOOKALIKES:
        return UNKNOWN
    similar = [name for name in lexicon.forgiven if name[0] == word[0]]
    likest = process.extractOne(word, similar, scorer=OSA.distance, score_cutoff=1)
    return lexicon.meanings[(likest[0],)] if likest else UNKNOWN


@lru_cache
def _lexicon(language: str) -> Lexicon:
    """Collect the expressions of all languages; the meaning in the given one goes first."""
    meanings: dict[tuple[str, ...], str] = {}
    for code in sorted(LANGUAGES, key=lambda code: code != language):
        for variants, meaning in _entries(code, own=code == language):
            for variant in variants.split("/"):
                meanings.setdefault(tuple(tokens(variant)), meaning)
    meanings.pop((), None)
    return Lexicon(
        meanings,
        longest=max(map(len, meanings)),
        forgiven=[
            spelt[0]
            for spelt, meaning in meanings.items()
            if len(spelt) == 1 and len(spelt[0]) >= FORGIVEN.get(meaning, LONGEST)
        ],
    )


def _entries(code: str, *, own: bool) -> Iterator[tuple[str, str]]:
    if own:
        yield from ((variants, meaning) for meaning, variants in OWN[code].items())
    yield from ((variants, meaning) for meaning, variants in WORDS[code].items())
    yield from zip(WEEKDAYS[code].split(), WEEKDAY_NAMES, strict=True)
    yield from zip(MONTHS[code].split(), MONTH_NAMES, strict=True)
    yield from ((word, str(number)) for number, word in enumerate(NUMBERS[code].split(), 1))
    yield from ((word, f"{number} ord") for number, word in enumerate(ORDINALS[code].split(), 1))
