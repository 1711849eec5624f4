"""Finds the entry that a question asks for: a classifier over all example questions.

It joins the encoder's vectors with letter sequences, knows one more class, "none of the entries",
and is fitted in seconds whenever content changes. docs/understanding.md has the figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from orienta.features import Features

NONE = "none"
STRENGTH = 1.0
"""The inverse of the penalty (scikit-learn's C)."""


@dataclass(frozen=True)
class Match:
    """How likely it is that a question asks for one entry."""

    entry: str
    likelihood: float


class Classifier:
    """A fitted classifier; it never changes and may be used by many threads."""

    def __init__(self, vectors: np.ndarray, sentences: Sequence[str], entries: Sequence[str]) -> None:
        """Fit it on example sentences, their vectors and the entry (or NONE) of each."""
        self._features = Features(vectors.mean(0))
        self._model = LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-3)
        self._model.fit(self._features(vectors, sentences), list(entries))

    def matches(self, vector: np.ndarray, sentence: str) -> list[Match]:
        """Return every entry and NONE with its likelihood, likeliest first."""
        shares = self._model.predict_proba(self._features(vector[None], [sentence]))[0]
        ranked = sorted(zip(self._model.classes_, shares, strict=True), key=lambda pair: -pair[1])
        return [Match(str(entry), float(share)) for entry, share in ranked]
