"""The tables of the store; a change here goes with a revision in ``migrations/versions``."""

from __future__ import annotations

import sqlalchemy as sa

METADATA = sa.MetaData()

SAVED_VIEW = sa.Table(
    "saved_view",
    METADATA,
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
"""A row a saved view: `params` and `years` as JSON; nothing says who saved it, or when on that day."""
