"""Registrations."""

import sqlalchemy as sa
from alembic import op

from orienta.database import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "registrations",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("conversation_id", sa.String(43)),
        sa.Column("centre_id", sa.String(60), sa.ForeignKey("centres.id"), index=True),
        sa.Column("appointment_id", sa.Integer, index=True),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("consented_at", UtcDateTime, nullable=False),
        sa.Column("consent_version", sa.String(20), nullable=False),
        sa.Column("export_consented", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("created", UtcDateTime, nullable=False),
        sa.Column("changed", UtcDateTime, nullable=False),
        sa.Column("purge_on", sa.Date, nullable=False, index=True),
    )
    op.create_index("ix_registrations_conversation_id", "registrations", ["conversation_id"], unique=True)


def downgrade() -> None:
    op.drop_table("registrations")
