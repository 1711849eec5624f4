"""Holding, booking, changing and cancelling appointments."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from orienta.appointments.codes import new_code
from orienta.appointments.finding import of_conversation
from orienta.appointments.free import Slot, nearest_free, open_seats
from orienta.appointments.records import Appointment, Waiting
from orienta.appointments.reminders import remind
from orienta.appointments.seats import place, take_turns, vacate, with_turn
from orienta.appointments.states import CONFIRMED, move
from orienta.appointments.waiting import offer, release, strike_off

HOLD = timedelta(minutes=10)
"""How long a place is held while someone finishes."""
MOST_CHANGES = 5
"""Appointments that a conversation may book or change in 24 hours."""
MOST_ALTERNATIVES = 3


class PlaceTaken(Exception):
    """The slot has no room for so many people any more."""

    def __init__(self, alternatives: list[Slot]) -> None:
        """Carry the nearest slots that have room, the nearest first."""
        super().__init__()
        self.alternatives = alternatives


class AlreadyBooked(Exception):
    """The person has an appointment for this service at this centre."""

    def __init__(self, existing: Appointment) -> None:
        """Carry that appointment."""
        super().__init__()
        self.existing = existing


class TooManyChanges(Exception):
    """The conversation booked or changed as often as it may in a day."""


class HoldLost(Exception):
    """The place is no longer held for this appointment."""


def hold(
    session: Session,
    *,
    conversation_id: str | None,
    centre_id: str,
    service_id: str,
    starts_at: datetime,
    people: int,
    language: str,
    now: datetime,
    replaces: Appointment | None = None,
    staff: bool = False,
) -> Appointment:
    """Hold a place for ten minutes, and free the one held before for the same purpose.

    `replaces` is the appointment that is given up when this one is booked. Staff may take their own places
    too, without notice, for someone without a conversation. Raises PlaceTaken, AlreadyBooked, TooManyChanges,
    orienta.appointments.free.NoSuchSlot; nothing has changed then.
    """
    others = [*_holds(session, conversation_id, service_id, replaces), *([replaces] if replaces else [])]
    places = {(centre_id, service_id), *((one.centre_id, one.service_id) for one in others)}
    take_turns(session, places)
    if conversation_id:
        _check_limits(session, conversation_id, centre_id, service_id, replaces, now)
    earlier = [  # read again: another message of the same person may have come first
        one
        for one in _holds(session, conversation_id, service_id, replaces)
        if (one.centre_id, one.service_id) in places
    ]
    try:
        with session.begin_nested():
            for one in earlier:
                vacate(session, one, now)
            slot, seats = open_seats(session, centre_id, service_id, starts_at, now=now, staff=staff)
            if len(seats) < people:
                raise PlaceTaken([])
            held = place(
                session,
                slot,
                seats,
                conversation_id=conversation_id,
                people=people,
                language=language,
                until=now + HOLD,
                now=now,
                replaces=replaces,
            )
    except (PlaceTaken, IntegrityError):
        alternatives = nearest_free(
            session,
            centre_id,
            service_id,
            around=starts_at,
            people=people,
            now=now,
            most=MOST_ALTERNATIVES,
            staff=staff,
        )
        raise PlaceTaken(alternatives) from None
    for one in earlier:
        offer(session, one.centre_id, one.service_id, one.starts_at, now)
    return held


def book(
    session: Session,
    appointment: Appointment,
    *,
    name: str,
    interpreter: bool,
    woman_attendant: bool,
    mobility: bool,
    now: datetime,
) -> Appointment:
    """Confirm a hold, also a little late if nobody freed it yet; booking it again changes nothing.

    Only now the appointment that it replaces is cancelled, and the person waits for this no longer. Raises
    HoldLost, and AlreadyBooked if they booked another place for the same meanwhile.
    """
    old = session.get(Appointment, appointment.replaces) if appointment.replaces else None
    with_turn(session, [appointment, *([old] if old else [])])
    if appointment.state in CONFIRMED:
        return appointment
    if appointment.state != "held" or appointment.starts_at <= now:
        raise HoldLost
    conversation_id = appointment.conversation_id
    if conversation_id:
        _check_existing(session, conversation_id, appointment.centre_id, appointment.service_id, old, now)
    move(appointment, "booked", now)
    appointment.held_until = None
    appointment.name = name
    appointment.interpreter, appointment.woman_attendant = interpreter, woman_attendant
    appointment.mobility = mobility
    session.flush()
    if old:
        _keep_code(session, appointment, old)
    remind(session, appointment, now)
    given_up = [old] if old and old.state == "booked" else []
    if conversation_id:
        given_up += strike_off(session, conversation_id, appointment.centre_id, appointment.service_id)
    release(session, given_up, now)
    return appointment


def _keep_code(session: Session, appointment: Appointment, old: Appointment) -> None:
    """Give the new appointment the code that the person has on paper, and the next number in calendars."""
    code, old.code = old.code, new_code(session, old.centre_id)
    session.flush()
    appointment.code, appointment.sequence = code, old.sequence + 1
    session.flush()


def cancel(session: Session, appointment: Appointment, now: datetime) -> None:
    """Cancel an appointment, or give up a hold or an offer; the place goes to whoever waits for it.

    Cancelling again changes nothing. Raises orienta.appointments.states.WrongTransition if it took place.
    """
    with_turn(session, [appointment])
    if appointment.state != "cancelled":
        release(session, [appointment], now)


def lapse(session: Session, now: datetime) -> int:
    """Free the holds and offers whose time is over; return how many."""
    over = select(Appointment).where(Appointment.state == "held", Appointment.held_until <= now)
    holds = session.scalars(over.order_by(Appointment.id)).all()
    with_turn(session, holds)
    lapsed = [one for one in holds if one.state == "held"]
    release(session, lapsed, now)
    return len(lapsed)


def _holds(
    session: Session, conversation_id: str | None, service_id: str, replaces: Appointment | None
) -> list[Appointment]:
    """Places that the conversation holds for the same purpose, except those that the waiting list offers."""
    if conversation_id is None:
        return []
    offered = select(Waiting.offered).where(Waiting.offered.is_not(None))
    return list(
        session.scalars(
            select(Appointment)
            .where(Appointment.conversation_id == conversation_id, Appointment.state == "held")
            .where(Appointment.service_id == service_id)
            .where(Appointment.replaces == (replaces.id if replaces else None))
            .where(Appointment.id.not_in(offered))
            .execution_options(populate_existing=True)
        )
    )


def _check_limits(
    session: Session,
    conversation_id: str,
    centre_id: str,
    service_id: str,
    replaces: Appointment | None,
    now: datetime,
) -> None:
    _check_existing(session, conversation_id, centre_id, service_id, replaces, now)
    booked = session.scalar(
        select(func.count())
        .select_from(Appointment)
        .where(Appointment.conversation_id == conversation_id, Appointment.held_until.is_(None))
        .where(Appointment.created > now - timedelta(days=1))
    )
    if (booked or 0) >= MOST_CHANGES:
        raise TooManyChanges


def _check_existing(
    session: Session,
    conversation_id: str,
    centre_id: str,
    service_id: str,
    replaces: Appointment | None,
    now: datetime,
) -> None:
    for one in of_conversation(session, conversation_id, now):
        if (one.centre_id, one.service_id) == (centre_id, service_id) and not (
            replaces and one.id == replaces.id
        ):
            raise AlreadyBooked(one)
