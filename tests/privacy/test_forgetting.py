"""What is old is forgotten by itself, except what somebody still needs in order to be reached."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from orienta.appointments import booking, waiting
from orienta.appointments.records import Appointment
from orienta.conversations import conversation as conversations
from orienta.conversations.conversation import Conversation
from orienta.messages import inbox, outbox
from orienta.messages.inbox import Message, Turn
from orienta.privacy import forgetting
from orienta.privacy.forgetting import forget_conversation, forget_old, forget_trackers
from orienta.registration import registering
from tests.appointments.world import DOCUMENTS, NOW, TAPACHULA, add_centre, add_people, at, book, hold

LATER = NOW + timedelta(hours=25)


@pytest.fixture(autouse=True)
def trackers(address: str, tmp_path: Path) -> Iterator[Path]:
    """Rasa's events of five people."""
    file = tmp_path / "rasa.db"
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id TEXT)")
        database.executemany("INSERT INTO events (sender_id) VALUES (?)", [(who,) for who in PEOPLE])
    forgetting._tracker_store.cache_clear()
    yield file
    forgetting._tracker_store().dispose()
    forgetting._tracker_store.cache_clear()


PEOPLE = ("booked", "waits", "registered", "silent", "talks")


@pytest.fixture
def world(session: Session) -> Session:
    """People who wrote a message yesterday, each with something else of their own; one writes today."""
    add_centre(session)
    add_people(session, *PEOPLE)
    for who in PEOPLE:
        session.add(
            Message(
                conversation_id=who, channel="web", provider_id=who, received=NOW, text="hola", shown="hola"
            )
        )
        conversations.offer(conversations.find(session, who), {"/x": "x"})
    conversations.find(session, "talks").last_heard = LATER
    book(session, hold(session, "booked", at(10, day=date(2026, 12, 3))))
    waiting.join(
        session, conversation_id="waits", centre_id=TAPACHULA, service_id=DOCUMENTS,
        first=date(2026, 12, 1), last=date(2026, 12, 9), people=1, language="es", now=NOW,
    )  # fmt: skip
    registering.start(session, conversation_id="registered", language="es", now=NOW)
    session.flush()
    return session


def conversing(session: Session) -> set[str]:
    """Return the conversations that are still there."""
    return set(session.scalars(select(Conversation.id)))


def wrote(session: Session) -> set[str]:
    """Return the conversations of which messages are kept."""
    return set(session.scalars(select(Message.conversation_id)))


def test_only_conversations_that_nothing_leads_back_to_are_deleted(world: Session) -> None:
    gone = forget_old(world, now=LATER)

    assert gone == 1
    assert conversing(world) == set(PEOPLE) - {"silent"}


def test_what_was_said_is_deleted_in_all_of_them(world: Session, trackers: Path) -> None:
    forget_old(world, now=LATER)

    assert wrote(world) == {"talks"}
    world.expire_all()
    assert conversations.find(world, "booked").offered == {}
    assert conversations.find(world, "talks").offered == {"/x": "x"}
    with closing(sqlite3.connect(trackers)) as database:
        assert database.execute("SELECT sender_id FROM events").fetchall() == [("talks",)]


def test_a_conversation_is_deleted_once_nothing_leads_back_to_it(world: Session) -> None:
    (appointment,) = world.scalars(select(Appointment))
    booking.cancel(world, appointment, LATER)
    waiting.leave(world, conversation_id="waits", centre_id=TAPACHULA, service_id=DOCUMENTS, now=LATER)
    registering.delete(world, "registered")

    forget_old(world, now=LATER)

    assert conversing(world) == {"talks"}


def test_a_reminder_reaches_a_person_who_has_been_silent_and_stays_to_be_read(world: Session) -> None:
    forget_old(world, now=LATER)
    due = at(10, day=date(2026, 12, 2))
    (reminder,) = outbox.take_due(world, due, 5)
    inbox.tell(world, "booked", "web", reminder.key, Turn("es", "act", outbox.said(reminder)), due)
    outbox.sent(reminder, due)
    conversations.offer(conversations.find(world, "booked"), {"/confirm": "Sí"})
    world.flush()

    forget_old(world, now=due + timedelta(hours=1))

    assert "booked" in wrote(world)
    world.expire_all()
    assert conversations.find(world, "booked").offered == {"/confirm": "Sí"}


def test_appointments_and_registrations_lose_their_person_by_themselves(world: Session) -> None:
    forget_old(world, now=NOW + timedelta(days=40))

    assert conversing(world) == {"waits"}
    assert [one.state for one in world.scalars(select(Appointment))] == ["anonymised"]
    with pytest.raises(registering.NotRegistered):
        registering.get(world, "registered")


def test_leaving_quickly_deletes_the_registration_and_keeps_the_appointment(world: Session) -> None:
    for who in ("booked", "registered"):
        forget_conversation(world, who)

    assert conversing(world) == {"waits", "silent", "talks"}
    assert [one.state for one in world.scalars(select(Appointment))] == ["booked"]
    with pytest.raises(registering.NotRegistered):
        registering.get(world, "registered")


def test_many_trackers_are_deleted_at_once(trackers: Path) -> None:
    with closing(sqlite3.connect(trackers)) as database, database:
        database.executemany("INSERT INTO events (sender_id) VALUES (?)", [(f"p{n}",) for n in range(1200)])

    assert forget_trackers([f"p{n}" for n in range(1200)]) == 1200
    assert forget_trackers([]) == 0
    with closing(sqlite3.connect(trackers)) as database:
        assert database.execute("SELECT count(*) FROM events").fetchone() == (len(PEOPLE),)


def test_without_a_tracker_store_there_is_nothing_to_delete(trackers: Path) -> None:
    with closing(sqlite3.connect(trackers)) as database, database:
        database.execute("DROP TABLE events")

    assert forget_trackers(["booked"]) == 0
