"""Finding appointments: those of a conversation, and those of which someone knows the code."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from orienta.appointments.codes import typed
from orienta.appointments.records import Appointment
from orienta.appointments.states import CONFIRMED
from orienta.languages import plain

LONGEST = timedelta(days=1)
"""No appointment takes longer."""


class UnknownAppointment(Exception):
    """No appointment has this code and this name; which of the two is wrong is not said."""


@dataclass(frozen=True)
class Genuine:
    """What anyone may know about an appointment."""

    centre_id: str
    starts_at: datetime
    """In UTC."""
    state: str


def of_conversation(session: Session, conversation_id: str, now: datetime) -> list[Appointment]:
    """Return the confirmed appointments of a conversation that are not over, the next one first."""
    confirmed = session.scalars(
        select(Appointment)
        .where(Appointment.conversation_id == conversation_id, Appointment.state.in_(CONFIRMED))
        .where(Appointment.starts_at > now - LONGEST)
        .order_by(Appointment.starts_at, Appointment.id)
    )
    return [one for one in confirmed if one.ends_at > now]


def own(session: Session, conversation_id: str, code: str) -> Appointment:
    """Return the appointment, hold or offer of a conversation with that code. Raises UnknownAppointment."""
    appointment = _with_code(session, code)
    if appointment is None or appointment.conversation_id != conversation_id:
        raise UnknownAppointment
    return appointment


def find(session: Session, code: str, name: str) -> Appointment:
    """Return the appointment with a code and a name as people type them. Raises UnknownAppointment."""
    appointment = _with_code(session, code)
    if appointment is None or appointment.name is None or _bare(appointment.name) != _bare(name):
        raise UnknownAppointment
    return appointment


def genuine(session: Session, code: str, now: datetime) -> Genuine | None:
    """Say what anyone may know of the appointment with a code; None if we gave no such appointment."""
    appointment = _with_code(session, code)
    if appointment is None or appointment.held_until is not None or appointment.state == "anonymised":
        return None
    return Genuine(appointment.centre_id, appointment.starts_at, appointment.state)


def _with_code(session: Session, code: str) -> Appointment | None:
    return session.scalars(select(Appointment).where(Appointment.code == typed(code))).one_or_none()


def _bare(name: str) -> str:
    return " ".join(plain(name).split())
