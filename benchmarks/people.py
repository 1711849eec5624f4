"""What people say to each bot: ours hears real questions, the stock bot the small talk it was made for."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from orienta.faq.content import load_entries
from orienta.languages import LANGUAGES

SMALL_TALK = ("hello", "I am sad", "great", "are you a bot?", "bye")
SEED = 3


@dataclass(frozen=True)
class Message:
    """One message of a person; the stock bot needs no language."""

    text: str
    language: str | None = None


Talk = Callable[[int], Iterator[Message]]
"""Gives everything that the person of a number says, without end."""


def small_talk(person: int) -> Iterator[Message]:
    """Yield what the stock bot knows, each person beginning with another sentence."""
    start = person % len(SMALL_TALK)
    return (Message(text) for text in islice(cycle(SMALL_TALK), start, None))


def questions() -> Talk:
    """Return a talk of questions from the content; people take turns in the four languages."""
    entries = load_entries()
    asked = {}
    for code in LANGUAGES:
        texts = [question for entry in entries for question in entry.languages[code].questions]
        asked[code] = random.Random(SEED).sample(texts, len(texts))

    def talk(person: int) -> Iterator[Message]:
        code = LANGUAGES[person % len(LANGUAGES)]
        start = person * 7 % len(asked[code])
        return (Message(text, code) for text in islice(cycle(asked[code]), start, None))

    return talk
