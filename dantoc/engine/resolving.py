"""What a query's selections come to: for each dimension the codes to be shown, in order.

- Parts follow in the order asked, each in printed order; ``*`` is everything in printed order; years rise.
- A code that stands in the code list and bears no figures gives nothing; one that does not stand in it is an error.
- ``children(X)`` and its kin follow every hierarchy of the list.
- ``latest`` and ``first`` count the years in which what else is selected bears figures, so that they are never empty.
- ``top(n)`` and ``bottom(n)`` rank the lowest level (groups, provinces; no totals) by the value in one slice: of each
  other dimension its first code selected, of the years the last, or, where that bears nothing, the next that does. Ties
  go by printed order. Where two dimensions are ranked, what does not depend on a rank is settled first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Protocol

import pyarrow as pa

from dantoc.engine.ordering import by_value, lowest_level, reference_slice
from dantoc.model.dataset import Dataset
from dantoc.model.errors import BadPeriod, BadSelection, UnknownCode, UnknownDimension
from dantoc.model.query import Query
from dantoc.model.selection import GRAMMAR, All, Branch, Extreme, Part, Period, Recent, Some
from dantoc.model.structure import TIME, Dimension

_ALLOWED_NAMED = 12
YEARS_ONLY = ("2009:2019", "latest", "latest(N)", "first")
NEVER_YEARS = ("children(CODE)", "descendants(CODE)", "leaves(CODE)", "top(N)", "bottom(N)")


class Figures(Protocol):
    """What resolving asks of the warehouse."""

    def figures(self, dataset: Dataset, codes: Mapping[str, tuple[str, ...]]) -> pa.Table:
        """The figures that bear one of the codes in each dimension named."""
        ...

    def years(self, dataset: Dataset, codes: Mapping[str, tuple[str, ...]]) -> tuple[int, ...]:
        """The years in which there are such figures."""
        ...


def resolve(dataset: Dataset, query: Query, warehouse: Figures) -> dict[str, tuple[str, ...]]:
    """For each dimension of the dataset the codes that bear figures and are asked for, in order.

    Raises:
        UnknownDimension: a selection of something that is no dimension of the dataset.
        UnknownCode: a code that is not in the dimension's list; `allowed` holds near ones and the first ones.
        BadSelection: a part that means nothing for its dimension, such as a branch of years.
        BadPeriod: a year that is none.
    """
    structure = dataset.structure
    for name, _ in query.selections:
        if name not in structure:
            raise UnknownDimension("dimension", name, structure.ids)
    parts = {dimension.id: query.selection(dimension.id).parts for dimension in structure}
    for dimension in structure:
        for part in parts[dimension.id]:
            _check(dimension, part)
    codes = {dimension.id: _all_that_may_be(dimension, parts[dimension.id]) for dimension in structure}
    if any(isinstance(part, Recent) for part in parts[TIME]):
        codes[TIME] = _recent_years(dataset, parts[TIME], codes, warehouse)
    for dimension in structure:
        if any(isinstance(part, Extreme) for part in parts[dimension.id]):
            codes[dimension.id] = _ranked(dataset, dimension, parts, codes, warehouse)
    return codes


def _check(dimension: Dimension, part: Part) -> None:
    if dimension.is_time:
        if isinstance(part, (Branch, Extreme)):
            raise BadSelection(dimension.id, str(part), tuple(said for said in GRAMMAR if said not in NEVER_YEARS))
        if isinstance(part, Some) and not (len(part.code) == 4 and part.code.isascii() and part.code.isdigit()):
            raise BadPeriod(dimension.id, part.code, (*YEARS_ONLY, *dimension.codes))
        return
    if isinstance(part, (Period, Recent)):
        raise BadSelection(dimension.id, str(part), tuple(said for said in GRAMMAR if said not in YEARS_ONLY))
    named = part.code if isinstance(part, Some) else part.of if isinstance(part, Branch) else None
    if named is not None and dimension.codelist is not None and named not in dimension.codelist:
        raise UnknownCode(dimension.id, named, near_codes(dimension, named))


def near_codes(dimension: Dimension, said: str) -> tuple[str, ...]:
    """Codes of the list that look like what was said, then the first that bear figures."""
    listed = [code.id for code in dimension.codelist or () if not code.grouping]
    folded = {code.casefold(): code for code in reversed(listed)}
    close = [folded[near] for near in get_close_matches(said.casefold(), folded, n=3, cutoff=0.5)]
    return tuple(dict.fromkeys((*close, *dimension.codes)))[: _ALLOWED_NAMED + len(close)]


def _all_that_may_be(dimension: Dimension, parts: tuple[Part, ...]) -> tuple[str, ...]:
    """The codes asked for, taking every year for ``latest`` and the whole lowest level for ``top``."""

    def widest(part: Recent | Extreme) -> tuple[str, ...]:
        return dimension.codes if isinstance(part, Recent) else lowest_level(dimension)

    return _gathered(dimension, parts, widest)


def _gathered(
    dimension: Dimension, parts: tuple[Part, ...], late: Callable[[Recent | Extreme], tuple[str, ...]]
) -> tuple[str, ...]:
    """The codes of all parts, each once; `late` gives those of the parts that depend on other dimensions."""
    found: dict[str, None] = {}
    for part in parts:
        own = late(part) if isinstance(part, (Recent, Extreme)) else _plain(dimension, part)
        found.update(dict.fromkeys(own))
    return tuple(sorted(found, key=int)) if dimension.is_time else tuple(found)


def _plain(dimension: Dimension, part: Some | All | Branch | Period) -> tuple[str, ...]:
    if isinstance(part, All):
        return dimension.codes
    if isinstance(part, Some):
        return (part.code,) if part.code in dimension.codes else ()
    if isinstance(part, Period):
        start, end = part.start or 0, part.end or 9999
        return tuple(code for code in dimension.codes if start <= int(code) <= end)
    below = set(_branch(dimension, part))
    return tuple(code for code in dimension.codes if code in below)


def _branch(dimension: Dimension, part: Branch) -> tuple[str, ...]:
    codelist = dimension.codelist
    if codelist is None:
        return ()
    relations = {"children": codelist.children, "descendants": codelist.descendants, "leaves": codelist.leaves}
    return relations[part.relation](part.of)


def _recent_years(
    dataset: Dataset, parts: tuple[Part, ...], codes: Mapping[str, tuple[str, ...]], warehouse: Figures
) -> tuple[str, ...]:
    others = {dimension: own for dimension, own in codes.items() if dimension != TIME}
    bearing = tuple(str(year) for year in warehouse.years(dataset, others))

    def counted(part: Recent | Extreme) -> tuple[str, ...]:
        return bearing[-part.count :] if part.end == "latest" else bearing[: part.count]

    return _gathered(dataset.structure[TIME], parts, counted)


def _ranked(
    dataset: Dataset,
    dimension: Dimension,
    parts: Mapping[str, tuple[Part, ...]],
    codes: Mapping[str, tuple[str, ...]],
    warehouse: Figures,
) -> tuple[str, ...]:
    candidates = lowest_level(dimension)
    values = _reference_values(dataset, {**codes, dimension.id: candidates}, dimension.id, warehouse)

    def first_ones(part: Recent | Extreme) -> tuple[str, ...]:
        best = by_value(dimension, tuple(code for code in candidates if code in values), values, part.end == "top")
        return tuple(sorted(best[: part.count], key=dimension.position))

    return _gathered(dimension, parts[dimension.id], first_ones)


def _reference_values(
    dataset: Dataset, codes: Mapping[str, tuple[str, ...]], dimension: str, warehouse: Figures
) -> dict[str, float]:
    """The values to rank by: of the first slice if it bears any figure (a small read), else of the next that does."""
    narrow = {own: order if own in (dimension, TIME) else order[:1] for own, order in codes.items()}
    found = reference_slice(warehouse.figures(dataset, narrow), dimension, narrow)
    return found or reference_slice(warehouse.figures(dataset, codes), dimension, codes)
