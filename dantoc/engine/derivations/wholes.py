"""Which whole a code is a part of, and its part of it in percent."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dantoc.engine.derivations.base import Derived
from dantoc.engine.derivations.figures import Figures
from dantoc.model.dataset import Dataset
from dantoc.model.result import Result
from dantoc.model.structure import INDICATOR

Choice = Callable[[tuple[str, ...]], str | None]
"""Of a code and those above it, nearest first, the one that is the whole; None where there is none."""


def has_lines(dataset: Dataset, dimension: str, longer_than: int) -> bool:
    """Whether a code of the dimension stands under so many others, none of them years or indicators."""
    own = dataset.structure[dimension]
    if own.is_time or dimension == INDICATOR or INDICATOR not in dataset.structure:
        return False
    indicators = dataset.structure[INDICATOR]
    counted = any(indicators.code(code).annotation("additive") == "true" for code in indicators.codes)
    return counted and any(len(line) > longer_than for line in own.lines.values())


def wholes_in(result: Result, dimension: str, choose: Choice) -> tuple[str, ...]:
    """The wholes of the codes in view, judged by the code list and the dataset, in printed order."""
    own = result.dataset.structure[dimension]
    found = {choose(own.lines[code]) for code in result.codes[dimension]}
    return tuple(sorted((code for code in found if code is not None), key=own.position))


def shares(figures: Figures, dimension: str, choose: Choice, longer_than: int) -> Derived:
    """For each figure its percent of the whole that `choose` names, and the worst flag of the two.

    One code has the same whole throughout, the one that name and formula say: where that whole has no figure with the
    same other codes and in the same unit, there is no share, and never that of a lesser whole. A share says something
    where the line from the code to the topmost is longer than said.
    """
    own = figures.dataset.structure[dimension]
    lines = tuple(own.lines.values())
    wholes = np.array([*(figures.place(dimension, choose(line) or "") for line in lines), -1])
    long = np.array([*(len(line) > longer_than for line in lines), False])
    codes = figures.codes(dimension)
    whole = figures.beside(dimension, wholes[codes])
    whole = np.where(figures.counts & figures.alike(whole), whole, -1)
    against = figures.values_at(whole)
    values = np.divide(figures.values, against, out=np.full(len(figures), np.nan), where=against != 0) * 100
    return Derived.of(values, np.maximum(figures.flags, figures.flags_at(whole)), long[codes])
