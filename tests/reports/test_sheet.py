"""The sheet of paper: margins by the spine, bleed and crop marks outside the trim."""

import pytest

from dantoc.reports.sheet import BLEED, MM, PAPERS, SLUG, Sheet


@pytest.mark.parametrize("paper", PAPERS)
def test_the_column_lies_away_from_the_spine_and_is_as_wide_on_either_side(paper: str):
    own = Sheet(PAPERS[paper])
    assert own.left(1) > own.left(2)
    assert own.left(1) + own.width + PAPERS[paper].outer * MM == pytest.approx(own.trim[0])
    assert own.left(2) + own.width + PAPERS[paper].inner * MM == pytest.approx(own.trim[0])
    assert own.high + PAPERS[paper].top * MM == pytest.approx(own.trim[1])


def test_the_papers_are_those_of_the_trade():
    assert {name: (own.width, own.height) for name, own in PAPERS.items()} == {"a4": (210, 297), "16x24": (160, 240)}


def test_crop_marks_stay_off_the_bleed_and_point_at_the_trim():
    own = Sheet(PAPERS["a4"], crop=True)
    left, low, right, high = own.trim_box
    marks = own.crop_marks()
    assert len(marks) == 8
    for x0, y0, x1, y1 in marks:
        assert (x0 == x1 and x0 in (left, right)) or (y0 == y1 and y0 in (low, high))
        assert all(
            not (left - BLEED < x < right + BLEED and low - BLEED < y < high + BLEED) for x, y in ((x0, y0), (x1, y1))
        )
        assert all(0 <= x <= own.media[0] and 0 <= y <= own.media[1] for x, y in ((x0, y0), (x1, y1)))
    assert SLUG > BLEED
    assert Sheet(PAPERS["a4"]).crop_marks() == []
