"""Closing a centre for some days: those who had an appointment are offered the nearest new place."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from orienta.appointments.free import nearest_free, open_seats
from orienta.appointments.records import Appointment
from orienta.appointments.seats import place, take_turns
from orienta.appointments.states import CONFIRMED
from orienta.appointments.timetable import day_of, midnight
from orienta.appointments.waiting import release, tell_offer
from orienta.appointments.words import say_when
from orienta.centres.records import Centre, CentreService, Closure
from orienta.messages import outbox
from orienta.messages.inbox import Said
from orienta.sentences import say

OFFER = timedelta(hours=24)
"""How long the new place is held for the person."""


@dataclass(frozen=True)
class Affected:
    """An appointment that a closure concerns, and what was done about it."""

    appointment: Appointment
    offered: Appointment | None
    """The new place that is held for the person; None when there is none."""
    told: bool
    """Whether a message is on its way; staff tell the others."""


def close(session: Session, centre_id: str, first: date, last: date, now: datetime) -> list[Affected]:
    """Declare that a centre attends nobody from the first to the last day of its calendar.

    The appointments concerned stay as they are until their people choose; places only held are freed.
    Closing the same days again offers nothing twice.
    """
    services = session.scalars(select(CentreService.service_id).where(CentreService.centre_id == centre_id))
    take_turns(session, ((centre_id, service_id) for service_id in services))
    same = (Closure.centre_id == centre_id, Closure.first == first, Closure.last == last)
    if session.scalars(select(Closure).where(*same)).one_or_none() is None:
        session.add(Closure(centre_id=centre_id, first=first, last=last, declared=now))
        session.flush()
    zone = session.scalars(select(Centre.zone).where(Centre.id == centre_id)).one()
    concerned = session.scalars(
        select(Appointment)
        .where(Appointment.centre_id == centre_id, Appointment.starts_at > now)
        .where(Appointment.starts_at >= midnight(first, zone))
        .where(Appointment.starts_at < midnight(last + timedelta(days=1), zone))
        .where(Appointment.state.in_(("held", *CONFIRMED)))
        .order_by(Appointment.created, Appointment.id)
        .execution_options(populate_existing=True)
    ).all()
    release(session, [one for one in concerned if one.state == "held"], now)
    return [_offer_another(session, one, zone, now) for one in concerned if one.state in CONFIRMED]


def is_concerned(session: Session, appointment: Appointment) -> bool:
    """Tell whether the centre is closed on the day of an appointment."""
    zone = session.scalars(select(Centre.zone).where(Centre.id == appointment.centre_id)).one()
    day = day_of(appointment.starts_at, zone)
    closed = select(Closure.id).where(
        Closure.centre_id == appointment.centre_id, Closure.first <= day, Closure.last >= day
    )
    return session.scalars(closed).first() is not None


def _offer_another(session: Session, appointment: Appointment, zone: str, now: datetime) -> Affected:
    outbox.drop(session, f"appointment/{appointment.id}/")
    held = select(Appointment).where(Appointment.replaces == appointment.id, Appointment.state == "held")
    new = session.scalars(held.order_by(Appointment.id)).first() or _hold_nearest(session, appointment, now)
    if new is None:
        return Affected(appointment, None, _tell_none_free(session, appointment, zone, now))
    return Affected(appointment, new, tell_offer(session, new, "closure_offer", zone, now))


def _hold_nearest(session: Session, old: Appointment, now: datetime) -> Appointment | None:
    nearest = nearest_free(
        session, old.centre_id, old.service_id, around=old.starts_at, people=old.people, now=now, most=1
    )
    for near in nearest:
        slot, seats = open_seats(session, near.centre_id, near.service_id, near.starts_at, now=now)
        new = place(
            session,
            slot,
            seats,
            conversation_id=old.conversation_id,
            people=old.people,
            language=old.language,
            until=min(now + OFFER, slot.starts_at),
            now=now,
            replaces=old,
        )
        new.name, new.interpreter, new.mobility = old.name, old.interpreter, old.mobility
        new.woman_attendant = old.woman_attendant
        return new
    return None


def _tell_none_free(session: Session, old: Appointment, zone: str, now: datetime) -> bool:
    if old.conversation_id is None:
        return False
    when = say_when(old.starts_at, zone, old.language)
    return outbox.put(
        session,
        conversation_id=old.conversation_id,
        key=f"closure/{old.id}",
        due=now,
        language=old.language,
        kind="closure_no_place",
        said=[Said(say("closure_no_place", old.language, when=when, code=old.code))],
    )
