"""A small world to book in: two centres, two services, and people who talk."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from orienta.appointments import booking
from orienta.appointments.records import Appointment, Seat
from orienta.centres.records import Centre, CentreService, OpeningHours, Service
from orienta.conversations.conversation import Conversation
from orienta.messages.outbox import Outgoing

NOW = datetime(2026, 11, 30, 15, tzinfo=UTC)
"""A Monday, 9:00 in Tapachula and 7:00 in Tijuana."""
TAPACHULA, TIJUANA = "tapachula", "tijuana"
DOCUMENTS, HEALTH = "documents", "health"


def add_centre(
    session: Session,
    centre_id: str = TAPACHULA,
    *,
    zone: str = "America/Mexico_City",
    public: int = 2,
    staff: int = 0,
    minutes: int = 30,
    opens: time = time(9),
    closes: time = time(14),
    weekdays: range = range(5),
) -> None:
    """Add a centre that gives appointments for both services."""
    session.add(
        Centre(
            id=centre_id,
            name=centre_id.title(),
            kind="multiservice",
            city=centre_id.title(),
            state="",
            latitude=0,
            longitude=0,
            zone=zone,
            status="open",
            takes_appointments=True,
            code=centre_id[:3].upper(),
            facts={},
        )
    )
    session.flush()
    for service_id in (DOCUMENTS, HEALTH):
        if session.get(Service, service_id) is None:
            session.add(Service(id=service_id, languages={}))
            session.flush()
        session.add(
            CentreService(
                centre_id=centre_id,
                service_id=service_id,
                minutes=minutes,
                public_places=public,
                staff_places=staff,
            )
        )
    for weekday in weekdays:
        session.add(OpeningHours(centre_id=centre_id, weekday=weekday, opens=opens, closes=closes))
    session.flush()


def add_people(session: Session, *ids: str) -> None:
    """Add conversations."""
    for conversation_id in ids:
        session.add(
            Conversation(
                id=conversation_id,
                channel="web",
                language="es",
                chosen=False,
                against=0,
                offered={},
                started=NOW,
                last_heard=NOW,
            )
        )
    session.flush()


def at(
    hour: int, minute: int = 0, *, day: date = date(2026, 12, 1), zone: str = "America/Mexico_City"
) -> datetime:
    """Return the moment that a clock shows."""
    return datetime.combine(day, time(hour, minute), ZoneInfo(zone)).astimezone(UTC)


def hold(
    session: Session,
    who: str | None,
    starts_at: datetime,
    *,
    people: int = 1,
    centre_id: str = TAPACHULA,
    service_id: str = DOCUMENTS,
    language: str = "es",
    now: datetime = NOW,
    replaces: Appointment | None = None,
    staff: bool = False,
) -> Appointment:
    """Hold a place in this world."""
    return booking.hold(
        session,
        conversation_id=who,
        centre_id=centre_id,
        service_id=service_id,
        starts_at=starts_at,
        people=people,
        language=language,
        now=now,
        replaces=replaces,
        staff=staff,
    )


def book(
    session: Session, appointment: Appointment, *, name: str = "Lucía Gómez", now: datetime = NOW
) -> Appointment:
    """Confirm a hold without special wishes."""
    return booking.book(
        session,
        appointment,
        name=name,
        interpreter=False,
        woman_attendant=False,
        mobility=False,
        now=now,
    )


def seats_of(session: Session, appointment: Appointment) -> int:
    """Count the seats that an appointment takes."""
    query = select(func.count()).select_from(Seat).where(Seat.appointment_id == appointment.id)
    return session.scalar(query) or 0


def outgoing(session: Session, *states: str) -> list[tuple[str, str]]:
    """Return who is told what, in the order of the time at which it is due."""
    query = select(Outgoing).where(Outgoing.state.in_(states or ("waiting",)))
    return [
        (one.conversation_id, one.kind) for one in session.scalars(query.order_by(Outgoing.due, Outgoing.id))
    ]
