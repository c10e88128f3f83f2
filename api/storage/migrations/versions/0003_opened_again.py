"""Assessments: when answering was last opened again after it had been closed.

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op

from api.storage.database import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column."""
    op.add_column("assessments", sa.Column("opened_again", UtcDateTime(), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("assessments", "opened_again")
