"""What is drawn before it is asked for: the same files, fetched once, and never at the cost of who waits."""

import os
from collections.abc import Iterator

import pytest

from dantoc.figures.press import LAST_IN_LINE, MOST_AHEAD, Job, NotDrawn, Press

CHART = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.4.1.json",
    "description": "x",
    "width": "container",
    "height": 20,
    "data": {"values": [{"a": 1}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a", "type": "quantitative"}},
}


def job(height: int = 20) -> Job:
    return Job({**CHART, "height": height}, ("svg",), alt="x")


@pytest.fixture
def press() -> Iterator[Press]:
    own = Press(workers=1)
    yield own
    own.end()


def test_what_was_drawn_ahead_is_what_would_be_drawn(press: Press) -> None:
    press.ahead(job())
    first = press.draw(job())
    assert press.waiting == 1
    assert first == press.draw(job())


def test_a_chart_that_cannot_be_drawn_is_told_to_who_asks(press: Press) -> None:
    press.ahead(Job({"width": "container", "mark": "cake"}, ("svg",)))
    with pytest.raises(NotDrawn):
        press.draw(Job({"width": "container", "mark": "cake"}, ("svg",)))


def test_only_a_few_are_kept_and_none_is_begun_while_others_draw(press: Press) -> None:
    for height in range(20, 20 + 3 * MOST_AHEAD):
        press.ahead(job(height))
    assert len(press._coming) <= MOST_AHEAD
    assert press.draw(job(19 + 3 * MOST_AHEAD))[0].startswith(b"<svg")


def test_a_gentle_press_draws_the_same_with_the_computing_time_that_is_left_over(press: Press) -> None:
    gentle = Press(workers=1, is_gentle=True)
    try:
        assert gentle.draw(job()) == press.draw(job())
        (worker,) = gentle._free
        assert os.getpriority(os.PRIO_PROCESS, worker._process.pid) == LAST_IN_LINE
        (other,) = press._free
        assert os.getpriority(os.PRIO_PROCESS, other._process.pid) < LAST_IN_LINE
    finally:
        gentle.end()
