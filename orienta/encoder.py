"""Turns sentences into vectors with the committed ONNX model; shared by the application and Rasa."""

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

FOLDER = Path(__file__).parent.parent / "models" / "encoder"
PREFIX = "query: "
LONGEST = 192


class Encoder:
    """The sentence encoder. One instance serves all threads of a process."""

    def __init__(self, folder: Path = FOLDER, threads: int = 1) -> None:
        """Load the model. `threads` is the number of processor threads a call may use."""
        self.name = hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()[:16]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.enable_padding(pad_id=self._tokenizer.token_to_id("<pad>"))

    @property
    def size(self) -> int:
        """The number of dimensions of a vector."""
        return int(self._session.get_outputs()[0].shape[1])

    def encode(self, sentences: Sequence[str], batch: int = 32) -> np.ndarray:
        """Return one vector of length 1 a sentence, shape (sentences, size), float32.

        A sentence of more than 192 pieces is read to its 192nd.
        """
        vectors = np.zeros((len(sentences), self.size), np.float32)
        shortest_first = sorted(range(len(sentences)), key=lambda number: len(sentences[number]))
        for start in range(0, len(sentences), batch):
            chosen = shortest_first[start : start + batch]
            vectors[chosen] = self._encode_batch([PREFIX + sentences[n] for n in chosen])
        return vectors

    def _encode_batch(self, sentences: list[str]) -> np.ndarray:
        encoded = self._tokenizer.encode_batch(sentences)
        inputs = {
            "input_ids": np.array([e.ids for e in encoded], np.int64),
            "attention_mask": np.array([e.attention_mask for e in encoded], np.int64),
        }
        vectors: np.ndarray = self._session.run(None, inputs)[0]
        return vectors


def to_text(vector: np.ndarray) -> str:
    """Put a vector into about 1 000 characters, to hand it on in JSON."""
    return base64.b64encode(vector.astype(np.float16).tobytes()).decode()


def from_text(text: str) -> np.ndarray:
    """Read a vector that `to_text` wrote."""
    return np.frombuffer(base64.b64decode(text), np.float16).astype(np.float32)
