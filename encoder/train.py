"""Adapts the encoder to how our people write; its result, encoder/adapter, is committed.

`python -m encoder.train PARALLEL_TSV` learns low-rank matrices from pairs with the same meaning:
sentences in Haitian Creole with their translations, and example questions of one entry in different
languages and styles. Word embeddings stay as they are, so that they can still be stored in 4 bits.
"""

import csv
import itertools
import random
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import torch
from datasets import Dataset
from peft import LoraConfig
from sentence_transformers import (
    SentenceTransformer,
    SentenceTransformerTrainer,
    SentenceTransformerTrainingArguments,
    losses,
)
from sentence_transformers.base.sampler import DefaultBatchSampler

from encoder import source
from encoder.build import ADAPTER
from orienta.encoder import PREFIX
from orienta.faq.content import load_entries

SEED = 7
BATCH = 48
ROUNDS_OF_QUESTIONS = 24
EPOCHS_OF_PARALLEL = 2


class OneOfEachEntry(DefaultBatchSampler):
    """Keeps a batch to one pair an entry: two pairs of one entry would count as opposites."""

    valid_label_columns = ["label"]

    def __iter__(self) -> Iterator[list[int]]:
        labels = self.dataset["label"]
        waiting = list(torch.randperm(len(labels), generator=self.generator).tolist())
        while waiting:
            seen: dict[int, int] = {}
            for number in waiting:
                if len(seen) < self.batch_size:
                    seen.setdefault(labels[number], number)
            if len(seen) < self.batch_size // 2:
                return
            chosen = set(seen.values())
            waiting = [number for number in waiting if number not in chosen]
            yield list(chosen)


def parallel_pairs(file: Path, rng: random.Random) -> Dataset:
    """Creole sentences with their translations, one label a pair."""
    with file.open(encoding="utf-8") as handle:
        rows = [row for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)]
    pairs = [(r["ht"], r["other"]) for r in rows if 8 < len(r["ht"]) < 220 and len(r["other"]) < 220]
    pairs = [pair for pair in pairs for _ in range(EPOCHS_OF_PARALLEL)]
    return _dataset(pairs, list(range(len(pairs))), rng)


def question_pairs(rng: random.Random) -> Dataset:
    """Questions of one entry, paired across languages, labelled by entry."""
    pairs, labels = [], []
    for label, entry in enumerate(load_entries()):
        texts = {code: list(entry.languages[code].questions) for code in entry.languages}
        for _ in range(ROUNDS_OF_QUESTIONS):
            for one, other in itertools.combinations(texts, 2):
                pairs.append((rng.choice(texts[one]), rng.choice(texts[other])))
                labels.append(label)
    return _dataset(pairs, labels, rng)


def _dataset(pairs: list[tuple[str, str]], labels: list[int], rng: random.Random) -> Dataset:
    rough = [(_as_typed(a, rng), _as_typed(b, rng)) for a, b in pairs]
    return Dataset.from_dict(
        {
            "anchor": [PREFIX + a for a, _ in rough],
            "positive": [PREFIX + b for _, b in rough],
            "label": labels,
        }
    )


def _as_typed(text: str, rng: random.Random) -> str:
    if rng.random() < 0.35:
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    if rng.random() < 0.35:
        text = text.lower()
    return text


def train(parallel: Path) -> SentenceTransformer:
    """Train the adapter and save it to encoder/adapter."""
    rng = random.Random(SEED)
    torch.manual_seed(SEED)
    model = source.load()
    model[0].auto_model.requires_grad_(False)
    model.add_adapter(
        LoraConfig(r=32, lora_alpha=64, lora_dropout=0.05, target_modules=["query", "key", "value", "dense"])
    )
    data = {"parallel": parallel_pairs(parallel, rng), "questions": question_pairs(rng)}
    print({name: len(rows) for name, rows in data.items()})
    loss = losses.MultipleNegativesRankingLoss(model, scale=20.0)
    arguments = SentenceTransformerTrainingArguments(
        output_dir="encoder/runs",
        num_train_epochs=1,
        per_device_train_batch_size=BATCH,
        learning_rate=3e-4,
        warmup_ratio=0.1,
        lr_scheduler_type="cosine",
        batch_sampler=OneOfEachEntry,
        save_strategy="no",
        logging_steps=20,
        report_to="none",
        use_cpu=True,
        seed=SEED,
    )
    trainer = SentenceTransformerTrainer(
        model=model, args=arguments, train_dataset=data, loss={name: loss for name in data}
    )
    trainer.train()
    model[0].auto_model.save_pretrained(ADAPTER)
    return model


if __name__ == "__main__":
    train(Path(sys.argv[1]))
