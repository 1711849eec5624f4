"""The migration makes the table that the code describes."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Table

from orienta.database import Base, engine
from orienta.registration.records import Registration


@pytest.mark.usefixtures("address")
def test_the_table_is_as_its_record_describes_it() -> None:
    def is_ours(thing: object, name: str | None, kind: str, *_: object) -> bool:
        table = thing if isinstance(thing, Table) else getattr(thing, "table", None)
        return isinstance(table, Table) and table.name == Registration.__tablename__

    with engine().connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": is_ours, "compare_type": True}
        )
        assert compare_metadata(context, Base.metadata) == []
