"""Diversity: how likely two residents drawn at random are of different groups."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantoc.model.errors import UnknownDerivation
from tests.engine.derivations.few import by, derive, figures, told

KEY = "diversity(ethnic_group)"


def test_pairs_of_different_groups_among_all_pairs():
    groups = {"01": 3, "02": 2, "03": 1}
    people = [code for code, count in groups.items() for _ in range(count)]
    pairs = list(combinations(people, 2))
    expected = sum(one != other for one, other in pairs) / len(pairs)
    whole = figures(by("ethnic_group", {"_T": 6, **groups}))
    found = told(whole, KEY, "ethnic_group")
    assert found["_T"] == (pytest.approx(expected), "A")
    assert {code: own for code, own in found.items() if code != "_T"} == dict.fromkeys(groups, (None, None))


def test_the_groups_may_be_out_of_view_and_their_sums_do_not_count():
    whole = figures(by("ethnic_group", {"_T": 6, "01": 3, "EM": 3, "02": 2, "03": 1}))
    expected = 1 - (3 * 2 + 2 * 1) / (6 * 5)
    assert told(whole, KEY, "ethnic_group", ethnic_group=["_T"]) == {"_T": (pytest.approx(expected), "A")}


@pytest.mark.parametrize(("printed", "given"), [(1000, True), (1005, True), (1006, False), (995, False), (0, False)])
def test_the_groups_must_add_up_to_the_printed_total(printed: int, given: bool):
    rows = [
        *by("ethnic_group", {"_T": printed, "01": 600, "02": 400}),
        *by("ethnic_group", {"_T": 2, "01": 2}, area="01"),
    ]
    value, status = told(figures(rows), KEY, "area", "ethnic_group")["VN", "_T"]
    assert (value is not None, status) == (given, "A" if given else "O")


@pytest.mark.parametrize(("status", "expected"), [("O", "O"), ("Q", "Q")])
def test_a_missing_or_suppressed_group_gives_none(status: str, expected: str):
    rows = [*by("ethnic_group", {"_T": 1000, "01": 600, "02": 399}), *by("ethnic_group", {"_T": 2, "01": 2}, area="01")]
    rows.append({"ethnic_group": "03", "value": None, "obs_status": status})
    assert told(figures(rows), KEY, "area", "ethnic_group")["VN", "_T"] == (None, expected)


def test_the_worst_flag_of_all_groups_is_carried():
    rows = [*by("ethnic_group", {"_T": 10, "01": 6}), {"ethnic_group": "02", "value": 4, "obs_status": "E"}]
    assert told(figures(rows), KEY, "ethnic_group")["_T"][1] == "E"


def test_households_are_no_residents_and_rates_no_persons():
    rows = [{**row, "unit": "households", "indicator": "households"} for row in by("ethnic_group", {"_T": 3, "01": 3})]
    with pytest.raises(UnknownDerivation):
        derive(figures(rows), KEY)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(lambda own: sum(own) > 1))
def test_it_lies_between_nothing_and_one_and_is_nothing_for_one_group(counts: list[int]):
    codes = [f"{number:02}" for number in range(1, len(counts) + 1)]
    whole = figures(by("ethnic_group", {"_T": sum(counts), **dict(zip(codes, counts, strict=True))}))
    value, _ = told(whole, KEY, "ethnic_group")["_T"]
    assert value is not None
    assert 0 <= value <= 1
    assert (value == 0) == (sum(count > 0 for count in counts) == 1)
