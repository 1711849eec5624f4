"""The outbox: messages of ours that are due at some moment, each sent exactly once."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, and_, column, or_, select, table, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from orienta.database import Base, EncryptedText, UtcDateTime
from orienta.messages.inbox import Button, Said

STALE = timedelta(minutes=5)
"""A claim older than this belongs to a process that died."""
_conversations = table("conversations", column("id"))


class Outgoing(Base):
    """A message that waits until it is due, and what became of it."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_state_due", "state", "due"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        String(43), ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(String(80), unique=True)
    """What it is about, e.g. appointment/12/day-before."""
    due: Mapped[datetime] = mapped_column(UtcDateTime)
    language: Mapped[str] = mapped_column(String(2))
    kind: Mapped[str] = mapped_column(String(40))
    """The name of the sentence that it says."""
    body: Mapped[str] = mapped_column(EncryptedText)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    """waiting, taken, sent or dropped."""
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def put(
    session: Session,
    *,
    conversation_id: str,
    key: str,
    due: datetime,
    language: str,
    kind: str,
    said: Sequence[Said],
) -> bool:
    """Put a message in, or move the one of that key if it still waits.

    Return whether there is anyone to hear it: a conversation may have been forgotten.
    """
    body = json.dumps([asdict(one) for one in said], ensure_ascii=False)
    moved = session.scalars(
        update(Outgoing)
        .where(Outgoing.key == key, Outgoing.state == "waiting")
        .values(due=due, language=language, kind=kind, body=body)
        .returning(Outgoing.id)
    ).one_or_none()
    if moved is not None or session.scalar(select(Outgoing.id).where(Outgoing.key == key)) is not None:
        return True
    if session.scalar(select(_conversations.c.id).where(_conversations.c.id == conversation_id)) is None:
        return False
    try:
        with session.begin_nested():
            session.add(
                Outgoing(
                    conversation_id=conversation_id,
                    key=key,
                    due=due,
                    language=language,
                    kind=kind,
                    body=body,
                    state="waiting",
                )
            )
    except IntegrityError:  # someone else put it in, or the conversation was forgotten, at the same moment
        return session.scalar(select(Outgoing.id).where(Outgoing.key == key)) is not None
    return True


def drop(session: Session, prefix: str) -> None:
    """Drop the messages that wait and whose keys begin so."""
    session.execute(
        update(Outgoing)
        .where(Outgoing.key.startswith(prefix, autoescape=True), Outgoing.state == "waiting")
        .values(state="dropped")
        .execution_options(synchronize_session="fetch")
    )


def take_due(session: Session, now: datetime, most: int) -> list[Outgoing]:
    """Take messages that are due, the oldest first; no other worker gets the same ones.

    Those that a worker took and did not send in five minutes are taken again.
    """
    free = and_(
        Outgoing.state.in_(("waiting", "taken")),  # as the index has it
        or_(Outgoing.state == "waiting", Outgoing.taken_at < now - STALE),
    )
    due = select(Outgoing.id).where(Outgoing.due <= now, free).order_by(Outgoing.due).limit(most)
    ids = list(session.scalars(due.with_for_update(skip_locked=True)))
    if not ids:
        return []
    taken = session.scalars(
        update(Outgoing)
        .where(Outgoing.id.in_(ids), free)
        .values(state="taken", taken_at=now)
        .returning(Outgoing)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return sorted(taken, key=lambda message: message.due)


def sent(message: Outgoing, now: datetime) -> None:
    """Note that a message that was taken has been sent."""
    message.state, message.sent_at = "sent", now


def said(message: Outgoing) -> tuple[Said, ...]:
    """Return what a message says."""
    return tuple(
        Said(one["text"], tuple(Button(**button) for button in one["buttons"]), one["source"])
        for one in json.loads(message.body)
    )
