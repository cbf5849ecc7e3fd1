"""Figures as columns: slices, neighbours and views are those that a plain search finds."""

from __future__ import annotations

import numpy as np
import pytest

from dantoc.engine.derivations import figures as module
from dantoc.engine.derivations.figures import Figures
from dantoc.engine.engine import open_engine
from dantoc.model.query import Query


@pytest.fixture(scope="module", params=["population_census", "programme_finance"])
def read(request: pytest.FixtureRequest) -> tuple[Figures, list[dict[str, object]]]:
    result = open_engine().run(Query.of(request.param))
    return Figures(result.dataset, result.data), result.data.to_pylist()


def others(row: dict[str, object], figures: Figures, dimension: str) -> tuple[object, ...]:
    return tuple(row[own] for own in figures.dataset.structure.ids if own != dimension)


def test_figures_of_one_slice_share_every_other_code(read: tuple[Figures, list[dict[str, object]]]):
    figures, rows = read
    for dimension in figures.dataset.structure.ids:
        keys = [others(row, figures, dimension) for row in rows]
        slices = figures.slices(dimension).tolist()
        assert len(set(slices)) == len(set(keys)) == len(set(zip(slices, keys, strict=True)))


def test_the_year_before_is_the_latest_earlier_one_of_the_slice(read: tuple[Figures, list[dict[str, object]]]):
    figures, rows = read
    known = {(others(row, figures, "year"), row["year"]): place for place, row in enumerate(rows)}
    for row, before in zip(rows, figures.before("year").tolist(), strict=True):
        own = others(row, figures, "year")
        earlier = [year for year in figures.dataset.years if year < int(str(row["year"])) and (own, year) in known]
        assert before == (known[own, max(earlier)] if earlier else -1)


def test_the_figure_beside_is_that_of_the_same_slice(read: tuple[Figures, list[dict[str, object]]]):
    figures, rows = read
    for dimension in figures.dataset.structure:
        if dimension.is_time:
            continue
        code = dimension.codes[0]
        known = {
            others(row, figures, dimension.id): place for place, row in enumerate(rows) if row[dimension.id] == code
        }
        expected = [known.get(others(row, figures, dimension.id), -1) for row in rows]
        assert figures.beside(dimension.id, figures.place(dimension.id, code)).tolist() == expected
    assert set(figures.beside("indicator", -1).tolist()) == {-1}


def test_a_view_takes_the_rows_of_its_result_in_their_order():
    engine = open_engine()
    whole = engine.run(Query.of("population_census"))
    figures = Figures(whole.dataset, whole.data)
    for order in ("code", "value", "-value"):
        view = {"ethnic_group": "*", "area": "VN,01,02", "year": "1999:2019", "sex": "F,_T"}
        result = engine.run(Query.of("population_census", view, order=order))
        rows = figures.in_view(result.codes)
        assert whole.data.take(rows).equals(result.data)


def test_keys_of_many_dimensions_do_not_outgrow_their_room(monkeypatch: pytest.MonkeyPatch):
    whole = open_engine().run(Query.of("programme_finance"))
    plain = Figures(whole.dataset, whole.data)
    monkeypatch.setattr(module, "_ROOM", 4)
    cramped = Figures(whole.dataset, whole.data)
    for dimension in whole.dataset.structure.ids:
        one, other = plain.slices(dimension), cramped.slices(dimension)
        assert len(np.unique(np.stack((one, other)), axis=1).T) == len(np.unique(one)) == len(np.unique(other))
