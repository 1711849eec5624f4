"""Times the parts of one of our turns by themselves, to show where the time goes."""

import time
from collections.abc import Callable
from http.client import HTTPConnection
from statistics import median
from typing import Any

from benchmarks.doors import post
from benchmarks.people import Message, Talk
from orienta.encoder import Encoder
from orienta.faq.content import load_entries
from orienta.languages import LANGUAGES, Detector
from tests.assistant import Assistant

QUESTIONS = 200


def time_parts(assistant: Assistant, talk: Talk) -> dict[str, float]:
    """Return the median seconds of each part for fresh questions."""
    asked = [next(talk(person)) for person in range(QUESTIONS)]
    rasa = HTTPConnection("127.0.0.1", int(assistant.environment["ORIENTA_RASA_PORT"]))
    actions = HTTPConnection("127.0.0.1", int(assistant.environment["ORIENTA_ACTIONS_PORT"]))
    parse = f"/model/parse?token={assistant.environment['ORIENTA_RASA_TOKEN']}"
    encoder, detector = Encoder(), _detector()
    return {
        "Rasa's understanding (/model/parse)": _median(asked, lambda m: post(rasa, parse, {"text": m.text})),
        "action server (one action_answer_question)": _median(
            asked, lambda m: post(actions, "/webhook", _call(m))
        ),
        "one run of the encoder": _median(asked, lambda m: encoder.encode([m.text])),
        "language detection": _median(asked, lambda m: detector.detect(m.text)),
    }


def _median(asked: list[Message], do: Callable[[Message], object]) -> float:
    times = []
    for message in asked:
        started = time.perf_counter()
        do(message)
        times.append(time.perf_counter() - started)
    return median(times)


def _call(message: Message) -> dict[str, Any]:
    """Return what Rasa sends to the action server, without a history and a domain."""
    latest = {
        "text": message.text,
        "intent": {"name": "ask_question"},
        "entities": [],
        "metadata": {"language": message.language},
    }
    tracker = {"sender_id": "benchmark", "slots": {}, "events": [], "latest_message": latest}
    return {
        "next_action": "action_answer_question",
        "sender_id": "benchmark",
        "tracker": tracker | {"paused": False, "active_loop": {}, "latest_action_name": "action_listen"},
        "domain": {},
    }


def _detector() -> Detector:
    entries = load_entries()
    return Detector(
        {code: [q for entry in entries for q in entry.languages[code].questions] for code in LANGUAGES}
    )
