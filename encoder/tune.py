"""Adapts the encoder to how people write to us; `make tune PARALLEL=parallel.tsv`.

Writes encoder/adapter, which `make encoder` merges into the packaged weights. After that, the vectors of the
examples have to be written anew (`orienta content vectors`) and the thresholds calibrated. PARALLEL is a table of Creole sentences with translations (columns ht, other). Three aims at once:
examples of one entry or intent come together; a misspelt example keeps the vector of the well-written one;
a Creole sentence gets the vector of its translation. Evaluation questions are never read.
"""

import csv
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import yaml
from peft import LoraConfig
from sentence_transformers import SentenceTransformer
from torch.nn import functional

from encoder import source
from encoder.build import ADAPTER, cut
from encoder.misspell import misspell
from orienta.encoder import PREFIX
from orienta.faq.content import load_entries
from orienta.faq.knowledge import out_of_scope
from orienta.settings import ROOT

LABELLED, TRANSLATED = 32, 16
"""Examples and translations in a step."""
SHARE_MISSPELT = 0.6
LABELS, KEEPING, TRANSLATING = 0.15, 3.0, 6.0
"""Weights of the three aims."""
RATE, RATE_OF_HEAD, WARM_UP = 4e-4, 2e-3, 60
LONGEST = 80
MINUTES = 31.0
COPIES = {"es": 1.0, "en": 1.0, "fr": 1.3, "ht": 2.0}
"""How often an example is seen in a round: more where the encoder knows less."""
UNKNOWN = -100
"""The label of an ordinary message, which may ask for anything."""


@dataclass(frozen=True)
class Example:
    """A sentence and what it means to us."""

    language: str
    text: str
    label: str | None


def examples() -> list[Example]:
    """Return the example questions, what is out of scope, and Rasa's intents."""
    found = [
        Example(code, text, entry.id)
        for entry in load_entries()
        for code, part in entry.languages.items()
        for text in (part.title, *part.questions)
    ]
    found += [Example(code, text, "none") for code, texts in out_of_scope().items() for text in texts]
    for file in (ROOT / "bot" / "data" / "nlu").rglob("*.yml"):
        language = file.stem if file.stem in COPIES else ""  # several languages: never misspelt
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            label = None if block["intent"] in ("ask_question", "out_of_scope") else block["intent"]
            if file.stem != "ask_question":
                found += [Example(language, line[2:], label) for line in block["examples"].splitlines()]
    return found


def translations(file: Path) -> list[tuple[str, str]]:
    """Return Creole sentences of moderate length with their translations."""
    with file.open(encoding="utf-8", newline="") as handle:
        rows = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(r["ht"], r["other"]) for r in rows if 8 < len(r["ht"]) < 220 and len(r["other"]) < 260]


