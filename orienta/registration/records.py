"""The table of registrations."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from orienta.centres.records import Centre
from orienta.database import Base, EncryptedText, UtcDateTime
from orienta.registration.fields import Fields


class Registration(Base):
    """What one person answered, with their consent. Only the staff of the centre they chose may see it."""

    __tablename__ = "registrations"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str | None] = mapped_column(String(43), unique=True, index=True)
    """Not a foreign key: what was said is forgotten sooner than a registration."""
    centre_id: Mapped[str | None] = mapped_column(ForeignKey(Centre.id), index=True)
    appointment_id: Mapped[int | None] = mapped_column(index=True)
    """The appointment at which staff will want to see it; the core of appointments knows nothing of it."""
    language: Mapped[str] = mapped_column(String(2))
    """Language in which they filled in the form."""
    data: Mapped[str] = mapped_column(EncryptedText)
    """The answers, as JSON of Fields; a field that was not asked yet is missing."""
    consented_at: Mapped[datetime] = mapped_column(UtcDateTime)
    consent_version: Mapped[str] = mapped_column(String(20))
    """Which text they agreed to."""
    export_consented: Mapped[bool] = mapped_column(default=False)
    """Whether the labour ministry may have it, too."""
    state: Mapped[str] = mapped_column(String(10), default="draft")
    """draft or complete."""
    created: Mapped[datetime] = mapped_column(UtcDateTime)
    changed: Mapped[datetime] = mapped_column(UtcDateTime)
    purge_on: Mapped[date] = mapped_column(index=True)
    """The day, in UTC, on which it is deleted."""

    @property
    def fields(self) -> Fields:
        """The answers."""
        return Fields.model_validate_json(self.data)
