"""The tables of appointments, the seats that they take, and the people who wait for one."""

from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from orienta.centres.records import Centre, Service
from orienta.database import Base, EncryptedText, UtcDateTime


class Appointment(Base):
    """A place at a centre, held or taken by a person and whoever comes with them."""

    __tablename__ = "appointments"
    __table_args__ = (
        CheckConstraint("people > 0"),
        Index("ix_appointments_centre_id_starts_at", "centre_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    """What the person shows, e.g. TAP-7KQ4."""
    conversation_id: Mapped[str | None] = mapped_column(String(43), index=True)
    """Not a foreign key: conversations are forgotten sooner than appointments."""
    centre_id: Mapped[str] = mapped_column(ForeignKey(Centre.id))
    service_id: Mapped[str] = mapped_column(ForeignKey(Service.id))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    minutes: Mapped[int]
    people: Mapped[int]
    name: Mapped[str | None] = mapped_column(EncryptedText)
    language: Mapped[str] = mapped_column(String(2))
    interpreter: Mapped[bool] = mapped_column(default=False)
    woman_attendant: Mapped[bool] = mapped_column(default=False)
    mobility: Mapped[bool] = mapped_column(default=False)
    """Whether someone needs help to move."""
    state: Mapped[str] = mapped_column(String(10), index=True)
    """held, booked, cancelled, checked-in, attended, missed or anonymised (see states.py)."""
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Set until the person confirms; it stays set on a hold that was never confirmed."""
    sequence: Mapped[int] = mapped_column(default=0)
    """How often it changed, for iCalendar."""
    replaces: Mapped[int | None] = mapped_column(ForeignKey("appointments.id"))
    """The appointment that is given up once this one is sure."""
    created: Mapped[datetime] = mapped_column(UtcDateTime)
    changed: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def ends_at(self) -> datetime:
        """When it is over, in UTC."""
        return self.starts_at + timedelta(minutes=self.minutes)


class Seat(Base):
    """One person's place in a slot. Its key makes overbooking impossible: no two people, one seat."""

    __tablename__ = "seats"

    centre_id: Mapped[str] = mapped_column(ForeignKey(Centre.id), primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey(Service.id), primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    seat: Mapped[int] = mapped_column(primary_key=True)
    """From 0 up for everyone, from -1 down for those whom only staff may book."""
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id", ondelete="CASCADE"), index=True)


class Waiting(Base):
    """Someone who found no place and is told when one is free."""

    __tablename__ = "waiting"
    __table_args__ = (
        UniqueConstraint("conversation_id", "centre_id", "service_id"),
        CheckConstraint("first <= last"),
        CheckConstraint("people > 0"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        String(43), ForeignKey("conversations.id", ondelete="CASCADE")
    )
    centre_id: Mapped[str] = mapped_column(ForeignKey(Centre.id), index=True)
    service_id: Mapped[str] = mapped_column(ForeignKey(Service.id))
    first: Mapped[date]
    """The first day that suits, by the centre's clock."""
    last: Mapped[date]
    people: Mapped[int]
    language: Mapped[str] = mapped_column(String(2))
    joined: Mapped[datetime] = mapped_column(UtcDateTime)
    offered: Mapped[int | None] = mapped_column(
        ForeignKey("appointments.id", ondelete="SET NULL"), index=True
    )
    """The place that is held for them until they answer."""
    offer_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
