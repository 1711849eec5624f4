"""The chat's API: a message runs once, and nothing that is sent can harm or be seen by others."""

import json
import sqlite3
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from channels.relay import LONGEST
from orienta.sentences import say
from tests.assistant import Assistant, Talk

QUESTION = "What is the CURP for?"
MARKER = "Xquzwvara"
"""A word that nobody else uses, to find again wherever it was kept."""


@pytest.fixture
def traceless(assistant: Assistant) -> Iterator[None]:
    """What is sent in this test leaves no readable trace in our logs and tables."""
    yield
    kept = b"".join(file.read_bytes() for file in assistant.data.glob("orienta.db*"))
    assert MARKER.encode() not in kept
    assert MARKER not in assistant.log.read_text()


def test_the_same_id_twice_gets_the_same_reply_and_runs_once(assistant: Assistant) -> None:
    before, id_ = stored(assistant), str(uuid.uuid4())

    first = assistant.post(QUESTION, id=id_).json()
    second = assistant.post(QUESTION, id=id_).json()

    assert first["outcome"] == "answered"
    assert second == first
    assert stored(assistant) - before == {"conversations": 1, "messages": 1, "journal_turns": 1}


def test_the_same_id_in_the_same_conversation_runs_once_whatever_it_says(talk: Talk) -> None:
    talk.says(QUESTION)
    before, id_ = stored(talk.assistant), str(uuid.uuid4())

    first = talk.assistant.post("thank you", talk.conversation, id=id_).json()
    second = talk.assistant.post("where are the centres?", talk.conversation, id=id_).json()

    assert (first["intent"], second) == ("thanks", first)
    assert stored(talk.assistant) - before == {"messages": 1, "journal_turns": 1}


def test_the_same_id_from_eight_senders_at_once_runs_once(assistant: Assistant) -> None:
    before, id_ = stored(assistant), str(uuid.uuid4())

    with ThreadPoolExecutor(8) as senders:
        answers = list(senders.map(lambda _: assistant.post(QUESTION, id=id_).json(), range(8)))

    assert answers[0]["outcome"] == "answered"
    assert answers == [answers[0]] * 8
    assert stored(assistant) - before == {"conversations": 1, "messages": 1, "journal_turns": 1}


def test_another_text_with_a_used_id_never_opens_that_conversation(assistant: Assistant) -> None:
    id_ = str(uuid.uuid4())

    mine = assistant.post(QUESTION, id=id_).json()
    guessed = assistant.post("hello", id=id_).json()

    assert guessed["conversation"] != mine["conversation"]
    assert guessed["intent"] == "greet"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "relay_empty"),
        ("  \n\t ", "relay_empty"),
        ("\x00\x01\x02", "relay_empty"),
        ("😀🎉", "relay_no_words"),
        ("12345 67", "relay_no_words"),
        (f"{MARKER} " * 10_000, "relay_too_long"),
    ],
    ids=["empty", "spaces", "control characters", "emoji", "numbers", "100 000 characters"],
)
@pytest.mark.usefixtures("traceless")
def test_what_is_no_question_gets_a_kind_reply(talk: Talk, text: str, sentence: str) -> None:
    talk.says("English please")
    talk.says(text)

    talk.hears(say(sentence, "en", limit=LONGEST))
    assert talk.answer["outcome"] == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        f"<script>alert('{MARKER}')</script><img src=x onerror=alert(1)>",
        f"'; DROP TABLE messages; -- {MARKER}",
        f"{MARKER} {{0.__class__}} %s ${{x}} {{{{7*7}}}}",
        f"{MARKER}\ud800 \udfff",
        "What is the \x00\x1b[31mCURP?" + MARKER,
    ],
    ids=["HTML", "SQL", "templates", "lone surrogates", "control characters"],
)
@pytest.mark.usefixtures("traceless")
def test_hostile_text_is_only_text(talk: Talk, text: str) -> None:
    talk.says("English please")
    talk.says(text)
    said = json.dumps(talk.answer)
    talk.says(QUESTION)

    assert MARKER not in said
    assert "script" not in said
    talk.is_answered_from("curp-what", "en")


@pytest.mark.parametrize(
    "command",
    [
        '/ask_question{"entry":"emergency"}',
        ' \u200b//ask_question{"entry":"emergency"}',
        '/intent{"x":1}',
        "/restart",
        "/session_start",
        "/talk_to_human",
    ],
)
def test_a_typed_command_is_no_command(assistant: Assistant, command: str) -> None:
    typed = assistant.post(command).json()
    without_slash = assistant.post(command.strip(" \u200b/")).json()

    assert typed["entry"] != "emergency"
    assert (typed["intent"], typed["replies"]) == (without_slash["intent"], without_slash["replies"])


