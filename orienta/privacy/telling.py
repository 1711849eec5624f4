"""What is known about a person, told to them when they ask."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from orienta.appointments.finding import of_conversation
from orienta.appointments.records import Appointment, Waiting
from orienta.appointments.words import say_when_of
from orienta.centres.records import Centre, Service
from orienta.conversations import conversation as conversations
from orienta.languages import NAMES
from orienta.messages.inbox import UNASKED, Message
from orienta.registration.summary import what_we_know as registered
from orienta.sentences import say
from orienta.settings import settings


def what_we_know(session: Session, conversation_id: str, language: str, now: datetime) -> list[str]:
    """Return what is kept about the person of a conversation, in plain sentences.

    Raises orienta.conversations.conversation.UnknownConversation.
    """
    spoken = NAMES[conversations.find(session, conversation_id).language or language]
    return [
        say("privacy_language", language, language=spoken),
        _of_messages(session, conversation_id, language),
        *_of_appointments(session, conversation_id, language, now),
        *_of_waiting(session, conversation_id, language),
        *registered(session, conversation_id, language),
    ]


def _of_messages(session: Session, conversation_id: str, language: str) -> str:
    theirs = Message.conversation_id == conversation_id, ~Message.provider_id.startswith(UNASKED)
    count = session.scalar(select(func.count()).select_from(Message).where(*theirs))
    return say("privacy_messages", language, count=count, hours=settings().keep_messages_hours)


def _of_appointments(session: Session, conversation_id: str, language: str, now: datetime) -> list[str]:
    coming = of_conversation(session, conversation_id, now)
    lines = [
        say(
            "privacy_appointment",
            language,
            when=say_when_of(session, one, language),
            centre=session.get_one(Centre, one.centre_id).name,
            service=_service(session, one.service_id, language),
            code=one.code,
            people=one.people,
            name=one.name,
        )
        for one in coming
    ]
    theirs = select(Appointment).where(
        Appointment.conversation_id == conversation_id, Appointment.held_until.is_(None)
    )
    over = [one for one in session.scalars(theirs.order_by(Appointment.id)) if one not in coming]
    return lines + [
        say(
            "privacy_appointment_past",
            language,
            when=say_when_of(session, one, language),
            centre=session.get_one(Centre, one.centre_id).name,
            days=settings().keep_appointments_days,
        )
        for one in over
    ]


def _of_waiting(session: Session, conversation_id: str, language: str) -> list[str]:
    theirs = select(Waiting).where(Waiting.conversation_id == conversation_id).order_by(Waiting.id)
    return [
        say(
            "privacy_waiting",
            language,
            centre=session.get_one(Centre, one.centre_id).name,
            service=_service(session, one.service_id, language),
            people=one.people,
        )
        for one in session.scalars(theirs)
    ]


def _service(session: Session, service_id: str, language: str) -> str:
    return str(session.get_one(Service, service_id).languages[language]["name"])
