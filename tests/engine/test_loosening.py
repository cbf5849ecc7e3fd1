"""A choice without figures is told what would bring some."""

from __future__ import annotations

from hypothesis import given, settings

from dantoc.engine.engine import Engine
from dantoc.engine.loosening import which_to_loosen
from dantoc.model.query import Query
from tests.engine import made_up
from tests.engine.asking import queries


def test_one_dimension_is_named_where_one_is_enough(engine: Engine) -> None:
    ways = which_to_loosen(engine, Query.of(made_up.ID, {"indicator": "rate", "year": "2019", "area": "VN"}))
    assert [way.dimensions for way in ways] == [("indicator",), ("year",)]
    assert [way.figures for way in ways] == [engine.count(way.query) for way in ways]


def test_two_are_named_where_one_is_not(engine: Engine) -> None:
    ways = which_to_loosen(engine, Query.of(made_up.ID, {"indicator": "rate", "year": "2019", "area": "99"}))
    assert {way.dimensions for way in ways} == {("area", "indicator"), ("area", "year")}


def test_a_choice_with_figures_needs_nothing(engine: Engine) -> None:
    assert which_to_loosen(engine, Query.of(made_up.ID)) == ()


@given(query=queries())
@settings(max_examples=30, deadline=None)
def test_there_is_a_way_out_of_every_empty_choice(engine: Engine, query: Query) -> None:
    ways = which_to_loosen(engine, query)
    assert bool(ways) == (engine.count(query) == 0)
    assert all(way.figures > 0 and len(engine.run(way.query)) == way.figures for way in ways)
