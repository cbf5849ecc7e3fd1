"""The two databases that a store may lie in: how each is opened, kept to one writer, and heard when it refuses."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from dantoc.engine.connecting import database, shown, told
from dantoc.model.errors import BadWarehouse, StoreAway, StoreBusy, StoreFull, StoreReadOnly

SETTING = "DANTOC_STORE_URL"
PATIENCE = 3
"""Seconds that one writer waits for another."""
_LOCK = 0x64616E746F63
"""The advisory lock of PostgreSQL that whoever writes into a store holds: the product's name in ASCII."""
_WRITES = "store_writes"
_POSTGRESQL: dict[str, type[StoreAway]] = {
    "25006": StoreReadOnly,  # read_only_sql_transaction
    "42501": StoreReadOnly,  # insufficient_privilege
    "53100": StoreFull,  # disk_full
    "53200": StoreFull,  # out_of_memory
    "55P03": StoreBusy,  # lock_not_available
    "57014": StoreBusy,  # query_canceled, by our own patience
    "53300": StoreBusy,  # too_many_connections
}
_SQLITE: dict[str, type[StoreAway]] = {
    "SQLITE_READONLY": StoreReadOnly,
    "SQLITE_PERM": StoreReadOnly,
    "SQLITE_FULL": StoreFull,
    "SQLITE_BUSY": StoreBusy,
    "SQLITE_LOCKED": StoreBusy,
}


def opened(url: str) -> sa.Engine:
    """The database of that URL, not yet asked anything; the folder of a SQLite file is made where its own stands.

    Raises:
        BadWarehouse: no URL, of a kind of database that is none of the two, in memory, or without its driver.
        OSError: the folder cannot be made.
    """
    if "mode=memory" in url:
        raise BadWarehouse("in_memory", SETTING, shown(url))
    engine = database(url, SETTING, pool_pre_ping=True, pool_size=2, max_overflow=6, pool_timeout=PATIENCE)
    kind = engine.dialect.name
    if kind not in _BEGIN:
        raise BadWarehouse("unknown_kind", SETTING, shown(url), "sqlite, postgresql")
    if kind == "sqlite":
        _make_folder(engine.url)
        sa.event.listen(engine, "connect", _connected_to_sqlite)
    sa.event.listen(engine, "begin", _BEGIN[kind])
    return engine


def alone(connection: sa.Connection) -> sa.Connection:
    """The connection, whose next transaction lets nobody else write."""
    return connection.execution_options(**{_WRITES: True})


def refusal(error: Exception, url: sa.URL) -> StoreAway:
    """What the database said, as the reason that a reader is told; its own words are for the log."""
    detail = told(error, url)
    if isinstance(error, PoolTimeout):
        return StoreBusy("store", "", (), detail)
    if isinstance(error, PermissionError):
        return StoreReadOnly("store", "", (), detail)
    if not isinstance(error, DBAPIError):
        return StoreAway("store", "", (), detail)
    state = getattr(error.orig, "sqlstate", None) or ""
    name = getattr(error.orig, "sqlite_errorname", None) or ""
    kind = _POSTGRESQL.get(state) or next((own for code, own in _SQLITE.items() if name.startswith(code)), StoreAway)
    return kind("store", "", (), detail)


FAULTS = (SQLAlchemyError, CommandError, BadWarehouse, OSError)
"""What a database that cannot be used raises."""


def _make_folder(url: sa.URL) -> None:
    path = url.database or ""
    if path in ("", ":memory:"):
        raise BadWarehouse("in_memory", SETTING, shown(url))
    if not path.startswith("file:"):
        Path(path).parent.mkdir(mode=0o700, exist_ok=True)


def _connected_to_sqlite(connection: Any, _: object) -> None:
    """Transactions are begun by us, so that tables are made in one too, and readers do not wait for a writer."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={PATIENCE * 1_000}")
    with suppress(sqlite3.OperationalError):  # read-only, or another process is just doing it: slower, not wrong
        connection.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: sa.Connection) -> None:
    milliseconds = PATIENCE * 1_000
    connection.exec_driver_sql(f"SET LOCAL lock_timeout={milliseconds}; SET LOCAL statement_timeout={2 * milliseconds}")
    if connection.get_execution_options().get(_WRITES):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


_BEGIN = {"sqlite": _begin_sqlite, "postgresql": _begin_postgresql}
