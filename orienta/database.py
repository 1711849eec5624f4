"""The database: engine, sessions, the base of all tables, and texts that are encrypted at rest."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from cryptography.fernet import MultiFernet
from sqlalchemy import DateTime, Dialect, Engine, LargeBinary, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from orienta.keys import decrypt, read_keys
from orienta.settings import settings


class Base(DeclarativeBase):
    """Every table derives from it."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; SQLite would otherwise forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        moment: datetime | None = value
        return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


class EncryptedText(TypeDecorator[str]):
    """Text that can only be read with the keys of this deployment; else it raises orienta.keys.WrongKey."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else keys().encrypt(value.encode())

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else decrypt(keys(), value)


class EncryptedJson(TypeDecorator[dict[str, str]]):
    """A mapping that can only be read with the keys of this deployment; replace it, don't change it in place."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: dict[str, str] | None, dialect: Dialect) -> bytes | None:
        return None if value is None else keys().encrypt(json.dumps(value).encode())

    def process_result_value(self, value: Any, dialect: Dialect) -> dict[str, str] | None:
        if value is None:
            return None
        told: dict[str, str] = json.loads(decrypt(keys(), value))
        return told


@lru_cache
def keys() -> MultiFernet:
    """Return the deployment's keys; the first time, make a key file that only its owner can read."""
    return read_keys(settings().keys, settings().data)


@lru_cache
def engine() -> Engine:
    """Return this process's engine; SQLite in WAL mode, so that readers never wait for a writer."""
    made = create_engine(settings().database_url, pool_pre_ping=True, hide_parameters=True)
    if made.dialect.name == "sqlite":
        settings().data.mkdir(parents=True, exist_ok=True)
        event.listen(made, "connect", _tune_sqlite)
    return made


def _tune_sqlite(connection: Any, _record: Any) -> None:
    for pragma in ("journal_mode=WAL", "busy_timeout=5000", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """Open a session that is committed once, at the end; only the edges of the system use it."""
    with Session(engine(), expire_on_commit=False) as session, session.begin():
        yield session
