"""The buttons offered lately are encrypted; those offered before are forgotten."""

import sqlalchemy as sa
from alembic import op

from orienta.database import EncryptedJson

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _replace(EncryptedJson())


def downgrade() -> None:
    _replace(sa.JSON())


def _replace(kind: sa.types.TypeEngine[dict[str, str]]) -> None:
    with op.batch_alter_table("conversations") as table:
        table.drop_column("offered")
        table.add_column(sa.Column("offered", kind))
    conversations = sa.table("conversations", sa.column("offered", kind))
    op.execute(conversations.update().values(offered={}))
    with op.batch_alter_table("conversations") as table:
        table.alter_column("offered", nullable=False)
