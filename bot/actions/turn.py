"""What every action needs to know of the turn it answers."""

import re
from collections.abc import Container
from typing import Any

import numpy as np
from rasa_sdk import Tracker

from orienta.encoder import from_text
from orienta.languages import DEFAULT, LANGUAGES, plain, requested

QUESTION = re.compile(
    r"\?|^(?:y |and |et |e |epi )?\W*(?:qu[eé]|c[oó]mo|cu[aá]l|cu[aá]nto|cu[aá]nta|cu[aá]ndo|d[oó]nde|qui[eé]n|por ?qu[eé]|puedo"
    r"|what|how|which|when|where|who|why|can i|do i|is it|quel|quelle|combien|comment|o[uù]|quand|pourquoi|est-ce"
    r"|kisa|ki|kijan|konbyen|kote|kil[eè]|poukisa|[eè]ske)\b",
    re.IGNORECASE,
)

LEAVE = frozenset(
    [
        "menu",
        "cancel",
        "cancelar",
        "cancela",
        "salir",
        "dejalo",
        "dejemoslo",
        "olvidalo",
        "basta",
        "volver",
        "ya no",
        "exit",
        "quit",
        "stop",
        "leave",
        "leave it",
        "never mind",
        "nevermind",
        "forget it",
        "go back",
        "annule",
        "annuler",
        "laisse",
        "laisse tomber",
        "laissez tomber",
        "oublie",
        "quitter",
        "arrete",
        "sortir",
        "kite sa",
        "anile",
        "lese tonbe",
        "lage sa",
        "bliye sa",
        "sispann",
        "soti",
        "tounen",
        "meni",
    ]
)
"""Without accents."""
SHORT_NAME = 2
"""Words; a longer name that looks like a danger is none."""
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


def entities(tracker: Tracker) -> dict[str, Any]:
    """Return the entities of the message, by name: those of a button's payload."""
    return {entity["entity"]: entity["value"] for entity in tracker.latest_message.get("entities", [])}


def vector(tracker: Tracker) -> np.ndarray | None:
    """Return the message's sentence vector, which Rasa's pipeline hands on (bot/nlu)."""
    handed_on = tracker.latest_message.get("sentence_vector")
    return from_text(handed_on) if handed_on else None


def is_for_others(tracker: Tracker, own: str) -> bool:
    """Say whether a message is another button than those of an open form, whose intent is `own`."""
    return tracker.latest_message["text"].startswith("/") and intent(tracker) != own


def is_danger(tracker: Tracker, *, understood: bool) -> bool:
    """Say whether a message to an open form tells of a danger.

    A danger that is not likely, in few words that answer the question, is an answer: "work, papers".
    """
    likely, words = tracker.latest_message["intent"]["confidence"], tracker.latest_message["text"].split()
    unlikely = understood and likely < UNCERTAIN and len(words) <= FEW
    return intent(tracker).startswith("danger_") and not unlikely


def is_other_wish(tracker: Tracker, others: Container[str]) -> bool:
    """Say whether a message to an open form surely is one of other wishes."""
    return intent(tracker) in others and bool(tracker.latest_message["intent"]["confidence"] >= SURE)


def wants_to_stop(tracker: Tracker) -> bool:
    """Say whether a message to an open form surely leaves it."""
    typed = plain(tracker.latest_message["text"]).strip(" .!¡")
    return typed in LEAVE or is_other_wish(tracker, {"stop"})


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