def tune(pairs: list[tuple[str, str]], minutes: float, seed: int = 1) -> SentenceTransformer:
    """Return the model with a trained adapter; prints the three losses as it goes."""
    chance = random.Random(seed)
    torch.manual_seed(seed)
    known = examples()
    labels = sorted({example.label for example in known if example.label})
    numbers = {label: number for number, label in enumerate(labels)}
    model = source.load()
    model = cut(model, source.pieces_of(model))
    model.max_seq_length = LONGEST
    taught = _teach(model, [example.text for example in known])
    translated = _teach(model, [other for _, other in pairs])
    bert = model[0].auto_model
    bert.requires_grad_(False)
    modules = ["query", "key", "value", "dense"]
    bert.add_adapter(LoraConfig(r=32, lora_alpha=64, lora_dropout=0.05, target_modules=modules))
    head, centre = torch.nn.Linear(taught.shape[1], len(labels)), taught.mean(0)
    learnt = [weight for weight in model.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": learnt, "lr": 0.0}, {"params": head.parameters(), "lr": RATE_OF_HEAD}], weight_decay=0.01
    )
    rounds = _batches([e.text for e in known], [COPIES.get(e.language, 1.0) for e in known], LABELLED, chance)
    others = _batches([creole for creole, _ in pairs], [1.0] * len(pairs), TRANSLATED, chance)
    model.train()
    started, step, seen = time.monotonic(), 0, np.zeros(3)
    while (done := (time.monotonic() - started) / 60 / minutes) < 1:
        optimiser.param_groups[0]["lr"] = RATE * min(1, step / WARM_UP) * max(0.05, 1 - done)
        optimiser.param_groups[1]["lr"] = RATE_OF_HEAD * min(1, 2 * (1 - done))
        chosen, crossed = next(rounds), next(others)
        texts = [_perhaps_misspelt(known[n].text, known[n].language, chance) for n in chosen]
        texts += [_perhaps_misspelt(pairs[n][0], "ht", chance) for n in crossed]
        vectors = _encode(model, texts)
        ours, creole = vectors[: len(chosen)], vectors[len(chosen) :]
        wanted = torch.tensor([numbers.get(known[n].label or "", UNKNOWN) for n in chosen])
        losses = (
            functional.cross_entropy(head((ours - centre) * 10), wanted, label_smoothing=0.1),
            (1 - (ours * taught[chosen]).sum(1)).mean(),
            (1 - (creole * translated[crossed]).sum(1)).mean(),
        )
        optimiser.zero_grad()
        sum(w * loss for w, loss in zip((LABELS, KEEPING, TRANSLATING), losses, strict=True)).backward()
        torch.nn.utils.clip_grad_norm_(learnt, 1.0)
        optimiser.step()
        step += 1
        seen = 0.97 * seen + 0.03 * np.array([loss.item() for loss in losses])
        if step % 50 == 0:
            print(
                f"  {done:4.0%}  step {step}: labels {seen[0]:.3f}, kept {seen[1]:.4f}, translated {seen[2]:.4f}",
                flush=True,
            )
    return model


def _perhaps_misspelt(text: str, language: str, chance: random.Random) -> str:
    return misspell(text, language, chance) if language and chance.random() < SHARE_MISSPELT else text


def _batches(
    texts: Sequence[str], copies: Sequence[float], size: int, chance: random.Random
) -> Iterator[list[int]]:
    """Yield numbers of texts of about the same length for ever, each as often as `copies` says."""
    while True:
        numbers = [n for n, c in enumerate(copies) for _ in range(int(c) + (chance.random() < c % 1))]
        chance.shuffle(numbers)
        batches = []
        for start in range(0, len(numbers), size * 16):
            near = sorted(numbers[start : start + size * 16], key=lambda n: len(texts[n]))
            batches += [near[at : at + size] for at in range(0, len(near), size)]
        chance.shuffle(batches)
        yield from (batch for batch in batches if len(batch) == size)


def _teach(model: SentenceTransformer, texts: Sequence[str]) -> torch.Tensor:
    """Return the untouched model's vectors."""
    model.eval()
    order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
    vectors = torch.zeros(len(texts), 384)
    with torch.no_grad():
        for start in range(0, len(order), 128):
            part = order[start : start + 128]
            vectors[part] = _encode(model, [texts[n] for n in part])
    return vectors


def _encode(model: SentenceTransformer, texts: Sequence[str]) -> torch.Tensor:
    inputs = dict(model.preprocess([PREFIX + text for text in texts]))
    with torch.autocast("cpu", torch.bfloat16):
        return functional.normalize(model(inputs)["sentence_embedding"].float(), dim=1)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("Name the table of translations: make tune PARALLEL=parallel.tsv")
    tuned = tune(translations(Path(sys.argv[1])), float(sys.argv[2]) if len(sys.argv) > 2 else MINUTES)
    adapter = tuned[0].auto_model.half()
    adapter.peft_config["default"].base_model_name_or_path = "intfloat/multilingual-e5-small"
    adapter.save_pretrained(ADAPTER)
