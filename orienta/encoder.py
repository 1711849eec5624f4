"""Turns sentences into vectors with the committed ONNX model; shared by the application and Rasa."""

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from openvino import CompiledModel, Core
from openvino.passes import ConstantFolding, Manager
from tokenizers import Tokenizer

FOLDER = Path(__file__).parent.parent / "models" / "encoder"
PREFIX = "query: "
LONGEST = 192
STEP_OF_LENGTHS = 16
"""Sentences are filled up to a multiple of so many pieces: the runtime prepares itself once a length."""


class Encoder:
    """The sentence encoder. One instance serves all threads of a process."""

    def __init__(self, folder: Path = FOLDER, threads: int = 1) -> None:
        """Load the model. `threads` is the number of processor threads a call may use."""
        self.name = hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()[:16]
        self._model = _compile(folder / "model.onnx", threads)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._padding = self._tokenizer.token_to_id("<pad>")

    @property
    def size(self) -> int:
        """The number of dimensions of a vector."""
        return int(self._model.output(0).partial_shape[1].get_length())

    def encode(self, sentences: Sequence[str], batch: int = 32) -> np.ndarray:
        """Return one vector of length 1 a sentence, shape (sentences, size), float32.

        Of a text of more than 192 pieces the first and the last 96 are read: what a long story asks often
        stands at its end.
        """
        vectors = np.zeros((len(sentences), self.size), np.float32)
        shortest_first = sorted(range(len(sentences)), key=lambda number: len(sentences[number]))
        for start in range(0, len(sentences), batch):
            chosen = shortest_first[start : start + batch]
            vectors[chosen] = self._encode_batch([PREFIX + sentences[n] for n in chosen])
        return vectors

    def _encode_batch(self, sentences: list[str]) -> np.ndarray:
        pieces = [_shorten(encoded.ids) for encoded in self._tokenizer.encode_batch(sentences)]
        length = -(-max(map(len, pieces)) // STEP_OF_LENGTHS) * STEP_OF_LENGTHS
        numbers = np.full((len(pieces), length), self._padding, np.int64)
        mask = np.zeros_like(numbers)
        for row, kept in enumerate(pieces):
            numbers[row, : len(kept)], mask[row, : len(kept)] = kept, 1
        inputs = {"input_ids": numbers, "attention_mask": mask}
        vectors: np.ndarray = self._model.create_infer_request().infer(inputs)[0]
        return vectors


def _shorten(pieces: list[int]) -> list[int]:
    half = LONGEST // 2
    return pieces if len(pieces) <= LONGEST else pieces[:half] + pieces[-half:]


def _compile(file: Path, threads: int) -> CompiledModel:
    """Make the model ready to run as fast as this processor can (docs/decisions/0005)."""
    core = Core()
    model = core.read_model(file)
    if "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
        # Matrices in 16 bits are multiplied faster than they are unpacked from 8: unpack them once.
        unpack = Manager()
        unpack.register_pass(ConstantFolding())
        unpack.run_passes(model)
    return core.compile_model(model, "CPU", {"INFERENCE_NUM_THREADS": threads})


def to_text(vector: np.ndarray) -> str:
    """Put a vector into about 1 000 characters, to hand it on in JSON."""
    return base64.b64encode(vector.astype(np.float16).tobytes()).decode()


def from_text(text: str) -> np.ndarray:
    """Read a vector that `to_text` wrote."""
    return np.frombuffer(base64.b64decode(text), np.float16).astype(np.float32)
