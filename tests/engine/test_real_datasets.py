"""Every published dataset is served to the last figure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pandas as pd
import pytest

from dantoc.engine.derivations.deriving import MOST_DERIVED
from dantoc.engine.engine import Engine, open_engine
from dantoc.model.query import Query

IDS = sorted(open_engine().catalogue.datasets)


@lru_cache(maxsize=1)
def serving() -> Engine:
    return open_engine()


@pytest.mark.parametrize("dataset", IDS)
def test_the_whole_dataset_is_its_parquet_file_in_the_same_order(dataset: str) -> None:
    result = serving().run(Query.of(dataset))
    stored = pd.read_parquet(result.dataset.distribution.path)
    names = list(stored.columns)
    shown = result.data.select(names).to_pandas()
    for name in names:
        before, after = stored[name].astype(object), shown[name].astype(object)
        assert before.where(before.notna(), None).tolist() == after.where(after.notna(), None).tolist()
    assert tuple(result.codes.values()) == tuple(dimension.codes for dimension in result.dataset.structure)
    assert {source.id for source in result.sources} == set(stored.source_id)


def views(dataset: str) -> Iterator[Query]:
    """The first view, the whole dataset, and the first view narrowed to one code, the first or the last, of each
    dimension that varies.
    """
    own = serving().catalogue.dataset(dataset)
    first = own.default_view.query
    yield first
    yield Query.of(dataset)
    result = serving().run(first)
    for dimension in result.varying:
        for code in dict.fromkeys((result.codes[dimension][0], result.codes[dimension][-1])):
            yield first.selecting(dimension, code)


@pytest.mark.parametrize("dataset", IDS)
def test_the_first_view_holds_figures(dataset: str) -> None:
    assert len(serving().run(serving().catalogue.dataset(dataset).default_view.query)) > 0


@pytest.mark.parametrize("dataset", IDS)
def test_whatever_is_offered_on_a_view_gives_at_least_one_figure_there(dataset: str) -> None:
    for query in views(dataset):
        plain = serving().run(query)
        keys = [offer.key for offer in serving().offers(plain)]
        assert len(keys) <= MOST_DERIVED
        full = serving().run(query.deriving(*keys))
        assert [measure.key for measure in full.derived] == keys
        for measure in full.derived:
            values, statuses = (full.data.column(name).to_pylist() for name in (measure.id, f"{measure.id}_status"))
            assert any(value is not None for value in values), (query, measure.key)
            for value, status in zip(values, statuses, strict=True):
                assert (value is None) == (status in {None, "O", "Q"}), (query, measure.key)
            assert serving().fits(plain, measure.key)


@pytest.mark.parametrize("dataset", IDS)
def test_a_derived_figure_does_not_depend_on_what_else_is_in_view(dataset: str) -> None:
    """Of the whole dataset and of its first view, with the arguments said that would be left to the view."""
    own = serving().catalogue.dataset(dataset)
    first, whole = own.default_view.query, Query.of(dataset)
    keys = [
        offer.key
        for offer in serving().offers(serving().run(first))
        if not offer.key.startswith(("index", "ratio", "density", "diversity", "concentration"))
    ]
    dimensions = list(own.structure.ids)
    narrow = serving().run(first.deriving(*keys)).data.to_pandas().set_index(dimensions)
    wide = serving().run(whole.deriving(*keys)).data.to_pandas().set_index(dimensions).loc[narrow.index]
    for measure in serving().run(first.deriving(*keys)).derived:
        for name in (measure.id, f"{measure.id}_status"):
            pd.testing.assert_series_equal(narrow[name], wide[name])
