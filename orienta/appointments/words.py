"""Moments of appointments in words, by the centre's own clock."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from sqlalchemy.orm import Session

from orienta.appointments.records import Appointment
from orienta.centres.records import Centre
from orienta.sentences import CREOLE_DAYS, CREOLE_MONTHS

PATTERNS = {"es": "EEEE d 'de' MMMM", "en": "EEEE d MMMM", "fr": "EEEE d MMMM"}


def say_when(starts_at: datetime, zone: str, language: str) -> str:
    """Put a moment into words: "martes 1 de diciembre, 10:00". `zone` is the IANA zone of the centre."""
    local = starts_at.astimezone(ZoneInfo(zone))
    return f"{say_day(local.date(), language)}, {say_time(starts_at, zone)}"


def say_when_of(session: Session, appointment: Appointment, language: str) -> str:
    """Put the moment of an appointment into words, by the clock of its centre."""
    zone = session.get_one(Centre, appointment.centre_id).zone
    return say_when(appointment.starts_at, zone, language)


def say_day(day: date, language: str) -> str:
    """Put a day into words: "martes 1 de diciembre"."""
    if language == "ht":
        return f"{CREOLE_DAYS[day.weekday()]} {day.day} {CREOLE_MONTHS[day.month - 1]}"
    if language == "fr" and day.day == 1:
        return format_date(day, "EEEE '1er' MMMM", locale="fr")
    return format_date(day, PATTERNS[language], locale=language)


def say_time(moment: datetime, zone: str) -> str:
    """Say what the clock of a zone shows at a moment, such as 9:30."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local.hour}:{local.minute:02}"
