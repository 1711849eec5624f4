"""What people say of an answer: whether it helped."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from orienta.database import Base, UtcDateTime


class Feedback(Base):
    """Append-only; holds no text, no address and no conversation id."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    language: Mapped[str] = mapped_column(String(2))
    entry: Mapped[str] = mapped_column(String(60), index=True)
    helpful: Mapped[bool]


def record(session: Session, *, at: datetime, language: str, entry: str, helpful: bool) -> None:
    """Append one opinion."""
    session.add(Feedback(at=at, language=language, entry=entry, helpful=helpful))
