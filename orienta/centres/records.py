"""The tables of centres, their services, opening hours and closures."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from orienta.database import Base, UtcDateTime


class Centre(Base):
    """A place where people are attended. The facts in words, with their sources, are in `facts`."""

    __tablename__ = "centres"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    city: Mapped[str] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(80))
    latitude: Mapped[float]
    longitude: Mapped[float]
    zone: Mapped[str] = mapped_column(String(40))
    """IANA zone of the centre's clock."""
    status: Mapped[str] = mapped_column(String(20))
    """open, planned, shelter or unconfirmed, as it was last seen."""
    takes_appointments: Mapped[bool] = mapped_column(default=False)
    code: Mapped[str] = mapped_column(String(3), unique=True)
    """Three letters that begin the codes of its appointments, e.g. TAP."""
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The item of content/centres.yml as it was imported."""
    edited: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When staff last changed it; an import leaves it alone from then on."""


class Service(Base):
    """Something that people come for."""

    __tablename__ = "services"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    languages: Mapped[dict[str, Any]] = mapped_column(JSON)
    """For each language `name` (at most 24 characters), `description` and `words` (what people call it)."""


class CentreService(Base):
    """A service that a centre offers; how long it takes and how many people an hour it can take."""

    __tablename__ = "centre_services"
    __table_args__ = (CheckConstraint("minutes > 0"), CheckConstraint("public_places >= 0"))

    centre_id: Mapped[str] = mapped_column(ForeignKey("centres.id", ondelete="CASCADE"), primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("services.id", ondelete="CASCADE"), primary_key=True)
    minutes: Mapped[int] = mapped_column(default=30)
    """Length of an appointment."""
    public_places: Mapped[int] = mapped_column(default=0)
    """People an hour who may book by themselves; 0 means that no appointments are offered."""
    staff_places: Mapped[int] = mapped_column(default=0)
    """People an hour whom only staff may book, beside the public places."""


class OpeningHours(Base):
    """One stretch of a weekday during which a centre attends people, by its own clock."""

    __tablename__ = "opening_hours"
    __table_args__ = (CheckConstraint("weekday BETWEEN 0 AND 6"), CheckConstraint("opens < closes"))

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[str] = mapped_column(ForeignKey("centres.id", ondelete="CASCADE"), index=True)
    weekday: Mapped[int]
    """0 is Monday."""
    opens: Mapped[time]
    closes: Mapped[time]
    demo: Mapped[bool] = mapped_column(default=False)
    """Made by `orienta demo`, not true of the centre."""


class Closure(Base):
    """Days on which a centre attends nobody, both ends included."""

    __tablename__ = "closures"
    __table_args__ = (UniqueConstraint("centre_id", "first", "last"), CheckConstraint("first <= last"))

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[str] = mapped_column(ForeignKey("centres.id", ondelete="CASCADE"), index=True)
    first: Mapped[date]
    last: Mapped[date]
    declared: Mapped[datetime] = mapped_column(UtcDateTime)
