"""The waiting list: whoever waits longest is offered the place that someone gives back."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from orienta.appointments.free import NoSuchSlot, open_seats
from orienta.appointments.records import Appointment, Waiting
from orienta.appointments.reminders import buttons
from orienta.appointments.seats import place, take_turns, vacate
from orienta.appointments.timetable import day_of
from orienta.appointments.words import say_when
from orienta.messages import outbox
from orienta.messages.inbox import Said
from orienta.sentences import say

OFFER = timedelta(minutes=30)
"""How long a place is held for someone who waited."""
ANSWERS = ("accept_offer", "decline_offer")


def join(
    session: Session,
    *,
    conversation_id: str,
    centre_id: str,
    service_id: str,
    first: date,
    last: date,
    people: int,
    language: str,
    now: datetime,
) -> Waiting:
    """Let someone wait for a place on the days from first to last, by the centre's calendar.

    Whoever waits already keeps their turn; days, people and language are those said last.
    """
    take_turns(session, [(centre_id, service_id)])
    waiting = _entry(session, conversation_id, centre_id, service_id)
    if waiting is None:
        waiting = Waiting(
            conversation_id=conversation_id, centre_id=centre_id, service_id=service_id, joined=now
        )
        session.add(waiting)
    waiting.first, waiting.last, waiting.people, waiting.language = first, last, people, language
    session.flush()
    return waiting


def leave(session: Session, *, conversation_id: str, centre_id: str, service_id: str, now: datetime) -> None:
    """Let someone wait no longer; a place that is held for them goes to the next."""
    take_turns(session, [(centre_id, service_id)])
    release(session, strike_off(session, conversation_id, centre_id, service_id), now)


def strike_off(
    session: Session, conversation_id: str, centre_id: str, service_id: str
) -> Sequence[Appointment]:
    """Take someone, whose turn it is, off the list; return the place that is held for them, to be released."""
    waiting = _entry(session, conversation_id, centre_id, service_id)
    if waiting is None:
        return []
    offered = select(Appointment).where(Appointment.id == waiting.offered, Appointment.state == "held")
    held = session.scalars(offered.execution_options(populate_existing=True)).all()
    session.delete(waiting)
    session.flush()
    return held


def release(session: Session, given_up: Sequence[Appointment], now: datetime) -> None:
    """Cancel appointments and holds, then offer all their places to those who wait. Raises WrongTransition.

    Whoever declined an offer, or let it lapse, waits no longer.
    """
    for one in given_up:
        vacate(session, one, now)
    session.execute(delete(Waiting).where(Waiting.offered.in_([one.id for one in given_up])))
    for centre_id, service_id, starts_at in sorted(
        {(one.centre_id, one.service_id, one.starts_at) for one in given_up}
    ):
        offer(session, centre_id, service_id, starts_at, now)


def offer(session: Session, centre_id: str, service_id: str, starts_at: datetime, now: datetime) -> None:
    """Hold the free places of a slot for those who wait and fit, the longest waiting first; tell them."""
    try:
        slot, seats = open_seats(session, centre_id, service_id, starts_at, now=now)
    except NoSuchSlot:
        return
    day = day_of(slot.starts_at, slot.zone)
    queue = session.scalars(
        select(Waiting)
        .where(Waiting.centre_id == centre_id, Waiting.service_id == service_id)
        .where(Waiting.offered.is_(None), Waiting.first <= day, Waiting.last >= day)
        .where(Waiting.people <= len(seats))
        .order_by(Waiting.joined, Waiting.id)
    ).all()
    until = min(now + OFFER, slot.starts_at)
    for waiting in queue:
        if waiting.people > len(seats):
            continue
        held = place(
            session,
            slot,
            seats,
            conversation_id=waiting.conversation_id,
            people=waiting.people,
            language=waiting.language,
            until=until,
            now=now,
        )
        seats = seats[waiting.people :]
        waiting.offered, waiting.offer_until = held.id, until
        tell_offer(session, held, "place_offered", slot.zone, now)


def tell_offer(session: Session, held: Appointment, kind: str, zone: str, now: datetime) -> bool:
    """Put the offer of a held place into the outbox; say whether there is anyone to hear it."""
    if held.conversation_id is None or held.held_until is None:
        return False
    when = say_when(held.starts_at, zone, held.language)
    until = say_when(held.held_until, zone, held.language)
    return outbox.put(
        session,
        conversation_id=held.conversation_id,
        key=f"appointment/{held.id}/offer",
        due=now,
        language=held.language,
        kind=kind,
        said=[Said(say(kind, held.language, when=when, until=until), buttons(held, ANSWERS))],
    )


def _entry(session: Session, conversation_id: str, centre_id: str, service_id: str) -> Waiting | None:
    return session.scalars(
        select(Waiting).where(
            Waiting.conversation_id == conversation_id,
            Waiting.centre_id == centre_id,
            Waiting.service_id == service_id,
        )
    ).one_or_none()
