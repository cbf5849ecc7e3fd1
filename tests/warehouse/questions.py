"""What is asked of two engines to see that they answer alike."""

from __future__ import annotations

from collections.abc import Iterator

from dantoc.engine.engine import Engine
from dantoc.model.dataset import Dataset
from dantoc.model.query import ORDERS, Query
from dantoc.model.result import Result
from dantoc.model.structure import TIME


def queries(dataset: Dataset) -> Iterator[Query]:
    """The whole dataset and its first view, in every order, with the years and the codes that depend on figures."""
    view = dataset.default_view.query
    first = next((name for name in dataset.default_view.rows if name != TIME), dataset.structure.ids[0])
    last = dataset.structure[first].codes[-1]
    for order in ORDERS:
        yield Query.of(dataset.id, order=order)
        yield Query(view.dataset, view.selections, (), order)
    for said in ("latest", "latest(2)", "first", f"{dataset.years[0]}:", str(dataset.years[-1])):
        yield view.selecting(TIME, said)
        yield Query.of(dataset.id, {TIME: said})
    for said in ("top(3)", "bottom(2)", f"{last},top(1)", last):
        yield view.selecting(first, said)
    yield Query.of(dataset.id, {first: f"leaves({dataset.structure[first].codes[0]})", TIME: "latest"})


def with_derivations(engine: Engine, dataset: Dataset) -> Iterator[Query]:
    """The first view with each derivation that is offered on it, and with all of them."""
    view = dataset.default_view.query
    keys = tuple(offer.key for offer in engine.offers(engine.run(view)))
    yield from (view.deriving(key) for key in keys)
    yield view.deriving(*keys)


def assert_same(one: Result, other: Result) -> None:
    """Columns, rows, their order, numbers, flags, notes, codes, breaks, sources and formulas are the same."""
    assert one.data.schema == other.data.schema
    assert one.data.to_pylist() == other.data.to_pylist()
    assert one == other.__class__(**{**vars(other), "data": one.data})
    assert one.etag == other.etag
