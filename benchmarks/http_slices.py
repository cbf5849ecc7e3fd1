"""A slice over HTTP: against Datasette's SQL endpoint over the same table in indexed SQLite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import repeat
from urllib.parse import urlencode

from benchmarks.datasette_peer import datasette, name, sql_path
from benchmarks.measuring import Row, Target, alternate
from benchmarks.serving import Server, product
from benchmarks.slices import Slice, fresh_slices, largest, one_slice
from dantoc.engine.engine import open_engine
from dantoc.model.dataset import Dataset


def rows(rounds: int) -> Iterator[Row]:
    """Never asked before and asked before, as CSV and as JSON, each against the peer's own of the same kind."""
    dataset = largest(open_engine().catalogue)
    with product() as ours, datasette(dataset) as peer:
        ours.settle()
        peer.settle()
        for seed, (extension, said) in enumerate((("csv", "CSV"), ("json", "JSON")), start=1):
            against = f"{name()}, SQL endpoint ({said}) over the same table in indexed SQLite"
            what = f"slice of 100 figures over HTTP as {said}"
            same, peers = _our_path(one_slice(dataset), extension), _peer_path(one_slice(dataset), extension)
            note = f"{len(ours.get(same)) / 1000:.0f} kB against {len(peer.get(peers)) / 1000:.0f} kB"
            fresh = alternate(
                _asking(ours, _new(dataset, seed, extension, _our_path)),
                _asking(peer, _new(dataset, seed, extension, _peer_path)),
                rounds,
            )
            yield Row(f"{what}, never asked before", against, fresh, note, Target(least_ratio=1.0))
            kept = alternate(_asking(ours, repeat(same)), _asking(peer, repeat(peers)), rounds)
            yield Row(f"{what}, asked before", against, kept, note, Target(least_ratio=4.0))


def _new(dataset: Dataset, seed: int, extension: str, path: Callable[[Slice, str], str]) -> Iterator[str]:
    """Addresses that no other row asks for, so that neither the answer nor its figures are kept."""
    return iter([path(own, extension) for own in fresh_slices(dataset, seed)])


def _asking(server: Server, paths: Iterator[str]) -> Callable[[], object]:
    return lambda: server.get(next(paths))


def _our_path(own: Slice, extension: str) -> str:
    said = urlencode({**own.selections, "format": extension, "labels": "codes", "lang": "en"})
    return f"/api/v1/datasets/{own.dataset}/data?{said}"


def _peer_path(own: Slice, extension: str) -> str:
    return sql_path(f"SELECT * FROM {own.dataset} WHERE {own.condition}", extension)
