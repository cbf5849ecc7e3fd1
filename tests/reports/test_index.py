"""The pages of the index: runs, and what is mainly about a group."""

import pytest

from dantoc.reports.index import _pages, runs


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ((), []),
        ((5,), [(5, 5)]),
        ((5, 6), [(5, 5), (6, 6)]),
        ((5, 6, 7, 9, 12, 13, 14), [(5, 7), (9, 9), (12, 14)]),
    ],
)
def test_three_pages_in_a_row_are_a_span(pages: tuple[int, ...], said: list[tuple[int, int]]):
    assert runs(pages) == said


def test_each_span_is_a_link_and_the_main_page_is_strong():
    said = _pages({12: False, 4: True})
    assert said.index('href="#page.4"') < said.index('href="#page.12"')
    assert said.startswith("<b>") and said.count("<b>") == 1
