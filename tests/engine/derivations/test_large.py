"""Datasets too large to be derived from as a whole: the same figures, read around the view."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dantoc.engine.derivations import deriving
from dantoc.engine.engine import Engine, open_engine
from dantoc.model.query import Query

VIEWS = {
    "population_census": {"ethnic_group": "_T,EM,02", "area": "VN,24", "year": "2009,2019", "residence": "_T"},
    "province_population": {"indicator": "average_population", "area": "VN,01,02", "year": "2015:2016"},
    "minority_pupils_teachers": {"area": "VN,02", "year": "2014:"},
    "province_health": {"area": "VN,02", "year": "2008:2010"},
}


@pytest.fixture(scope="module")
def small() -> Iterator[Engine]:
    """An engine that takes every dataset for a large one."""
    own = Engine(open_engine().catalogue)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deriving, "READ_WHOLE", 0)
        yield own
    own.close()


@pytest.mark.parametrize("dataset", VIEWS)
def test_a_large_dataset_gives_the_same_figures(small: Engine, dataset: str):
    query = Query.of(dataset, VIEWS[dataset])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deriving, "READ_WHOLE", 200_000)
        whole = open_engine()
        keys = [offer.key for offer in whole.offers(whole.run(query))]
        expected = whole.run(query.deriving(*keys))
    found = small.run(query.deriving(*keys))
    assert keys
    assert found.derived == expected.derived
    assert found.data.equals(expected.data)


@pytest.mark.parametrize("dataset", VIEWS)
def test_what_is_offered_on_a_large_dataset_is_judged_by_its_codes(small: Engine, dataset: str):
    result = small.run(Query.of(dataset, VIEWS[dataset]))
    keys = [offer.key for offer in small.offers(result)]
    assert keys
    assert [own.key for own in small.run(result.query.deriving(*keys)).derived] == keys
