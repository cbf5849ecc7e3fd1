"""Concentration: the Herfindahl–Hirschman index of a group over the provinces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.derivations.few import by, figures, told

KEY = "concentration(area)"


def test_the_squares_of_the_shares_stand_on_the_country():
    whole = figures(by("area", {"VN": 10, "R1": 10, "02": 5, "04": 3, "06": 2}))
    found = told(whole, KEY, "area")
    assert found["VN"] == (pytest.approx(0.25 + 0.09 + 0.04), "A")
    assert {own for code, own in found.items() if code != "VN"} == {(None, None)}


def test_one_province_is_all_of_it():
    assert told(figures(by("area", {"VN": 10, "02": 10, "04": 0})), KEY, "area")["VN"] == (1, "A")


@pytest.mark.parametrize(("printed", "given"), [(1000, True), (1005, True), (1006, False), (994, False)])
def test_the_provinces_must_add_up_to_the_country(printed: int, given: bool):
    rows = [*by("area", {"VN": printed, "02": 600, "04": 400}), *by("area", {"VN": 2, "02": 2}, sex="M")]
    value, status = told(figures(rows), KEY, "sex", "area")["_T", "VN"]
    assert (value is not None, status) == (given, "A" if given else "O")


def test_a_missing_or_suppressed_province_gives_none_and_flags_are_carried():
    rows = [*by("area", {"VN": 1000, "02": 1000, "04": None}), *by("area", {"VN": 1000}, sex="M")]
    rows += [{"area": "02", "value": 1000, "obs_status": "E", "sex": "M"}, *by("area", {"VN": 9, "02": 9}, sex="F")]
    rows.append({"area": "04", "value": None, "obs_status": "O", "sex": "F"})
    found = told(figures(rows), KEY, "sex", "area")
    assert [found[sex, "VN"] for sex in ("_T", "M", "F")] == [(None, "Q"), (1, "E"), (None, "O")]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=5).filter(any))
def test_it_is_greatest_in_one_province_and_least_where_all_are_alike(counts: list[int]):
    provinces = dict(zip(("02", "04", "06", "08", "10"), counts, strict=False))
    value, _ = told(figures(by("area", {"VN": sum(counts), **provinces})), KEY, "area")["VN"]
    assert value is not None
    assert 1 / len(counts) - 1e-9 <= value <= 1 + 1e-9
