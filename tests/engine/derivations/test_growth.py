"""Growth: the yearly rate that leads from one value to another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantoc.model.dataset import Break
from dantoc.model.errors import UnknownDerivation
from tests.engine.derivations.few import CHANGED, derive, figures, measure, series, told


def test_the_mean_annual_growth_in_percent():
    whole = figures(series({2009: 100, 2011: 121, 2019: 121}))
    found = told(whole, "growth(year)", "year")
    assert found == {2009: (None, "O"), 2011: (pytest.approx(10), "A"), 2019: (pytest.approx(0), "A")}
    assert told(whole, "growth(year,2009)", "year")[2019] == (pytest.approx((1.21**0.1 - 1) * 100), "A")
    assert measure(derive(whole, "growth(year)"), "growth(year)").unit == "percent"


@pytest.mark.parametrize(("earlier", "later"), [(0, 5), (5, 0), (-5, 5), (5, -5)])
def test_only_positive_values_grow(earlier: float, later: float):
    whole = figures([*series({2009: earlier, 2019: later}), *series({2009: 1, 2019: 2}, sex="M")])
    assert told(whole, "growth(year)", "sex", "year")["_T", 2019] == (None, "O")


def test_percentages_have_none():
    with pytest.raises(UnknownDerivation):
        derive(figures([{**row, "unit": "percent"} for row in series({2009: 10, 2019: 8})]), "growth(year)")


@pytest.mark.parametrize("key", ["growth(year)", "percentage_change(year)", "index(year)"])
def test_what_may_lie_below_zero_is_no_multiple_of_another(key: str):
    migration = figures([{**row, "unit": "per_1000_persons"} for row in series({2009: 1.5, 2019: 3})])
    with pytest.raises(UnknownDerivation):
        derive(migration, key)
    assert told(migration, "change(year)", "year")[2019] == (1.5, "A")


def test_land_does_not_grow_by_the_year():
    land = figures([{**row, "unit": "km2"} for row in series({2009: 100, 2019: 101})])
    with pytest.raises(UnknownDerivation):
        derive(land, "growth(year)")
    assert told(land, "percentage_change(year)", "year")[2019] == (pytest.approx(1), "A")


def test_missing_suppressed_and_broken_series_have_none_and_flags_are_carried():
    rows = [*series({2009: None, 2019: 2}), {"year": 2009, "value": None, "obs_status": "Q", "sex": "M"}]
    rows += [*series({2019: 2}, sex="M"), *series({2009: 2, 2019: 3}, sex="F")]
    rows += [{"year": year, "value": 1, "obs_status": "E", "ethnic_group": "02"} for year in (2009, 2019)]
    whole = figures(rows, breaks=(Break(2012, CHANGED, (("sex", ("F",)),)),))
    found = told(whole, "growth(year)", "ethnic_group", "sex", "year")
    assert [found["_T", sex, 2019] for sex in ("_T", "M", "F")] == [(None, "O"), (None, "Q"), (None, "O")]
    assert found["02", "_T", 2019] == (pytest.approx(0), "E")
    crossed = told(whole, "growth(year,across_breaks)", "ethnic_group", "sex", "year")
    assert crossed["_T", "F", 2019] == (pytest.approx((1.5**0.1 - 1) * 100), "B")


@given(st.floats(1, 1e8), st.floats(1, 1e8), st.integers(1, 40))
def test_growth_compounds_back_to_the_later_value(earlier: float, later: float, years: int):
    whole = figures(series({1980: earlier, 1980 + years: later}))
    value, _ = told(whole, "growth(year)", "year")[1980 + years]
    assert value is not None
    assert earlier * (1 + value / 100) ** years == pytest.approx(later)
