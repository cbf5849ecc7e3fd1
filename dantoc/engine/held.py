"""Figures found, with the place of every row's code; and a dataset in memory that finds them without asking again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dantoc.model.structure import TIME, DataStructure, Dimension

Codes = Mapping[str, Iterable[str]]
"""For each dimension named, codes of which a figure must bear one."""

Places = Mapping[str, npt.NDArray[np.int32]]
"""For each dimension the place of every row's code among the dimension's codes."""


@dataclass(frozen=True)
class Found:
    """Rows of a table, with `places`; `in_print_order` tells that they stand as they are printed.

    `rows` holds their numbers in `table`, None where they are all of it: they are copied out once, in their last order.
    """

    structure: DataStructure
    table: pa.Table
    places: Places
    rows: npt.NDArray[np.intp] | None = None
    in_print_order: bool = False

    @classmethod
    def of(cls, structure: DataStructure, figures: pa.Table) -> Found:
        """The figures as they came, in any order."""
        return cls(structure, figures, {dimension.id: _places(figures, dimension) for dimension in structure})

    @cached_property
    def figures(self) -> pa.Table:
        """The figures in the order of the rows."""
        return self.table if self.rows is None else self.table.take(pa.array(self.rows))

    def borne(self, asked: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Those of the codes asked for that the figures bear, in the order asked."""
        borne: dict[str, tuple[str, ...]] = {}
        for dimension in self.structure:
            present = np.bincount(self.places[dimension.id], minlength=len(dimension.codes))
            own = {code for code, rows in zip(dimension.codes, present.tolist(), strict=True) if rows}
            borne[dimension.id] = tuple(code for code in asked[dimension.id] if code in own)
        return borne

    def inside(self, where: Iterable[tuple[str, tuple[str, ...]]]) -> npt.NDArray[np.bool_]:
        """For each row whether it bears one of the codes in each dimension named."""
        inside = np.ones(len(self.places[TIME]), dtype=bool)
        for dimension, codes in where:
            inside &= _wanted(self.structure[dimension].codes, codes)[self.places[dimension]]
        return inside

    @property
    def years(self) -> npt.NDArray[np.int16]:
        """The year of each row."""
        years: npt.NDArray[np.int16] = np.array(self.structure[TIME].codes, dtype=np.int16)[self.places[TIME]]
        return years

    def sorted_by(self, codes: Mapping[str, tuple[str, ...]]) -> pa.Table:
        """The figures in the order of the codes, the first dimension changing slowest."""
        ranks = {name: _ranks(self.structure[name].codes, codes[name]) for name in self.structure.ids}
        if self.in_print_order and all(rising for _, rising in ranks.values()):
            return self.figures
        keys = [rank[self.places[name]] for name, (rank, _) in ranks.items() if len(codes[name]) > 1]
        if not keys:
            return self.figures
        order = np.lexsort(keys[::-1])
        return self.table.take(pa.array(order if self.rows is None else self.rows[order]))


class Held:
    """A dataset read whole: its rows in printed order, and for each dimension the place of every row's code.

    Content is read-only while a process runs, so what was read once stays true; nothing here changes after it is made.
    """

    def __init__(self, structure: DataStructure, figures: pa.Table) -> None:
        """`figures` in any order, the schema that of `warehouse.schema_of`."""
        self._structure = structure
        read = Found.of(structure, figures)
        order = np.lexsort([read.places[name] for name in reversed(structure.ids)])
        places = {name: own[order] for name, own in read.places.items()}
        whole = figures.take(pa.array(order)).combine_chunks()
        self._whole = Found(structure, whole, places, in_print_order=True)

    def found(self, codes: Codes, limit: int | None = None) -> Found:
        """The figures that bear one of the codes in each dimension named, in printed order; at most `limit` rows."""
        rows = self._rows(codes)
        if rows is None and limit is None:
            return self._whole
        own = (np.arange(self._whole.table.num_rows) if rows is None else rows)[:limit]
        places = {name: places[own] for name, places in self._whole.places.items()}
        return Found(self._structure, self._whole.table, places, own, in_print_order=True)

    def count(self, codes: Codes) -> int:
        """How many figures bear one of the codes in each dimension named."""
        rows = self._rows(codes)
        return int(self._whole.figures.num_rows if rows is None else rows.size)

    def years(self, codes: Codes) -> tuple[int, ...]:
        """The years, rising, in which there are such figures."""
        rows = self._rows(codes)
        years = self._whole.years if rows is None else self._whole.years[rows]
        return tuple(np.unique(years).tolist())

    def _rows(self, codes: Codes) -> npt.NDArray[np.intp] | None:
        """The places of the rows that are asked for; None where nothing is left out."""
        inside: npt.NDArray[np.bool_] | None = None
        for dimension in self._structure:
            if dimension.id not in codes:
                continue
            wanted = _wanted(dimension.codes, codes[dimension.id])
            if wanted.all():
                continue
            bears = wanted[self._whole.places[dimension.id]]
            inside = bears if inside is None else inside & bears
        return None if inside is None else np.flatnonzero(inside)


def _places(figures: pa.Table, dimension: Dimension) -> npt.NDArray[np.int32]:
    column = figures.column(dimension.id)
    codes = [int(code) for code in dimension.codes] if dimension.is_time else list(dimension.codes)
    places: npt.NDArray[np.int32] = pc.index_in(column, value_set=pa.array(codes, column.type)).to_numpy()
    return places


def _wanted(codes: tuple[str, ...], asked: Iterable[str]) -> npt.NDArray[np.bool_]:
    """For each of the codes whether it is asked for."""
    own = set(asked)
    return np.fromiter((code in own for code in codes), bool, len(codes))


def _ranks(codes: tuple[str, ...], order: tuple[str, ...]) -> tuple[npt.NDArray[np.int32], bool]:
    """The place in `order` of each of the codes, and whether those follow each other as the codes do."""
    place_of = {code: place for place, code in enumerate(order)}
    ranks = [place_of.get(code, -1) for code in codes]
    known = [rank for rank in ranks if rank >= 0]
    return np.array(ranks, dtype=np.int32), known == sorted(known)
