"""A conversation and its language. Its id is also Rasa's sender id: random, never an address."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from orienta.database import Base, EncryptedJson, UtcDateTime
from orienta.languages import Detection, follow

MOST_OFFERED = 60


class UnknownConversation(Exception):
    """No conversation has this id."""


class Conversation(Base):
    """One talk with one person on one channel."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(43), primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    language: Mapped[str | None] = mapped_column(String(2))
    chosen: Mapped[bool] = mapped_column(default=False)
    """Whether the person chose the language, rather than we detected it."""
    against: Mapped[int] = mapped_column(default=0)
    """How many messages in a row were clearly in another language than the chosen one."""
    offered: Mapped[dict[str, str]] = mapped_column(EncryptedJson)
    """Payload and title of the buttons offered lately: no other payload is taken for a command."""
    started: Mapped[datetime] = mapped_column(UtcDateTime)
    last_heard: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


def start(session: Session, *, channel: str, now: datetime) -> Conversation:
    """Begin a conversation with an unguessable id of 43 characters."""
    conversation = Conversation(
        id=secrets.token_urlsafe(32),
        channel=channel,
        chosen=False,
        against=0,
        offered={},
        started=now,
        last_heard=now,
    )
    session.add(conversation)
    return conversation


def find(session: Session, conversation_id: str) -> Conversation:
    """Return the conversation. Raises UnknownConversation."""
    if conversation := session.get(Conversation, conversation_id):
        return conversation
    raise UnknownConversation


def choose_language(session: Session, conversation_id: str, language: str) -> None:
    """Keep the language that the person asked for. Raises UnknownConversation."""
    conversation = find(session, conversation_id)
    conversation.language, conversation.chosen, conversation.against = language, True, 0


def offer(conversation: Conversation, buttons: Mapping[str, str]) -> None:
    """Remember the payloads (and titles) of buttons, the newest of them."""
    latest = {**{k: v for k, v in conversation.offered.items() if k not in buttons}, **buttons}
    conversation.offered = dict(list(latest.items())[-MOST_OFFERED:])


def hear_language(conversation: Conversation, detected: Detection, *, usual: str) -> str:
    """Let a message decide, or not, in which language the talk goes on; return that language.

    `usual` is the language of a talk whose first message says nothing about it. An explicit choice stays
    until the person clearly writes another language twice.
    """
    conversation.language, conversation.chosen, conversation.against = follow(
        current=conversation.language,
        chosen=conversation.chosen,
        against=conversation.against,
        detected=detected,
        usual=usual,
    )
    return conversation.language
