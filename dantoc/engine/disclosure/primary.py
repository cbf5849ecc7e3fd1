"""The counts that the policy is about, and the small cells among them: primary suppression."""

from __future__ import annotations

import math

import pyarrow as pa

from dantoc.engine.disclosure.counts import Counts
from dantoc.model.dataset import Dataset
from dantoc.model.disclosure import COUNTED, LISTED
from dantoc.model.status import ObsStatus
from dantoc.model.structure import INDICATOR, MEASURE


def counts_of(figures: pa.Table, dataset: Dataset) -> Counts:
    """The figures of the dataset that the policy is about, as counts of persons or households."""
    policy, ids = dataset.disclosure, dataset.structure.ids
    units, decimals, statuses, sources, values = (
        figures.column(name).to_pylist() for name in ("unit", "decimals", "obs_status", "source_id", MEASURE)
    )
    keys = list(zip(*(map(str, figures.column(name).to_pylist()) for name in ids), strict=True))
    indicators = figures.column(INDICATOR).to_pylist() if INDICATOR in ids else [""] * len(keys)
    named, additive = frozenset(policy.indicators), _additive(dataset)
    standing = frozenset(policy.published_sources) if policy.published == LISTED else frozenset()
    table = Counts(ids)
    for row, (key, unit, indicator) in enumerate(zip(keys, units, indicators, strict=True)):
        if indicator not in named if named else not _is_count(unit, indicator, decimals[row] or 0, additive):
            continue
        factor = COUNTED.get(unit, 1)
        value, withheld = values[row], statuses[row] == ObsStatus.SUPPRESSED
        if value is None and not withheld:
            continue
        table.add(
            key,
            math.nan if value is None else value * factor,
            row=row,
            stands=sources[row] in standing,
            whole=factor == 1 and not decimals[row],
            withheld=withheld,
        )
    return table


def targets_of(table: Counts, threshold: int) -> list[int]:
    """The cells that must not be worked out: small ones, those withheld by the source, small rests of a total.

    What figures that stand give away by themselves is published already, and no target.
    """
    return [
        cell
        for cell, value in enumerate(table.values)
        if not table.stands[cell] and (table.withheld[cell] or 0 < value < threshold)
    ]


def _additive(dataset: Dataset) -> frozenset[str] | None:
    """The indicators that add up; None where the dataset measures one thing only."""
    if INDICATOR not in dataset.structure:
        return None
    codes = (dataset.structure[INDICATOR].code(code) for code in dataset.structure[INDICATOR].codes)
    return frozenset(code.id for code in codes if code.annotation("additive") == "true")


def _is_count(unit: str, indicator: str, decimals: int, additive: frozenset[str] | None) -> bool:
    adds_up = not decimals if additive is None else indicator in additive
    return adds_up and unit in COUNTED
