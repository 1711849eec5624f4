"""Deletes what a person said when its time is over, in our tables and in Rasa's tracker events alike."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import (
    ColumnElement,
    Engine,
    create_engine,
    delete,
    exists,
    inspect,
    or_,
    select,
    table,
    update,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.expression import column

from orienta.appointments import keeping
from orienta.appointments.finding import LONGEST
from orienta.appointments.records import Appointment, Waiting
from orienta.appointments.states import CONFIRMED
from orienta.conversations.conversation import Conversation
from orienta.messages.inbox import Message
from orienta.messages.outbox import Outgoing
from orienta.registration import registering
from orienta.registration.records import Registration
from orienta.settings import settings

MOST_AT_ONCE = 500
"""Values in one statement."""
_events = table("events", column("sender_id"))
"""The table of Rasa's SQLTrackerStore (rasa 3.6)."""


def forget_conversation(session: Session, conversation_id: str) -> None:
    """Delete a conversation with its messages, its tracker and its registration; appointments stay.

    Whoever leaves in a hurry still has the appointment: its code and the name lead back to it.
    """
    registering.delete(session, conversation_id)
    session.execute(delete(Conversation).where(Conversation.id == conversation_id))
    forget_trackers([conversation_id])


def forget_old(session: Session, *, now: datetime) -> int:
    """Delete what was kept long enough; return how many conversations are gone.

    A conversation stays, emptied, as long as something leads back to it: an appointment to come, a place on
    the waiting list or a registration. Otherwise nobody could be reminded, or have the registration deleted.
    """
    registering.forget_old(session, now)
    keeping.forget_old(session, now)
    before = now - timedelta(hours=settings().keep_messages_hours)
    silent = Conversation.last_heard < before
    old = session.scalars(select(Conversation.id).where(silent)).all()
    gone = session.scalars(
        delete(Conversation)
        .where(silent, ~_is_needed(now))
        .returning(Conversation.id)
        .execution_options(synchronize_session=False)
    ).all()
    _empty(session, silent, before)
    forget_trackers(old)
    return len(gone)


def forget_trackers(conversation_ids: Sequence[str]) -> int:
    """Delete Rasa's events of conversations, at once; return how many there were."""
    engine = _tracker_store()
    if not inspect(engine).has_table("events"):
        return 0
    with engine.begin() as connection:
        return sum(
            connection.execute(delete(_events).where(_events.c.sender_id.in_(ids))).rowcount
            for ids in (
                conversation_ids[i : i + MOST_AT_ONCE] for i in range(0, len(conversation_ids), MOST_AT_ONCE)
            )
        )


def _is_needed(now: datetime) -> ColumnElement[bool]:
    """Return the condition that something still leads back to a conversation."""
    coming = Appointment.state.in_(CONFIRMED) & (Appointment.starts_at > now - LONGEST)
    return or_(
        exists().where(Appointment.conversation_id == Conversation.id, coming),
        exists().where(Waiting.conversation_id == Conversation.id),
        exists().where(Registration.conversation_id == Conversation.id),
    )


def _empty(session: Session, which: ColumnElement[bool], before: datetime) -> None:
    """Delete what was said in conversations before a moment; a reminder that came later stays to be read."""
    ids = select(Conversation.id).where(which)
    unread = exists().where(Message.conversation_id == Conversation.id)
    for emptied in (
        delete(Message).where(Message.conversation_id.in_(ids), Message.received < before),
        delete(Outgoing)
        .where(Outgoing.conversation_id.in_(ids), Outgoing.due < before)
        .where(Outgoing.state.in_(("sent", "dropped"))),
        update(Conversation).where(which, ~unread).values(offered={}),
    ):
        session.execute(emptied.execution_options(synchronize_session=False))


@lru_cache
def _tracker_store() -> Engine:
    return create_engine(settings().tracker_url)
