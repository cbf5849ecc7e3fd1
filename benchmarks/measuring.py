"""Two ways of doing the same thing timed turn by turn, so that what else the machine does falls on both alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

ROUNDS = 7
SHORTEST_TURN = 0.04
"""Seconds: a quick call is repeated within its turn until a turn takes so long."""


@dataclass(frozen=True)
class Pair:
    """What ours and the peer took in each round, in one unit (seconds, or bytes)."""

    ours: tuple[float, ...]
    peer: tuple[float, ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        """For each round how many times as quick (as small) ours was; more than 1 is better than the peer."""
        return tuple(peer / ours for ours, peer in zip(self.ours, self.peer, strict=True))

    @property
    def ratio(self) -> float:
        """The median of the rounds."""
        return median(self.ratios)


@dataclass(frozen=True)
class Target:
    """What a row is to reach: a least ratio, or a most in the row's own unit."""

    least_ratio: float | None = None
    most: float | None = None

    def met(self, pair: Pair) -> bool:
        """Whether the pair reaches it."""
        quick = self.least_ratio is None or pair.ratio >= self.least_ratio
        return quick and (self.most is None or median(pair.ours) <= self.most)


@dataclass(frozen=True)
class Row:
    """One line of the report: what was done, against whom, what both took, and what a reader must know of it."""

    what: str
    peer: str
    pair: Pair
    note: str = ""
    target: Target | None = None
    unit: str = "ms"


def alternate(ours: Callable[[], object], peer: Callable[[], object], rounds: int = ROUNDS) -> Pair:
    """The seconds that a call of each takes, a turn each a round, the one that goes first changing."""
    calls = (_calls_a_turn(ours), _calls_a_turn(peer))
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds):
        for side in (0, 1) if turn % 2 == 0 else (1, 0):
            taken[side].append(_seconds_a_call((ours, peer)[side], calls[side]))
    return Pair(tuple(taken[0]), tuple(taken[1]))


def seconds(call: Callable[[], object]) -> float:
    """How long one call takes."""
    start = perf_counter()
    call()
    return perf_counter() - start


def _calls_a_turn(call: Callable[[], object]) -> int:
    """So many calls fill a turn; the first call, which opens and imports, does not count."""
    call()
    return max(1, min(1000, round(SHORTEST_TURN / max(seconds(call), 1e-6))))


def _seconds_a_call(call: Callable[[], object], calls: int) -> float:
    """The median of the calls of a turn: one that had to wait for another process does not count."""
    return median(seconds(call) for _ in range(calls))
