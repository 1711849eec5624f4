"""Finds the entry that a question asks for: a classifier over all example questions.

It joins the encoder's vectors with letter sequences and knows one more class, "none of the entries".
docs/understanding.md has the figures.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from orienta.features import Features

NONE = "none"
WEIGHT_OF_NONE = 2
"""What an example of "none of the entries" counts; with 1, too much is answered that should not be."""
STEPS_OF_A_REFIT = 5
"""After a change of content the fit goes on from the last one; so many steps take new examples in."""


@dataclass(frozen=True)
class Match:
    """How likely it is that a question asks for one entry."""

    entry: str
    likelihood: float


class Classifier:
    """A fitted classifier; it never changes and may be used by many threads."""

    def __init__(
        self,
        vectors: np.ndarray,
        sentences: Sequence[str],
        entries: Sequence[str],
        before: Self | None = None,
    ) -> None:
        """Fit it on example sentences, their vectors and the entry (or NONE) of each.

        `before` is the classifier of the content as it was until now: going on from it takes about a second
        instead of five.
        """
        self._features: Features = before._features if before else Features(vectors.mean(0))
        self._letters = self._letters_of(sentences, before)
        self._rows = {sentence: row for row, sentence in enumerate(sentences)}
        self._model = LogisticRegression(max_iter=200, tol=1e-3, class_weight={NONE: WEIGHT_OF_NONE})
        if before:
            self._start_from(before._model, sorted(set(entries)))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            self._model.fit(self._features.join(vectors, self._letters), list(entries))

    def matches(self, vector: np.ndarray, sentence: str) -> list[Match]:
        """Return every entry and NONE with its likelihood, likeliest first."""
        shares = self._model.predict_proba(self._features(vector[None], [sentence]))[0]
        ranked = sorted(zip(self._model.classes_, shares, strict=True), key=lambda pair: -pair[1])
        return [Match(str(entry), float(share)) for entry, share in ranked]

    def _letters_of(self, sentences: Sequence[str], before: Self | None) -> csr_matrix:
        """Return a row a sentence; those that `before` knows are taken from there."""
        if before is None:
            return self._features.letters(sentences)
        new = [sentence for sentence in dict.fromkeys(sentences) if sentence not in before._rows]
        rows = before._rows | {sentence: before._letters.shape[0] + row for row, sentence in enumerate(new)}
        known = (
            vstack([before._letters, self._features.letters(new)], format="csr") if new else before._letters
        )
        return known[[rows[sentence] for sentence in sentences]]

    def _start_from(self, model: LogisticRegression, classes: list[str]) -> None:
        self._model.set_params(warm_start=True, max_iter=STEPS_OF_A_REFIT, tol=1e-9)
        rows = {entry: row for row, entry in enumerate(model.classes_)}
        known = [(place, rows[entry]) for place, entry in enumerate(classes) if entry in rows]
        self._model.classes_ = np.array(classes)
        self._model.coef_ = np.zeros((len(classes), model.coef_.shape[1]))
        self._model.intercept_ = np.zeros(len(classes))
        for place, row in known:
            self._model.coef_[place], self._model.intercept_[place] = model.coef_[row], model.intercept_[row]