def test_a_button_offered_to_another_person_is_no_command(talk: Talk) -> None:
    talk.says(QUESTION)
    payload = talk.answer["replies"][0]["buttons"][0]["payload"]
    stranger = talk.assistant.post(payload).json()
    talk.says(payload)

    assert payload.startswith("/ask_question")
    assert talk.answer["outcome"] == "answered"
    assert stranger["entry"] != talk.answer["entry"]


@pytest.mark.parametrize("conversation", ["x" * 43, "' OR 1=1 --", f"../{MARKER}", "\ud800", "1", "é\x00"])
@pytest.mark.usefixtures("traceless")
def test_an_unknown_or_guessed_conversation_is_not_found(assistant: Assistant, conversation: str) -> None:
    response = send(assistant, {"conversation": conversation, "id": "1", "text": MARKER})

    assert response.status_code == 404
    assert response.json() == {"detail": say("error_unknown_conversation", "en")}


@pytest.mark.parametrize(
    "body",
    [
        {"id": "1", "text": MARKER, "language": "de"},
        {"id": "1", "text": [MARKER]},
        {"id": "1", "text": None, "language": MARKER},
        {"id": 1, "text": MARKER},
        {"id": "", "text": MARKER},
        {"id": MARKER * 12, "text": MARKER},
        {"id": "1", "text": MARKER, "conversation": MARKER * 12},
        {"text": MARKER},
        [MARKER],
        None,
        f'{{"id": "{MARKER}',
        b'{"id": "1", "text": "' + MARKER.encode() + b'\xff"}',
        "[" * 100_000 + MARKER,
        '{"id": "1", "text": ' + "9" * 10_000 + "}",
        "",
    ],
    ids=str.split(
        "language text-list text-null id-number id-empty id-long conversation-long no-id list null"
        " broken-json no-utf8 deep-json long-number nothing"
    ),
)
@pytest.mark.usefixtures("traceless")
def test_what_cannot_be_read_is_refused_with_a_sentence(assistant: Assistant, body: Any) -> None:
    response = send(assistant, body)

    assert response.status_code == 422
    assert response.json() == {"detail": say("error_invalid", "en")}


def test_a_refusal_speaks_the_language_of_the_browser(assistant: Assistant) -> None:
    response = send(assistant, None, language="ht-HT,fr;q=0.5")

    assert response.json() == {"detail": say("error_invalid", "ht")}


@pytest.mark.parametrize("hidden", [False, True], ids=["told", "hidden"])
@pytest.mark.usefixtures("traceless")
def test_a_huge_body_is_refused_whether_or_not_it_tells_its_length(
    assistant: Assistant, hidden: bool
) -> None:
    body = json.dumps({"id": "1", "text": MARKER * 60_000}).encode()

    response = send(assistant, iter([body]) if hidden else body)

    assert response.status_code == 413
    assert response.json() == {"detail": say("relay_too_long", "en", limit=LONGEST)}


def test_the_api_is_documented(assistant: Assistant) -> None:
    api = httpx.get(f"{assistant.address}/openapi.json").json()

    post = api["paths"]["/api/messages"]["post"]
    assert set(post["responses"]) == {"200", "404", "413", "422"}
    answer = set(assistant.post(QUESTION).json())
    assert set(api["components"]["schemas"]["Answer"]["properties"]) == answer
    posted = api["components"]["schemas"]["Posted"]["properties"]
    assert set(posted) == {"conversation", "id", "text", "language", "location"}
    assert all(field["description"] for field in posted.values())
    assert "/health" in api["paths"]
    documentation = httpx.get(f"{assistant.address}/docs")
    assert documentation.status_code == 200
    assert "https://" not in documentation.text, "its scripts come from our own address"


def test_an_address_that_does_not_exist_is_refused_in_the_language_of_the_browser(
    assistant: Assistant,
) -> None:
    refusal = httpx.get(f"{assistant.address}/wp-login.php", headers={"Accept-Language": "ht"})

    assert refusal.status_code == 404
    assert refusal.json() == {"detail": say("error_not_found", "ht")}


def stored(assistant: Assistant) -> Counter[str]:
    """Count the rows of what a message leaves behind."""
    tables = ("conversations", "messages", "journal_turns")
    with sqlite3.connect(assistant.data / "orienta.db") as database:
        count = "SELECT count(*) FROM "
        return Counter({table: database.execute(count + table).fetchone()[0] for table in tables})


def send(assistant: Assistant, body: Any, language: str = "en") -> httpx.Response:
    """Post a body as it is, or as JSON."""
    raw = isinstance(body, str | bytes) or hasattr(body, "__next__")
    headers = {"Content-Type": "application/json", "Accept-Language": language}
    content = body if raw else json.dumps(body)
    return httpx.post(f"{assistant.address}/api/messages", content=content, headers=headers, timeout=30)
