"""What our classifiers see of a sentence: its vector and its letter sequences; shared with Rasa's pipeline."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer

WEIGHT_OF_VECTORS = 6.0
"""Vectors of length 1 are too short to be heard beside a classifier's penalty; this makes them longer."""
WEIGHT_OF_LETTERS = 5.0
_LETTERS = HashingVectorizer(
    analyzer="char_wb",
    ngram_range=(3, 5),
    n_features=2**13,
    alternate_sign=False,
    strip_accents="unicode",
    dtype=np.float32,
)


class Features:
    """Both, without accents and capitals, which many people leave out."""

    def __init__(self, centre: np.ndarray) -> None:
        """`centre` is the mean of the vectors that a classifier learns from: they lie close together."""
        self._centre = centre

    def __call__(self, vectors: np.ndarray, sentences: Sequence[str]) -> csr_matrix:
        """Return one row a sentence."""
        return self.join(vectors, self.letters(sentences))

    def letters(self, sentences: Sequence[str]) -> csr_matrix:
        """Return what is seen of the letters."""
        return _LETTERS.transform(sentences) * WEIGHT_OF_LETTERS

    def join(self, vectors: np.ndarray, letters: csr_matrix) -> csr_matrix:
        """Return what is seen of the vectors beside the letters."""
        return hstack([csr_matrix((vectors - self._centre) * WEIGHT_OF_VECTORS), letters], format="csr")
