"""One fact a turn: when, in which language, what was asked for and what became of it."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from orienta.database import Base, UtcDateTime


class JournalTurn(Base):
    """Append-only; holds no text, no address and no conversation id."""

    __tablename__ = "journal_turns"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    channel: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    intent: Mapped[str | None] = mapped_column(String(60))
    entry: Mapped[str | None] = mapped_column(String(60))
    outcome: Mapped[str] = mapped_column(String(20))
    danger: Mapped[str | None] = mapped_column(String(20))
    milliseconds: Mapped[int]


def record(
    session: Session,
    *,
    at: datetime,
    channel: str,
    language: str,
    intent: str | None,
    entry: str | None,
    outcome: str,
    danger: str | None,
    milliseconds: int,
) -> None:
    """Append the fact of one turn."""
    session.add(
        JournalTurn(
            at=at,
            channel=channel,
            language=language,
            intent=intent,
            entry=entry,
            outcome=outcome,
            danger=danger,
            milliseconds=milliseconds,
        )
    )
