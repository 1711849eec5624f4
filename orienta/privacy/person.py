"""Deletes all that is known about a person, when they ask for it."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from orienta.appointments.keeping import anonymise
from orienta.appointments.records import Appointment, Waiting
from orienta.appointments.seats import take_turns
from orienta.appointments.waiting import leave
from orienta.conversations import conversation as conversations
from orienta.messages.inbox import Message
from orienta.messages.outbox import Outgoing
from orienta.privacy.forgetting import forget_trackers
from orienta.registration import registering

WITHHELD = "…"
"""Stands for a message that is deleted while it is being answered."""


@dataclass(frozen=True)
class Receipt:
    """How much was deleted. Nothing is kept under its number."""

    number: str
    messages: int
    """Of the person, and of ours; the one that is being answered counts, too."""
    outgoing: int
    """Messages that waited to be sent, or had been."""
    waiting: int
    """Places on waiting lists."""
    appointments: int
    """Appointments of which nobody can tell any more whose they were; those to come are cancelled."""
    registrations: int
    events: int
    """Of Rasa's tracker."""


def forget_person(session: Session, conversation_id: str, now: datetime) -> Receipt:
    """Delete everything about the person of a conversation, in every table and in Rasa's events.

    The conversation stays, emptied, with its language, so that the receipt can be delivered; forget_old deletes
    it later. Of a message that is being answered only the row stays, for the reply. Rasa stores the events of the
    turn in which the person asks once it is over: whoever carries the reply then calls forget_trackers. Raises
    orienta.conversations.conversation.UnknownConversation.
    """
    conversation = conversations.find(session, conversation_id)
    waiting, appointments = _forget_appointments(session, conversation_id, now)
    receipt = Receipt(
        number=secrets.token_hex(4).upper(),
        waiting=waiting,
        appointments=appointments,
        registrations=registering.delete(session, conversation_id),
        outgoing=_delete(session, Outgoing, Outgoing.conversation_id == conversation_id),
        messages=_forget_messages(session, conversation_id),
        events=forget_trackers([conversation_id]),
    )
    conversation.offered, conversation.against, conversation.started = {}, 0, now
    return receipt


def _forget_appointments(session: Session, conversation_id: str, now: datetime) -> tuple[int, int]:
    waiting = session.scalars(select(Waiting).where(Waiting.conversation_id == conversation_id)).all()
    theirs = select(Appointment).where(Appointment.conversation_id == conversation_id)
    places = [(one.centre_id, one.service_id) for one in (*waiting, *session.scalars(theirs))]
    take_turns(session, places)
    for one in waiting:  # first, or they would be offered the places that they give back
        leave(
            session,
            conversation_id=conversation_id,
            centre_id=one.centre_id,
            service_id=one.service_id,
            now=now,
        )
    appointments = session.scalars(theirs.order_by(Appointment.id)).all()
    for appointment in appointments:
        anonymise(session, appointment, now)
    session.flush()
    return len(waiting), len(appointments)


def _forget_messages(session: Session, conversation_id: str) -> int:
    theirs = Message.conversation_id == conversation_id
    withheld = session.execute(
        update(Message)
        .where(theirs, Message.claimed.is_not(None), Message.reply.is_(None))
        .values(text=WITHHELD, shown=WITHHELD)
        .returning(Message.id)
        .execution_options(synchronize_session="fetch")
    ).scalars()
    kept = list(withheld)
    return len(kept) + _delete(session, Message, theirs, Message.id.not_in(kept))


def _delete(session: Session, what: type[Any], *which: Any) -> int:
    return len(session.scalars(delete(what).where(*which).returning(what.id)).all())
