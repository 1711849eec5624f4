"""The buttons of our messages: a title in the person's language, and what it sends back."""

from typing import Any

from orienta.messages.inbox import payload
from orienta.sentences import say

Button = dict[str, str]
"""As Rasa takes it: `title` and `payload`."""


def button(title: str, code: str, intent: str, **entities: Any) -> Button:
    """Return a button whose title is the sentence of that name."""
    return {"title": say(title, code), "payload": payload(intent, **entities)}


def to_entry(title: str, entry: str) -> Button:
    """Return a button that asks for an entry, by its own title."""
    return {"title": title, "payload": payload("ask_question", entry=entry)}


def to_a_person(code: str) -> Button:
    """Return the button that asks for a person."""
    return button("button_human", code, "talk_to_human")


def yes_or_no(intent: str, code: str, answers: str = "confirm", **about: Any) -> list[Button]:
    """Return the buttons yes and no, which send an intent and set what they answer."""
    return [
        button(title, code, intent, **about, **{answers: value})
        for title, value in (("button_yes", True), ("button_no", False))
    ]
