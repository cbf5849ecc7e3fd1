"""The charts of a book, drawn ahead of its pages: side by side, and kept by what they show."""

from __future__ import annotations

import hashlib
import os
import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from dantoc import __version__
from dantoc.figures.press import WORKERS, Job, NotDrawn, Press
from dantoc.reports.keeping import Kept

MOST_KEPT = 600
"""Charts kept in memory: those of a yearbook with its profiles, a few times over."""
_FONT = re.compile(r"<style>.*?</style>", re.DOTALL)
"""The letters that go along in a drawing, which a book has of its own."""
FEW = 6
"""Up to so many charts are drawn in this process, where no press is given: to start others would take longer."""


@dataclass(frozen=True)
class Charted:
    """A chart to be drawn, and the key under which it is kept: a fingerprint of all that it shows."""

    job: Job
    key: str

    @classmethod
    def of(cls, job: Job) -> Charted:
        """The chart with its key."""
        return cls(job, hashlib.sha256(__version__.encode() + job.written()).hexdigest())


class Pictures:
    """Draws charts into SVG and keeps them, and beside them what else books are made of again; safe for threads."""

    def __init__(self, press: Press | None = None, folder: Path | None = None) -> None:
        """`press` draws in processes of its own; `folder` keeps what was drawn beyond this process."""
        self._press, self._folder = press, folder
        self.kept = Kept()
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def draw_ahead(self, charts: Sequence[Charted], done: Callable[[int, int], None]) -> None:
        """Draws what is not kept yet, and says after each how many of how many are done.

        A chart that cannot be drawn is left for `svg` to tell, where its place in the book is known.
        """
        wanted = {own.key: own.job for own in charts}
        missing = {key: job for key, job in wanted.items() if self._find(key) is None}
        if not missing:
            return
        if self._press is not None:
            self._draw_beside(self._press, missing, done)
        elif len(missing) > FEW:
            own = Press()
            try:
                self._draw_beside(own, missing, done)
            finally:
                own.end()

    def svg(self, chart: Charted) -> str:
        """The chart as SVG, drawn now where it was not drawn ahead.

        Raises:
            NotDrawn: it cannot be drawn.
        """
        found = self._find(chart.key)
        if found is None:
            drawn = _here(chart.job) if self._press is None else self._press.draw(chart.job)[0].decode()
            found = self._keep(chart.key, drawn)
        return found

    def _draw_beside(self, press: Press, missing: dict[str, Job], done: Callable[[int, int], None]) -> None:
        with ThreadPoolExecutor(WORKERS, thread_name_prefix="charts") as threads:
            running = {threads.submit(press.draw, job): key for key, job in missing.items()}
            try:
                for place, own in enumerate(as_completed(running), 1):
                    if own.exception() is None:
                        self._keep(running[own], own.result()[0].decode())
                    done(place, len(running))
            finally:
                # Whoever stops the book waits for the charts at hand alone.
                threads.shutdown(wait=True, cancel_futures=True)

    def _find(self, key: str) -> str | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        if self._folder is None:
            return None
        path = self._folder / f"{key}.svg"
        return path.read_text(encoding="utf-8") if path.is_file() else None

    def _keep(self, key: str, drawn: str) -> str:
        svg = _FONT.sub("", drawn)
        with self._lock:
            self._kept[key] = svg
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            beside = self._folder / f"{key}.{os.getpid()}.part"
            beside.write_text(svg, encoding="utf-8")
            beside.replace(self._folder / f"{key}.svg")
        return svg


def _here(job: Job) -> str:
    try:
        return job.draw()[0].decode()
    except (ValueError, RuntimeError) as error:
        raise NotDrawn(str(error)) from error
