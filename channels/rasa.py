"""The way to Rasa: its REST channel, over loopback."""

from dataclasses import replace
from typing import Any

import httpx

from orienta.messages.inbox import Button, Said, Turn
from orienta.settings import settings

_client = httpx.Client(limits=httpx.Limits(max_connections=40, max_keepalive_connections=40))


class RasaUnreachable(Exception):
    """Rasa or its action server did not answer, or answered nothing."""


def talk(*, conversation_id: str, text: str, language: str, seconds: float) -> Turn:
    """Send a message to Rasa and return what it says in that time. Raises RasaUnreachable."""
    try:
        answer = _client.post(
            f"{settings().rasa_url}/webhooks/rest/webhook",
            json={"sender": conversation_id, "message": text, "metadata": {"language": language}},
            timeout=max(seconds, 0.1),
        )
        said: list[dict[str, Any]] = answer.raise_for_status().json()
    except (httpx.HTTPError, ValueError) as error:
        raise RasaUnreachable(type(error).__name__) from None
    if not said:  # what Rasa answers while its action server is away
        raise RasaUnreachable("Rasa said nothing")
    return _turn(said, language)


def is_well() -> bool:
    """Say whether Rasa answers and has its model."""
    return _answers(f"{settings().rasa_url}/status?token={settings().rasa_token}")


def actions_are_well() -> bool:
    """Say whether the action and NLG server answers."""
    return _answers(f"{settings().actions_url}/health")


def _turn(said: list[dict[str, Any]], language: str) -> Turn:
    """Join Rasa's messages: what belongs to a text ("custom") comes as a message of its own."""
    replies: list[Said] = []
    facts: dict[str, Any] = {}
    for part in said:
        if "text" in part:
            buttons = tuple(Button(b["title"], b["payload"]) for b in part.get("buttons", []))
            replies.append(Said(part["text"], buttons))
        told = {name: value for name, value in part.get("custom", {}).items() if value}
        if replies and "source" in told:
            replies[-1] = replace(replies[-1], source=told["source"])
        facts |= told
    return Turn(
        language=language,
        outcome=facts.get("outcome", "act"),
        replies=tuple(replies),
        intent=facts.get("intent"),
        entry=facts.get("entry"),
        candidates=tuple(facts.get("candidates", ())),
        danger=facts.get("danger"),
        asks=facts.get("asks"),
        forgotten=facts.get("forgotten", False),
        appointment=facts.get("appointment"),
    )


def _answers(url: str) -> bool:
    try:
        return _client.get(url, timeout=2).is_success
    except httpx.HTTPError:
        return False
