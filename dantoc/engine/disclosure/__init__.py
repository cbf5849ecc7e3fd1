"""What may never leave the house: figures that are suppressed.

The rule sits between the warehouse and everything else, so that it holds in table, chart, file and answer alike, and
in whatever is ranked, ordered or derived: all of that is computed from what is given out, and nothing from the rest.

A small cell is suppressed first (primary suppression, `primary`). Then so many cells of the same margins (`margins`)
that nobody can work it out from totals and the other parts (`secondary`); this is proved with two tables that both fit
all that is given out and differ in the small cell by the threshold (`audit`). The terms and the method are those of
Hundepool et al., Statistical Disclosure Control (2012), chapter 4.
"""

from __future__ import annotations

import logging

import pyarrow as pa

from dantoc.engine.disclosure.hiding import hidden, statuses_hidden
from dantoc.engine.disclosure.linked import linked_rows
from dantoc.engine.disclosure.margins import margins_of
from dantoc.engine.disclosure.primary import counts_of, targets_of
from dantoc.model.dataset import Dataset
from dantoc.model.errors import BrokenDataset

__all__ = ["disclosed", "refuse_in_slices", "statuses_hidden"]

_LOG = logging.getLogger(__name__)
_UNPROTECTABLE = (
    "[disclosure]: figures that stand as printed give away a small cell, which the server's log names: "
    "suppress them in source.csv (obs_status Q), or take their source out of published_sources"
)


def disclosed(figures: pa.Table, dataset: Dataset) -> pa.Table:
    """The figures of a dataset, all of them, with no number that its policy suppresses.

    A suppressed figure keeps its row and has no value, no note and the status `Q`.

    Raises:
        BrokenDataset: figures that must stand give a small cell away, so that nothing can be done to protect it.
    """
    plain = statuses_hidden(figures)
    if dataset.disclosure.stands:
        return plain
    table = margins_of(counts_of(figures, dataset), dataset)
    targets = targets_of(table, dataset.disclosure.threshold)
    if not targets:
        return plain
    # The solver takes longer to import than all the rest of the engine, and most datasets never need it.
    from dantoc.engine.disclosure.secondary import Unprotectable, suppress  # noqa: PLC0415

    try:
        suppressed = suppress(table, targets, dataset.disclosure.threshold)
    except Unprotectable as error:
        # Which cell it is goes to the log alone: readers see the error, and that would tell them how few are in it.
        _LOG.error("%s: figures that stand as printed give away the small cell %s", dataset.id, error)
        raise BrokenDataset("dataset", dataset.id, (), _UNPROTECTABLE) from None
    rows = sorted(table.rows[cell] for cell in suppressed)
    return hidden(plain, [*rows, *linked_rows(figures, dataset, rows)])


def refuse_in_slices(dataset: Dataset) -> None:
    """Let pass what can be read a slice at a time: a dataset whose figures all stand as their sources print them.

    Raises:
        BrokenDataset: what is to be suppressed can be worked out from the whole alone.
    """
    if not dataset.disclosure.stands:
        raise BrokenDataset(
            "dataset",
            dataset.id,
            (),
            "too many figures to work out suppression when they are read: "
            'suppress them in source.csv (obs_status Q) and say published = "source" in [disclosure]',
        )
