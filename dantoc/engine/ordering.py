"""Which codes are shown and in which order: as asked, or by the value in one slice of the figures."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dantoc.model.codes import AGGREGATES, NOT_APPLICABLE
from dantoc.model.structure import MEASURE, TIME, DataStructure, Dimension

Codes = Mapping[str, tuple[str, ...]]
"""For each dimension its codes in an order."""


def lowest_level(dimension: Dimension) -> tuple[str, ...]:
    """The codes that bear figures and gather no others: the groups, the provinces; never a total.

    Where the dataset stops higher up (regions, say), those below which nothing bears figures.
    """
    codelist = dimension.codelist
    if codelist is None:
        return dimension.codes
    own = tuple(code for code in dimension.codes if code not in AGGREGATES and code != NOT_APPLICABLE)
    leaves = tuple(code for code in own if not codelist.children(code))
    bearing = set(own)
    return leaves or tuple(code for code in own if bearing.isdisjoint(codelist.descendants(code)))


def reference_slice(figures: pa.Table, dimension: str, codes: Codes) -> dict[str, float]:
    """The values by which the codes of `dimension` are ranked: those of the first slice that bears a figure.

    A slice holds one code of each other dimension. The first one takes the first code of each, in the order of `codes`,
    and of the years the last.
    """
    known = figures.filter(pc.is_valid(figures.column(MEASURE)))
    if not known.num_rows:
        return {}
    others = {own: order[::-1] if own == TIME else order for own, order in codes.items() if own != dimension}
    places = [_places(known, own, order) for own, order in others.items()]
    first = int(np.lexsort(places[::-1])[0]) if places else 0
    inside = np.ones(known.num_rows, dtype=bool)
    for place in places:
        inside &= place == place[first]
    chosen = known.filter(pa.array(inside))
    return dict(zip(chosen.column(dimension).to_pylist(), chosen.column(MEASURE).to_pylist(), strict=True))


def by_value(
    dimension: Dimension, codes: tuple[str, ...], values: Mapping[str, float], falling: bool
) -> tuple[str, ...]:
    """The codes sorted by value; ties in printed order, codes without a value last.

    Codes that gather others in view (the country, a region, all groups) stay before the rest, in the order given.
    """
    above = {code for code in codes if _gathers(dimension, code, codes)}
    sign = -1 if falling else 1

    def place(code: str) -> tuple[bool, float, int]:
        value = values.get(code)
        return value is None, 0.0 if value is None else sign * value, dimension.position(code)

    parts = sorted((code for code in codes if code not in above), key=place)
    return (*(code for code in codes if code in above), *parts)


def _gathers(dimension: Dimension, code: str, codes: tuple[str, ...]) -> bool:
    return dimension.codelist is not None and not set(codes).isdisjoint(dimension.codelist.descendants(code))


def _places(figures: pa.Table, dimension: str, order: tuple[str, ...]) -> npt.NDArray[np.int32]:
    column = figures.column(dimension)
    wanted = pa.array([int(code) for code in order], column.type) if dimension == TIME else pa.array(order, column.type)
    places: npt.NDArray[np.int32] = pc.index_in(column, value_set=wanted).to_numpy()
    return places


def in_printed_order(table: pa.Table, structure: DataStructure, dimensions: tuple[str, ...]) -> pa.Table:
    """The rows in the order of the code lists, the first of the dimensions changing slowest."""
    places = []
    for name in reversed(dimensions):
        column, codes = table.column(name), structure[name].codes
        listed = pa.array([int(code) for code in codes] if name == TIME else codes, column.type)
        places.append(pc.index_in(column, value_set=listed).to_numpy())
    return table.take(pa.array(np.lexsort(places)))
