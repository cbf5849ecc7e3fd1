"""The charts of books, kept by what they show."""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from dantoc import __version__
from dantoc.figures.press import Job, NotDrawn, Press
from dantoc.reports.keeping import Kept

MOST_KEPT = 600
"""Charts kept in memory: those of a yearbook with its profiles, a few times over."""


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
        self.press, self._folder = press, folder
        self.kept = Kept()
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    @property
    def has_none(self) -> bool:
        """Whether no chart is kept at all."""
        return not self._kept and (self._folder is None or not self._folder.is_dir())

    def svg(self, chart: Charted) -> str:
        """The chart as SVG, drawn now where it was not drawn ahead.

        Raises:
            NotDrawn: it cannot be drawn.
        """
        found = self.found(chart)
        if found is None:
            found = self.drawn(chart, self.press) if self.press is not None else self._keep(chart.key, _here(chart.job))
        return found

    def drawn(self, chart: Charted, press: Press) -> str:
        """The chart as SVG, drawn by that press and kept.

        Raises:
            NotDrawn: it cannot be drawn.
        """
        return self._keep(chart.key, press.draw(chart.job)[0].decode())

    def found(self, chart: Charted) -> str | None:
        """The chart as SVG where it is kept."""
        key = chart.key
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        if self._folder is None:
            return None
        path = self._folder / f"{key}.svg"
        return path.read_text(encoding="utf-8") if path.is_file() else None

    def _keep(self, key: str, svg: str) -> str:
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
