"""The inbox: a message is stored once by its provider's id, and keeps its reply."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from orienta.database import Base, EncryptedText, UtcDateTime

UNASKED = "outbox/"
"""Begins the provider's id of what we say of our own accord."""


class Message(Base):
    """A message from a person, and our reply to it once there is one."""

    __tablename__ = "messages"
    __table_args__ = (UniqueConstraint("channel", "provider_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    channel: Mapped[str] = mapped_column(String(20))
    provider_id: Mapped[str] = mapped_column(String(200))
    received: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    text: Mapped[str] = mapped_column(EncryptedText)
    shown: Mapped[str] = mapped_column(EncryptedText)
    """What the person saw themselves send: the text, or the title of a button."""
    claimed: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a process began to answer it."""
    reply: Mapped[str | None] = mapped_column(EncryptedText)


@dataclass(frozen=True)
class Button:
    """Sends its payload back when it is pressed."""

    title: str
    payload: str


def payload(intent: str, **entities: Any) -> str:
    """Return what a button sends that stands for an intent and its entities, as Rasa reads it."""
    return f"/{intent}" + (json.dumps(entities, ensure_ascii=False) if entities else "")


@dataclass(frozen=True)
class Said:
    """One message of ours, in simple Markdown."""

    text: str
    buttons: tuple[Button, ...] = ()
    source: str | None = None


@dataclass(frozen=True)
class Turn:
    """Everything that was said to one message, and why."""

    language: str
    outcome: str
    replies: tuple[Said, ...]
    intent: str | None = None
    entry: str | None = None
    candidates: tuple[str, ...] = field(default=())
    danger: str | None = None
    """The kind of danger that the person is in."""
    asks: str | None = None
    """What a form waits for."""
    forgotten: bool = False
    """Whether everything about the person was deleted in this turn."""
    appointment: dict[str, Any] | None = None
    """The appointment that was made, shown, changed or cancelled, as the API tells it."""


class AlreadyStored(Exception):
    """A message with this provider's id was stored before; the unit of work must be given up."""


def store(
    session: Session,
    *,
    conversation_id: str,
    channel: str,
    provider_id: str,
    text: str,
    shown: str,
    now: datetime,
) -> Message:
    """Store a message. Raises AlreadyStored, also when two processes try at the same moment."""
    message = Message(
        conversation_id=conversation_id,
        channel=channel,
        provider_id=provider_id,
        received=now,
        text=text,
        shown=shown,
    )
    session.add(message)
    try:
        session.flush()
    except IntegrityError:
        raise AlreadyStored from None
    return message


def find(session: Session, channel: str, provider_id: str) -> Message:
    """Return the message with this provider's id. Raises sqlalchemy.exc.NoResultFound."""
    query = select(Message).where(Message.channel == channel, Message.provider_id == provider_id)
    return session.scalars(query).one()


def claim(session: Session, message_id: int, *, now: datetime, stale: datetime) -> bool:
    """Take a message that waits, so that no other process answers it; say whether it is ours now.

    A claim older than `stale` belongs to a process that died.
    """
    free = or_(Message.claimed.is_(None), Message.claimed < stale)
    taken = session.scalars(
        update(Message)
        .where(Message.id == message_id, Message.reply.is_(None), free)
        .values(claimed=now)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    return taken.one_or_none() is not None


def keep_reply(message: Message, turn: Turn) -> None:
    """Keep what was said, for whoever sends the same message again."""
    message.reply = json.dumps(asdict(turn), ensure_ascii=False)


def tell(
    session: Session, conversation_id: str, channel: str, key: str, turn: Turn, now: datetime
) -> Message:
    """Put something that we say of our own accord into a conversation; `key` is unique in the channel."""
    message = Message(
        conversation_id=conversation_id,
        channel=channel,
        provider_id=UNASKED + key,
        received=now,
        text="",
        shown="",
        claimed=now,
    )
    keep_reply(message, turn)
    session.add(message)
    return message


def unasked(session: Session, conversation_id: str, after: int) -> list[Message]:
    """Return what we said of our own accord after the message with that id, oldest first."""
    query = select(Message).where(Message.conversation_id == conversation_id, Message.id > after)
    return list(session.scalars(query.where(Message.provider_id.startswith(UNASKED)).order_by(Message.id)))


def reply_to(message: Message) -> Turn | None:
    """Return what was said to the message; None while it waits."""
    if message.reply is None:
        return None
    kept = json.loads(message.reply)
    replies = tuple(
        Said(said["text"], tuple(Button(**button) for button in said["buttons"]), said["source"])
        for said in kept.pop("replies")
    )
    return Turn(**kept | {"replies": replies, "candidates": tuple(kept["candidates"])})


def of_conversation(session: Session, conversation_id: str, most: int) -> list[Message]:
    """Return the last messages of a conversation, oldest first."""
    query = select(Message).where(Message.conversation_id == conversation_id)
    return list(session.scalars(query.order_by(Message.id.desc()).limit(most)))[::-1]


def last_turn(session: Session, conversation_id: str) -> Turn | None:
    """Return what was said last in a conversation."""
    query = select(Message).where(Message.conversation_id == conversation_id, Message.reply.is_not(None))
    last = session.scalars(query.order_by(Message.id.desc()).limit(1)).one_or_none()
    return reply_to(last) if last else None
