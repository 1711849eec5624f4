"""Content comes into the database and out again; edits of staff are never lost silently."""

import json
import os
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tools.steps import ROOT


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A migrated database with the vectors already known."""
    _orienta(tmp_path, "migrate")
    with sqlite3.connect(tmp_path / "orienta.db") as database:
        database.execute("ATTACH ? AS made", (str(ROOT / "var" / "orienta.db"),))
        database.execute("INSERT INTO sentence_vectors SELECT * FROM made.sentence_vectors")
    return tmp_path


def _orienta(data: Path, *arguments: str) -> str:
    done = subprocess.run(
        [ROOT / ".venv/bin/orienta", *arguments],
        env=os.environ | {"ORIENTA_DATA": str(data), "COLUMNS": "200"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def _edit(data: Path) -> None:
    with sqlite3.connect(data / "orienta.db") as database:
        (text,) = database.execute("SELECT document FROM faq_entries WHERE id = 'curp-what'").fetchone()
        document = json.loads(text)
        document["languages"]["es"]["title"] = "Título del personal"
        database.execute(
            "UPDATE faq_entries SET document = ? WHERE id = 'curp-what'", (json.dumps(document),)
        )


def test_an_export_gives_back_the_files_that_were_imported(data: Path, tmp_path: Path) -> None:
    _orienta(data, "content", "import")

    _orienta(data, "content", "export", str(tmp_path / "out"))

    for file in (ROOT / "content" / "faq").glob("*.yml"):
        assert (tmp_path / "out" / file.name).read_text() == file.read_text()


def test_an_edit_of_staff_survives_an_import_unless_it_is_overwritten(data: Path, tmp_path: Path) -> None:
    _orienta(data, "content", "import")
    _edit(data)
    changed = tmp_path / "changed"
    _orienta(data, "content", "export", str(changed))
    file = changed / "curp-what.yml"
    file.write_text(file.read_text().replace("Título del personal", "Título nuevo"))

    kept = _orienta(data, "content", "import", str(changed))
    overwritten = _orienta(data, "content", "import", str(changed), "--overwrite")

    assert "Left alone, because staff edited them: curp-what." in kept
    assert "1 changed" in overwritten
