"""The codes of appointments: they can be read aloud, and are understood however they are typed."""

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from orienta.appointments.records import Appointment
from orienta.centres.records import Centre

SIGNS = "23456789BCDFGHJKMNPQRSTVWXZ"
"""No 0/O nor 1/I/L, which look alike; no vowels, so that no words arise."""
LENGTH = 4
MISREAD = str.maketrans("0O1ILU", "QQ777V")
MISREAD_LETTERS = str.maketrans("01258", "OIZSB")


def new_code(session: Session, centre_id: str) -> str:
    """Return a code that no appointment has: the letters of the centre and four random signs."""
    letters = session.scalar(select(Centre.code).where(Centre.id == centre_id))
    while True:
        code = f"{letters}-{''.join(secrets.choice(SIGNS) for _ in range(LENGTH))}"
        if session.scalar(select(Appointment.id).where(Appointment.code == code)) is None:
            return code


def typed(text: str) -> str:
    """Return the code that someone meant who typed it in lower case, with spaces or a 0 for a Q."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum())
    return f"{signs[:-LENGTH].translate(MISREAD_LETTERS)}-{signs[-LENGTH:].translate(MISREAD)}"
