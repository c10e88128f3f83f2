"""Gaps: questions that the sources do not answer.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

from api.storage.database import UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "gaps",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("same", sa.String(length=64), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("near", sa.JSON(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("first", UtcDateTime(), nullable=False),
        sa.Column("last", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("same"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_gaps_last"), "gaps", ["last"], unique=False)


def downgrade() -> None:
    """Drop the table."""
    op.drop_index(op.f("ix_gaps_last"), table_name="gaps")
    op.drop_table("gaps")
