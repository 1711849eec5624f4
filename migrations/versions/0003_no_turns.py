"""Talks no longer count their turns: the tracker store cuts them itself."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("conversations", "turns")


def downgrade() -> None:
    op.add_column("conversations", sa.Column("turns", sa.Integer, nullable=False, server_default="0"))
