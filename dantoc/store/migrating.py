"""The tables of the store made and brought up to date, by one process at a time."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def is_current(connection: sa.Connection, migrations: Path = MIGRATIONS) -> bool:
    """Whether the store has the newest tables; asks and writes nothing."""
    head = ScriptDirectory.from_config(_config(migrations)).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head


def migrate(connection: sa.Connection, migrations: Path = MIGRATIONS) -> None:
    """Brings the tables up to date in the connection's transaction, which must keep other writers out.

    Raises:
        alembic.util.CommandError: the store was written by a newer release, which knows tables that this does not.
    """
    config = _config(migrations)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config(migrations: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    return config
