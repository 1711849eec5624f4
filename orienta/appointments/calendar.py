"""An appointment as an iCalendar file and as a QR code, in words that give nothing away."""

from io import BytesIO

import segno
from icalendar import Calendar, Event, vText
from sqlalchemy import select
from sqlalchemy.orm import Session

from orienta.appointments.codes import typed
from orienta.appointments.records import Appointment
from orienta.centres.records import Centre
from orienta.sentences import say

KNOWN = ("booked", "cancelled", "checked-in", "attended", "missed")


class NoSuchCode(Exception):
    """We gave no appointment with this code."""


def to_calendar(session: Session, code: str, language: str) -> bytes:
    """Return the appointment as an iCalendar file: the same UID for ever, a higher SEQUENCE at each change.

    Raises NoSuchCode.
    """
    appointment = session.scalars(select(Appointment).where(Appointment.code == typed(code))).one_or_none()
    if appointment is None or appointment.state not in KNOWN:
        raise NoSuchCode
    centre = session.get_one(Centre, appointment.centre_id)
    cancelled = appointment.state == "cancelled"
    event = Event()
    event.add("uid", f"{appointment.code}@orienta")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.changed)
    event.add("dtstart", appointment.starts_at)
    event.add("dtend", appointment.ends_at)
    event.add("summary", say("calendar_summary", language, code=appointment.code))
    event.add("location", vText(f"{centre.name}, {centre.city}"))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    calendar = Calendar()
    calendar.add("prodid", "-//Orienta//ES")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(event)
    file: bytes = calendar.to_ical()
    return file


def to_qr(code: str) -> bytes:
    """Return the code, as typed, as a QR code in SVG."""
    out = BytesIO()
    segno.make(typed(code), error="m", micro=False).save(out, kind="svg", scale=6, border=2, xmldecl=False)
    return out.getvalue()
