"""Finds the entry that a question asks for: a classifier over all example questions.

It joins the encoder's vectors with letter sequences, knows one more class, "none of the entries",
and is fitted in seconds whenever content changes. docs/understanding.md has the figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression

from orienta.languages import plain

NONE = "none"
WEIGHT_OF_VECTORS = 10.0
"""Vectors of length 1 are too short to be heard beside the penalty; this makes them longer."""
WEIGHT_OF_LETTERS = 4.0
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
        self._letters = HashingVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), n_features=2**13, alternate_sign=False, dtype=np.float32
        )
        self._centre = vectors.mean(0)
        self._model = LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-3)
        self._model.fit(self._features(vectors, sentences), list(entries))

    def matches(self, vector: np.ndarray, sentence: str) -> list[Match]:
        """Return every entry and NONE with its likelihood, likeliest first."""
        shares = self._model.predict_proba(self._features(vector[None], [sentence]))[0]
        ranked = sorted(zip(self._model.classes_, shares, strict=True), key=lambda pair: -pair[1])
        return [Match(str(entry), float(share)) for entry, share in ranked]

    def _features(self, vectors: np.ndarray, sentences: Sequence[str]) -> csr_matrix:
        letters = self._letters.transform([plain(sentence) for sentence in sentences])
        dense = csr_matrix((vectors - self._centre) * WEIGHT_OF_VECTORS)
        return hstack([dense, letters * WEIGHT_OF_LETTERS], format="csr")
