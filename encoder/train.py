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
from typing import Any

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
LONGEST = 96
ROUNDS_OF_QUESTIONS = 36
EPOCHS_OF_PARALLEL = 2


class OneOfEachEntry(DefaultBatchSampler):
    """Keeps a batch to one pair an entry: two pairs of one entry would count as opposites."""

    def __init__(self, dataset: Dataset, batch_size: int, drop_last: bool, **_options: Any) -> None:
        super().__init__(dataset, batch_size, drop_last)
        labels = dataset["label"]
        waiting = random.Random(SEED).sample(range(len(labels)), len(labels))
        self.batches: list[list[int]] = []
        while waiting:
            chosen: dict[int, int] = {}
            left = []
            for number in waiting:
                if len(chosen) < batch_size and labels[number] not in chosen:
                    chosen[labels[number]] = number
                else:
                    left.append(number)
            self.batches.append(list(chosen.values()))
            waiting = left

    def __iter__(self) -> Iterator[list[int]]:
        return iter(self.batches)

    def __len__(self) -> int:
        return len(self.batches)


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
        texts = {code: text.questions for code, text in entry.languages.items() if text.questions}
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
    model.max_seq_length = LONGEST
    model[0].auto_model.requires_grad_(False)
    model.add_adapter(
        LoraConfig(r=32, lora_alpha=64, lora_dropout=0.0, target_modules=["query", "key", "value", "dense"])
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
        bf16=True,
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
