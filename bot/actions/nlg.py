"""The NLG server: renders a response of the domain in the language of the talk."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from orienta.languages import DEFAULT, LANGUAGES
from orienta.sentences import say

DOMAIN = Path(__file__).parent.parent / "domain"


class NlgRequest(BaseModel):
    """What Rasa sends to an NLG server (rasa 3.6, core/nlg/callback.py), as far as we read it."""

    response: str
    arguments: dict[str, Any] = {}
    tracker: dict[str, Any] = {}


class UnknownResponse(Exception):
    """The domain has no response of this name."""


def render(request: NlgRequest) -> dict[str, Any]:
    """Return the response's text and buttons. Raises UnknownResponse."""
    message = request.tracker.get("latest_message") or {}
    language = request.arguments.get("language") or (message.get("metadata") or {}).get("language")
    if language not in LANGUAGES:
        language = DEFAULT
    try:
        response = responses()[request.response]
    except KeyError:
        raise UnknownResponse(request.response) from None
    facts = {"outcome": "act", "intent": (message.get("intent") or {}).get("name")}
    return {
        "text": say(response["text"], language),
        "buttons": [
            {"title": say(button["title"], language), "payload": button["payload"]}
            for button in response.get("buttons", [])
        ],
        "custom": facts | response.get("custom", {}),
    }


@lru_cache
def responses() -> dict[str, dict[str, Any]]:
    """Return the only variation of each response of the domain."""
    found = {}
    for file in sorted(DOMAIN.glob("*.yml")):
        domain = yaml.safe_load(file.read_text(encoding="utf-8"))
        found.update({name: variations[0] for name, variations in domain.get("responses", {}).items()})
    return found
