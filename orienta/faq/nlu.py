"""Rasa's training examples that come from the content: what a question is, and what is out of scope."""

from collections.abc import Iterable, Iterator

import yaml

from orienta.faq.content import Entry
from orienta.faq.knowledge import out_of_scope

EVERY = 12
"""Rasa only needs to know that it is a question: every twelfth example is enough, and trains faster."""


def nlu_examples(entries: Iterable[Entry]) -> str:
    """Return the text of an NLU file for the intents ask_question and out_of_scope."""
    questions = [q for entry in entries for text in entry.languages.values() for q in text.questions[::EVERY]]
    strange = [message for messages in out_of_scope().values() for message in messages[::3]]
    intents = {"ask_question": questions, "out_of_scope": strange}
    nlu = [
        {"intent": intent, "examples": "".join(f"- {line}\n" for line in _safe(texts))}
        for intent, texts in intents.items()
    ]
    return "# Written by `orienta content nlu` from content/: edit there.\n" + yaml.safe_dump(
        {"version": "3.1", "nlu": nlu}, allow_unicode=True, sort_keys=False, width=10_000
    )


def _safe(texts: Iterable[str]) -> Iterator[str]:
    """Keep Rasa from reading brackets as entities and a slash as a command."""
    for text in dict.fromkeys(texts):
        yield text.replace("[", "(").replace("]", ")").lstrip("/ ")
