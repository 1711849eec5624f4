"""Centres, their services, opening hours and closures."""

import sqlalchemy as sa
from alembic import op

from orienta.database import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "centres",
        sa.Column("id", sa.String(60), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("city", sa.String(80), nullable=False),
        sa.Column("state", sa.String(80), nullable=False),
        sa.Column("latitude", sa.Float, nullable=False),
        sa.Column("longitude", sa.Float, nullable=False),
        sa.Column("zone", sa.String(40), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("takes_appointments", sa.Boolean, nullable=False),
        sa.Column("code", sa.String(3), nullable=False, unique=True),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("edited", UtcDateTime),
    )
    op.create_table(
        "services",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("languages", sa.JSON, nullable=False),
    )
    op.create_table(
        "centre_services",
        sa.Column(
            "centre_id", sa.String(60), sa.ForeignKey("centres.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column(
            "service_id", sa.String(40), sa.ForeignKey("services.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("public_places", sa.Integer, nullable=False),
        sa.Column("staff_places", sa.Integer, nullable=False),
        sa.CheckConstraint("minutes > 0"),
        sa.CheckConstraint("public_places >= 0"),
    )
    op.create_table(
        "opening_hours",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "centre_id",
            sa.String(60),
            sa.ForeignKey("centres.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("weekday", sa.Integer, nullable=False),
        sa.Column("opens", sa.Time, nullable=False),
        sa.Column("closes", sa.Time, nullable=False),
        sa.Column("demo", sa.Boolean, nullable=False),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6"),
        sa.CheckConstraint("opens < closes"),
    )
    op.create_table(
        "closures",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "centre_id",
            sa.String(60),
            sa.ForeignKey("centres.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("last", sa.Date, nullable=False),
        sa.Column("declared", UtcDateTime, nullable=False),
        sa.UniqueConstraint("centre_id", "first", "last"),
        sa.CheckConstraint("first <= last"),
    )


def downgrade() -> None:
    for name in ("closures", "opening_hours", "centre_services", "services", "centres"):
        op.drop_table(name)
