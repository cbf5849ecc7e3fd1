"""The figures of one dataset in memory, found by their codes without asking the database again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dantoc.model.structure import TIME, DataStructure, Dimension

Codes = Mapping[str, Iterable[str]]
"""For each dimension named, codes of which a figure must bear one."""


class Held:
    """A dataset read whole: its rows in printed order, and for each dimension the place of every row's code.

    Content is read-only while a process runs, so what was read once stays true; nothing here changes after it is made.
    """

    def __init__(self, structure: DataStructure, figures: pa.Table) -> None:
        """`figures` in any order, the schema that of `warehouse.schema_of`."""
        self._codes = {dimension.id: dimension.codes for dimension in structure}
        places = {dimension.id: _places(figures, dimension) for dimension in structure}
        order = np.lexsort([places[name] for name in reversed(structure.ids)])
        self._figures = figures.take(pa.array(order)).combine_chunks()
        self._places = {name: own[order] for name, own in places.items()}

    def figures(self, codes: Codes, limit: int | None = None) -> pa.Table:
        """The figures that bear one of the codes in each dimension named, in printed order; at most `limit` rows."""
        rows = self._rows(codes)
        if rows is None:
            return self._figures if limit is None else self._figures.slice(0, limit)
        return self._figures.take(pa.array(rows[:limit]))

    def count(self, codes: Codes) -> int:
        """How many figures bear one of the codes in each dimension named."""
        rows = self._rows(codes)
        return int(self._figures.num_rows if rows is None else rows.size)

    def years(self, codes: Codes) -> tuple[int, ...]:
        """The years, rising, in which there are such figures."""
        rows = self._rows(codes)
        places = self._places[TIME] if rows is None else self._places[TIME][rows]
        return tuple(sorted(int(self._codes[TIME][place]) for place in np.unique(places)))

    def _rows(self, codes: Codes) -> npt.NDArray[np.intp] | None:
        """The places of the rows that are asked for; None where nothing is left out."""
        inside: npt.NDArray[np.bool_] | None = None
        for name, own in self._codes.items():
            if name not in codes:
                continue
            asked = set(codes[name])
            wanted = np.fromiter((code in asked for code in own), bool, len(own))
            if wanted.all():
                continue
            bears = wanted[self._places[name]]
            inside = bears if inside is None else inside & bears
        return None if inside is None else np.flatnonzero(inside)


def _places(figures: pa.Table, dimension: Dimension) -> npt.NDArray[np.int32]:
    column = figures.column(dimension.id)
    codes = [int(code) for code in dimension.codes] if dimension.is_time else list(dimension.codes)
    places: npt.NDArray[np.int32] = pc.index_in(column, value_set=pa.array(codes, column.type)).to_numpy()
    return places
