"""Shares and ranks over a few figures: their flags, and what they say of themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantoc.engine.derivations.rank import FEWEST
from tests.engine.derivations.few import by, derive, deriver, figures, told


def test_shares_of_the_whole_and_of_the_next_whole_above():
    whole = figures(by("ethnic_group", {"_T": 200, "01": 150, "EM": 50, "02": 30, "03": None}))
    assert told(whole, "share(ethnic_group)", "ethnic_group") == {
        "_T": (100, "A"),
        "01": (75, "A"),
        "EM": (25, "A"),
        "02": (15, "A"),
        "03": (None, "Q"),
    }
    found = told(whole, "share_within(ethnic_group)", "ethnic_group")
    assert (found["_T"], found["02"], found["EM"]) == ((None, "O"), (60, "A"), (25, "A"))


def test_the_worst_flag_is_carried_and_no_share_is_taken_of_nothing():
    rows = [
        *by("sex", {"_T": 10, "M": 4}),
        *by("sex", {"_T": 0, "M": 0}, area="01"),
        *by("sex", {"_T": None, "M": 1}, area="02"),
    ]
    rows[0] |= {"obs_status": "E"}
    found = told(figures(rows), "share(sex)", "area", "sex")
    assert (found["VN", "M"], found["01", "M"], found["02", "M"]) == ((40, "E"), (None, "O"), (None, "Q"))


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=15).filter(any))
def test_the_shares_of_all_parts_sum_to_a_hundred(counts: list[int]):
    codes = [f"{number:02}" for number in range(1, len(counts) + 1)]
    whole = figures(by("ethnic_group", {"_T": sum(counts), **dict(zip(codes, counts, strict=True))}))
    shares = told(whole, "share(ethnic_group)", "ethnic_group")
    assert sum(value or 0 for code, (value, _) in shares.items() if code != "_T") == pytest.approx(100)


@given(st.lists(st.integers(-50, 50), min_size=FEWEST, max_size=30).filter(lambda own: len(set(own)) > 1))
def test_a_rank_is_one_more_than_the_number_of_greater_values(values: list[int]):
    codes = [f"{number:02}" for number in range(1, len(values) + 1)]
    whole = figures(by("ethnic_group", {"_T": 10**6, **dict(zip(codes, values, strict=True))}))
    ranks = told(whole, "rank(ethnic_group)", "ethnic_group")
    assert ranks["_T"] == (None, "O")
    for code, value in zip(codes, values, strict=True):
        assert ranks[code] == (1 + sum(other > value for other in values), "A")


def test_too_few_figures_have_no_ranks_and_figures_that_are_alike_none_to_offer():
    codes = [f"{number:02}" for number in range(1, FEWEST + 1)]
    alike = by("ethnic_group", dict.fromkeys(codes, 1.0), area="01")
    few = by("ethnic_group", {code: float(place) for place, code in enumerate(codes[1:])}, area="02")
    many = by("ethnic_group", {code: float(place) for place, code in enumerate(codes)}, area="04")
    whole = figures([*alike, *few, *many])
    found = told(whole, "rank(ethnic_group)", "area", "ethnic_group")
    assert (found["01", "03"], found["02", "03"], found["04", "10"]) == ((1, "A"), (None, "O"), (1, "A"))
    own = deriver(whole)
    offered = {
        area
        for area in ("01", "02", "04")
        if any(offer.key == "rank(ethnic_group)" for offer in own.offers(derive(whole, area=[area])))
    }
    assert offered == {"04"}
