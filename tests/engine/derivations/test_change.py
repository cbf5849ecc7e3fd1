"""Change: the value less that of the year before or of a base year, never across a break unless asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantoc.model.dataset import Break
from dantoc.model.errors import UnknownDerivation
from tests.engine.derivations.few import CHANGED, derive, figures, measure, series, told

PERSONS = figures(series({1999: 100, 2009: 130, 2019: 120}))


def test_a_figure_is_held_against_that_of_the_year_before():
    assert told(PERSONS, "change(year)", "year") == {1999: (None, "O"), 2009: (30, "A"), 2019: (-10, "A")}


def test_the_year_before_may_be_out_of_view():
    assert told(PERSONS, "change(year)", "year", year=["2019"]) == {2019: (-10, "A")}


def test_a_figure_is_held_against_that_of_the_base_year_and_none_before_it():
    assert told(PERSONS, "change(year,2009)", "year") == {1999: (None, "O"), 2009: (None, "O"), 2019: (-10, "A")}
    assert told(PERSONS, "change(year,1999)", "year")[2019] == (20, "A")


def test_the_year_before_is_that_of_the_same_other_codes():
    both = figures([*series({1999: 1, 2019: 5}, sex="M"), *series({2009: 2, 2019: 3}, sex="F")])
    assert told(both, "change(year)", "sex", "year")["M", 2019] == (4, "A")
    assert told(both, "change(year)", "sex", "year")["F", 2019] == (1, "A")


def test_a_missing_or_suppressed_year_gives_no_change():
    rows = [*series({1999: 1, 2009: None, 2019: 3}), *series({1999: 1, 2019: 3}, sex="M")]
    rows += series({1999: 1, 2019: 3}, sex="F")
    rows.append({"year": 2009, "value": None, "obs_status": "Q", "sex": "M"})
    changes = told(figures(rows), "change(year)", "sex", "year")
    assert [changes["_T", year] for year in (2009, 2019)] == [(None, "O"), (None, "O")]
    assert [changes["M", year] for year in (2009, 2019)] == [(None, "Q"), (None, "Q")]


@pytest.mark.parametrize(("earlier", "later", "worse"), [("A", "E", "E"), ("P", "A", "P"), ("E", "P", "E")])
def test_the_worst_flag_of_the_two_is_carried(earlier: str, later: str, worse: str):
    rows = [{"year": year, "value": year, "obs_status": own} for year, own in ((2009, earlier), (2019, later))]
    assert told(figures(rows), "change(year)", "year")[2019] == (10, worse)


def test_a_break_of_the_codes_it_names_gives_no_change_unless_asked():
    where = (("ethnic_group", ("02",)),)
    rows = [*series({2009: 10, 2019: 12}, ethnic_group="02"), *series({2009: 10, 2019: 13}, ethnic_group="03")]
    broken = figures(rows, breaks=(Break(2015, CHANGED, where),))
    refused = told(broken, "change(year)", "ethnic_group", "year")
    assert (refused["02", 2019], refused["03", 2019]) == ((None, "O"), (3, "A"))
    crossed = told(broken, "change(year,across_breaks)", "ethnic_group", "year")
    assert (crossed["02", 2019], crossed["03", 2019]) == ((2, "B"), (3, "A"))
    assert told(broken, "change(year,2009,across_breaks)", "ethnic_group", "year")["02", 2019] == (2, "B")


@pytest.mark.parametrize(("after", "refused"), [(2009, False), (2010, True), (2019, True), (2020, False)])
def test_a_break_lies_after_the_earlier_year_and_up_to_the_later(after: int, refused: bool):
    broken = figures(series({2009: 10, 2019: 12}), breaks=(Break(after, CHANGED),))
    assert told(broken, "change(year)", "year")[2019] == ((None, "O") if refused else (2, "A"))


def test_a_figure_flagged_as_a_break_parts_what_lies_around_it():
    rows = [*series({1999: 10, 2019: 14}), {"year": 2009, "value": 12, "obs_status": "B"}]
    flagged = figures(rows)
    assert told(flagged, "change(year)", "year") == {1999: (None, "O"), 2009: (None, "O"), 2019: (2, "B")}
    assert told(flagged, "change(year,1999)", "year")[2019] == (None, "O")
    assert told(flagged, "change(year,1999,across_breaks)", "year")[2019] == (4, "B")


def test_percentages_change_in_percentage_points_and_other_figures_in_their_unit():
    rates = figures([{**row, "unit": "percent", "decimals": 1} for row in series({2009: 10.1, 2019: 8.3})])
    full = derive(rates, "change(year)")
    assert (measure(full, "change(year)").unit, measure(full, "change(year)").decimals) == ("percentage_points", 1)
    assert full.data.column("change_year").to_pylist() == [None, -1.8]
    assert measure(derive(PERSONS, "change(year)"), "change(year)").unit == "persons"


def test_figures_of_several_units_change_in_no_unit_of_their_own():
    rates = [{**row, "unit": "percent"} for row in series({2009: 10, 2019: 8}, indicator="rural_share")]
    mixed = derive(figures([*series({2009: 1, 2019: 2}), *rates]), "change(year)")
    assert measure(mixed, "change(year)").unit == ""


def test_values_of_two_units_are_not_held_against_each_other():
    rows = [{**row, "unit": unit} for row, unit in zip(series({2009: 1, 2019: 2}), ("persons", "percent"), strict=True)]
    rows += series({2009: 1, 2019: 2}, sex="M")
    assert told(figures(rows), "change(year)", "sex", "year")["_T", 2019] == (None, "O")


def test_the_formula_says_what_becomes_of_breaks():
    refusing, crossing = (measure(derive(PERSONS, key), key) for key in ("change(year)", "change(year,across_breaks)"))
    assert "not computed where the series breaks" in refusing.formula.say("en")
    assert "flagged b" in crossing.formula.say("en")
    assert "gián đoạn" in refusing.formula.say("vi")
    assert refusing.name != crossing.name
    assert crossing.id == "change_year_across_breaks"


@given(st.dictionaries(st.integers(1950, 2030), st.integers(-(10**6), 10**6), min_size=2, max_size=8))
def test_changes_over_the_years_add_up_to_the_change_since_the_first(values: dict[int, float]):
    whole = figures(series(values))
    steps = [value for value, _ in told(whole, "change(year)", "year").values() if value is not None]
    first, last = min(values), max(values)
    assert told(whole, f"change(year,{first})", "year")[last] == (pytest.approx(sum(steps)), "A")


@pytest.mark.parametrize("key", ["change(year)", "percentage_change(year)", "growth(year)", "index(year)"])
def test_years_that_make_no_series_are_not_held_against_each_other(key: str):
    rows = figures(series({2025: 50, 2030: 100}))
    targets = replace(rows, dataset=replace(rows.dataset, frequency="_Z"))
    with pytest.raises(UnknownDerivation) as refused:
        derive(targets, key)
    assert refused.value.allowed
    assert not any("(year" in own for own in refused.value.allowed)
    assert derive(rows, key).derived
