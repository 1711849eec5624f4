"""The kind of danger in the journal; whether answers helped."""

import sqlalchemy as sa
from alembic import op

from orienta.database import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("journal_turns", sa.Column("danger", sa.String(20)))
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", UtcDateTime, nullable=False, index=True),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("entry", sa.String(60), nullable=False, index=True),
        sa.Column("helpful", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("feedback")
    op.drop_column("journal_turns", "danger")
