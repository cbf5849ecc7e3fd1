"""A place among those who wait for a book: kept by looking in now and then, lost when nobody does.

A reader who closes the browser says no word. A printing that only such readers wait for is stopped.
"""

from __future__ import annotations

from threading import Lock, Timer
from time import monotonic

from dantoc.reports.bindery import Printing

PATIENCE = 90.0
"""Seconds without a look after which a place is lost: a browser asks once a minute for a page that is not in sight."""


class Place:
    """The place of one reader who waits for a printing that was ordered for them."""

    def __init__(self, printing: Printing, patience: float = PATIENCE) -> None:
        self.printing = printing
        self.is_left = False
        self._patience = patience
        self._looked = monotonic()
        self._lock = Lock()
        self._watch = self._watching(patience)

    def look(self) -> Printing:
        """The printing as it stands; whoever looks still waits."""
        self._looked = monotonic()
        if self.printing.ended:
            self.leave()
        return self.printing

    def leave(self) -> None:
        """Waits no more; once is enough."""
        with self._lock:
            left, self.is_left = self.is_left, True
            self._watch.cancel()
        if not left:
            self.printing.leave()

    def _watching(self, seconds: float) -> Timer:
        watch = Timer(seconds, self._expire)
        watch.daemon = True
        watch.start()
        return watch

    def _expire(self) -> None:
        rest = self._looked + self._patience - monotonic()
        if rest <= 0 or self.printing.ended:
            self.leave()
            return
        with self._lock:
            if not self.is_left:
                self._watch = self._watching(rest)
