from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantoc.catalogue.facets import FacetValues

SIZES = st.sampled_from([0, 1, 7, 63, 64, 65, 130])


@st.composite
def facets(draw: st.DrawFn) -> tuple[int, Mapping[str, set[int]], set[int]]:
    """So many places, those that have each value, and some to count among."""
    size = draw(SIZES)
    some = st.sets(st.integers(0, size - 1)) if size else st.just(set[int]())
    return size, draw(st.dictionaries(st.sampled_from("abcde"), some)), draw(some)


@given(facets())
def test_values_are_counted_one_place_at_a_time(case: tuple[int, Mapping[str, set[int]], set[int]]):
    size, places, among = case
    mask = np.array([place in among for place in range(size)], dtype=np.bool_)
    expected = {value: len(own & among) for value, own in places.items() if own & among}
    counted = FacetValues(places, size).count(mask)
    assert counted == expected
    assert list(counted) == list(expected)


@given(facets(), st.sets(st.sampled_from("abcdefg")))
def test_any_of_some_values_is_all_their_places(case: tuple[int, Mapping[str, set[int]], set[int]], asked: set[str]):
    size, places, _ = case
    having = FacetValues(places, size).any_of(asked)
    assert having.shape == (size,)
    assert set(np.flatnonzero(having).tolist()) == set().union(*(places.get(value, set()) for value in asked))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(None, None, [0, 1, 2]), (2009, None, [1, 2]), (None, 2009, [0, 1]), (2009, 2009, [1]), (2010, 2018, [])],
)
def test_years_from_and_to_count_themselves(start: int | None, end: int | None, expected: list[int]):
    years = FacetValues({"1999": [0], "2009": [1], "2019": [2]}, 3)
    assert np.flatnonzero(years.between(start, end)).tolist() == expected
