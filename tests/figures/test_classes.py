"""The classes of a map: equal numbers of places; the least is one by itself where it fills more than its share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantoc.figures.marks.tile_map import class_bounds


@pytest.mark.parametrize(
    ("values", "bounds"),
    [
        (range(63), [12, 25, 37, 50]),
        ([0] * 54 + [411], [411]),
        ([0] * 60 + [3, 5, 9], [3, 5, 9]),
        ([0] * 40 + list(range(1, 24)), [1, 6, 12, 18]),
        ([2] * 10, []),
        ([], []),
    ],
)
def test_the_figures_at_which_classes_begin(values, bounds):
    assert class_bounds(list(values), 5) == bounds


@given(st.lists(st.integers(0, 9), min_size=5, max_size=63), st.integers(2, 6))
def test_classes_are_few_rise_and_leave_the_least_in_the_first(values: list[int], classes: int):
    bounds = class_bounds([float(own) for own in values], classes)
    assert bounds == sorted(set(bounds)) and len(bounds) < classes
    assert all(min(values) < own <= max(values) for own in bounds)
