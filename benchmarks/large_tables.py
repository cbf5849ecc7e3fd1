"""Counting the figures of a table of 20 million synthetic rows: the engine against DuckDB on the same file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from hashlib import file_digest
from math import prod
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.measuring import Row, Target, alternate
from dantoc.engine.engine import Engine, open_engine
from dantoc.engine.warehouse import READ_INTO_TABLES
from dantoc.model.codes import Code, CodeList
from dantoc.model.dataset import Catalogue, Dataset, Distribution
from dantoc.model.query import Query
from dantoc.model.structure import MEASURE, NOTES, TIME, Concept, DataStructure, Dimension
from dantoc.model.text import LocalizedText

ID = "synthetic_twenty_million"
SIZES = {"indicator": 4, "ethnic_group": 54, "area": 63, "sex": 3, "residence": 3, "age": 8, TIME: 21}
"""Every combination bears a figure: 20,575,296 rows."""
TARGET = Target(least_ratio=1 / 1.1)
QUESTIONS: tuple[tuple[tuple[str, ...], dict[str, str]], ...] = (
    (("area", TIME), {}),
    (("ethnic_group", "area"), {"sex": "S1", "residence": "R0"}),
)


def rows(rounds: int) -> Iterator[Row]:
    """How many figures stand behind each combination of codes, over all rows and over a part of them."""
    with TemporaryDirectory() as folder:
        catalogue = synthetic_catalogue(Path(folder) / "data.parquet")
        engine, peer = Engine(catalogue), duckdb.connect()
        file = catalogue.dataset(ID).distribution
        kind = "TABLE" if file.bytes <= READ_INTO_TABLES else "VIEW"
        peer.execute(f"CREATE {kind} {ID} AS SELECT * FROM read_parquet('{file.path}')")
        against = f"DuckDB {duckdb.__version__}, its own Python API, the same {kind.lower()} over the same file"
        for by, selected in QUESTIONS:
            query = Query.of(ID, selected)
            pair = alternate(_ours(engine, query, by), _theirs(peer, by, selected), rounds)
            where = "".join(f", {name} {code}" for name, code in selected.items())
            what = f"{prod(SIZES.values()):,} synthetic figures counted by {' and '.join(by)}{where}"
            yield Row(what, against, pair, f"{engine.available(query, by).num_rows:,} rows each", TARGET)
        engine.close()
        peer.close()


def synthetic_catalogue(path: Path, sizes: dict[str, int] | None = None) -> Catalogue:
    """A catalogue of one synthetic dataset, a figure for every combination of its codes, its file written at `path`."""
    sizes = sizes or SIZES
    structure = DataStructure(tuple(_dimension(name, count) for name, count in sizes.items()))
    _write(structure, path)
    with path.open("rb") as file:
        checksum = file_digest(file, "sha256").hexdigest()
    like = next(iter(open_engine().catalogue.datasets.values()))
    distribution = Distribution(str(path), prod(sizes.values()), path.stat().st_size, checksum)
    view = replace(like.default_view, query=Query(ID), rows=("area",), columns=(TIME,))
    title = LocalizedText.of(vi="Số liệu giả lập", en="Synthetic figures")
    dataset: Dataset = replace(
        like,
        id=ID,
        title=title,
        structure=structure,
        default_view=view,
        distribution=distribution,
        breaks=(),
        sums=(),
        issued=date(2026, 1, 1),
    )
    return replace(open_engine().catalogue, datasets={ID: dataset}, broken={})


def _dimension(name: str, count: int) -> Dimension:
    concept = Concept(name, LocalizedText.of(vi=name, en=name))
    if name == TIME:
        return Dimension(concept, None, tuple(str(2000 + place) for place in range(count)))
    codes = tuple(f"{name[0].upper()}{place}" for place in range(count))
    named = tuple(Code(code, LocalizedText.of(vi=code, en=code)) for code in codes)
    return Dimension(concept, CodeList(name, named), codes)


def _write(structure: DataStructure, path: Path) -> None:
    """The rows in printed order, an indicator at a time, columns as in every published file."""
    first, *others = structure
    rows = prod(len(dimension.codes) for dimension in others)
    places = np.unravel_index(np.arange(rows), [len(dimension.codes) for dimension in others])
    values = np.random.default_rng(1).integers(10, 100_000, rows).astype(float)
    fixed = {"decimals": pa.scalar(0, pa.int8()), "unit": "persons", "obs_status": "A", "source_id": "synthetic"}
    writer: pq.ParquetWriter | None = None
    for code in first.codes:
        columns = {first.id: _repeated(code, rows)}
        columns |= {own.id: _coded(own, place) for own, place in zip(others, places, strict=True)}
        columns |= {MEASURE: pa.array(values)}
        columns |= {name: _repeated(value, rows) for name, value in fixed.items()}
        columns |= {"locator": _repeated("synthetic", rows)}
        columns |= {name: pa.nulls(rows, pa.string()) for name in NOTES}
        table = pa.table(columns)
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer is not None:
        writer.close()


def _repeated(value: object, rows: int) -> pa.Array:
    return pa.repeat(value, rows)


def _coded(dimension: Dimension, places: np.ndarray) -> pa.Array:
    if dimension.is_time:
        return pa.array(np.array(dimension.codes, dtype=np.int16)[places])
    return pa.array(dimension.codes).take(pa.array(places))


def _ours(engine: Engine, query: Query, by: tuple[str, ...]) -> Callable[[], object]:
    return lambda: engine.available(query, by)


def _theirs(peer: duckdb.DuckDBPyConnection, by: tuple[str, ...], selected: dict[str, str]) -> Callable[[], object]:
    where = " AND ".join(f"{name} = '{code}'" for name, code in selected.items())
    names = ", ".join(by)
    sql = f"SELECT {names}, count(*) AS figures FROM {ID} {'WHERE ' + where if where else ''} GROUP BY {names}"
    return lambda: peer.execute(sql).to_arrow_table()
