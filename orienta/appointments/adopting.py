"""Lets a person go on with their appointment in another conversation, e.g. on another phone."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from orienta.appointments.records import Appointment
from orienta.messages.outbox import Outgoing


def adopt(session: Session, appointment: Appointment, conversation_id: str) -> None:
    """Move an appointment, and the messages about it that wait, to another conversation of the same person."""
    appointment.conversation_id = conversation_id
    session.execute(
        update(Outgoing)
        .where(Outgoing.key.startswith(f"appointment/{appointment.id}/"), Outgoing.state == "waiting")
        .values(conversation_id=conversation_id)
        .execution_options(synchronize_session=False)
    )
