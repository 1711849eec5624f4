"""What this process knows of the published content: entries and the classifier fitted on them."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Self

import numpy as np
import yaml
from sqlalchemy.orm import Session

from orienta.encoder import Encoder
from orienta.faq import store
from orienta.faq.classifier import NONE, Classifier, Match
from orienta.faq.content import Entry
from orienta.faq.latest import Latest
from orienta.settings import ROOT

OUT_OF_SCOPE = ROOT / "content" / "out-of-scope.yml"

WEIGHT_OF_JOINED = 0.5
"""A follow-up is read twice: alone, and joined to the question before it; this is the share of the latter."""
SAME_TOPIC = 3.0
"""How much likelier a follow-up stays within the topic."""
CORRECTION = re.compile(r"\W*(no|non|nop|nope|nah|not|pas|perdón|perdon|sorry)\b", re.IGNORECASE)
CORRECTED = 0.2
"""How much less likely a person who corrects us wants the same answer again."""


class Knowledge:
    """The entries of one revision of the content, and who answers what."""

    def __init__(self, session: Session, before: Self | None = None) -> None:
        """Read the entries and fit the classifier, going on from the knowledge before."""
        self.revision = store.current_revision(session)
        self.entries = {entry.id: entry for entry in store.published(session)}
        learnt = list(examples(self.entries.values()))
        sentences = [sentence for sentence, _ in learnt]
        vectors = store.vectors(session, encoder(), sentences)
        self._classifier: Classifier = Classifier(
            vectors, sentences, [entry for _, entry in learnt], before._classifier if before else None
        )

    def matches(self, question: str, vector: np.ndarray | None = None) -> list[Match]:
        """Return every entry with its likelihood of being what the question asks for.

        `vector` is the question's, if it is known already.
        """
        if vector is None:
            vector = encoder().encode([question])[0]
        return self._classifier.matches(vector, question)

    def matches_of_all(self, questions: list[str]) -> list[list[Match]]:
        """Return the same for several questions."""
        vectors = encoder().encode(questions)
        return [self._classifier.matches(v, q) for v, q in zip(vectors, questions, strict=True)]

    def following(self, earlier: str, entry: str, question: str, alone: list[Match]) -> list[Match]:
        """Return likelihoods for a question that follows an earlier one, which `entry` answered.

        `alone` are the likelihoods of the question by itself.
        """
        joined = {match.entry: match.likelihood for match in self.matches(f"{earlier} {question}")}
        topic, corrected = self.entries[entry].topic, CORRECTION.match(question)
        scores: dict[str, float] = {}
        for match in alone:
            score = joined[match.entry] ** WEIGHT_OF_JOINED * match.likelihood ** (1 - WEIGHT_OF_JOINED)
            if match.entry in self.entries and self.entries[match.entry].topic == topic:
                score *= SAME_TOPIC
            if corrected and match.entry == entry:
                score *= CORRECTED
            scores[match.entry] = score
        total = sum(scores.values())
        return [Match(e, score / total) for e, score in sorted(scores.items(), key=lambda pair: -pair[1])]


current = Latest(Knowledge).get
"""Return the knowledge of the latest published revision, refitting when content has changed."""


@lru_cache
def encoder() -> Encoder:
    """Return this process's encoder."""
    return Encoder()


def examples(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """Yield every sentence that the classifier learns from, with its entry or NONE."""
    for entry in entries:
        for text in entry.languages.values():
            for sentence in (text.title, *text.questions):
                yield sentence, entry.id
    for sentences in out_of_scope().values():
        for sentence in sentences:
            yield sentence, NONE


def out_of_scope() -> dict[str, list[str]]:
    """Return messages that no entry answers, by language."""
    messages: dict[str, list[str]] = yaml.safe_load(OUT_OF_SCOPE.read_text(encoding="utf-8"))
    return messages
