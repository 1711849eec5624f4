"""Carries a message from a channel to the assistant and back: stored first, answered once."""

import re
import time
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from channels import rasa
from channels.detector import detector
from orienta.appointments.nearby import CENTRES, nearby
from orienta.conversations import conversation as conversations
from orienta.database import unit_of_work
from orienta.journal import turns
from orienta.languages import DEFAULT, LANGUAGES, WORD, Detection, plain
from orienta.messages import inbox
from orienta.messages.inbox import Said, Turn
from orienta.privacy.forgetting import forget_conversation, forget_trackers
from orienta.sentences import say
from orienta.settings import settings

LONGEST = 2000
"""Characters of a message that the assistant reads: a long story, not a book."""
POLL_SECONDS = 0.05
LONGEST_TITLE = 80
ONLY_NUMBERS = re.compile(r"[\W\d_]{0,20}\d[\W\d_]{0,20}")
"""Only numbers may answer a form that asks: a date, how many people come."""
YES_AND_NO = dict.fromkeys(
    ("si", "yes", "oui", "wi", "ok", "dako", "claro", "yeah", "daccord"), True
) | dict.fromkeys(("no", "non", "nope"), False)
"""Words, without accents, for the buttons yes and no."""


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
    location: tuple[float, float] | None = None
    """Latitude and longitude in degrees, if the person shared them; never stored."""


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
        found = _take(message_id, incoming)
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
                shown=_shown(conversation, incoming, text),
                now=now,
            ).id
    except inbox.AlreadyStored:
        with unit_of_work() as session:
            return inbox.find(session, incoming.channel, incoming.provider_id).id


def _take(message_id: int, incoming: Incoming) -> _Task | tuple[str, str, Turn | None]:
    now = datetime.now(UTC)
    stale = now - timedelta(seconds=2 * settings().turn_seconds)
    with unit_of_work() as session:
        ours = inbox.claim(session, message_id, now=now, stale=stale)
        message = session.get_one(inbox.Message, message_id)
        conversation = conversations.find(session, message.conversation_id)
        if not ours:
            return conversation.id, conversation.language or DEFAULT, inbox.reply_to(message)
        if incoming.location:
            conversation.language = conversation.language or incoming.usual
            text, own = "", _nearby(session, incoming.location, conversation.language)
            if (last := inbox.last_turn(session, conversation.id)) and last.asks:
                own = replace(own, asks=last.asks)
        elif payload := _pressed(session, conversation, message.text):
            text, own = payload, None
        else:
            text = clean(message.text)
            detected = detector(session).detect(text)
            conversations.hear_language(conversation, detected, usual=incoming.usual)
            own = _own_answer(text, message.text, detected, conversation.language or DEFAULT)
            if own and (last := inbox.last_turn(session, conversation.id)) and last.asks:
                own = None if ONLY_NUMBERS.fullmatch(text) else _asking_again(own, last)
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
        if turn.forgotten:
            forget_trackers([conversation.id])
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


def _shown(conversation: conversations.Conversation, incoming: Incoming, text: str) -> str:
    if incoming.location:
        return say("web_location_sent", conversation.language or incoming.usual)
    return conversation.offered.get(text, text)


def _nearby(session: Session, location: tuple[float, float], language: str) -> Turn:
    said = nearby(session, *location, language=language, now=datetime.now(UTC))
    return Turn(language=language, outcome="answered", replies=(said,), intent="find_centre", entry=CENTRES)


def _pressed(session: Session, conversation: conversations.Conversation, text: str) -> str | None:
    """Return the payload of the button that was pressed, or whose title or number was typed."""
    if text in conversation.offered:
        return text
    if len(text) > LONGEST_TITLE or not conversation.offered:
        return None
    last = inbox.last_turn(session, conversation.id)
    buttons = [button for said in last.replies for button in said.buttons] if last else []
    titles = [plain(button.title) for button in buttons]
    typed = plain(text).strip(" .!")
    if typed in YES_AND_NO and set(titles) & set(YES_AND_NO):
        meant = YES_AND_NO[typed]
        return next(
            (b.payload for b, title in zip(buttons, titles, strict=True) if YES_AND_NO.get(title) == meant),
            None,
        )
    if typed in titles:
        return buttons[titles.index(typed)].payload
    if typed.isdecimal() and 0 < int(typed) <= len(buttons):
        return buttons[int(typed) - 1].payload
    return None


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


def _asking_again(own: Turn, last: Turn) -> Turn:
    """Let a form go on waiting: what the relay says keeps the form's buttons."""
    said = replace(own.replies[0], buttons=last.replies[-1].buttons)
    return replace(own, replies=(said,), asks=last.asks)


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
