"""Deletes what a person said: our rows and Rasa's tracker events alike."""

from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import Engine, create_engine, delete, inspect, select, table
from sqlalchemy.orm import Session
from sqlalchemy.sql.expression import column

from orienta.conversations.conversation import Conversation
from orienta.settings import settings

_events = table("events", column("sender_id"))
"""The table of Rasa's SQLTrackerStore (rasa 3.6)."""


def forget_conversation(session: Session, conversation_id: str) -> None:
    """Delete a conversation, its messages and its tracker."""
    session.execute(delete(Conversation).where(Conversation.id == conversation_id))
    _forget_trackers([conversation_id])


def forget_old(session: Session, *, now: datetime) -> int:
    """Delete conversations whose time to keep is over; return how many."""
    before = now - timedelta(hours=settings().keep_messages_hours)
    old = list(session.scalars(select(Conversation.id).where(Conversation.last_heard < before)))
    session.execute(delete(Conversation).where(Conversation.id.in_(old)))
    _forget_trackers(old)
    return len(old)


def _forget_trackers(conversation_ids: list[str]) -> None:
    engine = _tracker_store()
    if not inspect(engine).has_table("events"):
        return
    with engine.begin() as connection:
        for conversation_id in conversation_ids:
            connection.execute(delete(_events).where(_events.c.sender_id == conversation_id))


@lru_cache
def _tracker_store() -> Engine:
    return create_engine(settings().tracker_url)
