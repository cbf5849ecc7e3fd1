"""What a database says it holds: for each dataset the version and the checksum of the file it was loaded from."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError, ProgrammingError

from dantoc.model.dataset import Dataset
from dantoc.model.errors import NotLoaded

LOADED = sa.Table(
    "dantoc_loaded",
    sa.MetaData(),
    sa.Column("dataset", sa.String(128), primary_key=True),
    sa.Column("version", sa.String(64), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
)
"""One row a dataset: which published file its table holds."""


def check_loaded(connection: sa.Connection, dataset: Dataset) -> None:
    """Lets a dataset through whose table was loaded from the very file that the catalogue describes.

    Asked after figures are read it covers them too: what replaces them changes this row in the same transaction.

    Raises:
        NotLoaded: the database holds another version of it, or none.
        sqlalchemy.exc.DBAPIError: the database does not answer.
    """
    held = _said_of(connection, dataset)
    if held is None:
        raise NotLoaded("dataset", dataset.id, (), "the database does not hold it; run python -m dantoc load")
    if held.sha256 != dataset.distribution.sha256:
        detail = f"the database holds version {held.version} (sha256 {held.sha256[:12]}…), not {dataset.version}"
        raise NotLoaded("dataset", dataset.id, (), f"{detail}; run python -m dantoc load")


def _said_of(connection: sa.Connection, dataset: Dataset) -> sa.Row[Any, Any] | None:
    own = sa.select(LOADED.c.version, LOADED.c.sha256).where(LOADED.c.dataset == dataset.id)
    try:
        return connection.execute(own).first()
    except (ProgrammingError, OperationalError):
        if sa.inspect(connection).has_table(LOADED.name):
            raise
        return None  # nothing was ever loaded


def forget(connection: sa.Connection, dataset: str) -> None:
    """Take back that the dataset is loaded, so that nobody reads it until it is said again."""
    connection.execute(sa.delete(LOADED).where(LOADED.c.dataset == dataset))


def record(connection: sa.Connection, dataset: Dataset) -> None:
    """Say that the table of the dataset now holds its published file."""
    own = {"dataset": dataset.id, "version": dataset.version, "sha256": dataset.distribution.sha256}
    connection.execute(sa.insert(LOADED).values(**own, loaded_at=datetime.now(UTC)))
