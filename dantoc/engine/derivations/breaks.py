"""Whether a series breaks between two of its years: a change of definition, coverage or boundaries."""

from __future__ import annotations

import numpy as np

from dantoc.engine.derivations.figures import BREAK, Figures, Marks, Rows
from dantoc.model.structure import TIME


def parted(figures: Figures, one: Rows, other: Rows) -> Marks:
    """For each pair of figures of one series, whether a break lies after the earlier and up to the later of them.

    A break is one that the dataset names, or a figure that its source flags as such. A place of -1 is no figure and no
    break.
    """
    years = figures.years
    known = (one >= 0) & (other >= 0)
    early, late = np.minimum(years[one], years[other]), np.maximum(years[one], years[other])
    found = np.zeros(len(one), dtype=bool)
    for change in figures.dataset.breaks:
        touched = (early < change.after) & (change.after <= late)
        for dimension, codes in change.where:
            touched &= figures.bears(dimension, codes)[one]
        found |= touched
    flagged = _flagged_until(figures)
    earlier, later = np.where(years[one] <= years[other], (one, other), (other, one))
    broken: Marks = known & (found | (flagged[later] > flagged[earlier]))
    return broken


def _flagged_until(figures: Figures) -> Rows:
    """For each figure, how many of its series up to it are flagged as breaks; comparable within a series only."""
    order = np.lexsort((figures.years, figures.slices(TIME)))
    counted = np.empty(len(figures), dtype=np.intp)
    counted[order] = np.cumsum(figures.flags[order] == BREAK)
    return counted
