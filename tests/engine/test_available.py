"""Which combinations of codes bear figures: counted by the warehouse, equal to a plain count by pandas."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dantoc.engine.engine import Engine, open_engine
from dantoc.engine.loading import load
from dantoc.model.errors import TooManyCells, UnknownCode, UnknownDimension
from dantoc.model.query import Query
from tests.engine import made_up

RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
SELECTIONS = st.fixed_dictionaries(
    {},
    optional={
        "indicator": st.sampled_from(("*", "counted", "rate")),
        "ethnic_group": st.sampled_from(("*", "children(EM)", "_T,02", "54")),
        "area": st.sampled_from(("VN", "leaves(VN)", "R1,99")),
        "sex": st.sampled_from(("_T", "M,F")),
        "year": st.sampled_from(("latest", "2009:", "*")),
    },
)
BY = st.lists(st.sampled_from(made_up.DIMENSIONS), min_size=1, max_size=5, unique=True).map(tuple)


@RELAXED
@given(SELECTIONS, BY)
def test_the_counts_are_those_of_the_figures_that_the_query_gives(
    engine: Engine, selected: dict[str, str], by: tuple[str, ...]
):
    query = Query.of(made_up.ID, selected)
    found = engine.available(query, by)
    assert found.column_names == [*by, "figures"]
    figures = engine.run(query).data.select(list(by)).to_pandas()
    counted = figures.groupby(list(by), observed=True).size() if len(figures) else pd.Series(dtype=int)
    expected = {key if isinstance(key, tuple) else (key,): int(n) for key, n in counted.items()}
    assert {tuple(row[name] for name in by): row["figures"] for row in found.to_pylist()} == expected


@RELAXED
@given(BY)
def test_the_combinations_stand_in_printed_order(engine: Engine, by: tuple[str, ...]):
    structure = engine.catalogue.dataset(made_up.ID).structure
    rows = [tuple(str(row[name]) for name in by) for row in engine.available(Query(made_up.ID), by).to_pylist()]
    places = [tuple(structure[name].codes.index(code) for name, code in zip(by, row, strict=True)) for row in rows]
    assert places == sorted(set(places))


@pytest.mark.parametrize("dataset", open_engine().catalogue.datasets)
def test_every_figure_of_every_dataset_is_counted(dataset: str):
    product = open_engine()
    own = product.catalogue.dataset(dataset)
    for name in own.structure.ids:
        counted = product.available(Query(dataset), (name,))
        assert sum(counted.column("figures").to_pylist()) == own.distribution.rows
        assert tuple(str(code) for code in counted.column(name).to_pylist()) == own.structure[name].codes


def test_another_database_counts_alike(engine: Engine, tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'figures.db'}"
    assert list(load(url, engine.catalogue.datasets.values()))
    other = Engine(engine.catalogue, url)
    for by in (("year",), ("indicator", "year"), made_up.DIMENSIONS):
        for selected in ({}, {"area": "leaves(VN)", "year": "latest"}):
            query = Query.of(made_up.ID, selected)
            assert other.available(query, by).equals(engine.available(query, by))
    other.close()


def test_nothing_selected_is_nothing_counted(engine: Engine):
    assert engine.available(Query.of(made_up.ID, {"ethnic_group": "54"}), ("year",)).num_rows == 0


def test_what_cannot_be_counted_by_is_named(engine: Engine):
    for by, value in ((("colour",), "colour"), ((), ""), (("year", "value"), "value")):
        with pytest.raises(UnknownDimension) as caught:
            engine.available(Query(made_up.ID), by)
        assert (caught.value.parameter, caught.value.value) == ("by", value)
        assert caught.value.allowed == made_up.DIMENSIONS
    with pytest.raises(UnknownCode):
        engine.available(Query.of(made_up.ID, {"area": "nowhere"}), ("year",))


def test_too_many_combinations_are_refused(engine: Engine):
    every = engine.available(Query(made_up.ID), made_up.DIMENSIONS).num_rows
    assert engine.available(Query(made_up.ID), made_up.DIMENSIONS, limit_cells=every).num_rows == every
    with pytest.raises(TooManyCells) as caught:
        engine.available(Query(made_up.ID), made_up.DIMENSIONS, limit_cells=every - 1)
    assert caught.value.allowed == (f"≤ {every - 1}",)
