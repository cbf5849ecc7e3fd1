"""A slice from the engine: against DuckDB's own Python API on the same Parquet file, and against one that is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import duckdb

from benchmarks.measuring import Row, alternate
from benchmarks.slices import Slice, fresh_slices, largest, one_slice
from dantoc.engine.engine import Engine, open_engine
from dantoc.model.dataset import Dataset

NOTE = "ours also orders by the code lists, gathers breaks and sources, and applies the disclosure rule"


def rows(rounds: int) -> Iterator[Row]:
    """A slice never asked before, over the file and over a table in memory; and a slice asked before."""
    engine = open_engine()
    dataset = largest(engine.catalogue)
    peer = f"DuckDB {duckdb.__version__}, its own Python API"
    for seed, (what, source) in enumerate(_sources(dataset).items(), start=1):
        pair = alternate(_asking(engine, dataset, seed), _by_hand(source, dataset, seed), rounds)
        yield Row("slice of 100 figures from the engine, never asked before", f"{peer}, {what}", pair, NOTE)
    kept = one_slice(dataset).query
    pair = alternate(lambda: engine.run(kept), _asking(engine, dataset, seed=3), rounds)
    yield Row("the same slice, asked before", "the engine, never asked before", pair)


def _asking(engine: Engine, dataset: Dataset, seed: int) -> Callable[[], object]:
    """A call that asks the engine something new each time."""
    questions = fresh_slices(dataset, seed)
    return lambda: engine.run(next(questions).query)


def _sources(dataset: Dataset) -> dict[str, duckdb.DuckDBPyConnection]:
    """The same figures as a view over the file and as a table read from it."""
    found = {}
    for what, kind in (("over the Parquet file", "VIEW"), ("over a table read from it", "TABLE")):
        found[what] = duckdb.connect()
        found[what].execute(f"CREATE {kind} figures AS SELECT * FROM read_parquet('{dataset.distribution.path}')")
    return found


def _by_hand(source: duckdb.DuckDBPyConnection, dataset: Dataset, seed: int) -> Callable[[], object]:
    questions = fresh_slices(dataset, seed)
    return lambda: _fetch(source, next(questions))


def _fetch(source: duckdb.DuckDBPyConnection, own: Slice) -> object:
    return source.execute(f"SELECT * FROM figures WHERE {own.condition}").to_arrow_table()
