"""Saved views."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of saved views."""
    op.create_table(
        "saved_view",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("dataset", sa.Text, nullable=False),
        sa.Column("params", sa.Text, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("locale", sa.String(35), nullable=False),
        sa.Column("periods", sa.String(16), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("years", sa.Text, nullable=False),
        sa.Column("created", sa.Date, nullable=False),
    )


def downgrade() -> None:
    """Drop it, and with it all that was saved."""
    op.drop_table("saved_view")
