"""``rank(dimension)``: the place by value among all groups or provinces of the dataset, in view or not."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from dantoc.engine.derivations.base import Call, Derivation, Derived, Words, said
from dantoc.engine.derivations.figures import MISSING, Figures
from dantoc.engine.ordering import lowest_level
from dantoc.model.dataset import Dataset
from dantoc.model.result import Result
from dantoc.model.structure import INDICATOR, TIME
from dantoc.model.text import LocalizedText

FEWEST = 10
"""Among fewer figures than this a place misleads: most codes have none."""

NEVER_RANKED = frozenset({INDICATOR, TIME, "age"})
"""Indicators have units of their own, years have their order, and bands of age are of unequal width."""


class Rank(Derivation):
    """1 is the highest among the lowest-level codes with the same other codes and unit; equal values share a place."""

    id = "rank"

    def applies(self, dataset: Dataset, call: Call) -> bool:
        """Where there are enough groups or provinces to be ranked."""
        ranked = lowest_level(dataset.structure[call.dimension])
        return call.dimension not in NEVER_RANKED and len(ranked) >= FEWEST

    def derived(self, figures: Figures, call: Call) -> Derived:
        """The places; none for a code that gathers others or among too few figures. The flag is the figure's own.

        Places among figures that are all alike say nothing.
        """
        ranked = figures.bears(call.dimension, lowest_level(figures.dataset.structure[call.dimension]))
        rows = np.flatnonzero(ranked & ~np.isnan(figures.values))
        places = np.full(len(figures), np.nan)
        telling = np.zeros(len(figures), dtype=bool)
        if rows.size:
            units, slices, falling = figures.units[rows], figures.slices(call.dimension)[rows], -figures.values[rows]
            order = np.lexsort((falling, units, slices))
            own = np.stack((slices, units))[:, order]
            opens = np.append(True, (own[:, 1:] != own[:, :-1]).any(axis=0))
            differs = opens | np.append(True, np.diff(falling[order]) != 0)
            numbers = np.arange(len(order))
            run = np.cumsum(opens) - 1
            start = numbers[opens][run]
            place = np.maximum.accumulate(np.where(differs, numbers, 0)) - start + 1
            among = np.bincount(run)[run]
            distinct = np.bincount(run, weights=differs)[run]
            places[rows[order]] = np.where(among >= FEWEST, place, np.nan)
            telling[rows[order]] = distinct > 1
        flags = np.where(np.isnan(places), np.maximum(figures.flags, MISSING), figures.flags).astype(np.int8)
        return Derived.of(places, flags, telling)

    def name(self, result: Result, call: Call) -> LocalizedText:
        """``Rank (Ethnic group)``."""
        return said("engine.rank.name", dimension=result.dataset.structure[call.dimension].name)

    def words(self, result: Result, call: Call, given: pa.Table) -> Words:
        """The formula says among how many."""
        own = result.dataset.structure[call.dimension]
        return Words(
            unit="",
            decimals=0,
            formula=said("engine.rank.formula", dimension=own.name, n=len(lowest_level(own)), fewest=FEWEST),
            inputs=said("engine.rank.inputs", dimension=own.name, dataset=result.dataset.title),
        )
