"""Where figures are read: one SQL database, in the process over the Parquet files or wherever a URL says.

Every question is a SQLAlchemy Core construct with typed binds; the only SQL written out is the one that registers a
Parquet file. In the process it is a named DuckDB database in memory: each pooled connection is its own handle on that
database, so that threads never share one.

A dataset of ordinary size is read whole at its first use, passed through the disclosure rule once, and asked in memory
from then on (`held`): a slice then costs a tenth of a query. A larger one is asked in SQL.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Mapping
from pathlib import Path
from threading import Lock, RLock
from typing import Any
from uuid import uuid4

import pyarrow as pa
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from dantoc.catalogue.settings import IN_PROCESS
from dantoc.engine.connecting import database, told
from dantoc.engine.disclosure import disclosed, refuse_in_slices, statuses_hidden
from dantoc.engine.held import Codes, Found, Held
from dantoc.engine.loaded import check_loaded
from dantoc.engine.ordering import in_printed_order
from dantoc.model.dataset import Dataset
from dantoc.model.errors import BrokenDataset, WarehouseSilent
from dantoc.model.structure import ATTRIBUTES, MEASURE, NOTES, TIME, DataStructure, Dimension

HELD_ROWS = 500_000
"""Datasets of up to so many figures are read whole and asked in memory."""

READ_INTO_TABLES = 64 * 2**20
"""Of the larger ones, Parquet files up to so many bytes become tables of the database in the process; others stay on
disk behind a view."""

_ARROW_TYPES: Mapping[str, pa.DataType] = {TIME: pa.int16(), MEASURE: pa.float64(), "decimals": pa.int8()}
_SQL_TYPES: Mapping[str, sa.types.TypeEngine[Any]] = {
    TIME: sa.SmallInteger(),
    MEASURE: sa.Double(),
    "decimals": sa.SmallInteger(),
}
_MOST_CONNECTIONS = 32

# The driver warns that Arrow costs a copy; measured, it is still the fastest way out for more than a few rows.
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result", category=UserWarning)


def schema_of(structure: DataStructure) -> pa.Schema:
    """The columns of a table of figures, as `Result.data` documents them."""
    names = (*structure.ids, MEASURE, *ATTRIBUTES, *NOTES)
    return pa.schema([pa.field(name, _ARROW_TYPES.get(name, pa.string())) for name in names])


class Warehouse:
    """Figures by dataset and codes, read through SQLAlchemy; safe to share between threads.

    With no `url` (or `IN_PROCESS`) the Parquet files of the catalogue are served by a DuckDB in the process, each
    registered at its first use; with one, the database must hold a table for each dataset, named by its id, with the
    columns of the Parquet file, as `loading.load` makes them. A dataset whose table was loaded from another file than
    the catalogue describes is refused.
    """

    def __init__(self, url: str | None = None, held_rows: int = HELD_ROWS) -> None:
        self._held_rows = held_rows
        self._own = url in (None, "", IN_PROCESS)
        self._engine = database(
            f"{IN_PROCESS}dantoc_{uuid4().hex}" if self._own else url or "",
            isolation_level="AUTOCOMMIT",
            skip_autocommit_rollback=True,
            pool_reset_on_return=None,
            pool_size=_MOST_CONNECTIONS,
            pool_pre_ping=not self._own,  # a server that was started anew has cut the connections of before
        )
        # The database in memory lives as long as one of its connections.
        self._anchor = self._engine.connect() if self._own else None
        self._tables: dict[str, sa.TableClause] = {}
        self._whole: dict[str, Held] = {}
        self._unprotectable: dict[str, BrokenDataset] = {}
        self._locks: dict[str, RLock] = {}
        self._lock = Lock()

    def figures(self, dataset: Dataset, codes: Codes, limit: int | None = None) -> pa.Table:
        """The figures that bear one of the codes in each dimension named, in any order, nothing suppressed in them.

        Codes that bear no figures in the dataset are left out before they reach the database. At most `limit` rows.

        Raises:
            BrokenDataset: its file or its table cannot be read.
        """
        return self.found(dataset, codes, limit).figures

    def found(self, dataset: Dataset, codes: Codes, limit: int | None = None) -> Found:
        """As `figures`, with the place of every row's code.

        Raises:
            BrokenDataset: its file or its table cannot be read.
        """
        held = self._held(dataset)
        if held is not None:
            return held.found(codes, limit)
        conditions = self._conditions(dataset, codes)
        if conditions is None:
            return Found.of(dataset.structure, schema_of(dataset.structure).empty_table())
        return Found.of(dataset.structure, statuses_hidden(self._selected(dataset, conditions, limit)))

    def count(self, dataset: Dataset, codes: Codes) -> int:
        """How many figures bear one of the codes in each dimension named.

        Raises:
            BrokenDataset: its file or its table cannot be read.
        """
        held = self._held(dataset)
        if held is not None:
            return held.count(codes)
        conditions = self._conditions(dataset, codes)
        if conditions is None:
            return 0
        chosen = sa.select(sa.func.count().label("figures")).select_from(self._table(dataset)).where(*conditions)
        counted = self._read(dataset, chosen, pa.schema([pa.field("figures", pa.int64())]))
        return int(counted.column("figures")[0].as_py())

    def available(self, dataset: Dataset, codes: Codes, by: tuple[str, ...], limit: int | None = None) -> pa.Table:
        """For each combination of the dimensions `by` that bears figures, how many: a row a combination, in any order.

        The columns are those of `by` and ``figures``. At most `limit` rows.

        Raises:
            BrokenDataset: its file or its table cannot be read.
        """
        own = schema_of(dataset.structure)
        schema = pa.schema([*(own.field(name) for name in by), pa.field("figures", pa.int64())])
        conditions = self._conditions(dataset, codes)
        if conditions is None:
            return schema.empty_table()
        table = self._table(dataset)
        grouped = [table.c[name] for name in by]
        chosen = sa.select(*grouped, sa.func.count().label("figures")).where(*conditions).group_by(*grouped)
        return self._read(dataset, chosen.limit(limit), schema)

    def years(self, dataset: Dataset, codes: Codes) -> tuple[int, ...]:
        """The years, rising, in which there are figures that bear one of the codes in each dimension named.

        Raises:
            BrokenDataset: its file or its table cannot be read.
        """
        held = self._held(dataset)
        if held is not None:
            return held.years(codes)
        conditions = self._conditions(dataset, codes)
        if conditions is None:
            return ()
        chosen = sa.select(self._table(dataset).c[TIME]).where(*conditions).distinct()
        found = self._read(dataset, chosen, pa.schema([pa.field(TIME, pa.int16())]))
        return tuple(sorted(found.column(TIME).to_pylist()))

    def close(self) -> None:
        """Give the connections back; the database in memory is gone after this."""
        if self._anchor is not None:
            self._anchor.close()
        self._engine.dispose()

    def _held(self, dataset: Dataset) -> Held | None:
        """The dataset in memory, read at its first use; None for one that is too large for that."""
        if dataset.distribution.rows > self._held_rows:
            refuse_in_slices(dataset)
            return None
        held = self._whole.get(dataset.id)
        if held is not None:
            return held
        with self._lock_of(dataset):
            if dataset.id not in self._whole:
                self._whole[dataset.id] = Held(dataset.structure, self._disclosed(dataset))
            return self._whole[dataset.id]

    def _disclosed(self, dataset: Dataset) -> pa.Table:
        """The whole dataset as it may be given out. What cannot be protected is found out once: it takes the solver
        long, and the figures are the same whoever asks again.
        """
        known = self._unprotectable.get(dataset.id)
        if known is not None:
            raise known.with_traceback(None)
        # In one order whatever the database gives: of cells that protect equally well the first is suppressed, and who
        # has the answers of two processes must not find in one what the other suppresses.
        figures = in_printed_order(self._selected(dataset, [], None), dataset.structure, dataset.structure.ids)
        try:
            return disclosed(figures, dataset)
        except BrokenDataset as error:
            self._unprotectable[dataset.id] = error
            raise

    def _lock_of(self, dataset: Dataset) -> RLock:
        """The lock under which the dataset is read for the first time: those who ask for others do not wait for it."""
        with self._lock:
            return self._locks.setdefault(dataset.id, RLock())

    def _selected(self, dataset: Dataset, conditions: list[sa.ColumnElement[bool]], limit: int | None) -> pa.Table:
        schema = schema_of(dataset.structure)
        table = self._table(dataset)
        chosen = sa.select(*(table.c[name] for name in schema.names)).where(*conditions).limit(limit)
        return self._read(dataset, chosen, schema)

    def _conditions(self, dataset: Dataset, codes: Codes) -> list[sa.ColumnElement[bool]] | None:
        """The filters as typed binds; None where a dimension is left with no code, so that nothing can be found."""
        table = self._table(dataset)
        conditions: list[sa.ColumnElement[bool]] = []
        for dimension in dataset.structure:
            if dimension.id not in codes:
                continue
            bearing = set(dimension.codes)
            known = [code for code in dict.fromkeys(codes[dimension.id]) if code in bearing]
            if not known:
                return None
            if len(known) < len(bearing):
                conditions.append(_is_among(table.c[dimension.id], dimension, known))
        return conditions

    def _read(self, dataset: Dataset, chosen: sa.Select[Any], schema: pa.Schema) -> pa.Table:
        try:
            with self._engine.connect() as connection:
                found = _fetch(connection, chosen, schema)
                if not self._own:
                    check_loaded(connection, dataset)  # after the figures: another load may have replaced them before
                return found
        except (SQLAlchemyError, pa.ArrowException) as error:
            raise self._fault(dataset, error) from error

    def _table(self, dataset: Dataset) -> sa.TableClause:
        table = self._tables.get(dataset.id)
        if table is not None:
            return table
        with self._lock_of(dataset):
            if dataset.id not in self._tables:
                if self._own:
                    self._register(dataset)
                else:
                    self._expect(dataset)
                names = schema_of(dataset.structure).names
                columns = [sa.column(name, _SQL_TYPES.get(name, sa.String())) for name in names]
                self._tables[dataset.id] = sa.table(dataset.id, *columns)
            return self._tables[dataset.id]

    def _register(self, dataset: Dataset) -> None:
        """Make the dataset's Parquet file known under its id: the one place that speaks DuckDB's own SQL.

        A file that is not the one the catalogue read is refused: its figures would bear another version's name.
        """
        path = Path(dataset.distribution.path)
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != dataset.distribution.sha256:
            raise _broken(dataset, "data.parquet changed while the server ran; start the server again")
        own = dataset.distribution
        kind = "TABLE" if own.rows > self._held_rows and own.bytes <= READ_INTO_TABLES else "VIEW"
        name = self._engine.dialect.identifier_preparer.quote(dataset.id)
        place = dataset.distribution.path.replace("'", "''")
        try:
            with self._engine.connect() as connection:
                connection.exec_driver_sql(f"CREATE {kind} {name} AS SELECT * FROM read_parquet('{place}')")
        except SQLAlchemyError as error:
            raise self._fault(dataset, error) from error

    def _expect(self, dataset: Dataset) -> None:
        """Let the dataset through if the database says that it holds it."""
        try:
            with self._engine.connect() as connection:
                check_loaded(connection, dataset)
        except SQLAlchemyError as error:
            raise self._fault(dataset, error) from error

    def _fault(self, dataset: Dataset, error: Exception) -> BrokenDataset:
        """The error that readers see: a file that is broken, or a database elsewhere that fails."""
        if not self._own:
            return WarehouseSilent("dataset", dataset.id, (), told(error, self._engine.url))
        return _broken(dataset, str(error.orig if isinstance(error, DBAPIError) else error))


def _is_among(column: sa.ColumnElement[Any], dimension: Dimension, known: list[str]) -> sa.ColumnElement[bool]:
    values = [int(code) for code in known] if dimension.is_time else known
    kind = _SQL_TYPES.get(dimension.id, sa.String())
    return column.in_(sa.bindparam(f"of_{dimension.id}", values, kind, expanding=True))


def _fetch(connection: sa.Connection, chosen: sa.Select[Any], schema: pa.Schema) -> pa.Table:
    """The rows as Arrow in `schema`: handed over whole where the driver can, built from rows where it cannot."""
    if connection.dialect.name == "duckdb":
        found = connection.execution_options(duckdb_arrow=True).execute(chosen).all()
        if isinstance(found, pa.Table):
            return found.cast(schema)
    rows = connection.execute(chosen).all()
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.table(arrays, schema=schema)


def _broken(dataset: Dataset, cause: str) -> BrokenDataset:
    """The error that readers see: where files lie on the server is not theirs to know."""
    told = next(iter(cause.splitlines()), "").replace(dataset.distribution.path, f"datasets/{dataset.id}/data.parquet")
    return BrokenDataset("dataset", dataset.id, (), told)
