"""The first schema.

Revision ID: 0001
"""

from alembic import op

from api.storage.tables import Base

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    Base.metadata.create_all(op.get_bind())


def downgrade() -> None:
    """Drop the tables."""
    Base.metadata.drop_all(op.get_bind())
