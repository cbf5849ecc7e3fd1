"""The start: the process answers while it reads, imports late what not everyone needs, and prepares what is missed."""

import asyncio
import gc
import logging
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest

from dantoc.figures.press import NotDrawn
from dantoc.model.errors import UnknownDataset
from dantoc.web import readiness, warming

ROOT = Path(__file__).resolve().parents[2]
IMPORTED_LATER = {"altair", "babel", "duckdb", "pandas", "reportlab", "scipy", "sqlalchemy", "vl_convert", "xlsxwriter"}
"""What costs a start more than it gives it: imported while the process already serves, or by who asks for it."""


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> readiness.Readiness:
    own = readiness.Readiness()
    monkeypatch.setattr(warming, "READINESS", own)
    monkeypatch.setattr(warming, "BREATH", 0)
    monkeypatch.setattr(warming, "STEPS", ())
    return own


def test_the_app_is_imported_without_what_can_come_later():
    asked = "import sys; import streamlit_app; print(*{name.split('.')[0] for name in sys.modules})"
    said = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "streamlit" in said.stdout.split()
    assert not IMPORTED_LATER & set(said.stdout.split())


def test_it_serves_while_it_reads_and_prepares_when_it_has_read(ready: readiness.Readiness):
    taken: list[str] = []

    async def serve() -> None:
        async with warming.lifespan(lambda: taken.append("first"), lambda: taken.append("second"))(None):
            assert ready.is_starting
            await ready.wait()
            assert not ready.is_starting
            while len(taken) < 2:
                await asyncio.sleep(0.001)

    asyncio.run(asyncio.wait_for(serve(), 30))
    assert taken == ["first", "second"]


def test_a_process_that_ends_while_it_prepares_takes_no_further_step(ready: readiness.Readiness):
    taken: list[str] = []

    async def serve() -> None:
        async with warming.lifespan(lambda: taken.append("first"))(None):
            pass

    asyncio.run(asyncio.wait_for(serve(), 30))
    assert not ready.is_starting
    assert taken == []


def test_a_step_that_fails_is_told_and_the_next_one_taken(caplog: pytest.LogCaptureFixture):
    def fail() -> None:
        raise OSError("no such drawer")

    taken: list[str] = []
    warming.warm((fail, lambda: taken.append("next")))
    assert taken == ["next"]
    assert "fail failed" in caplog.text and "no such drawer" in caplog.text


def test_content_that_cannot_be_read_does_not_keep_readers_waiting(
    ready: readiness.Readiness, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fail() -> None:
        raise ValueError("no content")

    async def serve() -> None:
        async with warming.lifespan()(None):
            await ready.wait()
            assert not ready.is_starting

    monkeypatch.setattr(warming, "open_engine", fail)
    with caplog.at_level(logging.ERROR):
        asyncio.run(asyncio.wait_for(serve(), 30))
    assert "no content" in caplog.text


def test_what_stays_is_spared_by_the_collector():
    warming.set_aside()
    try:
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()


def test_a_process_that_was_started_without_the_collector_has_it_once_it_has_read():
    gc.disable()
    try:
        warming.read()
        assert gc.isenabled()
    finally:
        gc.enable()


class Drawer:
    """Stands where charts are drawn: notes the addresses, and fails where it is told to."""

    def __init__(self, **faults: Exception) -> None:
        self.drawn: list[str] = []
        self._faults = faults

    def __call__(self, address: str) -> None:
        if address in self._faults:
            raise self._faults[address]
        self.drawn.append(address)


def drawn_ahead(monkeypatch: pytest.MonkeyPatch, drawer: Drawer, ending: Event | None = None) -> list[str]:
    monkeypatch.setattr(warming, "BREATH", 0)
    monkeypatch.setattr(warming.api_charts, "draw_ahead", drawer)
    warming.draw_ahead(iter(("first", "second", "third")), ending or Event())
    return drawer.drawn


def test_pictures_are_drawn_one_after_the_other_and_one_that_cannot_be_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    assert drawn_ahead(monkeypatch, Drawer(second=UnknownDataset("dataset", "nowhere"))) == ["first", "third"]
    assert "second" in caplog.text


def test_a_machine_without_time_for_it_draws_no_more_ahead(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.WARNING):
        assert drawn_ahead(monkeypatch, Drawer(second=NotDrawn("too slow"))) == ["first"]
    assert not caplog.records


def test_nothing_is_drawn_ahead_once_the_process_ends(monkeypatch: pytest.MonkeyPatch):
    ending = Event()
    ending.set()
    assert drawn_ahead(monkeypatch, Drawer(), ending) == []


def test_readers_come_before_what_is_drawn_ahead(monkeypatch: pytest.MonkeyPatch):
    taken = iter((2, 1, 0, 0, 0))
    before: list[int] = []

    class Busy:
        @property
        def taken(self) -> int:
            before.append(next(taken))
            return before[-1]

    monkeypatch.setattr(warming.api_charts, "TURNS", Busy())
    assert drawn_ahead(monkeypatch, Drawer()) == ["first", "second", "third"]
    assert before == [2, 1, 0, 0, 0]


def test_pictures_are_begun_after_all_steps_and_the_end_does_not_wait_for_them(
    ready: readiness.Readiness, monkeypatch: pytest.MonkeyPatch
):
    told: list[str] = []
    begun, leave = Event(), Event()

    def draw(address: str) -> None:
        told.append(address)
        begun.set()
        leave.wait(30)

    monkeypatch.setattr(warming.api_charts, "draw_ahead", draw)

    async def serve() -> None:
        async with warming.lifespan(lambda: told.append("step"), pictures=lambda: ("first", "second"))(None):
            while not begun.is_set():
                await asyncio.sleep(0.001)

    asyncio.run(asyncio.wait_for(serve(), 30))
    assert told == ["step", "first"]
    leave.set()
