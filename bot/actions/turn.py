"""What every action needs to know of the turn it answers."""

import re
from collections.abc import Container

import numpy as np
from rasa_sdk import Tracker

from orienta.encoder import from_text
from orienta.languages import DEFAULT, LANGUAGES, requested

QUESTION = re.compile(
    r"\?|^(?:y |and |et |e |epi )?\W*(?:qu[eé]|c[oó]mo|cu[aá]l|cu[aá]nto|cu[aá]nta|cu[aá]ndo|d[oó]nde|qui[eé]n|por ?qu[eé]|puedo"
    r"|what|how|which|when|where|who|why|can i|do i|is it|quel|quelle|combien|comment|o[uù]|quand|pourquoi|est-ce"
    r"|kisa|ki|kijan|konbyen|kote|kil[eè]|poukisa|[eè]ske)\b",
    re.IGNORECASE,
)

SURE, UNCERTAIN, FEW = 0.6, 0.7, 4
"""Likelihood from which another wish counts in a form; below which a danger in few words does not."""


def language(tracker: Tracker) -> str:
    """Return the language of the talk, which the relay sends with each message, or to which this one changes."""
    if intent(tracker) == "change_language" and (wanted := wanted_language(tracker)) in LANGUAGES:
        return str(wanted)
    told = (tracker.latest_message.get("metadata") or {}).get("language")
    return told if told in LANGUAGES else DEFAULT


def wanted_language(tracker: Tracker) -> str | None:
    """Return the language that a message asks for, by a button or in words."""
    return entity(tracker, "language") or requested(tracker.latest_message["text"])


def intent(tracker: Tracker) -> str:
    """Return the intent of the message being answered."""
    return str(tracker.latest_message["intent"]["name"])


def entity(tracker: Tracker, name: str) -> str | None:
    """Return the first value of an entity of the message, e.g. of a button's payload."""
    return next(tracker.get_latest_entity_values(name), None)


def vector(tracker: Tracker) -> np.ndarray | None:
    """Return the message's sentence vector, which Rasa's pipeline hands on (bot/nlu)."""
    handed_on = tracker.latest_message.get("sentence_vector")
    return from_text(handed_on) if handed_on else None


def belongs_elsewhere(tracker: Tracker, *, own: str, others: Container[str]) -> bool:
    """Say whether a message to an open form is for others: a danger, another button, a clear other wish.

    `own` is the intent of the form's buttons. In few words a danger that is not likely is an answer: "work, papers".
    """
    name, likely = intent(tracker), tracker.latest_message["intent"]["confidence"]
    if tracker.latest_message["text"].startswith("/"):
        return name != own
    if name.startswith("danger_"):
        return likely >= UNCERTAIN or len(tracker.latest_message["text"].split()) > FEW
    return name in others and likely >= SURE


def wants_to_stop(tracker: Tracker) -> bool:
    """Say whether a message to an open form surely leaves it."""
    return intent(tracker) == "stop" and bool(tracker.latest_message["intent"]["confidence"] >= SURE)


def is_back(tracker: Tracker) -> bool:
    """Say whether the form goes on after it left this message to others."""
    for event in reversed(tracker.events):
        if event["event"] == "user":
            return False
        if event["event"] == "action_execution_rejected":
            return True
    return False


def is_question(text: str) -> bool:
    """Say whether a text asks something, rather than tell what was asked."""
    return bool(QUESTION.search(text))
