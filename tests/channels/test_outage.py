"""What a person hears while a part of the assistant is away, and afterwards."""

import time
import uuid
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from orienta.sentences import say
from tests.assistant import Assistant

LONGEST_ANSWER_SECONDS = 10
QUESTIONS = {
    "es": "¿Cuánto cuesta pedir refugio en la COMAR?",
    "en": "How much does it cost to ask for asylum?",
    "fr": "Combien coûte la demande d'asile à la COMAR ?",
    "ht": "Konbyen kòb sa koute pou mande azil?",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant of its own, whose parts are killed."""
    with Assistant(tmp_path_factory.mktemp("outage")) as running:
        yield running


@pytest.mark.parametrize("part", ["rasa", "actions"])
def test_while_a_part_is_away_people_are_told_and_their_message_is_kept(
    assistant: Assistant, part: str
) -> None:
    ids = {language: str(uuid.uuid4()) for language in QUESTIONS}

    assistant.stop(part)
    health = httpx.get(f"{assistant.address}/health", timeout=LONGEST_ANSWER_SECONDS)
    troubled = {language: ask(assistant, language, id_) for language, id_ in ids.items()}
    shown = show(assistant, troubled["en"]["conversation"])
    assistant.start(part)
    assistant.wait_until_well()
    answered = {language: ask(assistant, language, id_) for language, id_ in ids.items()}

    assert health.status_code == 503
    assert health.json()["parts"] == {"rasa": True, "actions": True, "database": True} | {part: False}
    for language in QUESTIONS:
        said = troubled[language]["replies"][0]["text"]
        assert (troubled[language]["outcome"], troubled[language]["language"]) == ("error", language)
        assert said == say("relay_trouble", language)
        assert "**911**" in said
        assert answered[language]["conversation"] == troubled[language]["conversation"]
        assert (answered[language]["entry"], answered[language]["language"]) == ("asylum-cost", language)
    assert QUESTIONS["en"] in shown


def test_a_long_talk_goes_on_after_rasa_hung(assistant: Assistant) -> None:
    conversation = None
    for _ in range(10):  # the next message begins a new session in Rasa, which takes a call of its own
        conversation = assistant.post("thank you very much", conversation).json()["conversation"]

    assistant.freeze("rasa")
    troubled = ask(assistant, "en", "same", conversation)
    assistant.thaw("rasa")
    assistant.wait_until_well()
    answered = ask(assistant, "en", "same", conversation)

    assert troubled["outcome"] == "error"
    assert answered["entry"] == "asylum-cost"


def ask(assistant: Assistant, language: str, id_: str, conversation: str | None = None) -> dict[str, Any]:
    """Ask a question of that language; the answer must come in time."""
    started = time.monotonic()
    response = assistant.post(QUESTIONS[language], conversation, id=id_)
    assert time.monotonic() - started < LONGEST_ANSWER_SECONDS
    answer: dict[str, Any] = response.raise_for_status().json()
    return answer


def show(assistant: Assistant, conversation: str) -> str:
    """Return the page as it shows that conversation."""
    return httpx.get(assistant.address, cookies={"conversation": conversation}).text
