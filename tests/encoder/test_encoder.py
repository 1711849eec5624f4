"""The committed encoder: what it must know, and that a rebuild gives the same vectors."""

import subprocess
from pathlib import Path

import numpy as np
import pytest

from orienta.encoder import FOLDER, Encoder
from tools.steps import ROOT

SENTENCES = [
    "¿Cuántos días tengo para pedir refugio?",
    "How many days do I have to ask for asylum?",
    "Combien de jours ai-je pour demander l'asile ?",
    "Konbyen jou mwen genyen pou m mande azil?",
    "I would like to buy a red car",
]


def test_the_same_meaning_is_near_in_all_four_languages() -> None:
    vectors = Encoder().encode(SENTENCES)

    nearness = vectors @ vectors.T
    assert nearness[:4, :4].min() > nearness[4, :4].max()


def test_vectors_have_length_one_whatever_the_input() -> None:
    vectors = Encoder().encode(["", "x" * 100_000, "\x00\x07", "😀"])

    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-3)


def test_the_order_of_sentences_does_not_change_their_vectors() -> None:
    encoder = Encoder()

    forwards, backwards = encoder.encode(SENTENCES), encoder.encode(SENTENCES[::-1])[::-1]

    assert (forwards * backwards).sum(1).min() > 0.999


def test_the_model_is_small_enough_to_be_committed() -> None:
    size = sum((FOLDER / name).stat().st_size for name in ("model.onnx", "tokenizer.json"))

    assert size < 50_000_000


def test_a_rebuild_gives_the_same_vectors(tmp_path: Path) -> None:
    subprocess.run(["make", "encoder", f"FOLDER={tmp_path}"], cwd=ROOT, check=True, capture_output=True)

    rebuilt, committed = Encoder(tmp_path).encode(SENTENCES), Encoder().encode(SENTENCES)
    assert (rebuilt * committed).sum(1).min() > 0.9999
