"""The migration makes the tables that the code describes."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Table

from orienta.appointments.records import Appointment, Seat, Waiting
from orienta.conversations.conversation import Conversation
from orienta.database import Base, engine
from orienta.messages.outbox import Outgoing

OURS = {table.__tablename__ for table in (Appointment, Seat, Waiting, Outgoing)}


@pytest.mark.usefixtures("address")
def test_tables_are_as_the_records_describe_them() -> None:
    def is_ours(thing: object, name: str | None, kind: str, *_: object) -> bool:
        table = thing if isinstance(thing, Table) else getattr(thing, "table", None)
        return isinstance(table, Table) and table.name in OURS

    assert Conversation.__tablename__ in Base.metadata.tables
    with engine().connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": is_ours, "compare_type": True}
        )
        assert compare_metadata(context, Base.metadata) == []
