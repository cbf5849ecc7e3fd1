"""``rank(dimension)``: the place by value among all groups or provinces of the dataset, in view or not."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyarrow.compute as pc

from dantoc.engine.derivations.base import Column, Figure, Key, Lookup, said
from dantoc.engine.ordering import lowest_level
from dantoc.model.result import Result
from dantoc.model.status import ObsStatus, worst
from dantoc.model.structure import INDICATOR, MEASURE, TIME
from dantoc.model.text import LocalizedText

FEWEST = 10
"""Among fewer figures than this a place misleads: most codes have none."""

NEVER_RANKED = frozenset({INDICATOR, TIME, "age"})
"""Indicators have units of their own, years have their order, and bands of age are of unequal width."""


class Rank:
    """1 is the highest among the lowest-level codes with the same other codes and unit; equal values share a place."""

    id = "rank"

    def means_something(self, result: Result, dimension: str) -> bool:
        """Whether a code in view is one of enough to be ranked, with figures that differ and have one unit."""
        if dimension in NEVER_RANKED or len(result.units) > len(result.codes.get(INDICATOR, ("",))):
            return False
        if len(result) > 1 and len(pc.unique(result.data.column(MEASURE))) == 1:
            return False
        ranked = lowest_level(result.dataset.structure[dimension])
        return len(ranked) >= FEWEST and not set(ranked).isdisjoint(result.codes[dimension])

    def name(self, result: Result, dimension: str) -> LocalizedText:
        """``Rank (Ethnic group)``."""
        return said("engine.rank.name", dimension=result.dataset.structure[dimension].name)

    def column(self, result: Result, dimension: str, lookup: Lookup) -> Column:
        """The places; none for a code that gathers others or among too few figures. The status is the figure's own."""
        own = result.dataset.structure[dimension]
        ranked = lowest_level(own)
        negated = _negated(lookup.with_codes(dimension, ranked))
        places: list[float | None] = []
        statuses: list[ObsStatus] = []
        for figure in lookup.in_view(dimension):
            place = _place(figure, negated) if figure.code in ranked else None
            places.append(place)
            statuses.append(figure.status if place is not None else worst(figure.status, ObsStatus.MISSING))
        most = max((len(values) for values in negated.values()), default=0)
        return Column(
            name=self.name(result, dimension),
            values=places,
            statuses=statuses,
            unit="",
            decimals=0,
            formula=said("engine.rank.formula", dimension=own.name, n=most, fewest=FEWEST),
            inputs=said("engine.rank.inputs", dimension=own.name, dataset=result.dataset.title),
        )


def _negated(figures: Iterable[Figure]) -> dict[tuple[Key, str], list[float]]:
    """The values of each slice and unit with their signs turned, rising: the highest first."""
    slices: dict[tuple[Key, str], list[float]] = defaultdict(list)
    for figure in figures:
        if figure.value is not None:
            slices[figure.key, figure.unit].append(-figure.value)
    return {own: sorted(values) for own, values in slices.items()}


def _place(figure: Figure, negated: Mapping[tuple[Key, str], list[float]]) -> float | None:
    values = negated.get((figure.key, figure.unit), [])
    if figure.value is None or len(values) < FEWEST:
        return None
    return 1.0 + bisect_left(values, -figure.value)
