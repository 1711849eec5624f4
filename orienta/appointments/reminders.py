"""Reminds people of their appointments, in words that give nothing away to whoever looks at the phone."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from orienta.appointments.records import Appointment
from orienta.appointments.words import say_when_of
from orienta.messages import outbox
from orienta.messages.inbox import Button, Said, payload
from orienta.sentences import say

BEFORE = {"day-before": timedelta(hours=24), "two-hours": timedelta(hours=2)}
KINDS = {"day-before": "reminder_day_before", "two-hours": "reminder_two_hours"}
CHOICES = ("confirm_attendance", "change_appointment", "cancel_appointment")


def remind(session: Session, appointment: Appointment, now: datetime) -> None:
    """Put the reminders of a booked appointment into the outbox, except those whose time is past."""
    if appointment.conversation_id is None:
        return
    when = say_when_of(session, appointment, appointment.language)
    for name, before in BEFORE.items():
        due = appointment.starts_at - before
        if due <= now:
            continue
        text = say(KINDS[name], appointment.language, when=when, code=appointment.code)
        outbox.put(
            session,
            conversation_id=appointment.conversation_id,
            key=f"appointment/{appointment.id}/{name}",
            due=due,
            language=appointment.language,
            kind=KINDS[name],
            said=[Said(text, buttons(appointment, CHOICES))],
        )


def buttons(appointment: Appointment, intents: Sequence[str]) -> tuple[Button, ...]:
    """Return buttons that send intents about an appointment."""
    return tuple(
        Button(say(f"button_{intent}", appointment.language), payload(intent, appointment=appointment.code))
        for intent in intents
    )
