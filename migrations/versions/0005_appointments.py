"""Appointments, their seats, the waiting list, and the outbox."""

import sqlalchemy as sa
from alembic import op

from orienta.database import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appointments",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(8), nullable=False, unique=True),
        sa.Column("conversation_id", sa.String(43), index=True),
        sa.Column("centre_id", sa.String(60), sa.ForeignKey("centres.id"), nullable=False),
        sa.Column("service_id", sa.String(40), sa.ForeignKey("services.id"), nullable=False),
        sa.Column("starts_at", UtcDateTime, nullable=False, index=True),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("name", sa.LargeBinary),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("interpreter", sa.Boolean, nullable=False),
        sa.Column("woman_attendant", sa.Boolean, nullable=False),
        sa.Column("mobility", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(10), nullable=False, index=True),
        sa.Column("held_until", UtcDateTime),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("replaces", sa.Integer, sa.ForeignKey("appointments.id")),
        sa.Column("created", UtcDateTime, nullable=False),
        sa.Column("changed", UtcDateTime, nullable=False),
        sa.CheckConstraint("people > 0"),
    )
    op.create_index("ix_appointments_centre_id_starts_at", "appointments", ["centre_id", "starts_at"])
    op.create_table(
        "seats",
        sa.Column("centre_id", sa.String(60), sa.ForeignKey("centres.id"), primary_key=True),
        sa.Column("service_id", sa.String(40), sa.ForeignKey("services.id"), primary_key=True),
        sa.Column("starts_at", UtcDateTime, primary_key=True),
        sa.Column("seat", sa.Integer, primary_key=True),
        sa.Column(
            "appointment_id",
            sa.Integer,
            sa.ForeignKey("appointments.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
    )
    op.create_table(
        "waiting",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "conversation_id",
            sa.String(43),
            sa.ForeignKey("conversations.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("centre_id", sa.String(60), sa.ForeignKey("centres.id"), nullable=False, index=True),
        sa.Column("service_id", sa.String(40), sa.ForeignKey("services.id"), nullable=False),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("last", sa.Date, nullable=False),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("joined", UtcDateTime, nullable=False),
        sa.Column("offered", sa.Integer, sa.ForeignKey("appointments.id", ondelete="SET NULL"), index=True),
        sa.Column("offer_until", UtcDateTime),
        sa.UniqueConstraint("conversation_id", "centre_id", "service_id"),
        sa.CheckConstraint("first <= last"),
        sa.CheckConstraint("people > 0"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "conversation_id",
            sa.String(43),
            sa.ForeignKey("conversations.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("key", sa.String(80), nullable=False, unique=True),
        sa.Column("due", UtcDateTime, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("taken_at", UtcDateTime),
        sa.Column("sent_at", UtcDateTime),
    )
    op.create_index("ix_outbox_state_due", "outbox", ["state", "due"])


def downgrade() -> None:
    for name in ("outbox", "waiting", "seats", "appointments"):
        op.drop_table(name)
