"""The databases that the tests of appointments use, too."""

from tests.appointments.conftest import address, databases, session

__all__ = ["address", "databases", "session"]
