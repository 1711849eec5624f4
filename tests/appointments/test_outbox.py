"""The outbox: each message is sent once, when it is due."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from orienta.conversations.conversation import Conversation
from orienta.database import unit_of_work
from orienta.messages import outbox
from orienta.messages.inbox import Button, Said
from orienta.messages.outbox import STALE, Outgoing
from tests.appointments.world import NOW, add_people

SAID = Said("Le esperamos.", (Button("Sí", "/yes"),))


def _put(session: Session, key: str, due: datetime = NOW, said: Said = SAID, who: str = "ana") -> bool:
    return outbox.put(
        session, conversation_id=who, key=key, due=due, language="es", kind="reminder", said=[said]
    )


def test_a_message_is_taken_when_it_is_due_and_the_oldest_first(session: Session) -> None:
    add_people(session, "ana")
    for minutes in (1, -5, -9, 0):
        _put(session, f"m/{minutes}", NOW + timedelta(minutes=minutes))

    taken = outbox.take_due(session, NOW, 2)

    assert [one.key for one in taken] == ["m/-9", "m/-5"]
    assert outbox.said(taken[0]) == (SAID,)
    assert [one.key for one in outbox.take_due(session, NOW, 9)] == ["m/0"]
    assert outbox.take_due(session, NOW, 9) == []


def test_putting_again_moves_what_waits_and_leaves_what_was_taken(session: Session) -> None:
    add_people(session, "ana")
    _put(session, "a")
    _put(session, "a", NOW + timedelta(hours=1), Said("Otra hora."))

    assert outbox.take_due(session, NOW, 9) == []
    [taken] = outbox.take_due(session, NOW + timedelta(hours=1), 9)
    assert _put(session, "a", NOW)

    assert outbox.said(taken) == (Said("Otra hora."),)
    assert outbox.take_due(session, NOW + timedelta(hours=1), 9) == []


def test_what_is_dropped_is_not_sent_and_others_are(session: Session) -> None:
    add_people(session, "ana")
    for key in ("appointment/1/x", "appointment/12/x", "appointment/1/y"):
        _put(session, key)

    outbox.drop(session, "appointment/1/")

    assert [one.key for one in outbox.take_due(session, NOW, 9)] == ["appointment/12/x"]


def test_a_claim_of_a_worker_that_died_is_taken_again_and_a_sent_message_never(session: Session) -> None:
    add_people(session, "ana")
    _put(session, "dies")
    _put(session, "lives")
    for message in outbox.take_due(session, NOW, 9):
        if message.key == "lives":
            outbox.sent(message, NOW)
    session.flush()

    assert outbox.take_due(session, NOW + STALE, 9) == []
    again = outbox.take_due(session, NOW + STALE + timedelta(seconds=1), 9)

    assert [one.key for one in again] == ["dies"]


def test_nothing_is_put_for_a_conversation_that_was_forgotten(session: Session) -> None:
    assert not _put(session, "a", who="nobody")
    assert session.scalars(select(Outgoing)).all() == []


def test_messages_go_with_their_conversation(session: Session) -> None:
    add_people(session, "ana")
    _put(session, "a")

    session.execute(delete(Conversation).where(Conversation.id == "ana"))

    assert session.scalars(select(Outgoing.id)).all() == []


@pytest.mark.usefixtures("address")
def test_eight_workers_take_every_message_once() -> None:
    with unit_of_work() as session:
        add_people(session, "ana")
        for number in range(60):
            _put(session, f"m/{number}")
    start = Barrier(8)

    def work(_: int) -> list[str]:
        keys: list[str] = []
        start.wait()
        for _ in range(20):
            with unit_of_work() as session:
                keys += [one.key for one in outbox.take_due(session, NOW, 3)]
        return keys

    with ThreadPoolExecutor(8) as workers:
        taken = Counter(key for keys in workers.map(work, range(8)) for key in keys)

    assert taken == Counter(f"m/{number}" for number in range(60))
