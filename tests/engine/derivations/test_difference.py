"""Difference from a reference: for rates and means, never for counts."""

from __future__ import annotations

import pytest

from dantoc.model.errors import UnknownCode, UnknownDerivation
from tests.engine.derivations.few import by, derive, deriver, figures, measure, told

RATE = {"indicator": "rural_share", "unit": "percent", "decimals": 1}


def rates(dimension: str, values: dict[str, float | None]) -> list[dict[str, object]]:
    return [{**row, **RATE} for row in by(dimension, values)]


def test_a_rate_less_that_of_the_country_in_percentage_points():
    whole = figures(rates("area", {"VN": 65.4, "01": 50.8, "02": 85.1}))
    assert told(whole, "difference(area,VN)", "area") == {"VN": (0, "A"), "01": (-14.6, "A"), "02": (19.7, "A")}
    said = measure(derive(whole, "difference(area,VN)"), "difference(area,VN)")
    assert (said.id, said.unit, said.decimals) == ("difference_area_VN", "percentage_points", 1)


def test_the_reference_may_be_out_of_view():
    whole = figures(rates("ethnic_group", {"_T": 60, "EM": 80, "02": 70}))
    assert told(whole, "difference(ethnic_group,EM)", "ethnic_group", ethnic_group=["02"]) == {"02": (-10, "A")}
    assert told(whole, "difference(ethnic_group,_T)", "ethnic_group", ethnic_group=["02"]) == {"02": (10, "A")}


def test_missing_and_suppressed_figures_have_none_and_flags_are_carried():
    rows = rates("area", {"VN": 60, "01": None, "02": 70})
    rows.append({**RATE, "area": "04", "value": None, "obs_status": "O"})
    rows[2] |= {"obs_status": "P"}
    found = told(figures(rows), "difference(area,VN)", "area")
    assert (found["01"], found["02"], found["04"]) == ((None, "Q"), (10, "P"), (None, "O"))


def test_a_suppressed_reference_tells_nothing():
    rows = [*rates("area", {"VN": None, "01": 10}), *({**row, "sex": "M"} for row in rates("area", {"VN": 1, "01": 2}))]
    assert told(figures(rows), "difference(area,VN)", "sex", "area")["_T", "01"] == (None, "Q")


@pytest.mark.parametrize("key", ["difference(area,VN)", "difference(ethnic_group,_T)", "difference(sex,M)"])
def test_counts_are_never_subtracted(key: str):
    counts = figures([{"area": "VN", "value": 10}, {"area": "01", "value": 7}, {"sex": "M", "value": 4}])
    with pytest.raises(UnknownDerivation) as caught:
        derive(counts, key)
    assert not any(own.startswith("difference") for own in caught.value.allowed)


def test_counts_beside_rates_have_none():
    counts = [{"area": "VN", "value": 10}, {"area": "01", "value": 7}]
    whole = figures([*counts, *rates("area", {"VN": 65.4, "01": 50.8})])
    found = told(whole, "difference(area,VN)", "indicator", "area")
    assert found["population", "01"] == (None, "O")
    assert found["rural_share", "01"] == (-14.6, "A")
    seen = derive(whole, indicator=["population"])
    assert not any(offer.derivation == "difference" for offer in deriver(whole).offers(seen))


def test_without_indicators_nobody_knows_what_is_counted_and_nothing_is_subtracted():
    bare = figures([{"area": "VN", "value": 10}, {"area": "01", "value": 7}], dimensions=("area", "year"))
    with pytest.raises(UnknownDerivation):
        derive(bare, "difference(area,VN)")


def test_an_unknown_reference_is_named_with_those_there_are():
    with pytest.raises(UnknownCode) as caught:
        derive(figures(rates("area", {"VN": 65.4, "01": 50.8})), "difference(area,vn)")
    assert (caught.value.parameter, caught.value.value, caught.value.allowed[0]) == ("derive", "vn", "VN")
