"""Charts drawn beside the book: each once, waited for by the page that needs it, never begun when the book is left."""

import threading
from threading import Event

import pytest

from dantoc.figures.press import WORKERS, Job, NotDrawn
from dantoc.reports import ahead
from dantoc.reports.ahead import FEW, Ahead
from dantoc.reports.pictures import Charted, Pictures

LONGEST = 20.0
BROKEN = 13


class Press:
    """Draws nothing, when it is let to, and counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.may = Event()

    def draw(self, job: Job) -> tuple[bytes, ...]:
        self.asked.append(job.width)
        assert self.may.wait(LONGEST)
        if job.width == BROKEN:
            raise NotDrawn("no")
        return (f"<svg>{job.width}</svg>".encode(),)


def charted(width: int) -> Charted:
    return Charted.of(Job({}, ("bare",), width=width))


@pytest.fixture
def press() -> Press:
    return Press()


def nothing_told(done: int, whole: int) -> None:
    """Hears how many charts are drawn."""


def test_each_chart_is_drawn_once_however_often_it_is_asked_for(press: Press):
    press.may.set()
    pictures = Pictures(press)
    with Ahead(pictures) as charts:
        charts.begin(charted(1), charted(2), charted(1))
        charts.begin(charted(2))
        for width in (2, 1, 2):
            charts.wait(charted(width), nothing_told)
        assert [pictures.svg(charted(width)) for width in (1, 2)] == ["<svg>1</svg>", "<svg>2</svg>"]
    with Ahead(pictures) as charts:
        charts.begin(charted(1))
    assert sorted(press.asked) == [1, 2]


def test_who_waits_hears_how_many_are_drawn_and_waits_for_one_alone(press: Press, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ahead, "LOOK", 0.01)
    told: list[tuple[int, int]] = []

    def tell(done: int, whole: int) -> None:
        told.append((done, whole))
        if len(told) == 3:
            press.may.set()

    with Ahead(Pictures(press)) as charts:
        charts.begin(*(charted(width) for width in range(100, 103)))
        charts.wait(charted(100), tell)
        charts.wait(charted(999), tell)
    assert told[:3] == [(0, 3)] * 3


def test_what_cannot_be_drawn_is_told_where_it_is_used_and_costs_no_other(press: Press):
    press.may.set()
    pictures = Pictures(press)
    with Ahead(pictures) as charts:
        charts.begin(charted(BROKEN), charted(1))
        for width in (BROKEN, 1):
            charts.wait(charted(width), nothing_told)
    assert pictures.svg(charted(1)) == "<svg>1</svg>"
    with pytest.raises(NotDrawn):
        pictures.svg(charted(BROKEN))


def test_a_book_that_stops_leaves_what_is_not_begun_undrawn_and_no_thread(press: Press):
    def stop(done: int, whole: int) -> None:
        press.may.set()
        raise InterruptedError

    with pytest.raises(InterruptedError), Ahead(Pictures(press)) as charts:
        charts.begin(*(charted(width) for width in range(100, 300)))
        charts.wait(charted(299), stop)
    assert len(press.asked) < 200
    assert not [own for own in threading.enumerate() if own.name.startswith("charts")]


@pytest.mark.parametrize(("count", "drawn"), [(FEW, 0), (FEW + 1, FEW + 1)])
def test_few_charts_are_left_to_this_process_and_many_drawn_by_others_that_end(
    monkeypatch: pytest.MonkeyPatch, count: int, drawn: int
):
    ended: list[Press] = []

    class Own(Press):
        def __init__(self, workers: int) -> None:
            super().__init__()
            self.may.set()

        def end(self) -> None:
            ended.append(self)

    monkeypatch.setattr(ahead, "Press", Own)
    with Ahead(Pictures()) as charts:
        own = [charted(width) for width in range(100, 100 + count)]
        charts.begin(*own)
        for one in own:
            charts.wait(one, nothing_told)
    assert sum(len(press.asked) for press in ended) == drawn


@pytest.mark.parametrize(("count", "kept", "begun"), [(FEW, False, 0), (FEW + 1, False, 1), (FEW + 1, True, 0)])
def test_processes_begin_before_the_charts_are_known_where_many_are_expected_and_none_is_kept(
    monkeypatch: pytest.MonkeyPatch, count: int, kept: bool, begun: int
):
    made: list[str] = []

    class Own(Press):
        def __init__(self, workers: int) -> None:
            super().__init__()

        def ready(self) -> None:
            made.append("ready")

        def end(self) -> None:
            made.append("ended")

    monkeypatch.setattr(ahead, "Press", Own)
    press = Press()
    press.may.set()
    pictures = Pictures()
    if kept:
        pictures.drawn(charted(1), press)
    with Ahead(pictures) as charts:
        charts.expect(count)
    assert made == ["ready", "ended"] * begun


@pytest.mark.parametrize(("cores", "workers"), [(None, 1), (1, 1), (2, 1), (3, 2), (64, WORKERS)])
def test_the_one_that_lays_pages_keeps_a_core(monkeypatch: pytest.MonkeyPatch, cores: int | None, workers: int):
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    assert ahead._beside() == workers
