"""Registrations for the labour ministry's database: only of those who consented to that."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from orienta.registration.fields import Fields
from orienta.registration.records import Registration

Format = Literal["csv", "jsonl"]
BATCH = 500


class Exported(Fields, title="Registration"):
    """One registration as it is exported; published in docs/schemas/registration.schema.json."""

    id: int = Field(description="Stays the same from one export to the next.")
    centre: str | None = Field(
        description="Id of the centre that the person chose, as in content/centres.yml."
    )
    consented_at: datetime = Field(description="When they agreed to registering, in UTC.")
    consent_version: str = Field(description="Which text they agreed to.")
    changed: datetime = Field(description="When they last changed an answer, in UTC.")


def export(session: Session, format: Format) -> Iterator[str]:
    """Yield the complete registrations whose people agreed to the export, as lines.

    CSV begins with a header, and values of one cell are separated by spaces; jsonl is one object a line.
    """
    rows = (registration.model_dump(mode="json") for registration in _agreed(session))
    if format == "csv":
        yield _csv_line(Exported.model_fields)
    for row in rows:
        yield _csv_line(row.values()) if format == "csv" else json.dumps(row, ensure_ascii=False) + "\n"


def schema() -> str:
    """Return the JSON schema of an exported registration, as it is published."""
    return json.dumps(Exported.model_json_schema(mode="serialization"), indent=2, ensure_ascii=False) + "\n"


def _agreed(session: Session) -> Iterator[Exported]:
    query = (
        select(Registration)
        .where(Registration.export_consented, Registration.state == "complete")
        .order_by(Registration.id)
    )
    for one in session.scalars(query.execution_options(yield_per=BATCH)):
        yield Exported(
            **one.fields.model_dump(),
            id=one.id,
            centre=one.centre_id,
            consented_at=one.consented_at,
            consent_version=one.consent_version,
            changed=one.changed,
        )


def _csv_line(values: Any) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(" ".join(value) if isinstance(value, list) else value for value in values)
    return line.getvalue()
