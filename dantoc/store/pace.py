"""How fast the store may grow, whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from time import monotonic


class Pace:
    """So many in one go, and from then on so many a minute; safe for threads."""

    def __init__(self, at_once: int, a_minute: float, now: Callable[[], float] = monotonic) -> None:
        self._at_once, self._a_second, self._now = at_once, a_minute / 60, now
        self._left, self._since = float(at_once), now()
        self._lock = Lock()

    def take(self) -> bool:
        """Whether one more may come now; it counts where it may."""
        with self._lock:
            now = self._now()
            self._left = min(self._at_once, self._left + (now - self._since) * self._a_second)
            self._since = now
            if self._left < 1:
                return False
            self._left -= 1
            return True
