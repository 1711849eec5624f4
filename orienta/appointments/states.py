"""The states of an appointment and which may follow which."""

from datetime import datetime

from orienta.appointments.records import Appointment

FOLLOWING = {
    "held": {"booked", "cancelled"},
    "booked": {"cancelled", "checked-in", "attended", "missed", "anonymised"},
    "checked-in": {"attended", "missed", "anonymised"},
    "cancelled": {"anonymised"},
    "attended": {"anonymised"},
    "missed": {"attended", "anonymised"},
    "anonymised": set[str](),
}
CONFIRMED = ("booked", "checked-in")
"""States of an appointment to which a person is expected."""


class WrongTransition(Exception):
    """An appointment cannot go from its state to the one that was asked for."""


def move(appointment: Appointment, state: str, now: datetime) -> None:
    """Bring an appointment to another state. Raises WrongTransition."""
    if state not in FOLLOWING[appointment.state]:
        raise WrongTransition(f"{appointment.state} to {state}")
    appointment.state, appointment.changed = state, now
