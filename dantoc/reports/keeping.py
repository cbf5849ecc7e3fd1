"""What one book was made of and the next is made of again: tables in type, charts laid out, figures of profiles."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from dantoc.engine.engine import Engine

T = TypeVar("T")
MOST_KEPT = 3_000
"""So many things are kept: those of a yearbook in each of its three editions, about 25 kB each."""


class Kept:
    """What was made for books of an engine, by all that it was made from; safe for threads.

    An engine never changes its figures or words, so what is kept for it goes when it goes.
    """

    def __init__(self, most: int = MOST_KEPT) -> None:
        """Of each engine's things at most so many are kept, those used last."""
        self._most = most
        self._shelves: WeakKeyDictionary[Engine, OrderedDict[Hashable, object]] = WeakKeyDictionary()
        self._lock = Lock()

    def count(self, engine: Engine) -> int:
        """How many things are kept for the engine."""
        with self._lock:
            return len(self._shelves.get(engine, ()))

    def get(self, engine: Engine, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under the key, or is made now; what `make` raises is raised and nothing is kept."""
        with self._lock:
            shelf = self._shelves.setdefault(engine, OrderedDict())
            if key in shelf:
                shelf.move_to_end(key)
                return cast(T, shelf[key])
        made = make()
        with self._lock:
            shelf[key] = made
            while len(shelf) > self._most:
                shelf.popitem(last=False)
        return made
