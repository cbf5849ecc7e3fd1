"""A view is checked on its way in and told of truly on its way out: what holds, what changed, what is gone."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dantoc.engine.engine import Engine
from dantoc.model.dataset import Catalogue
from dantoc.model.errors import (
    BadSelection,
    BadText,
    BrokenDataset,
    DantocError,
    NoFigures,
    TooLongView,
    UnknownCode,
    UnknownDataset,
    UnknownDimension,
    UnknownOption,
)
from dantoc.model.query import Query
from dantoc.model.saved import (
    AS_SAVED,
    CHANGED,
    CHART,
    FROM_FIRST,
    GONE,
    HOLDS,
    LATEST,
    PAGE,
    PERIODS,
    RENEWED,
    SavedView,
    params_in_full,
)
from dantoc.model.view import parse_view, view_params
from dantoc.store.saving import standing, view_to_save, years_seen
from tests.store.conftest import LANGUAGES, TODAY, Saver

CENSUS = "population_census"


def year_of(view: SavedView) -> str:
    return dict(view.params)["year"]


@pytest.mark.parametrize(
    ("periods", "asked", "kept"),
    [
        (AS_SAVED, "2019", "2019"),
        (AS_SAVED, "latest", "2019"),
        (AS_SAVED, "2009:", "2009,2019"),
        (LATEST, "2019", "latest"),
        (LATEST, "2009,2019", "latest(2)"),
        (LATEST, "1999", "latest"),
        (FROM_FIRST, "2009", "2009:"),
        (FROM_FIRST, "2009,2019", "2009:"),
    ],
)
def test_years_are_kept_so_that_new_periods_do_what_was_wished(to_save: Saver, periods: str, asked: str, kept: str):
    assert year_of(to_save(year=asked, periods=periods)) == kept


def test_what_is_the_default_today_is_written_down(to_save: Saver, catalogue: Catalogue):
    said = dict(to_save().params)
    structure = catalogue.dataset(CENSUS).structure
    assert {*structure.ids, "rows", "columns", "order"} == set(said)


def test_the_figure_comes_back_with_the_chart_and_not_with_the_page(to_save: Saver, engine: Engine):
    view = to_save(kind=CHART, year="2019", theme="dark", **{"title.vi": "  Dân số \n"})
    assert dict(view.params)["title.vi"] == "Dân số"
    assert dict(standing(engine, view, LANGUAGES).figure) == {"theme": "dark", "title.vi": "Dân số"}
    with pytest.raises(UnknownDimension):
        to_save(kind=PAGE, year="2019", theme="dark")


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"area": "99"}, UnknownCode),
        ({"area": "'; DROP TABLE x"}, BadSelection),
        ({"zone": "1"}, UnknownDimension),
        ({"level": "primary"}, UnknownDimension),
        ({"id": CENSUS}, UnknownDimension),
        ({"lang": "vi"}, UnknownDimension),
        ({"format": "csv"}, UnknownDimension),
        ({"tab": "chart"}, UnknownDimension),
        ({"order": "sideways"}, UnknownOption),
        ({"rows": "nothing"}, UnknownDimension),
        ({"mark": "fireworks"}, UnknownOption),
        ({"show": "nothing"}, UnknownOption),
        ({"derive": "nonsense(area)"}, DantocError),
        ({"area": "VN\0"}, BadText),
        ({"mark": "bars\r\n"}, BadText),
        ({"mark": "\ud800"}, BadText),
        ({"mark": "x" * 9_000}, TooLongView),
        ({"area": "R1", "year": "1989"}, NoFigures),
    ],
    ids=str,
)
def test_what_means_nothing_is_refused(to_save: Saver, params: dict[str, str], error: type[DantocError]):
    with pytest.raises(error):
        to_save(**params)


@pytest.mark.parametrize("wrong", [{"kind": "poster"}, {"periods": "never"}, {"locale": "lo"}])
def test_what_is_on_no_list_is_refused(to_save: Saver, wrong: dict[str, str]):
    with pytest.raises(UnknownOption) as refused:
        to_save(**wrong)
    assert refused.value.allowed


def test_a_dataset_that_there_is_not_is_named(engine: Engine):
    with pytest.raises(UnknownDataset):
        view_to_save(engine, "nope", {}, "vi", languages=LANGUAGES, today=TODAY)


SELECTIONS = {
    "ethnic_group": ("_T", "EM", "02,08", "top(5)", "children(EM)", "bottom(3)"),
    "area": ("VN", "R1", "*", "leaves(VN)"),
    "sex": ("_T", "M,F", "*"),
    "residence": ("_T", "*"),
    "year": ("latest", "2019", "2009,2019", "first", "2009:", "*", "latest(2)"),
    "order": ("code", "value", "-value"),
    "rows": ("ethnic_group", "area,year", ""),
    "derive": ("", "rank(ethnic_group)"),
}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    params=st.fixed_dictionaries({}, optional={name: st.sampled_from(own) for name, own in SELECTIONS.items()}),
    periods=st.sampled_from(PERIODS),
)
def test_any_view_goes_in_and_comes_out_the_same(engine: Engine, params: dict[str, str], periods: str):
    try:
        saved = view_to_save(engine, CENSUS, params, "vi", PAGE, periods, languages=LANGUAGES, today=TODAY)
    except NoFigures:
        return
    own = engine.catalogue.dataset(CENSUS)
    now = standing(engine, saved, LANGUAGES)
    assert now.view is not None and now.state == HOLDS
    assert params_in_full(own, now.view, {}) == saved.params
    assert parse_view(own, view_params(own, now.view)) == now.view
    asked = parse_view(own, params)
    assert now.view == replace(asked, query=asked.query.selecting("year", year_of(saved)))
    again = view_to_save(engine, CENSUS, dict(saved.params), "vi", PAGE, periods, languages=LANGUAGES, today=TODAY)
    assert again.id == saved.id


def test_the_fingerprint_is_of_the_figures_and_not_of_their_order(engine: Engine):
    up, down = (engine.run(Query.of(CENSUS, {"area": "VN", "sex": "_T"}, order=own)) for own in ("value", "-value"))
    assert years_seen(up) == years_seen(down)
    value = up.data.column("value")
    other = up.data.set_column(up.data.schema.get_field_index("value"), "value", pc.add(value, 1))
    assert {own.fingerprint for own in years_seen(replace(up, data=other))}.isdisjoint(
        own.fingerprint for own in years_seen(up)
    )


class Later(Engine):
    """The engine of a later version of the census: the last year revised, `new` years more, `lost` ones fewer."""

    def __init__(self, catalogue: Catalogue, revised: str = "", lost: str = "") -> None:
        own = replace(catalogue.dataset(CENSUS), version="2.0.0")
        super().__init__(replace(catalogue, datasets={**catalogue.datasets, CENSUS: own}))
        self._revised, self._lost = revised, lost

    def run(self, *asked, **more):
        result = super().run(*asked, **more)
        data = result.data
        years = pc.cast(data.column("year"), pa.string())
        value = data.column("value")
        raised = pc.if_else(pc.equal(years, self._revised), pc.add(value, 1), value)
        data = data.set_column(data.schema.get_field_index("value"), "value", raised)
        return replace(result, data=data.filter(pc.not_equal(years, self._lost or "none")))


@pytest.fixture
def both_years(to_save: Saver) -> dict[str, SavedView]:
    return {periods: to_save(year="2009,2019", periods=periods) for periods in PERIODS}


def test_a_new_version_with_the_same_figures_changes_nothing(catalogue: Catalogue, both_years):
    for view in both_years.values():
        now = standing(Later(catalogue), view, LANGUAGES)
        assert (now.state, now.version) == (HOLDS, "2.0.0")


def test_revised_figures_are_said_of_the_years_that_have_them(catalogue: Catalogue, both_years):
    for periods, view in both_years.items():
        now = standing(Later(catalogue, revised="2019"), view, LANGUAGES)
        assert now.state == (CHANGED if periods == AS_SAVED else RENEWED)
        assert (now.changed, now.added, now.removed) == (("2019",), (), ())
        assert now.view is not None


def test_a_year_that_is_gone_is_named(catalogue: Catalogue, both_years):
    now = standing(Later(catalogue, lost="2009"), both_years[AS_SAVED], LANGUAGES)
    assert (now.state, now.changed, now.removed) == (CHANGED, (), ("2009",))


def test_a_year_that_came_is_named(engine: Engine, both_years):
    view = both_years[LATEST]
    now = standing(engine, replace(view, years=view.years[:1]), LANGUAGES)
    assert (now.state, now.added) == (RENEWED, ("2019",))


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"dataset": "withdrawn"}, UnknownDataset),
        ({"params": (("area", "99"),)}, UnknownCode),
        ({"params": (("was_a_dimension", "1"),)}, UnknownDimension),
        ({"params": (("mark", "was_a_mark"),)}, UnknownOption),
        ({"params": (("area", "R1"), ("year", "1989"))}, NoFigures),
    ],
    ids=str,
)
def test_what_is_no_longer_published_is_gone_and_says_why(engine: Engine, to_save: Saver, changed, error):
    now = standing(engine, replace(to_save(year="2019"), **changed), LANGUAGES)
    assert (now.state, now.view, now.version) == (GONE, None, "")
    assert isinstance(now.why, error)


def test_a_dataset_that_cannot_be_served_just_now_is_not_called_gone(catalogue: Catalogue, to_save: Saver):
    broken = {CENSUS: BrokenDataset("dataset", CENSUS)}
    with pytest.raises(BrokenDataset):
        standing(Engine(replace(catalogue, broken=broken)), to_save(year="2019"), LANGUAGES)
