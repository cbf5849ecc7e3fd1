"""A saved view has an id made of what it says, in letters that can be read out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dantoc.model.saved import AS_SAVED, CHART, FROM_FIRST, ID, LATEST, PAGE, SavedView, YearSeen

SEEN = (YearSeen("2019", 5, "0123456789abcdef"),)
VIEW = SavedView("census", (("area", "VN"), ("year", "2019")), PAGE, "vi", AS_SAVED, "1.0.0", SEEN, date(2026, 1, 2))


def test_the_id_is_short_and_always_the_same():
    assert ID.fullmatch(VIEW.id)
    assert VIEW.id == replace(VIEW).id == replace(VIEW, created=date(2030, 1, 1)).id
    assert VIEW.path == f"/s/{VIEW.id}"


@pytest.mark.parametrize(
    "other",
    [
        {"dataset": "health"},
        {"params": (("area", "VN,R1"), ("year", "2019"))},
        {"params": (("area", "VN"), ("year", "2019"), ("z", ""))},
        {"kind": CHART},
        {"locale": "en"},
        {"periods": LATEST},
        {"periods": FROM_FIRST},
        {"version": "1.0.1"},
        {"years": (YearSeen("2019", 6, "0123456789abcdef"),)},
        {"years": (YearSeen("2019", 5, "0123456789abcdee"),)},
        {"years": ()},
    ],
)
def test_what_is_another_view_has_another_id(other: dict[str, object]):
    assert replace(VIEW, **other).id != VIEW.id


@pytest.mark.parametrize("periods", [LATEST, FROM_FIRST])
def test_a_view_that_goes_with_the_figures_is_the_same_under_every_version(periods: str):
    moving = replace(VIEW, periods=periods)
    assert replace(moving, version="2.0.0", years=()).id == moving.id


def test_ids_of_a_few_thousand_views_are_all_their_own_and_spread_over_all_letters():
    ids = {replace(VIEW, params=(("year", str(year)),)).id for year in range(3_000)}
    assert len(ids) == 3_000
    assert all(len({own[place] for own in ids}) == 27 for place in range(14))
