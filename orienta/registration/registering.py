"""Keeps what a person registers: nothing before their consent, and no longer than they were told.

Who refuses needs no function: nothing was stored. Who changes their mind has it deleted.
"""

from datetime import date, datetime, timedelta
from typing import Any

from pydantic import ValidationError
from sqlalchemy import delete as delete_rows
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from orienta.registration.fields import Fields
from orienta.registration.records import Registration
from orienta.settings import settings

CONSENT_VERSION = "2026-11"
"""Of the sentence registration_consent; a change in what it says needs a new one."""
KEEP_DRAFTS = timedelta(days=7)


class NotRegistered(Exception):
    """There is no registration, because nobody consented to one or it was deleted."""


class InvalidField(Exception):
    """The form has no such field, or the value does not fit it."""


def start(session: Session, *, conversation_id: str, language: str, now: datetime) -> Registration:
    """Begin a registration, because the person consents; whoever has one goes on with it."""
    consent = {"consented_at": now, "consent_version": CONSENT_VERSION}
    renewed = session.scalars(
        update(Registration)
        .where(Registration.conversation_id == conversation_id)
        .values(consent)
        .returning(Registration)
        .execution_options(synchronize_session="fetch")
    ).one_or_none()
    if renewed is not None:
        return renewed
    try:
        with session.begin_nested():
            begun = Registration(
                conversation_id=conversation_id,
                language=language,
                data="{}",
                export_consented=False,
                state="draft",
                created=now,
                changed=now,
                purge_on=_purge_on("draft", now),
                **consent,
            )
            session.add(begun)
        return begun
    except IntegrityError:  # they pressed twice, and the other one was quicker
        return get(session, conversation_id)


def get(session: Session, conversation_id: str) -> Registration:
    """Return the registration of a conversation. Raises NotRegistered."""
    query = select(Registration).where(Registration.conversation_id == conversation_id)
    if registration := session.scalars(query).one_or_none():
        return registration
    raise NotRegistered


def set_field(session: Session, conversation_id: str, name: str, value: Any, now: datetime) -> Fields:
    """Keep the answer to one question, and return all answers; None is "I'd rather not say".

    Raises NotRegistered, InvalidField.
    """
    registration = get(session, conversation_id)
    answers = registration.fields.model_dump(exclude_unset=True) | {name: value}
    try:
        fields = Fields.model_validate(answers)
    except ValidationError:
        raise InvalidField(name) from None
    registration.data = fields.model_dump_json(exclude_unset=True)
    _touch(registration, now)
    return fields


def attach(
    session: Session,
    conversation_id: str,
    *,
    centre_id: str | None,
    appointment_id: int | None,
    now: datetime,
) -> None:
    """Show a registration to the staff of a centre, at an appointment if there is one. Raises NotRegistered."""
    registration = get(session, conversation_id)
    registration.centre_id, registration.appointment_id = centre_id, appointment_id
    _touch(registration, now)


def agree_to_export(session: Session, conversation_id: str, agreed: bool, now: datetime) -> None:
    """Keep whether the labour ministry may have the registration, too. Raises NotRegistered."""
    registration = get(session, conversation_id)
    registration.export_consented = agreed
    _touch(registration, now)


def complete(session: Session, conversation_id: str, now: datetime) -> Registration:
    """Hand in a registration; before, staff don't see it. Raises NotRegistered."""
    registration = get(session, conversation_id)
    registration.state = "complete"
    _touch(registration, now)
    return registration


def delete(session: Session, conversation_id: str) -> int:
    """Delete the registration of a conversation; return how many there were, 0 or 1."""
    return _delete(session, Registration.conversation_id == conversation_id)


def forget_old(session: Session, now: datetime) -> int:
    """Delete the registrations whose time to keep is over; return how many."""
    return _delete(session, Registration.purge_on <= now.date())


def _delete(session: Session, which: Any) -> int:
    gone = delete_rows(Registration).where(which).returning(Registration.id)
    return len(session.scalars(gone).all())


def _touch(registration: Registration, now: datetime) -> None:
    registration.changed = now
    registration.purge_on = _purge_on(registration.state, now)


def _purge_on(state: str, now: datetime) -> date:
    kept = timedelta(days=settings().keep_registrations_days) if state == "complete" else KEEP_DRAFTS
    return (now + kept).date()
