"""The counts of a dataset as cells that hang together in margins."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

Key = tuple[str, ...]
NO_ROW = -1


@dataclass(frozen=True)
class Relation:
    """A total and the parts that make it up; `difference` is total less parts, as the figures have it."""

    total: int
    parts: tuple[int, ...]
    difference: float = 0.0
    tolerance: float = 0.0
    tolerance_percent: float = 0.0
    stated: bool = False
    """Whether the dataset states it as a sum, so that what its total has more is somebody, and no slip of the list."""
    repeats: bool = False
    """Whether this is no sum: the same count, given twice."""

    @property
    def cells(self) -> tuple[int, ...]:
        """The total and its parts."""
        return (self.total, *self.parts)


@dataclass
class Counts:
    """Cells by their place: those of the dataset, and those that it does not have but that others give away.

    A value is in persons or households, and no number where nobody knows it.
    """

    dimensions: tuple[str, ...]
    keys: list[Key] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    stands: list[bool] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    withheld: list[bool] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    places: dict[Key, int] = field(default_factory=dict)

    def add(
        self,
        key: Key,
        value: float = math.nan,
        *,
        row: int = NO_ROW,
        stands: bool = False,
        whole: bool = True,
        withheld: bool = False,
    ) -> int:
        """The place of a new cell; one without a row the dataset does not have, but it can be worked out."""
        place = len(self.keys)
        self.keys.append(key)
        self.values.append(value)
        self.rows.append(row)
        self.stands.append(stands)
        self.whole.append(whole)
        self.withheld.append(withheld)
        self.places[key] = place
        return place

    def shown(self, cell: int) -> bool:
        """Whether the dataset has a figure there that is not withheld."""
        return self.rows[cell] != NO_ROW and not self.withheld[cell]

    def is_own(self, cell: int) -> bool:
        """Whether the dataset has the cell, be it withheld."""
        return self.rows[cell] != NO_ROW

    def known(self, cell: int) -> bool:
        """Whether we know the number, given out or not."""
        return not math.isnan(self.values[cell])

    def by_rest(self, place: int, cells: int) -> Mapping[Key, dict[str, int]]:
        """Those of the first `cells` that differ in one dimension alone, by its code; keyed by the other codes."""
        found: dict[Key, dict[str, int]] = {}
        for cell, key in enumerate(self.keys[:cells]):
            found.setdefault((*key[:place], *key[place + 1 :]), {})[key[place]] = cell
        return found
