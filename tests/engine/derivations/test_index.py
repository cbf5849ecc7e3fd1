"""Index: the base year is 100; years before it have an index too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantoc.model.dataset import Break
from tests.engine.derivations.few import CHANGED, derive, deriver, figures, measure, series, told

WHOLE = figures(series({1999: 80, 2009: 100, 2019: 120}))


def test_the_first_year_in_view_is_the_base():
    assert told(WHOLE, "index(year)", "year") == {1999: (100, "A"), 2009: (125, "A"), 2019: (150, "A")}
    assert told(WHOLE, "index(year)", "year", year=["2009", "2019"]) == {2009: (100, "A"), 2019: (120, "A")}
    narrowed = derive(WHOLE, "index(year)", year=["2009", "2019"])
    assert measure(narrowed, "index(year)").name.say("en") == "Index (2009 = 100)"
    assert measure(narrowed, "index(year)").id == "index_year"


def test_years_before_the_base_have_an_index():
    assert told(WHOLE, "index(year,2009)", "year") == {1999: (80, "A"), 2009: (100, "A"), 2019: (120, "A")}


def test_a_break_on_either_side_of_the_base_gives_none():
    broken = figures(series({1999: 80, 2009: 100, 2014: 110, 2019: 120}), breaks=(Break(2009, CHANGED),))
    found = told(broken, "index(year,2014)", "year")
    assert [found[year][1] for year in (1999, 2009, 2014, 2019)] == ["O", "A", "A", "A"]
    assert told(broken, "index(year,2014,across_breaks)", "year")[1999] == (pytest.approx(80 / 1.1), "B")


def test_a_base_year_that_nothing_can_be_held_against_has_no_index_either():
    rows = [*series({2009: 1, 2019: 2}, sex="M"), *series({2009: 3, 2019: 4}, sex="F")]
    broken = figures(rows, breaks=(Break(2019, CHANGED, (("sex", ("F",)),)),))
    found = told(broken, "index(year)", "sex", "year")
    assert [found["M", year] for year in (2009, 2019)] == [(100, "A"), (200, "A")]
    assert [found["F", year] for year in (2009, 2019)] == [(None, "O"), (None, "O")]


def test_missing_and_suppressed_figures_have_none_and_flags_are_carried():
    rows = [*series({2009: None, 2019: 2}), {"year": 2009, "value": None, "obs_status": "Q", "sex": "M"}]
    rows += [*series({2019: 2}, sex="M"), *series({2019: 3}, sex="F")]
    rows.append({"year": 2009, "value": 2, "obs_status": "E", "sex": "F"})
    found = told(figures(rows), "index(year)", "sex", "year")
    assert [found[sex, 2019] for sex in ("_T", "M", "F")] == [(None, "O"), (None, "Q"), (150, "E")]


def test_one_year_alone_says_nothing():
    alone = derive(WHOLE, "index(year)", year=["2019"])
    assert alone.data.column("index_year").to_pylist() == [100]
    assert "index(year)" not in {offer.key for offer in deriver(WHOLE).offers(derive(WHOLE, year=["2019"]))}


@given(st.dictionaries(st.integers(1950, 2030), st.integers(1, 10**7), min_size=2, max_size=8), st.data())
def test_the_base_is_a_hundred_and_indices_stand_to_each_other_as_the_values(
    values: dict[int, float], data: st.DataObject
):
    base = data.draw(st.sampled_from(sorted(values)))
    found = told(figures(series(values)), f"index(year,{base})", "year")
    assert found[base] == (100, "A")
    assert {year: value for year, (value, _) in found.items()} == pytest.approx(
        {year: value / values[base] * 100 for year, value in values.items()}
    )
