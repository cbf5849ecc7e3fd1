"""Ratio: one figure for a hundred of another, or for each of another, once in a slice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantoc.model.errors import UnknownCode, UnknownDerivation
from tests.engine.derivations.few import by, derive, deriver, figures, measure, told

SEXES = figures(by("sex", {"_T": 303, "M": 103, "F": 200}))


def test_males_for_a_hundred_females_stand_on_both_sexes():
    assert told(SEXES, "ratio(sex,M,F)", "sex") == {"_T": (51.5, "A"), "M": (None, None), "F": (None, None)}
    said = measure(derive(SEXES, "ratio(sex,M,F)"), "ratio(sex,M,F)")
    assert (said.id, said.unit, said.decimals) == ("ratio_sex_M_F", "", 1)
    assert said.name.say("en") == "Sex ratio (males per 100 females)"
    assert said.name.say("vi") == "Tỷ số giới tính (số nam trên 100 nữ)"


@pytest.mark.parametrize(("seen", "on"), [(["M", "F"], "M"), (["F"], "F"), (["_T", "F"], "_T")])
def test_it_stands_on_the_whole_else_on_the_first_else_on_the_second(seen: list[str], on: str):
    found = told(SEXES, "ratio(sex,M,F)", "sex", sex=seen)
    assert found[on] == (51.5, "A")
    assert [code for code, own in found.items() if own != (None, None)] == [on]


def test_of_two_that_are_out_of_view_it_stands_on_the_first_in_view():
    groups = figures(by("ethnic_group", {"01": 80, "EM": 20, "02": 15, "03": 5}))
    found = told(groups, "ratio(ethnic_group,EM,01)", "ethnic_group", ethnic_group=["02", "03"])
    assert found == {"02": (25, "A"), "03": (None, None)}


def test_each_slice_has_its_own():
    both = figures([*by("sex", {"M": 1, "F": 2}, area="01"), *by("sex", {"M": 3, "F": 4}, area="02")])
    found = told(both, "ratio(sex,M,F)", "area", "sex")
    assert (found["01", "M"], found["02", "M"]) == ((50, "A"), (75, "A"))


def test_nothing_is_divided_by_nothing_and_nothing_missing_is_divided():
    rows = [*by("sex", {"M": 1, "F": 0}, area="01"), *by("sex", {"M": 1, "F": None}, area="02")]
    rows += [{"sex": "M", "value": 5, "area": "04"}, *by("sex", {"M": 1, "F": 2}, area="VN")]
    found = told(figures(rows), "ratio(sex,M,F)", "area", "sex")
    assert [found[area, "M"] for area in ("01", "02", "04")] == [(None, "O"), (None, "Q"), (None, "O")]


def test_the_worst_flag_of_the_two_is_carried():
    rows = [{"sex": "M", "value": 1, "obs_status": "P"}, {"sex": "F", "value": 2, "obs_status": "E"}]
    assert told(figures(rows), "ratio(sex,M,F)", "sex")["M"] == (50, "E")


def test_a_ratio_of_rates_is_given_where_it_is_asked_for_and_not_offered():
    rates = figures(by("sex", {"M": 30, "F": 40}, indicator="rural_share", unit="percent"))
    assert told(rates, "ratio(sex,M,F)", "sex")["M"] == (75, "A")
    assert "ratio(sex,M,F)" not in {offer.key for offer in deriver(rates).offers(rates)}
    assert "ratio(sex,M,F)" in {offer.key for offer in deriver(SEXES).offers(SEXES)}


def test_a_ratio_of_rates_is_not_called_one_of_persons():
    rates = figures([{**row, "unit": "percent", "indicator": "rural_share"} for row in by("sex", {"M": 40, "F": 50})])
    assert told(rates, "ratio(sex,M,F)", "sex")["M"] == (80, "A")
    assert measure(derive(rates, "ratio(sex,M,F)"), "ratio(sex,M,F)").name.say("en").startswith("Ratio of ")


def test_pupils_for_each_teacher_stand_on_the_pupils():
    whole = figures(by("indicator", {"em_pupils": 51, "em_teachers": 20}))
    key = "ratio(indicator,em_pupils,em_teachers)"
    assert told(whole, key, "indicator") == {"em_pupils": (2.55, "A"), "em_teachers": (None, None)}
    assert measure(derive(whole, key), key).name.say("en") == "Ethnic minority pupils per ethnic minority teacher"
    assert key in {offer.key for offer in deriver(whole).offers(whole)}


@pytest.mark.parametrize(
    ("key", "error", "allowed"),
    [
        ("ratio(sex)", UnknownDerivation, "ratio(DIMENSION,CODE,CODE)"),
        ("ratio(sex,M,F,_T)", UnknownDerivation, "ratio(sex,M,F)"),
        ("ratio(sex,M,X)", UnknownCode, "F"),
        ("ratio(sex,M,M)", UnknownDerivation, "ratio(sex,M,F)"),
        ("ratio(year,2009,2019)", UnknownDerivation, "ratio(sex,M,F)"),
        ("ratio(indicator,population,rural_share)", UnknownDerivation, "ratio(sex,M,F)"),
    ],
)
def test_two_that_mean_nothing_together_are_refused(key: str, error: type[Exception], allowed: str):
    rows = [*by("sex", {"_T": 3, "M": 1, "F": 2}), *by("sex", {"_T": 2}, year=2009)]
    whole = figures([*rows, {"indicator": "rural_share", "value": 50, "unit": "percent"}])
    with pytest.raises(error) as caught:
        derive(whole, key)
    assert allowed in getattr(caught.value, "allowed", ())


@given(st.integers(1, 10**7), st.integers(1, 10**7))
def test_the_two_ratios_of_a_pair_are_each_others_inverse(males: int, females: int):
    whole = figures(by("sex", {"M": males, "F": females}))
    one, other = (told(whole, f"ratio(sex,{pair})", "sex")[pair[0]][0] for pair in ("M,F", "F,M"))
    assert one is not None and other is not None
    assert one * other == pytest.approx(10_000)
