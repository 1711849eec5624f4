"""A person asks what is known about them, and has all of it deleted."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from orienta.appointments import waiting
from orienta.appointments.records import Appointment, Waiting
from orienta.centres.records import Service
from orienta.conversations import conversation as conversations
from orienta.conversations.conversation import UnknownConversation
from orienta.database import Base
from orienta.languages import LANGUAGES
from orienta.messages import inbox
from orienta.messages.inbox import Message, Said, Turn
from orienta.privacy import forgetting
from orienta.privacy.person import Receipt, forget_person
from orienta.privacy.telling import what_we_know
from orienta.registration import registering
from tests.appointments.world import (
    DOCUMENTS,
    HEALTH,
    NOW,
    TAPACHULA,
    add_centre,
    add_people,
    at,
    book,
    hold,
    outgoing,
    seats_of,
)

MARKER = "Wilnadège"


@pytest.fixture(autouse=True)
def trackers(address: str, tmp_path: Path) -> Iterator[Path]:
    """Rasa's events of two people."""
    file = tmp_path / "rasa.db"
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id TEXT)")
        database.executemany("INSERT INTO events (sender_id) VALUES (?)", [("ana",)] * 3 + [("luz",)])
    forgetting._tracker_store.cache_clear()
    yield file
    forgetting._tracker_store().dispose()
    forgetting._tracker_store.cache_clear()


@pytest.fixture
def world(session: Session) -> Session:
    """Ana has said and left all that one can leave; so has Luz, in part."""
    add_centre(session)  # one place every half hour
    for service in session.scalars(select(Service)):
        service.languages = {code: {"name": f"{service.id} ({code})"} for code in LANGUAGES}
    add_people(session, "ana", "luz", "max")
    for who in ("ana", "luz"):
        message = write(session, who, "1")
        inbox.keep_reply(message, Turn("es", "answered", (Said(MARKER),)))
        conversations.offer(conversations.find(session, who), {"/affirm": "Sí"})
        registering.start(session, conversation_id=who, language="es", now=NOW)
        registering.set_field(session, who, "name", MARKER, NOW)
    book(session, hold(session, "ana", at(10)), name=MARKER)
    book(session, hold(session, "luz", at(11)), name=MARKER)
    waiting.join(
        session, conversation_id="ana", centre_id=TAPACHULA, service_id=HEALTH,
        first=date(2026, 12, 1), last=date(2026, 12, 1), people=1, language="es", now=NOW,
    )  # fmt: skip
    session.flush()
    return session


def write(session: Session, who: str, provider_id: str) -> Message:
    """Let someone write a message."""
    return inbox.store(
        session, conversation_id=who, channel="web", provider_id=f"{who}/{provider_id}",
        text=MARKER, shown=MARKER, now=NOW,
    )  # fmt: skip


def rows_about(session: Session, who: str) -> dict[str, int]:
    """Count the rows of every table that name a conversation."""
    session.flush()
    tables = [table for table in Base.metadata.tables.values() if "conversation_id" in table.columns]
    counts = {
        table.name: session.scalar(
            select(func.count()).select_from(table).where(table.columns.conversation_id == who)
        )
        for table in tables
    }
    return {name: count for name, count in counts.items() if count}


def test_everything_about_a_person_is_deleted_and_counted(world: Session, trackers: Path) -> None:
    receipt = forget_person(world, "ana", NOW)

    assert receipt == Receipt(
        number=receipt.number, messages=1, outgoing=2, waiting=1, appointments=1, registrations=1, events=3
    )
    assert rows_about(world, "ana") == {}
    assert rows_about(world, "luz") == {"appointments": 1, "messages": 1, "outbox": 2, "registrations": 1}
    with closing(sqlite3.connect(trackers)) as database:
        assert database.execute("SELECT sender_id FROM events").fetchall() == [("luz",)]


def test_the_emptied_conversation_stays_with_its_language(world: Session) -> None:
    forget_person(world, "ana", NOW)

    world.flush()
    world.expire_all()
    conversation = conversations.find(world, "ana")
    assert (conversation.language, conversation.offered) == ("es", {})


def test_appointments_become_anonymous_counts_and_their_places_free(world: Session) -> None:
    appointment = world.scalars(select(Appointment).where(Appointment.conversation_id == "ana")).one()

    forget_person(world, "ana", NOW)

    assert (appointment.state, appointment.name, appointment.conversation_id) == ("anonymised", None, None)
    assert seats_of(world, appointment) == 0
    hold(world, "max", at(10))


def test_a_freed_place_is_offered_to_whoever_waits_and_not_to_the_person_who_left(world: Session) -> None:
    for who in ("ana", "max"):
        waiting.join(
            world, conversation_id=who, centre_id=TAPACHULA, service_id=DOCUMENTS,
            first=date(2026, 12, 1), last=date(2026, 12, 1), people=1, language="es", now=NOW,
        )  # fmt: skip

    forget_person(world, "ana", NOW)

    assert ("max", "place_offered") in outgoing(world)
    assert {who for who, _ in outgoing(world)} == {"max", "luz"}
    assert world.scalar(select(func.count()).select_from(Waiting)) == 1


def test_the_message_that_asks_for_it_keeps_its_row_for_the_reply_but_not_its_text(world: Session) -> None:
    asking = write(world, "ana", "2")
    assert inbox.claim(world, asking.id, now=NOW, stale=NOW)

    receipt = forget_person(world, "ana", NOW)

    world.expire_all()
    assert receipt.messages == 2
    (kept,) = world.scalars(select(Message).where(Message.conversation_id == "ana"))
    assert (kept.id, kept.text, kept.shown) == (asking.id, "…", "…")


def test_asking_again_finds_nothing(world: Session) -> None:
    first = forget_person(world, "ana", NOW)

    again = forget_person(world, "ana", NOW)

    assert again == Receipt(again.number, 0, 0, 0, 0, 0, 0)
    assert again.number != first.number


def test_a_stranger_cannot_be_forgotten(world: Session) -> None:
    with pytest.raises(UnknownConversation):
        forget_person(world, "nobody", NOW)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_is_told_all_that_is_known(world: Session, language: str) -> None:
    lines = what_we_know(world, "ana", language, NOW)

    assert len(lines) == 7
    assert "Español" in lines[0]
    assert "1" in lines[1]
    assert all(word in lines[2] for word in (MARKER, "Tapachula", f"documents ({language})", "10:00"))
    assert f"health ({language})" in lines[3]
    assert MARKER in lines[4]


def test_after_forgetting_only_the_language_is_known(world: Session) -> None:
    forget_person(world, "ana", NOW)

    lines = what_we_know(world, "ana", "es", NOW)

    assert lines == [
        "Idioma de esta conversación: Español.",
        "Mensajes suyos que guardo: 0. Se borran 24 horas después de que deja de escribir.",
    ]


def test_nothing_that_was_said_is_readable_in_any_column(world: Session) -> None:
    world.flush()

    for table in Base.metadata.tables.values():
        for row in world.execute(text(f"SELECT * FROM {table.name}")):
            assert not any(MARKER.encode() in _bytes(value) for value in row), table.name


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
