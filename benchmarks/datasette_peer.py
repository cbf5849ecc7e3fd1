"""Datasette over a dataset: the same table in an indexed SQLite file, opened as it likes best, immutable."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import pyarrow.parquet

from benchmarks.serving import HOST, Server, free_port, serving
from dantoc.model.dataset import Dataset

DATABASE = "peer"
INDEXED = ("indicator", "area", "year")


def name() -> str:
    """What the peer is called, with its version.

    Raises:
        RuntimeError: it is not installed.
    """
    try:
        return f"Datasette {version('datasette')}"
    except PackageNotFoundError as error:
        raise RuntimeError("datasette is not installed; `make bench` installs it (requirements-bench.txt)") from error


@contextmanager
def datasette(dataset: Dataset) -> Iterator[Server]:
    """A Datasette that serves the dataset's table under the dataset's id."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"{DATABASE}.db"
        write_sqlite(dataset, file)
        port = free_port()
        command = [
            sys.executable,
            "-m",
            "datasette",
            "serve",
            "--immutable",
            str(file),
            "--host",
            HOST,
            "--port",
            str(port),
        ]
        with serving(command, port, "/-/versions.json") as server:
            yield server


def write_sqlite(dataset: Dataset, file: Path) -> None:
    """Write the published table, column by column as it is, with an index on what the slices ask for."""
    figures = pyarrow.parquet.read_table(dataset.distribution.path)
    columns = ", ".join(f'"{name}"' for name in figures.column_names)
    marks = ", ".join("?" * figures.num_columns)
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(f'CREATE TABLE "{dataset.id}" ({columns})')
        rows = zip(*(column.to_pylist() for column in figures.columns), strict=True)
        database.executemany(f'INSERT INTO "{dataset.id}" VALUES ({marks})', rows)
        database.execute(f'CREATE INDEX asked ON "{dataset.id}" ({", ".join(INDEXED)})')
        database.execute("ANALYZE")


def sql_path(sql: str, extension: str) -> str:
    """The address of its SQL endpoint that answers the statement as ``csv``, or as ``json``, an object a row."""
    return f"/{DATABASE}.{extension}?_shape=objects&sql={quote(sql)}"


def stream_path(dataset: Dataset) -> str:
    """The address at which it streams the whole table as CSV."""
    return f"/{DATABASE}/{dataset.id}.csv?_stream=on&_size=max"
