"""Published files into the tables of an SQL database, from which `Warehouse` then answers.

A dataset is written into a staging table and takes its place when it is whole: a reader finds the old figures or the
new ones, never a part of them, and a load that is cut short leaves what was there.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from dantoc.engine.connecting import database, shown, told
from dantoc.engine.loaded import LOADED, forget, record
from dantoc.model.dataset import Dataset
from dantoc.model.errors import BadWarehouse, BrokenDataset
from dantoc.model.structure import MEASURE, TIME

BATCH = 10_000
"""So many figures travel to the database at once."""

_STAGING = "__loading"
_NUMBERS: dict[str, sa.types.TypeEngine[Any]] = {
    TIME: sa.SmallInteger(),
    MEASURE: sa.Double(),
    "decimals": sa.SmallInteger(),
}
_LONG_TEXTS = ("locator", "note_vi", "note_en")
_ALWAYS_SAID = ("decimals", "unit", "obs_status", "source_id")


def load(url: str, datasets: Iterable[Dataset], parameter: str = "URL") -> Iterator[Dataset]:
    """Each dataset when the database holds it; what was there of it before is replaced.

    Raises:
        BadWarehouse: the database cannot be reached, or does not let this user create and fill tables.
        BrokenDataset: a published file is not the one that the catalogue read.
    """
    engine = database(url, parameter)
    if _is_gone_afterwards(engine):
        raise BadWarehouse("in_memory", parameter, shown(url))
    try:
        with engine.begin() as connection:
            LOADED.create(connection, checkfirst=True)
        for dataset in datasets:
            _load(engine, dataset)
            yield dataset
    except SQLAlchemyError as error:
        raise BadWarehouse("refused", parameter, shown(url), told(error, engine.url)) from error
    finally:
        engine.dispose()


def table_of(dataset: Dataset, figures: pa.Schema, longest: dict[str, int], name: str) -> sa.Table:
    """The table of a dataset: the columns of its Parquet file, its dimensions the primary key.

    `longest` gives the number of characters of the longest text by column: some databases take no key without it.
    """
    keys = dataset.structure.ids
    columns = (
        sa.Column(
            column,
            _NUMBERS.get(column) or (sa.Text() if column in _LONG_TEXTS else sa.String(longest[column])),
            primary_key=column in keys,
            autoincrement=False,
            nullable=column not in (*keys, *_ALWAYS_SAID),
        )
        for column in figures.names
    )
    return sa.Table(name, sa.MetaData(), *columns)


def _load(engine: sa.Engine, dataset: Dataset) -> None:
    file = pq.ParquetFile(io.BytesIO(_published(dataset)))
    longest = _longest_texts(file)
    staging = table_of(dataset, file.schema_arrow, longest, dataset.id + _STAGING)
    with engine.begin() as connection:
        staging.drop(connection, checkfirst=True)
        staging.create(connection)
        for batch in file.iter_batches(BATCH):
            if batch.num_rows:  # with no rows at all SQLAlchemy would insert one of defaults
                connection.execute(sa.insert(staging), batch.to_pylist())
    with engine.begin() as connection:
        _publish(connection, dataset, staging)


def _publish(connection: sa.Connection, dataset: Dataset, staging: sa.Table) -> None:
    """The staging table in the place of the old one. Its record goes first: with that SQLite's driver begins the
    transaction, and where a database ends one at every change of a table nobody reads what is half changed."""
    forget(connection, dataset.id)
    sa.Table(dataset.id, sa.MetaData()).drop(connection, checkfirst=True)
    quote = connection.dialect.identifier_preparer.quote
    connection.exec_driver_sql(f"ALTER TABLE {quote(staging.name)} RENAME TO {quote(dataset.id)}")
    record(connection, dataset)


def _published(dataset: Dataset) -> bytes:
    content = Path(dataset.distribution.path).read_bytes()
    if hashlib.sha256(content).hexdigest() != dataset.distribution.sha256:
        raise BrokenDataset("dataset", dataset.id, (), "data.parquet changed while it was loaded; load it again")
    return content


def _longest_texts(file: pq.ParquetFile) -> dict[str, int]:
    """The number of characters of the longest text of each column of short texts; 1 where there is none."""
    names = [name for name in file.schema_arrow.names if name not in _NUMBERS and name not in _LONG_TEXTS]
    longest = dict.fromkeys(names, 1)
    for batch in file.iter_batches(BATCH, columns=names):
        for name in names:
            own = pc.max(pc.utf8_length(pc.unique(batch.column(name)).cast(pa.string()))).as_py()
            longest[name] = max(longest[name], own or 1)
    return longest


def _is_gone_afterwards(engine: sa.Engine) -> bool:
    named = engine.url.database or ""
    return engine.dialect.name in ("sqlite", "duckdb") and (not named or named.startswith(":memory:"))
