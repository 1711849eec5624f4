"""Rasa's training examples that come from the content: what a question is, and what is out of scope."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from orienta.faq.content import Entry, to_yaml
from orienta.faq.danger import ENTRIES
from orienta.faq.knowledge import out_of_scope


def nlu_examples(entries: Iterable[Entry], others: Iterable[str]) -> str:
    """Return the text of an NLU file for ask_question and out_of_scope, without what `others` are examples of."""
    taken = set(others)
    questions = [
        question
        for entry in entries
        if entry.id not in ENTRIES.values()  # their questions are often asked by people in danger
        for text in entry.languages.values()
        for question in text.questions
    ]
    strange = [message for messages in out_of_scope().values() for message in messages]
    intents = {"ask_question": questions, "out_of_scope": strange}
    nlu = [
        {"intent": intent, "examples": "".join(f"- {line}\n" for line in _safe(texts) if line not in taken)}
        for intent, texts in intents.items()
    ]
    return "# Written by `orienta content nlu` from content/: edit there.\n" + to_yaml(
        {"version": "3.1", "nlu": nlu}
    )


def rasa_examples(files: Iterable[Path]) -> list[str]:
    """Return the examples of Rasa's intents, as its files list them."""
    blocks = [block for file in files for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]]
    return [line.removeprefix("- ") for block in blocks for line in block["examples"].splitlines()]


def _safe(texts: Iterable[str]) -> Iterator[str]:
    """Keep Rasa from reading brackets as entities and a slash as a command."""
    for text in dict.fromkeys(texts):
        yield text.replace("[", "(").replace("]", ")").lstrip("/ ")
