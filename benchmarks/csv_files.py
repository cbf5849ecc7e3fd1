"""The whole largest dataset as CSV: against pandas in the process, against Datasette's stream over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, product
from urllib.parse import urlencode

import pandas as pd

from benchmarks.datasette_peer import datasette, name, stream_path
from benchmarks.measuring import Row, Target, alternate
from benchmarks.serving import Server
from benchmarks.serving import product as served_product
from benchmarks.slices import largest
from dantoc.engine.engine import open_engine
from dantoc.formats import registry
from dantoc.formats.export import Export
from dantoc.model.dataset import Dataset
from dantoc.model.query import Query
from dantoc.model.table import TableSpec
from dantoc.tables.layout import lay_out

TARGET = Target(least_ratio=20.0)


def rows(rounds: int) -> Iterator[Row]:
    """Written from figures in hand; sent over HTTP, made anew and kept."""
    engine = open_engine()
    dataset = largest(engine.catalogue)
    result = engine.run(Query(dataset.id))
    spec = TableSpec(dataset.default_view.rows, dataset.default_view.columns)
    export = Export(result, engine.catalogue, "en", lambda: lay_out(result, spec, "en"), labels="codes")
    frame = result.data.to_pandas()
    size = f"{len(result):,} figures"
    pair = alternate(lambda: b"".join(registry.write("csv", export)), lambda: frame.to_csv(index=False), rounds)
    yield Row(f"CSV of the whole largest dataset ({size})", f"pandas {pd.__version__}, to_csv of the same frame", pair)
    with served_product() as ours, datasette(dataset) as peer:
        ours.settle()
        peer.settle()
        peer_path, whole = stream_path(dataset), _address(dataset)
        note = f"{len(ours.get(whole)) / 1000:.0f} kB against {len(peer.get(peer_path)) / 1000:.0f} kB"
        against = f"{name()}, CSV stream of the same table"
        fresh = alternate(_anew(ours, dataset), lambda: peer.get(peer_path), rounds)
        yield Row("the same over HTTP, never asked before", against, fresh, note, TARGET)
        kept = alternate(lambda: ours.get(whole), lambda: peer.get(peer_path), rounds)
        yield Row("the same over HTTP, asked before", against, kept, note, TARGET)


def _anew(server: Server, dataset: Dataset) -> Callable[[], object]:
    """A call that asks for the whole in words not used yet (``sex=*`` says what leaving `sex` out says)."""
    ways = [("", "*", f"*,{dimension.codes[0]}") for dimension in dataset.structure]
    paths = (_address(dataset, own) for own in islice(product(*ways), 1, None))
    return lambda: server.get(next(paths))


def _address(dataset: Dataset, spelling: tuple[str, ...] = ()) -> str:
    said = {dimension: own for dimension, own in zip(dataset.structure.ids, spelling, strict=False) if own}
    return f"/api/v1/datasets/{dataset.id}/data?" + urlencode(
        {**said, "format": "csv", "labels": "codes", "lang": "en"}
    )
