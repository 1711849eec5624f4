"""Carries a message from a channel to the assistant and back: stored first, answered once."""

import time
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from channels import rasa
from channels.detector import detector
from orienta.conversations import conversation as conversations
from orienta.database import unit_of_work
from orienta.journal import turns
from orienta.languages import DEFAULT, LANGUAGES, WORD, Detection
from orienta.messages import inbox
from orienta.messages.inbox import Said, Turn
from orienta.privacy.forgetting import forget_conversation
from orienta.sentences import say
from orienta.settings import settings

LONGEST = 2000
"""Characters of a message that the assistant reads: a long story, not a book."""
POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Incoming:
    """A message as a channel received it."""

    channel: str
    provider_id: str
    """The provider's id of the message, unique in the channel."""
    text: str
    """What the person typed, or the payload of a button."""
    conversation_id: str | None = None
    language: str | None = None
    """The language that the person chose, if they chose one."""
    usual: str = DEFAULT
    """The language of their device, for a first message that says nothing about its own."""


@dataclass(frozen=True)
class _Task:
    """A message that this process has taken, and what to do with it."""

    conversation_id: str
    language: str
    text: str
    """What Rasa is told; empty if the relay answers by itself."""
    own: Turn | None
    """What the relay answers by itself."""


def carry(incoming: Incoming) -> tuple[str, Turn]:
    """Answer a message; return the conversation's id and what was said.

    The same provider's id again gets the same reply and runs once. While Rasa can't be reached the
    reply says so and the message is kept: sent again, it is answered then. Raises
    UnknownConversation.
    """
    started = time.monotonic()
    message_id = _store(incoming)
    while True:
        found = _take(message_id, incoming.usual)
        if isinstance(found, _Task):
            return found.conversation_id, _work(message_id, found, started)
        conversation_id, language, turn = found
        if turn or time.monotonic() - started > settings().turn_seconds:
            return conversation_id, turn or _trouble(language)
        time.sleep(POLL_SECONDS)  # another process is answering the same message


def _store(incoming: Incoming) -> int:
    now = datetime.now(UTC)
    try:
        with unit_of_work() as session:
            if incoming.conversation_id:
                conversation = conversations.find(session, incoming.conversation_id)
            else:
                conversation = conversations.start(session, channel=incoming.channel, now=now)
                session.flush()
            if incoming.language in LANGUAGES and incoming.language != conversation.language:
                conversations.choose_language(session, conversation.id, incoming.language)
            conversation.last_heard = now
            text = incoming.text[: LONGEST + 1]
            return inbox.store(
                session,
                conversation_id=conversation.id,
                channel=incoming.channel,
                provider_id=incoming.provider_id,
                text=text,
                shown=conversation.offered.get(text, text),
                now=now,
            ).id
    except inbox.AlreadyStored:
        with unit_of_work() as session:
            return inbox.find(session, incoming.channel, incoming.provider_id).id


def _take(message_id: int, usual: str) -> _Task | tuple[str, str, Turn | None]:
    now = datetime.now(UTC)
    stale = now - timedelta(seconds=2 * settings().turn_seconds)
    with unit_of_work() as session:
        ours = inbox.claim(session, message_id, now=now, stale=stale)
        message = session.get_one(inbox.Message, message_id)
        conversation = conversations.find(session, message.conversation_id)
        if not ours:
            return conversation.id, conversation.language or DEFAULT, inbox.reply_to(message)
        if message.text in conversation.offered:
            text, own = message.text, None
        else:
            text = clean(message.text)
            detected = detector(session).detect(text)
            conversations.hear_language(conversation, detected, usual=usual)
            own = _own_answer(text, message.text, detected, conversation.language or DEFAULT)
        return _Task(conversation.id, conversation.language or DEFAULT, text, own)


def _work(message_id: int, task: _Task, started: float) -> Turn:
    turn, settled = task.own, True
    if turn is None:
        until = started + settings().turn_seconds
        try:
            turn = rasa.talk(
                conversation_id=task.conversation_id,
                text=task.text,
                language=task.language,
                seconds=until - time.monotonic(),
            )
        except rasa.RasaUnreachable:
            turn, settled = _trouble(task.language), False
    with unit_of_work() as session:
        message = session.get(inbox.Message, message_id)
        if message is None:  # the person left meanwhile: what Rasa kept of this turn must go, too
            forget_conversation(session, task.conversation_id)
            return turn
        conversation = conversations.find(session, task.conversation_id)
        turn = replace(turn, language=conversation.language or DEFAULT)  # an action may change it
        if settled:
            inbox.keep_reply(message, turn)
            conversations.offer(
                conversation, {b.payload: b.title for said in turn.replies for b in said.buttons}
            )
        else:
            message.claimed = None
        turns.record(
            session,
            at=message.received,
            channel=message.channel,
            language=turn.language,
            intent=turn.intent,
            entry=turn.entry,
            outcome=turn.outcome,
            danger=turn.danger,
            milliseconds=round((time.monotonic() - started) * 1000),
        )
    return turn


def clean(text: str) -> str:
    """Drop what is not text (control characters, surrogates) and what Rasa would take for a command."""
    kept = "".join(
        letter if letter.isprintable() else " "
        for letter in text
        if unicodedata.category(letter) not in ("Cs", "Co", "Cn")
    )
    return " ".join(kept.split()).lstrip("/ ")


def _own_answer(text: str, typed: str, detected: Detection, language: str) -> Turn | None:
    """Return what the relay says to a message that is no question for Rasa; None if it is one."""
    if len(typed) > LONGEST:
        return _turn("relay_too_long", language, limit=LONGEST)
    if not text:
        return _turn("relay_empty", language)
    if not WORD.search(text):
        return _turn("relay_no_words", language)
    if detected.foreign:
        greeting = "\n\n".join(say("relay_other_language", code) for code in LANGUAGES)
        return Turn(language=language, outcome="unknown", replies=(Said(greeting),))
    return None


def _trouble(language: str) -> Turn:
    return _turn("relay_trouble", language, outcome="error")


def _turn(sentence: str, language: str, outcome: str = "unknown", **values: int) -> Turn:
    return Turn(language=language, outcome=outcome, replies=(Said(say(sentence, language, **values)),))


def choose_language(conversation_id: str, language: str, *, channel: str) -> str:
    """Go on in a language that the person chose; return the conversation, begun if there was none."""
    with unit_of_work() as session:
        try:
            conversation = conversations.find(session, conversation_id)
        except conversations.UnknownConversation:
            conversation = conversations.start(session, channel=channel, now=datetime.now(UTC))
            session.flush()
        conversations.choose_language(session, conversation.id, language)
        return conversation.id
