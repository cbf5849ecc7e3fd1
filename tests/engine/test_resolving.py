"""Selections come to the codes they say, in order, and never to a stranger."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings

from dantoc.engine.engine import Engine
from dantoc.model.errors import BadPeriod, BadSelection, UnknownCode, UnknownDimension
from dantoc.model.query import Query
from dantoc.model.selection import Selection
from tests.engine import made_up
from tests.engine.asking import queries

SHORT = settings(max_examples=60, deadline=None)


def codes(engine: Engine, dimension: str, said: str, **others: str) -> tuple[str, ...]:
    return engine.codes(Query.of(made_up.ID, {**others, dimension: said}))[dimension]


@given(query=queries())
@SHORT
def test_only_codes_that_bear_figures_each_once_and_years_rising(engine: Engine, query: Query) -> None:
    structure = engine.catalogue.dataset(made_up.ID).structure
    for dimension, found in engine.codes(query).items():
        assert len(set(found)) == len(found)
        assert set(found) <= set(structure[dimension].codes)
    years = engine.codes(query)["year"]
    assert list(years) == sorted(years)


@given(query=queries())
@SHORT
def test_a_query_written_and_read_again_comes_to_the_same_codes(engine: Engine, query: Query) -> None:
    said = {dimension: Selection.parse(dimension, str(own)) for dimension, own in query.selections}
    assert engine.codes(Query.of(made_up.ID, said)) == engine.codes(query)


@given(query=queries())
@SHORT
def test_whatever_is_added_to_a_selection_takes_nothing_away(engine: Engine, query: Query) -> None:
    before = engine.codes(query)
    for dimension, own in query.selections:
        if dimension != "year":
            wider = engine.codes(query.selecting(dimension, Selection((*own.parts, *Selection.all().parts))))
            assert set(before[dimension]) <= set(wider[dimension])


@pytest.mark.parametrize(
    ("dimension", "said", "expected"),
    [
        ("area", "VN,children(R1)", ("VN", "02", "04", "06")),
        ("area", "children(R1),VN", ("02", "04", "06", "VN")),
        ("area", "children(VN)", ("R1", "R2", "R3")),
        ("area", "leaves(VN)", ("02", "04", "06", "01", "22", "40", "42")),
        ("area", "descendants(R2),R2", ("01", "22", "R2")),
        ("area", "99", ()),
        ("ethnic_group", "children(F_B)", ("02", "04", "06", "08", "10", "12")),
        ("ethnic_group", "54,03,02", ("03", "02")),
        ("ethnic_group", "03,*", ("03", "_T", "01", "EM", "02", *made_up.GROUPS[2:])),
        ("sex", "F,_T", ("F", "_T")),
        ("year", "2019,1999", ("1999", "2019")),
        ("year", "2000:2019", ("2009", "2019")),
        ("year", ":2009", ("1999", "2009")),
        ("year", "latest(2)", ("2009", "2019")),
        ("year", "first,latest", ("1999", "2019")),
        ("year", "2000", ()),
    ],
)
def test_parts_follow_as_asked_each_in_printed_order(
    engine: Engine, dimension: str, said: str, expected: tuple[str, ...]
) -> None:
    assert codes(engine, dimension, said) == expected


def test_latest_is_the_latest_year_that_bears_what_else_is_selected(engine: Engine) -> None:
    assert codes(engine, "year", "latest", indicator="rate") == ("2009",)
    assert codes(engine, "year", "latest", indicator="counted") == ("2019",)
    assert codes(engine, "year", "first", area="02", sex="F") == ("2009",)


@pytest.mark.parametrize("end", ["top", "bottom"])
def test_extremes_are_those_of_the_last_year_at_the_lowest_level(engine: Engine, frame: pd.DataFrame, end: str) -> None:
    lowest = frame.area.isin([code for below in made_up.PROVINCES.values() for code in below])
    chosen = frame[(frame.indicator == "counted") & (frame.ethnic_group == "05") & (frame.sex == "F") & lowest]
    last = chosen[chosen.year == 2019]
    expected = last.nlargest(3, "value") if end == "top" else last.nsmallest(3, "value")
    found = codes(engine, "area", f"{end}(3)", indicator="counted", ethnic_group="05", sex="F")
    assert set(found) == set(expected.area)
    assert list(found) == sorted(found, key=made_up.CODELISTS["area"].position)


def test_extremes_rank_in_the_first_slice_that_bears_figures(engine: Engine, frame: pd.DataFrame) -> None:
    rates = frame[frame.indicator == "rate"].sort_values(["value", "ethnic_group"], ascending=[False, True])
    found = codes(engine, "ethnic_group", "top(4)", indicator="rate", sex="F,_T", year="1999,2009,2019")
    assert set(found) == set(rates.ethnic_group[:4])


def test_a_suppressed_figure_is_not_ranked(engine: Engine) -> None:
    found = codes(engine, "ethnic_group", "top(100)", indicator="counted", area="VN", sex="_T", year="2019")
    assert made_up.SUPPRESSED[1] not in found
    assert made_up.MISSING[1] not in found
    assert len(found) == len(made_up.GROUPS) + 1 - 2


def test_an_unknown_code_is_named_with_near_ones(engine: Engine) -> None:
    with pytest.raises(UnknownCode) as caught:
        codes(engine, "area", "vn")
    assert (caught.value.parameter, caught.value.value, caught.value.allowed[0]) == ("area", "vn", "VN")
    with pytest.raises(UnknownCode):
        codes(engine, "area", "children(R9)")


@pytest.mark.parametrize(
    ("dimension", "said", "error"),
    [
        ("year", "19", BadPeriod),
        ("year", "abcd", BadPeriod),
        ("year", "top(3)", BadSelection),
        ("year", "children(VN)", BadSelection),
        ("area", "latest", BadSelection),
        ("area", "2009:2019", BadSelection),
        ("zone", "x", UnknownDimension),
    ],
)
def test_what_means_nothing_for_a_dimension_is_refused(
    engine: Engine, dimension: str, said: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        codes(engine, dimension, said)
