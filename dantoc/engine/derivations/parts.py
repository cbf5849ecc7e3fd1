"""The parts of a printed total, where they are all there: the groups of a province, the provinces of a group."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dantoc.engine.derivations.figures import Figures, Flags, Marks, Numbers, Rows
from dantoc.engine.ordering import lowest_level
from dantoc.model.dataset import Dataset

TOLERANCE = 0.005
"""By so much of the printed total its parts together may differ from it."""


@dataclass(frozen=True)
class Parts:
    """The lowest-level figures of each slice and their sum, on all figures of the slice."""

    values: Numbers
    """Each figure's value if it is such a part, else 0."""
    slices: Rows
    together: Numbers
    """Their sum; NaN where they are not all there."""
    flags: Flags

    def summed(self, numbers: Numbers) -> Numbers:
        """The sum of the numbers in each slice."""
        return _summed(self.slices, numbers)


def total_of(dataset: Dataset, dimension: str) -> str | None:
    """The one code that all lowest-level codes of the dimension are parts of, if there is one."""
    own = dataset.structure[dimension]
    lines = (own.lines[code] for code in lowest_level(own))
    tops = {line[-1] if len(line) > 1 else None for line in lines}
    return tops.pop() if len(tops) == 1 else None


def parts_of(figures: Figures, dimension: str, counted: Marks) -> Parts:
    """The parts of each slice over the dimension among the figures `counted`.

    They are all there where their sum is that of the printed total within `TOLERANCE`. A part that is missing or
    suppressed leaves no sum.
    """
    total = total_of(figures.dataset, dimension)
    slices = figures.slices(dimension)
    part = counted & figures.bears(dimension, lowest_level(figures.dataset.structure[dimension]))
    values = np.where(part, np.nan_to_num(figures.values), 0.0)
    together = _summed(slices, values)
    whole = figures.beside(dimension, figures.place(dimension, total or ""))
    printed = np.where(counted[whole], figures.values_at(whole), np.nan)
    complete = np.abs(together - printed) <= TOLERANCE * printed
    worst = np.zeros(slices.max(initial=-1) + 1, dtype=np.int8)
    np.maximum.at(worst, slices[part], figures.flags[part])
    return Parts(
        values=values,
        slices=slices,
        together=np.where(complete & (together > 0), together, np.nan),
        flags=np.maximum(worst[slices], figures.flags_at(whole)).astype(np.int8),
    )


def _summed(slices: Rows, numbers: Numbers) -> Numbers:
    return np.bincount(slices, weights=numbers, minlength=1).astype(np.float64)[slices]
