"""Answers a question from the content: an answer, a question back, or an honest "I don't know"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np
from sqlalchemy.orm import Session

from orienta.faq import knowledge
from orienta.faq.classifier import NONE, Match
from orienta.faq.content import Entry
from orienta.faq.knowledge import Knowledge
from orienta.sentences import say, say_date

SURE = 0.45
"""Least likelihood at which an entry is given as the answer."""
POSSIBLE = 0.1
"""Least likelihood at which an entry is offered as a button."""
TOGETHER = 0.4
"""Least likelihood of the offered entries together; below it nothing is offered."""
ALSO_SURE = 0.7
"""Least likelihood at which one question of a message that holds several is taken for an entry."""
MOST_BUTTONS = 3
PARTS = re.compile(r"[.!?;,…\n]+|\b(?:y|e|and|n|et|epi|ak|también|tambien|also|aussi|plus)\b", re.IGNORECASE)
"""Where one question of a message may end and the next begin."""
SHORTEST_PART = 3
"""Words; what is shorter ("or not?") asks for nothing of its own."""
LONGEST_IN_PARTS = 40
"""Words; a longer message is a story, whose parts are not questions of their own."""
WHERE_PEOPLE_ARE = "centre-locations"
"""The entry that is offered when there is no answer."""


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Button:
    """Leads to an entry."""

    title: str
    entry: str


@dataclass(frozen=True)
class Before:
    """What a person asked before, and which entry answered it."""

    question: str
    entry: str


@dataclass(frozen=True)
class Reply:
    """What is said to a question."""

    outcome: Outcome
    text: str
    entry: str | None = None
    candidates: tuple[str, ...] = ()
    source: str | None = None
    buttons: tuple[Button, ...] = ()
    title: str = ""
    """The entry's title, if one answers."""
    likelihood: float = 0.0
    """How likely the entry is what was asked for."""


def answer(
    session: Session,
    question: str,
    language: str,
    today: date,
    *,
    vector: np.ndarray | None = None,
    before: Before | None = None,
    follows: bool = False,
) -> Reply:
    """Return the reply to a question that a person typed.

    `vector` is the question's, if it is known. `before` is what was asked before, and `follows` says that the
    question can't be understood without.
    """
    known = knowledge.current(session)
    matches = known.matches(question, vector)
    outcome, entries = decide(matches)
    also = _asked_in_parts(known, question) if outcome is Outcome.ANSWERED else []
    if before and before.entry in known.entries and (follows or outcome is not Outcome.ANSWERED):
        matches = known.following(before.question, before.entry, question, matches)
        outcome, entries = decide(matches)
        if outcome is Outcome.UNKNOWN and follows and matches[0].entry != NONE:
            outcome, entries = Outcome.ANSWERED, [before.entry]
    if outcome is Outcome.CLARIFY:
        text = say("faq_clarify", language)
        return Reply(outcome, text, candidates=tuple(entries), buttons=_buttons(known, entries, language))
    if outcome is Outcome.UNKNOWN:
        return _unknown(known, language)
    reply = _answered(known, entries[0], language, today)
    reply = replace(reply, likelihood=next(m.likelihood for m in matches if m.entry == entries[0]))
    if before and follows and before.entry == reply.entry:
        return replace(reply, text=say("faq_same", language) + "\n\n" + reply.text)
    others = [entry for entry in also if entry != reply.entry]
    if others:
        offered = _buttons(known, others, language)
        kept = tuple(button for button in reply.buttons if button.entry not in others)
        return replace(reply, text=reply.text + "\n\n" + say("faq_also", language), buttons=offered + kept)
    return reply


def next_best(session: Session, question: str | None, entry: str, language: str) -> tuple[Button, ...]:
    """Return the entries that come next when one was no help; `question` is what was asked, if it is known."""
    known = knowledge.current(session)
    if entry not in known.entries:
        return ()
    matches = known.matches(question or known.entries[entry].languages[language].title)
    others = [match.entry for match in matches if match.entry not in (NONE, entry)]
    return _buttons(known, others[: MOST_BUTTONS - 1], language)


def show(session: Session, entry_id: str, language: str, today: date) -> Reply:
    """Return the entry that a button names; unknown if it is no longer published."""
    known = knowledge.current(session)
    if entry_id not in known.entries:
        return _unknown(known, language)
    return _answered(known, entry_id, language, today)


def decide(matches: Sequence[Match], *, sure: float = SURE) -> tuple[Outcome, list[str]]:
    """Turn likelihoods into an outcome and the entries it concerns."""
    offered = [match for match in matches if match.entry != NONE]
    if matches[0].entry != NONE and offered[0].likelihood >= sure:
        return Outcome.ANSWERED, [offered[0].entry]
    possible = [match for match in offered[:MOST_BUTTONS] if match.likelihood >= POSSIBLE] or offered[:1]
    if len(possible) == 1:
        possible = offered[:2]
    if sum(match.likelihood for match in possible) >= TOGETHER:
        return Outcome.CLARIFY, [match.entry for match in possible]
    return Outcome.UNKNOWN, []


def _asked_in_parts(known: Knowledge, text: str) -> list[str]:
    """Return the entries that the parts of a message surely ask for, in their order, if it has several."""
    parts = [part.strip() for part in PARTS.split(text) if len(part.split()) >= SHORTEST_PART]
    if len(parts) < 2 or len(text.split()) > LONGEST_IN_PARTS:
        return []
    best = [matches[0] for matches in known.matches_of_all(parts)]
    return list(dict.fromkeys(m.entry for m in best if m.entry != NONE and m.likelihood >= ALSO_SURE))


def _answered(known: Knowledge, entry_id: str, language: str, today: date) -> Reply:
    entry = known.entries[entry_id]
    if today > entry.expires:
        return _unknown(known, language)
    text = entry.languages[language].answer
    if today > entry.review_by:
        text = say("faq_may_have_changed", language) + "\n\n" + text
    return Reply(
        Outcome.ANSWERED,
        text=text,
        entry=entry_id,
        source=_source(entry, language),
        title=entry.languages[language].title,
        buttons=_buttons(known, entry.related, language),
    )


def _unknown(known: Knowledge, language: str) -> Reply:
    buttons = _buttons(known, [WHERE_PEOPLE_ARE], language)
    return Reply(Outcome.UNKNOWN, say("faq_unknown", language), buttons=buttons)


def _source(entry: Entry, language: str) -> str:
    first = entry.sources[0]
    return say(
        "faq_source",
        language,
        publisher=first.publisher,
        date=say_date(first.date, language),
        reviewed=say_date(entry.reviewed.isoformat(), language),
    )


def _buttons(known: Knowledge, entries: Sequence[str], language: str) -> tuple[Button, ...]:
    return tuple(
        Button(known.entries[entry].languages[language].button, entry)
        for entry in entries
        if entry in known.entries
    )
