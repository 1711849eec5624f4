"""The content and its checks, as `orienta content check` shows them."""

import csv
import subprocess
from datetime import date
from pathlib import Path

import pytest
import yaml

from orienta.faq import knowledge
from orienta.faq.checks import check
from orienta.faq.content import FOLDER, load_entries
from orienta.faq.nlu import rasa_examples
from orienta.languages import plain
from tools.steps import ROOT

TODAY = date(2026, 12, 1)
FIRST_ENTRIES = {
    *("centre-what", "centre-locations", "centre-tapachula", "centre-tijuana"),
    *("asylum-what", "asylum-how", "asylum-deadline", "asylum-cost", "curp-what", "curp-temporary"),
    *("jobs-how", "return-what", "prim", "emergency", "fraud"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One good entry, to be spoilt."""
    document = yaml.safe_load((FOLDER / "asylum-cost.yml").read_text(encoding="utf-8"))
    document["related"] = []
    _write(tmp_path, document)
    return tmp_path


def _write(folder: Path, document: dict[str, object]) -> None:
    (folder / "asylum-cost.yml").write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")


def _read(folder: Path) -> dict[str, object]:
    document: dict[str, object] = yaml.safe_load((folder / "asylum-cost.yml").read_text(encoding="utf-8"))
    return document


def test_the_content_is_complete() -> None:
    entries, problems = check(FOLDER, date.today())

    assert problems == []
    assert {entry.id for entry in entries} >= FIRST_ENTRIES


def test_a_good_entry_has_no_problem(folder: Path) -> None:
    assert check(folder, TODAY)[1] == []


def test_a_missing_language_is_named(folder: Path) -> None:
    document = _read(folder)
    del document["languages"]["ht"]  # type: ignore[attr-defined]
    _write(folder, document)

    assert "missing language: ht" in check(folder, TODAY)[1][0].what


@pytest.mark.parametrize(
    ("addition", "complaint"),
    [
        (" Llame al 55 1234 5678.", "telephone number 5512345678"),
        (" Vea https://example.org/ayuda", "not an official page"),
        (" palabra" * 90, "words; at most 90"),
        (" Esta frase tiene muchas palabras seguidas" + " y otra más" * 8, "hard to read"),
    ],
)
def test_a_bad_answer_is_explained(folder: Path, addition: str, complaint: str) -> None:
    document = _read(folder)
    document["languages"]["es"]["answer"] += addition  # type: ignore[index]
    _write(folder, document)

    assert any("Español" in p.what and complaint in p.what for p in check(folder, TODAY)[1])


def test_an_overdue_review_is_reported(folder: Path) -> None:
    assert "review was due" in check(folder, date(2029, 1, 1))[1][0].what


def test_a_broken_file_is_reported_with_its_name(folder: Path) -> None:
    (folder / "broken.yml").write_text("id: [", encoding="utf-8")

    assert [p.file for p in check(folder, TODAY)[1]] == ["broken.yml"]


def test_the_command_ends_with_an_error_when_something_is_wrong(folder: Path) -> None:
    (folder / "broken.yml").write_text("id: [", encoding="utf-8")

    done = subprocess.run(
        [ROOT / ".venv/bin/orienta", "content", "check", folder], capture_output=True, text=True, cwd=ROOT
    )

    assert done.returncode == 1
    assert "1 things to mend" in done.stdout


MEASURING = (
    "tests/questions/*.csv",
    "tests/danger/*.csv",
    "tests/follow_ups/*.csv",
    "evaluation/calibration/**/*.csv",
)


def test_no_message_of_the_evaluation_is_an_example() -> None:
    asked = set()
    for file in [file for pattern in MEASURING for file in ROOT.glob(pattern)]:
        with file.open(encoding="utf-8", newline="") as handle:
            asked |= {_normal(row.get("text") or row["then"]) for row in csv.DictReader(handle)}

    examples = [example for example, _ in knowledge.examples(load_entries())]
    examples += rasa_examples((ROOT / "bot" / "data" / "nlu").rglob("*.yml"))
    assert asked & {_normal(example) for example in examples} == set()


def _normal(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in plain(text)).split())
