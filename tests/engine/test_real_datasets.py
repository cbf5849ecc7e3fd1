"""Every published dataset is served to the last figure."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd
import pytest

from dantoc.engine.derivations import offered
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


@pytest.mark.parametrize("dataset", IDS)
def test_the_first_view_holds_figures_and_all_that_is_offered_on_it_works(dataset: str) -> None:
    query = serving().catalogue.dataset(dataset).default_view.query
    result = serving().run(query)
    assert len(result) > 0
    keys = [offer.key for offer in offered(result)]
    assert [measure.key for measure in serving().run(query.deriving(*keys)).derived] == keys
