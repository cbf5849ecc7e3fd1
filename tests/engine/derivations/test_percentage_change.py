"""Percentage change: for quantities that start above zero, never for percentages."""

from __future__ import annotations

import pytest

from dantoc.model.dataset import Break
from dantoc.model.errors import UnknownDerivation
from tests.engine.derivations.few import CHANGED, derive, figures, measure, series, told


def test_the_change_in_percent_of_the_earlier_value():
    whole = figures(series({1999: 80, 2009: 100, 2019: 90}))
    assert told(whole, "percentage_change(year)", "year") == {
        1999: (None, "O"),
        2009: (pytest.approx(25), "A"),
        2019: (pytest.approx(-10), "A"),
    }
    assert told(whole, "percentage_change(year,1999)", "year")[2019] == (pytest.approx(12.5), "A")
    assert measure(derive(whole, "percentage_change(year)"), "percentage_change(year)").unit == "percent"


@pytest.mark.parametrize(("earlier", "later"), [(0, 5), (-5, 5), (5, -5)])
def test_from_nothing_or_below_there_is_none(earlier: float, later: float):
    whole = figures([*series({2009: earlier, 2019: later}), *series({2009: 1, 2019: 2}, sex="M")])
    assert told(whole, "percentage_change(year)", "sex", "year")["_T", 2019] == (None, "O")


def test_to_nothing_is_all_of_it():
    assert told(figures(series({2009: 5, 2019: 0})), "percentage_change(year)", "year")[2019] == (-100, "A")


def test_percentages_have_none():
    rates = figures([{**row, "unit": "percent"} for row in series({2009: 10, 2019: 8})])
    with pytest.raises(UnknownDerivation):
        derive(rates, "percentage_change(year)")


def test_a_missing_and_a_suppressed_input_and_a_break_give_none():
    rows = [*series({1999: 1, 2009: None, 2019: 2}), {"year": 2009, "value": None, "obs_status": "Q", "sex": "M"}]
    rows += [*series({2019: 2}, sex="M"), *series({1999: 1, 2009: 2, 2019: 3}, sex="F")]
    whole = figures(rows, breaks=(Break(2019, CHANGED, (("sex", ("F",)),)),))
    found = told(whole, "percentage_change(year)", "sex", "year")
    assert (found["_T", 2019], found["M", 2019], found["F", 2019]) == ((None, "O"), (None, "Q"), (None, "O"))
    assert told(whole, "percentage_change(year,across_breaks)", "sex", "year")["F", 2019] == (50, "B")
