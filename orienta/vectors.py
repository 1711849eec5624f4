"""The vectors of known sentences, which come with the project so that a first start need not compute them."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from orienta.encoder import FOLDER, Encoder

FILE = FOLDER / "vectors.npz"


def key(encoder: Encoder, sentence: str) -> str:
    """Return what a sentence's vector is kept under: half the SHA-256 of the encoder's name and the sentence."""
    return hashlib.sha256(f"{encoder.name}\n{sentence}".encode()).hexdigest()[:32]


@lru_cache
def shipped() -> dict[str, np.ndarray]:
    """Return the vectors that come with the project, by key."""
    if not FILE.exists():
        return {}
    with np.load(FILE) as file:
        rows = file["vectors"].astype(np.float16) / 127 * file["scales"][:, None]
        return dict(zip(file["keys"].tolist(), rows, strict=True))


def ship(keys: Sequence[str], vectors: np.ndarray) -> None:
    """Write vectors, as bytes and a scale each, to the file that comes with the project."""
    scales = np.abs(vectors).max(1)
    steps = np.rint(vectors / scales[:, None] * 127).astype(np.int8)
    np.savez_compressed(FILE, keys=np.array(keys), vectors=steps, scales=scales.astype(np.float16))


def encode(encoder: Encoder, sentences: Sequence[str]) -> np.ndarray:
    """Return the sentences' vectors, computing only those that do not come with the project."""
    keys = [key(encoder, sentence) for sentence in sentences]
    unknown = np.zeros(encoder.size)
    vectors = np.array([shipped().get(key, unknown) for key in keys], np.float32)
    missing = [number for number, key in enumerate(keys) if key not in shipped()]
    if missing:
        vectors[missing] = encoder.encode([sentences[number] for number in missing])
    return vectors
