"""A migrated SQLite file with the centres and services that Orienta comes with."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from orienta import database
from orienta.centres.content import load_centres, load_services
from orienta.centres.store import import_centres
from orienta.cli import migrate
from orienta.settings import settings


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of the newest version."""
    folder = tmp_path_factory.mktemp("centres")
    with pytest.MonkeyPatch.context() as patch:
        _use(patch, folder)
        migrate()
        _forget()
    return folder / "orienta.db"


@pytest.fixture
def data(migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of an empty database that this process uses during the test."""
    shutil.copy(migrated, tmp_path / "orienta.db")
    _use(monkeypatch, tmp_path)
    yield tmp_path
    _forget()


@pytest.fixture
def session(data: Path) -> Iterator[Session]:
    """One unit of work in a database that has the centres."""
    with database.unit_of_work() as session:
        import_centres(session, centres=load_centres(), services=load_services())
        yield session


def _use(patch: pytest.MonkeyPatch, folder: Path) -> None:
    patch.setenv("ORIENTA_DATA", str(folder))
    patch.delenv("ORIENTA_DATABASE", raising=False)
    _clear()


def _forget() -> None:
    database.engine().dispose()
    _clear()


def _clear() -> None:
    for cached in (settings, database.engine, database.keys):
        cached.cache_clear()
