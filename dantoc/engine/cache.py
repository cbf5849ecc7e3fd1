"""What threads share: results asked for before, up to a number of rows, and what a process makes once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from dantoc.model.result import Result

T = TypeVar("T")


class MadeOnce(Generic[T]):
    """What a function gives, made at the first call: threads that call meanwhile wait and get the same. A decorator."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: list[T] = []
        self._lock = Lock()
        self.__doc__ = make.__doc__

    def __call__(self) -> T:
        """What was made, or is made now."""
        with self._lock:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]

    def cache_clear(self) -> None:
        """Let the next call make it anew: for tests."""
        with self._lock:
            self._made.clear()


class ResultCache:
    """The results used last, up to `most_rows` rows together; safe to share between threads."""

    def __init__(self, most_rows: int = 2_000_000, most_results: int = 4_096) -> None:
        self._most_rows = most_rows
        self._most_results = most_results
        self._rows = 0
        self._kept: OrderedDict[Hashable, Result] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def rows(self) -> int:
        """How many rows the kept results have together."""
        return self._rows

    def get(self, key: Hashable) -> Result | None:
        """The result kept under `key`, or None."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Hashable, result: Result) -> None:
        """Keep the result unless it alone is too large, and let go of those longest unused where all are."""
        with self._lock:
            self._forget(key)
            if len(result) > self._most_rows:
                return
            self._kept[key] = result
            self._rows += len(result)
            while self._kept and (self._rows > self._most_rows or len(self._kept) > self._most_results):
                self._forget(next(iter(self._kept)))

    def _forget(self, key: Hashable) -> None:
        gone = self._kept.pop(key, None)
        if gone is not None:
            self._rows -= len(gone)
