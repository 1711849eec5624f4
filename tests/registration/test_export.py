"""Only what people agreed to leaves the house, in the published form."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from orienta.registration import registering
from orienta.registration.export import Exported, export, schema
from orienta.registration.fields import Fields
from orienta.settings import ROOT
from tests.appointments.world import TAPACHULA, add_centre

NOW = datetime(2026, 11, 30, 15, tzinfo=UTC)
DOCUMENTATION = ROOT / "docs" / "registration.md"


@pytest.fixture
def session(session: Session) -> Session:
    """Three people: one agreed to the export, one did not, one has not handed the form in."""
    add_centre(session)
    for who, agrees, done in (("agreed", True, True), ("refused", False, True), ("draft", True, False)):
        registering.start(session, conversation_id=who, language="es", now=NOW)
        registering.set_field(session, who, "name", f"Name of {who}", NOW)
        registering.set_field(session, who, "needs", ["work", "documents"], NOW)
        registering.attach(session, who, centre_id=TAPACHULA, appointment_id=7, now=NOW)
        registering.agree_to_export(session, who, agrees, NOW)
        if done:
            registering.complete(session, who, NOW)
    session.flush()
    return session


def test_json_lines_hold_only_those_who_agreed(session: Session) -> None:
    (line,) = export(session, "jsonl")

    exported = json.loads(line)
    assert list(exported) == list(Exported.model_fields)
    assert (exported["name"], exported["needs"]) == ("Name of agreed", ["work", "documents"])
    assert (exported["centre"], exported["consented_at"]) == (TAPACHULA, "2026-11-30T15:00:00Z")
    assert Exported.model_validate(exported).name == "Name of agreed"


def test_csv_says_the_same(session: Session) -> None:
    (row,) = csv.DictReader(io.StringIO("".join(export(session, "csv"))))

    (line,) = export(session, "jsonl")
    told = {name: "" if value is None else value for name, value in json.loads(line).items()}
    assert row == {
        name: str(value) for name, value in (told | {"needs": "work documents", "helps": ""}).items()
    }


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_neither_conversation_nor_appointment_is_exported(session: Session, form: str) -> None:
    written = "".join(export(session, "csv" if form == "csv" else "jsonl"))

    assert "conversation" not in written
    assert "appointment" not in written
    assert "refused" not in written
    assert "draft" not in written


def test_the_published_schema_is_that_of_the_code() -> None:
    assert (ROOT / "docs/schemas/registration.schema.json").read_text(encoding="utf-8") == schema()


def test_every_field_is_documented() -> None:
    documented = DOCUMENTATION.read_text(encoding="utf-8")

    assert [name for name in Exported.model_fields if f"| `{name}` |" not in documented] == []
    needs = json.loads(schema())["properties"]["needs"]["items"]["enum"]
    assert [need for need in needs if f"`{need}`" not in documented] == []


def test_the_form_asks_for_nothing_else() -> None:
    assert set(Fields.model_fields) == {
        "name", "country", "language", "adults", "children", "needs", "helps", "status", "contact_wish", "curp"
    }  # fmt: skip
