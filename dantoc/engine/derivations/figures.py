"""The figures of a dataset as columns of numbers, in which a figure finds the others of its kind without a loop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dantoc.model.codes import Code
from dantoc.model.dataset import Dataset
from dantoc.model.status import WORST_FIRST, ObsStatus
from dantoc.model.structure import INDICATOR, MEASURE, TIME, Dimension

Rows = npt.NDArray[np.intp]
"""Places of figures; -1 where there is none."""
Numbers = npt.NDArray[np.float64]
"""Numbers, one a figure; NaN where there is none."""
Flags = npt.NDArray[np.int8]
"""Statuses, one a figure, as their place in `STATUSES`: of several the greatest is the worst."""
Marks = npt.NDArray[np.bool_]

STATUSES: tuple[ObsStatus, ...] = WORST_FIRST[::-1]
BREAK, MISSING, SUPPRESSED = (STATUSES.index(own) for own in (ObsStatus.BREAK, ObsStatus.MISSING, ObsStatus.SUPPRESSED))
_ROOM = 2**40
"""Keys larger than this are counted through anew, so that none outgrows 64 bits."""


class Figures:
    """Figures of one dataset: values, flags, units, and the codes of each dimension as places in its list of codes.

    A figure's *slice* over a dimension is all figures with the same codes in every other dimension. What is computed
    late is the same whoever computes it, so that threads may share the figures.
    """

    def __init__(self, dataset: Dataset, data: pa.Table) -> None:
        """`data` in any order, with the columns that `Result.data` documents; suppressed figures hold no number."""
        self.dataset = dataset
        self._known = {own.id: {code: place for place, code in enumerate(own.codes)} for own in dataset.structure}
        self._places = {own.id: _places(data, own) for own in dataset.structure}
        flags = _positions(data.column("obs_status"), [own.value for own in STATUSES])
        self.flags: Flags = np.where(flags < 0, 0, flags).astype(np.int8)
        values = data.column(MEASURE).cast(pa.float64()).to_numpy()
        self.values: Numbers = np.where(self.flags >= MISSING, np.nan, values)
        self.flags = np.where(np.isnan(self.values), np.maximum(self.flags, MISSING), self.flags).astype(np.int8)
        self._unit_names = tuple(str(own) for own in pc.unique(data.column("unit")).to_pylist())
        self.units = _positions(data.column("unit"), list(self._unit_names))
        self._slices: dict[str, Rows] = {}
        self._sorted: dict[str, tuple[npt.NDArray[np.int64], Rows]] = {}

    def __len__(self) -> int:
        return len(self.values)

    def place(self, dimension: str, code: str) -> int:
        """The number that stands for the code in `codes`; -1 for one that bears no figure."""
        return self._known[dimension].get(code, -1)

    def codes(self, dimension: str) -> Rows:
        """Of each figure its code in the dimension, as a place in the dimension's list of codes."""
        return self._places[dimension]

    def bears(self, dimension: str, codes: Iterable[str]) -> Marks:
        """Which figures bear one of the codes."""
        wanted = np.zeros(len(self._known[dimension]) + 1, dtype=bool)
        wanted[[place for code in codes if (place := self.place(dimension, code)) >= 0]] = True
        return wanted[self.codes(dimension)]

    def of_unit(self, *units: str) -> Marks:
        """Which figures are in one of the units."""
        return np.isin(self.units, [place for place, name in enumerate(self._unit_names) if name in units])

    @cached_property
    def years(self) -> Numbers:
        """The year of each figure."""
        years = np.array([*(int(code) for code in self._known[TIME]), 0], dtype=np.float64)
        return years[self.codes(TIME)]

    @cached_property
    def counts(self) -> Marks:
        """Which figures count something, so that they add up to a whole; none where no indicator says what they are."""
        return self._annotated("additive", "true")

    @cached_property
    def rates(self) -> Marks:
        """Which figures are rates and means, that never add up; none where no indicator says what they are."""
        return self._annotated("additive", "false")

    @cached_property
    def from_zero(self) -> Marks:
        """Which figures are in a unit that starts at zero, so that one can be so many times another."""
        known = self.dataset.units
        below = [name for name in self._unit_names if (code := known.get(name)) and _is_below_zero(code)]
        return ~self.of_unit(*below)

    def slices(self, dimension: str) -> Rows:
        """Of each figure the number of its slice over the dimension."""
        if dimension not in self._slices:
            keys: npt.NDArray[np.int64] = np.zeros(len(self), dtype=np.int64)
            size = 1
            for own, known in self._known.items():
                if own == dimension:
                    continue
                if size * (len(known) + 1) > _ROOM:
                    found, keys = np.unique(keys, return_inverse=True)
                    size = len(found)
                keys = keys * (len(known) + 1) + self._places[own]
                size *= len(known) + 1
            self._slices[dimension] = np.unique(keys, return_inverse=True)[1].astype(np.intp)
        return self._slices[dimension]

    def beside(self, dimension: str, wanted: Rows | int) -> Rows:
        """Of each figure the one of its slice that bears the code `wanted` (a place, or one for each figure)."""
        keys, order = self._in_slices(dimension)
        if not len(keys):
            return order
        sought = self.slices(dimension) * np.int64(len(self._known[dimension]) + 1) + wanted
        found = np.searchsorted(keys, sought).clip(max=len(keys) - 1)
        return np.where((keys[found] == sought) & (np.asarray(wanted) >= 0), order[found], -1)

    def before(self, dimension: str) -> Rows:
        """Of each figure the one of its slice whose code stands next before its own: of years, the year before."""
        _, order = self._in_slices(dimension)
        found = np.full(len(self), -1, dtype=np.intp)
        same = self.slices(dimension)[order]
        following = np.flatnonzero(same[1:] == same[:-1]) + 1
        found[order[following]] = order[following - 1]
        return found

    def values_at(self, rows: Rows) -> Numbers:
        """The values of the figures at those places; none where there is no figure."""
        return np.where(rows >= 0, self.values[rows], np.nan)

    def flags_at(self, rows: Rows) -> Flags:
        """The flags of the figures at those places; missing where there is no figure."""
        return np.where(rows >= 0, self.flags[rows], MISSING).astype(np.int8)

    def alike(self, rows: Rows) -> Marks:
        """Which figures are in the unit of the figure at the place given for each."""
        same: Marks = (rows >= 0) & (self.units[rows] == self.units)
        return same

    def in_view(self, codes: Mapping[str, tuple[str, ...]]) -> Rows:
        """The places of the figures with one of the codes in each dimension, in the order of the codes.

        These are the rows of a `Result` with these codes, in its order.
        """
        inside = np.ones(len(self), dtype=bool)
        orders: list[npt.NDArray[np.int64]] = []
        for dimension, asked in codes.items():
            order = np.full(len(self._known[dimension]) + 1, -1, dtype=np.int64)
            for position, code in enumerate(asked):
                order[self.place(dimension, code)] = position
            order[-1] = -1
            own = order[self.codes(dimension)]
            inside &= own >= 0
            if len(asked) > 1:
                orders.append(own)
        rows = np.flatnonzero(inside)
        return rows[np.lexsort([own[rows] for own in reversed(orders)])] if orders else rows

    def _in_slices(self, dimension: str) -> tuple[npt.NDArray[np.int64], Rows]:
        """The keys of slice and code, rising, and the places of the figures that have them."""
        if dimension not in self._sorted:
            keys = self.slices(dimension) * np.int64(len(self._known[dimension]) + 1) + self.codes(dimension)
            order = np.argsort(keys, kind="stable")
            self._sorted[dimension] = keys[order], order
        return self._sorted[dimension]

    def _annotated(self, annotation: str, said: str) -> Marks:
        structure = self.dataset.structure
        if INDICATOR not in structure:
            return np.zeros(len(self), dtype=bool)
        own = structure[INDICATOR]
        return self.bears(INDICATOR, [code for code in own.codes if own.code(code).annotation(annotation) == said])


def _is_below_zero(unit: Code) -> bool:
    return (unit.annotation("minimum") or "").startswith("-")


def _places(data: pa.Table, dimension: Dimension) -> Rows:
    """The places of a column's codes; a code that the dimension does not know stands past the last one."""
    codes = [int(code) for code in dimension.codes] if dimension.is_time else list(dimension.codes)
    places = _positions(data.column(dimension.id), codes)
    return np.where(places < 0, len(codes), places)


def _positions(column: pa.ChunkedArray, known: list[str] | list[int]) -> Rows:
    places = pc.index_in(column, value_set=pa.array(known, column.type))
    found: Rows = pc.fill_null(places, -1).to_numpy().astype(np.intp)
    return found
