"""Conversations, messages, journal, entries and sentence vectors."""

import sqlalchemy as sa
from alembic import op

from orienta.database import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(43), primary_key=True),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("language", sa.String(2)),
        sa.Column("chosen", sa.Boolean, nullable=False),
        sa.Column("against", sa.Integer, nullable=False),
        sa.Column("turns", sa.Integer, nullable=False),
        sa.Column("offered", sa.JSON, nullable=False),
        sa.Column("started", UtcDateTime, nullable=False),
        sa.Column("last_heard", UtcDateTime, nullable=False, index=True),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "conversation_id",
            sa.String(43),
            sa.ForeignKey("conversations.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("provider_id", sa.String(200), nullable=False),
        sa.Column("received", UtcDateTime, nullable=False, index=True),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("shown", sa.LargeBinary, nullable=False),
        sa.Column("claimed", UtcDateTime),
        sa.Column("reply", sa.LargeBinary),
        sa.UniqueConstraint("channel", "provider_id"),
    )
    op.create_table(
        "journal_turns",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", UtcDateTime, nullable=False, index=True),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("intent", sa.String(60)),
        sa.Column("entry", sa.String(60)),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("milliseconds", sa.Integer, nullable=False),
    )
    op.create_table(
        "faq_entries",
        sa.Column("id", sa.String(60), primary_key=True),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("imported", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False, index=True),
    )
    op.create_table(
        "sentence_vectors",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    for table in ("sentence_vectors", "faq_entries", "journal_turns", "messages", "conversations"):
        op.drop_table(table)
