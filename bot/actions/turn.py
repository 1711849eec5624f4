"""What every action needs to know of the turn it answers."""

import numpy as np
from rasa_sdk import Tracker

from orienta.encoder import from_text
from orienta.languages import DEFAULT, LANGUAGES


def language(tracker: Tracker) -> str:
    """Return the language of the talk, which the relay sends with each message."""
    told = (tracker.latest_message.get("metadata") or {}).get("language")
    return told if told in LANGUAGES else DEFAULT


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
