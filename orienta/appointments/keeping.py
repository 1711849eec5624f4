"""How long it is known whose an appointment was; the counts stay."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from orienta.appointments.booking import cancel
from orienta.appointments.records import Appointment
from orienta.appointments.seats import give_back, with_turn
from orienta.appointments.states import move
from orienta.settings import settings


def anonymise(session: Session, appointment: Appointment, now: datetime) -> None:
    """Forget whose an appointment was; one that is still to come is cancelled first.

    Anonymising again changes nothing.
    """
    with_turn(session, [appointment])
    if appointment.state == "anonymised":
        return
    if appointment.state == "held" or (appointment.state == "booked" and appointment.starts_at > now):
        cancel(session, appointment, now)
    move(appointment, "anonymised", now)
    appointment.name = appointment.conversation_id = None
    give_back(session, appointment)


def forget_old(session: Session, now: datetime) -> int:
    """Anonymise the appointments that ended longer ago than they are kept; return how many."""
    before = now - timedelta(days=settings().keep_appointments_days)
    old = session.scalars(
        select(Appointment)
        .where(Appointment.state != "anonymised", Appointment.starts_at <= before)
        .order_by(Appointment.id)
    )
    ended = [one for one in old if one.ends_at <= before]
    with_turn(session, ended)
    for one in ended:
        anonymise(session, one, now)
    return len(ended)
