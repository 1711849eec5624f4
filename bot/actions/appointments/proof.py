"""An appointment in words that endanger nobody whose phone is looked at, and as the API tells it."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.actions.buttons import Button, button
from orienta.appointments.records import Appointment
from orienta.appointments.words import say_when, say_when_of
from orienta.centres.records import Centre
from orienta.messages.inbox import payload
from orienta.sentences import say


def proof(session: Session, appointment: Appointment, language: str) -> tuple[str, list[Button]]:
    """Return what the person shows at the centre, and buttons to change or cancel. It names no service."""
    centre = session.get_one(Centre, appointment.centre_id)
    address = centre.facts.get("address")
    where = address["text"] if address else say("proof_ask_at", language, name=centre.name, city=centre.city)
    text = say(
        "proof",
        language,
        code=appointment.code,
        when=say_when(appointment.starts_at, centre.zone, language),
        city=centre.city,
        name=centre.name,
        where=where,
        people=appointment.people,
    )
    return text, change_or_cancel(appointment, language)


def change_or_cancel(appointment: Appointment, language: str) -> list[Button]:
    """Return the buttons that change and cancel an appointment."""
    return [
        button(f"button_{intent}", language, intent, appointment=appointment.code)
        for intent in ("change_appointment", "cancel_appointment")
    ]


def which(session: Session, appointments: Iterable[Appointment], intent: str, language: str) -> list[Button]:
    """Return a button for each of several appointments."""
    return [
        {
            "title": f"{say_when_of(session, one, language)} ({one.code})",
            "payload": payload(intent, appointment=one.code),
        }
        for one in appointments
    ]


def as_facts(session: Session, appointment: Appointment) -> dict[str, Any]:
    """Return the appointment as the API tells it; the moment is that of the centre's clock."""
    zone = ZoneInfo(session.get_one(Centre, appointment.centre_id).zone)
    return {
        "code": appointment.code,
        "state": appointment.state,
        "centre": appointment.centre_id,
        "service": appointment.service_id,
        "starts_at": appointment.starts_at.astimezone(zone).isoformat(),
        "people": appointment.people,
        "name": appointment.name,
    }
