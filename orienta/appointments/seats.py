"""Taking the seats of a slot and giving them back; whoever does either waits for their turn."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from time import monotonic

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from orienta.appointments.codes import new_code
from orienta.appointments.free import Slot
from orienta.appointments.records import Appointment, Seat
from orienta.appointments.states import move
from orienta.centres.records import CentreService
from orienta.messages import outbox

PATIENCE_SECONDS = 60
"""How long someone waits for their turn on SQLite, which serves those who wait in no order."""


def take_turns(session: Session, places: Iterable[tuple[str, str]]) -> None:
    """Keep everyone else from changing the appointments of (centre, service) pairs until this work is done.

    An update that changes nothing locks the row on PostgreSQL and the database on SQLite, where it also
    opens the transaction that a SAVEPOINT needs. The order prevents that two wait for each other.
    """
    for centre_id, service_id in sorted(set(places)):
        _take_turn(session, centre_id, service_id)


def _take_turn(session: Session, centre_id: str, service_id: str) -> None:
    turn = (
        update(CentreService)
        .where(CentreService.centre_id == centre_id, CentreService.service_id == service_id)
        .values(minutes=CentreService.minutes)
        .execution_options(synchronize_session=False)
    )
    until = monotonic() + PATIENCE_SECONDS
    while True:
        try:
            session.execute(turn)
            return
        except (
            OperationalError
        ) as error:  # SQLite gave up waiting; nothing has been done yet that would be lost
            is_busy = getattr(error.orig, "sqlite_errorname", None) == "SQLITE_BUSY"
            if not is_busy or monotonic() > until:
                raise


def with_turn(session: Session, appointments: Iterable[Appointment]) -> None:
    """Take turns for the places of appointments, and read again what became of them meanwhile."""
    appointments = list(appointments)
    take_turns(session, ((one.centre_id, one.service_id) for one in appointments))
    for appointment in appointments:
        session.refresh(appointment)


def place(
    session: Session,
    slot: Slot,
    seats: Sequence[int],
    *,
    conversation_id: str | None,
    people: int,
    language: str,
    until: datetime,
    now: datetime,
    replaces: Appointment | None = None,
) -> Appointment:
    """Hold the first of the free seats of a slot until a moment.

    Raises sqlalchemy.exc.IntegrityError if someone has one of them.
    """
    appointment = Appointment(
        code=new_code(session, slot.centre_id),
        conversation_id=conversation_id,
        centre_id=slot.centre_id,
        service_id=slot.service_id,
        starts_at=slot.starts_at,
        minutes=slot.minutes,
        people=people,
        language=language,
        interpreter=False,
        woman_attendant=False,
        mobility=False,
        state="held",
        held_until=until,
        sequence=replaces.sequence + 1 if replaces else 0,
        replaces=replaces.id if replaces else None,
        created=now,
        changed=now,
    )
    session.add(appointment)
    session.flush()
    session.execute(
        insert(Seat),
        [
            {
                "centre_id": slot.centre_id,
                "service_id": slot.service_id,
                "starts_at": slot.starts_at,
                "seat": seat,
                "appointment_id": appointment.id,
            }
            for seat in sorted(seats[:people])
        ],
    )
    return appointment


def vacate(session: Session, appointment: Appointment, now: datetime) -> None:
    """Cancel an appointment or a hold: its seats are free, its messages dropped. Raises WrongTransition."""
    move(appointment, "cancelled", now)
    appointment.sequence += 1
    give_back(session, appointment)


def give_back(session: Session, appointment: Appointment) -> None:
    """Free the seats of an appointment and drop the messages about it that were not sent yet."""
    session.execute(delete(Seat).where(Seat.appointment_id == appointment.id))
    outbox.drop(session, f"appointment/{appointment.id}/")
