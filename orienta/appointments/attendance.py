"""What staff note at the centre: who arrived, who was attended, who did not come."""

from datetime import datetime

from sqlalchemy.orm import Session

from orienta.appointments.records import Appointment
from orienta.appointments.seats import with_turn
from orienta.appointments.states import WrongTransition, move
from orienta.messages import outbox


def check_in(session: Session, appointment: Appointment, now: datetime) -> None:
    """Note that the person is there. Raises WrongTransition."""
    _note(session, appointment, "checked-in", now)


def attend(session: Session, appointment: Appointment, now: datetime) -> None:
    """Note that the person was attended. Raises WrongTransition."""
    _note(session, appointment, "attended", now)


def miss(session: Session, appointment: Appointment, now: datetime) -> None:
    """Note that the person did not come. Raises WrongTransition, also before it has begun."""
    if now < appointment.starts_at:
        raise WrongTransition("missed before it has begun")
    _note(session, appointment, "missed", now)


def _note(session: Session, appointment: Appointment, state: str, now: datetime) -> None:
    with_turn(session, [appointment])
    move(appointment, state, now)
    outbox.drop(session, f"appointment/{appointment.id}/")
