"""Charts kept by what they show, beyond the process where a folder is given."""

from pathlib import Path

from dantoc.figures.press import Job
from dantoc.reports.pictures import Charted, Pictures

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
        return (f"<svg>{job.width}</svg>".encode(),)


def charted(width: int) -> Charted:
    return Charted.of(Job(CHART, ("bare",), width=width))


def test_a_folder_keeps_them_beyond_the_process(tmp_path: Path):
    first, second = Press(), Press()
    Pictures(first, tmp_path / "kept").svg(charted(1))
    assert Pictures(second, tmp_path / "kept").svg(charted(1)) == "<svg>1</svg>"
    assert (len(first.asked), len(second.asked)) == (1, 0)
    assert not list((tmp_path / "kept").glob("*.part"))


def test_without_a_press_charts_are_drawn_without_the_letters_that_a_book_has():
    drawn = Pictures().svg(charted(100))
    assert drawn.startswith("<svg") and "font-face" not in drawn


def test_another_chart_has_another_key():
    assert charted(1).key != charted(2).key
    assert charted(1).key == charted(1).key
