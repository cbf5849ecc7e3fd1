"""The charts of a book in the making, drawn beside it: each from the moment it is known, until its page is laid."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from types import TracebackType

from dantoc.figures.press import WORKERS, Press
from dantoc.reports.pictures import Charted, Pictures

FEW = 6
"""Up to so many charts are drawn in this process, where no press is given: to start others would take longer."""
LOOK = 0.2
"""Seconds after which whoever waits for a chart is asked whether the book is still wanted."""


class Ahead:
    """Draws the charts of one book in other processes; when it is left, what is not begun is never drawn."""

    def __init__(self, pictures: Pictures) -> None:
        """`pictures` keeps what is drawn; its press draws, or one of the book's own."""
        self._pictures = pictures
        self._press = pictures.press
        self._own: Press | None = None
        self._threads: ThreadPoolExecutor | None = None
        self._held: dict[str, Charted] = {}
        self._coming: dict[str, Future[str]] = {}

    def __enter__(self) -> Ahead:
        """The charts of a book that is begun."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Waits for the charts at hand alone, and ends the processes that were started for the book."""
        if self._threads is not None:
            self._threads.shutdown(wait=True, cancel_futures=True)
        if self._own is not None:
            self._own.end()

    def expect(self, count: int) -> None:
        """Makes ready for about so many charts, none of which is known yet."""
        if self._press is None and count > FEW and self._pictures.has_none:
            self._press = self._own = Press(_beside())
            self._own.ready()

    def begin(self, *charts: Charted) -> None:
        """Has the charts drawn that are neither kept nor coming already."""
        for own in charts:
            if own.key not in self._coming and self._pictures.found(own) is None:
                self._held[own.key] = own
        if self._press is None and len(self._held) > FEW:
            self._press = self._own = Press(_beside())
        if self._press is not None and self._held:
            self._submit(self._press)

    def _submit(self, press: Press) -> None:
        if self._threads is None:
            self._threads = ThreadPoolExecutor(WORKERS, thread_name_prefix="charts")
        for key, own in self._held.items():
            self._coming[key] = self._threads.submit(self._pictures.drawn, own, press)
        self._held.clear()

    def wait(self, chart: Charted, told: Callable[[int, int], None]) -> None:
        """Waits until the chart is drawn, or cannot be; `told` hears meanwhile how many of how many are.

        Why a chart cannot be drawn is left for `Pictures.svg` to tell, where its place in the book is known.
        """
        own = self._coming.get(chart.key)
        while own is not None and not own.done():
            told(sum(one.done() for one in self._coming.values()), len(self._coming))
            wait([own], LOOK)


def _beside() -> int:
    """How many processes can draw beside the one that lays pages: a second one that shares its core gains nothing."""
    return max(1, min(WORKERS, (os.cpu_count() or 2) - 1))
