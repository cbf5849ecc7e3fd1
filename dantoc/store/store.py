"""Saved views kept and found again, in the database that `DANTOC_STORE_URL` names."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from dantoc.catalogue.settings import settings
from dantoc.model.errors import NotSaved, StoreAway, StoreBusy, StoreFull, TooManySaved
from dantoc.model.saved import ID, KINDS, PERIODS, READY, UNUSED, SavedView, YearSeen
from dantoc.store.databases import FAULTS, PATIENCE, alone, opened, refusal
from dantoc.store.migrating import MIGRATIONS, is_current, migrate
from dantoc.store.pace import Pace
from dantoc.store.schema import SAVED_VIEW

MOST_SAVED = 100_000
"""So many views are kept; with the longest parameters they take less than a gigabyte."""
AT_ONCE, A_MINUTE = 60, 30
"""New views that one process keeps in one go, and from then on."""
_INSERT = {"sqlite": insert_sqlite, "postgresql": insert_postgresql}
_LOG = logging.getLogger(__name__)


class Store:
    """What is remembered: one a process, shared by all threads; opened, made and brought up to date at its first use.

    A store that cannot be used raises `StoreAway` or one of its kinds at each use. After one that was away it is opened
    anew, tables and all: what comes back may be another database.
    """

    def __init__(self, url: str, most: int = MOST_SAVED, pace: Pace | None = None, migrations: Path = MIGRATIONS):
        self._url, self._most, self._migrations = url, most, migrations
        self._pace = pace or Pace(AT_ONCE, A_MINUTE)
        self._engine: sa.Engine | None = None
        self._opening = Lock()
        self.state = UNUSED
        """How its last use went: ``ready``, or the kind of the error; one that kept us from writing until we can."""

    def keep(self, saved: SavedView) -> SavedView:
        """The view as it stands in the store: the one given, or the same that was saved before.

        Raises:
            StoreFull: as many views are kept as may be, or the disk is full.
            TooManySaved: more new ones in a short time than are kept.
            StoreAway, StoreReadOnly, StoreBusy: it cannot be written.
        """
        with self._used() as engine:
            known = self._known(engine, saved.id)
            if known is not None:
                return known
            if not self._pace.take():
                raise TooManySaved("store", A_MINUTE)
            with alone(engine.connect()) as connection, connection.begin():
                self._add(connection, saved)
            self.state = READY
            return self._known(engine, saved.id) or saved

    def find(self, id: str) -> SavedView:
        """The view that was saved under the id.

        Raises:
            NotSaved: there is none.
            StoreAway, StoreBusy: it cannot be read.
        """
        if not ID.fullmatch(id):
            raise NotSaved("id", id)
        with self._used() as engine:
            known = self._known(engine, id)
        if known is None:
            raise NotSaved("id", id)
        return known

    def count(self) -> int:
        """How many views are kept."""
        with self._used() as engine, engine.connect() as connection:
            return _count(connection)

    def close(self) -> None:
        """Lets go of the database until the next use."""
        with self._opening:
            if self._engine is not None:
                self._engine.dispose()
            self._engine = None

    @contextmanager
    def _used(self) -> Iterator[sa.Engine]:
        """The database, ready; what it raises becomes what a reader can be told, and a line in the log."""
        try:
            yield self._ready()
        except FAULTS as error:
            fault = refusal(error, self._shown_url())
            self.state = fault.kind
            _LOG.error("%s", fault)
            if type(fault) is StoreAway:
                self.close()
            raise fault from error
        except StoreAway as fault:
            self.state = fault.kind
            raise
        if self.state in (UNUSED, StoreAway.kind):
            self.state = READY

    def _ready(self) -> sa.Engine:
        open_already = self._engine
        if open_already is not None:
            return open_already
        if not self._opening.acquire(timeout=PATIENCE):
            raise StoreBusy("store", "", (), "another thread is still opening it")
        try:
            if self._engine is None:
                engine = opened(self._url)
                try:
                    self._bring_up_to_date(engine)
                except BaseException:
                    engine.dispose()
                    raise
                self._engine = engine
            return self._engine
        finally:
            self._opening.release()

    def _bring_up_to_date(self, engine: sa.Engine) -> None:
        with engine.connect() as connection:
            if is_current(connection, self._migrations):
                return
        with alone(engine.connect()) as connection, connection.begin():
            migrate(connection, self._migrations)

    def _add(self, connection: sa.Connection, saved: SavedView) -> None:
        if _count(connection) >= self._most:
            raise StoreFull("store", self._most)
        insert: Any = _INSERT[connection.dialect.name]
        row = _row(saved)
        # What stands under the id already is the same, or was damaged and is mended by this.
        connection.execute(insert(SAVED_VIEW).values(row).on_conflict_do_update(index_elements=["id"], set_=row))

    def _known(self, engine: sa.Engine, id: str) -> SavedView | None:
        with engine.connect() as connection:
            row = connection.execute(sa.select(SAVED_VIEW).where(SAVED_VIEW.c.id == id)).mappings().first()
        found = None if row is None else _view(row)
        if row is not None and found is None:
            _LOG.error("the saved view %s does not say what its id says; it is passed over", id)
        return found

    def _shown_url(self) -> sa.URL:
        try:
            return sa.make_url(self._url)
        except (sa.exc.ArgumentError, ValueError):
            return sa.URL.create("sqlite")


@lru_cache(maxsize=1)
def open_store() -> Store:
    """The store of this process."""
    return Store(settings().store_url)


def _count(connection: sa.Connection) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(SAVED_VIEW)).scalar_one())


def _row(saved: SavedView) -> dict[str, object]:
    return {
        "id": saved.id,
        "dataset": saved.dataset,
        "params": json.dumps(saved.params),
        "kind": saved.kind,
        "locale": saved.locale,
        "periods": saved.periods,
        "version": saved.version,
        "years": json.dumps([(own.year, own.figures, own.fingerprint) for own in saved.years]),
        "created": saved.created,
    }


def _view(row: sa.RowMapping) -> SavedView | None:
    """The view that a row says; None for a row that is none, or that says another one than its id."""
    try:
        params = tuple((str(name), str(value)) for name, value in json.loads(row["params"]))
        years = tuple(YearSeen(str(year), int(n), str(print_)) for year, n, print_ in json.loads(row["years"]))
        created = row["created"]
    except (ValueError, TypeError):
        return None
    found = SavedView(
        str(row["dataset"]), params, row["kind"], row["locale"], row["periods"], row["version"], years, created
    )
    is_sound = found.kind in KINDS and found.periods in PERIODS and isinstance(created, date) and found.id == row["id"]
    return found if is_sound else None
