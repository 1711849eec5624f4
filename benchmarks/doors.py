"""The ways in that are measured: Rasa's REST channel, and the web chat's API."""

import json
import time
import uuid
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any

from benchmarks.people import Message

LONGEST_SECONDS = 60


class Door:
    """One kept connection to a bot. People come through it one after the other.

    http.client rather than httpx: the client must not be what is measured.
    """

    path: str

    def __init__(self, port: int) -> None:
        self.unanswered = 0
        self._connection = HTTPConnection("127.0.0.1", port, timeout=LONGEST_SECONDS)
        self.next_person()

    def next_person(self) -> None:
        """Begin a new conversation."""
        raise NotImplementedError

    def say(self, message: Message) -> float:
        """Send a message and return the seconds until the whole reply was there."""
        sent = self._body(message)
        started = time.perf_counter()
        answer = post(self._connection, self.path, sent)
        took = time.perf_counter() - started
        self.unanswered += not self._is_answer(answer)
        return took

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _body(self, message: Message) -> dict[str, Any]:
        raise NotImplementedError

    def _is_answer(self, answer: Any) -> bool:
        raise NotImplementedError


class Rest(Door):
    """Rasa's REST channel, of our bot or of the stock one."""

    path = "/webhooks/rest/webhook"

    def next_person(self) -> None:
        self._sender = uuid.uuid4().hex

    def _body(self, message: Message) -> dict[str, Any]:
        metadata = {"metadata": {"language": message.language}} if message.language else {}
        return {"sender": self._sender, "message": message.text} | metadata

    def _is_answer(self, answer: Any) -> bool:
        return any(part.get("text") for part in answer)


class Web(Door):
    """POST /api/messages, as the chat page uses it."""

    path = "/api/messages"

    def next_person(self) -> None:
        self._conversation: str | None = None

    def _body(self, message: Message) -> dict[str, Any]:
        return {
            "conversation": self._conversation,
            "id": uuid.uuid4().hex,
            "text": message.text,
            "language": None,
        }

    def _is_answer(self, answer: Any) -> bool:
        self._conversation = answer["conversation"]
        return bool(answer["replies"]) and answer["outcome"] != "error"


Opening = Callable[[], Door]
"""Opens one more door to the same bot."""


def post(connection: HTTPConnection, path: str, body: dict[str, Any]) -> Any:
    """Post JSON and return the JSON that comes back. Raises OSError unless it went well."""
    connection.request("POST", path, json.dumps(body).encode(), {"Content-Type": "application/json"})
    response = connection.getresponse()
    received = response.read()
    if response.status != 200:
        raise ConnectionError(f"{path} answered {response.status}: {received[:200]!r}")
    return json.loads(received)
