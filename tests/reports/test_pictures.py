"""Charts drawn ahead: each once, kept by what it shows, beyond the process where a folder is given."""

from pathlib import Path

import pytest

from dantoc.figures.press import Job, NotDrawn
from dantoc.reports.pictures import FEW, Charted, Pictures

CHART = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.4.1.json",
    "data": {"values": [{"a": 1}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a", "type": "quantitative"}},
    "width": 100,
    "height": 40,
}


class Press:
    """Draws nothing and counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[Job] = []

    def draw(self, job: Job) -> tuple[bytes, ...]:
        self.asked.append(job)
        if job.width == 13:
            raise NotDrawn("no")
        return (f"<svg>{job.width}</svg>".encode(),)


def charted(width: int) -> Charted:
    return Charted.of(Job(CHART, ("svg",), width=width))


def test_each_chart_is_drawn_once_however_often_it_is_asked_for():
    press, told = Press(), []
    own = Pictures(press)
    own.draw_ahead([charted(1), charted(2), charted(1)], lambda done, whole: told.append((done, whole)))
    own.draw_ahead([charted(2)], lambda done, whole: told.append((done, whole)))
    assert [own.svg(charted(width)) for width in (1, 2, 1)] == ["<svg>1</svg>", "<svg>2</svg>", "<svg>1</svg>"]
    assert sorted(job.width for job in press.asked) == [1, 2]
    assert told == [(1, 2), (2, 2)]


def test_what_cannot_be_drawn_is_told_where_it_is_used_and_costs_no_other():
    own = Pictures(Press())
    own.draw_ahead([charted(13), charted(1)], lambda done, whole: None)
    assert own.svg(charted(1)) == "<svg>1</svg>"
    with pytest.raises(NotDrawn):
        own.svg(charted(13))


def test_what_stops_the_book_stops_the_drawing():
    def stop(done: int, whole: int) -> None:
        raise InterruptedError

    press = Press()
    with pytest.raises(InterruptedError):
        Pictures(press).draw_ahead([charted(width) for width in range(100, 300)], stop)
    assert len(press.asked) < 200


def test_a_folder_keeps_them_beyond_the_process(tmp_path: Path):
    first, second = Press(), Press()
    Pictures(first, tmp_path / "kept").svg(charted(1))
    assert Pictures(second, tmp_path / "kept").svg(charted(1)) == "<svg>1</svg>"
    assert (len(first.asked), len(second.asked)) == (1, 0)
    assert not list((tmp_path / "kept").glob("*.part"))


def test_without_a_press_charts_are_drawn():
    assert FEW > 1
    assert Pictures().svg(charted(100)).startswith("<svg")


def test_another_chart_has_another_key():
    assert charted(1).key != charted(2).key
    assert charted(1).key == charted(1).key
