"""Which whole a code is a part of, and its part of it in percent."""

from __future__ import annotations

from collections.abc import Callable

from dantoc.engine.derivations.base import Column, Figure, Lookup, is_additive
from dantoc.model.result import Result
from dantoc.model.status import ObsStatus, worst
from dantoc.model.structure import INDICATOR, Dimension
from dantoc.model.text import LocalizedText

Choice = Callable[[tuple[str, ...]], str | None]
"""Of a code and those above it, nearest first, the one that is the whole; None where there is none."""


def line_above(dimension: Dimension, code: str) -> tuple[str, ...]:
    """The code and those above it in the main hierarchy, nearest first, as far as they bear figures in the dataset.

    Empty for a code that stands alone: with nothing above it and nothing below.
    """
    codelist, bearing = dimension.codelist, set(dimension.codes)
    if codelist is None or code not in codelist:
        return ()
    line, above = [code], codelist[code].parent()
    while above is not None and above in codelist and above not in line:
        line.append(above)
        above = codelist[above].parent()
    own = tuple(one for one in line if one in bearing)
    alone = len(own) == 1 and bearing.isdisjoint(codelist.descendants(code))
    return () if alone else own


def longest_line(result: Result, dimension: str) -> int:
    """How many codes stand in the longest line from a figure in view that adds up to its topmost whole, itself counted.

    1 where nothing in view is a part of anything, and for a dimension whose codes are no parts: years, indicators.
    """
    own = result.dataset.structure[dimension]
    if own.is_time or dimension == INDICATOR or INDICATOR not in result.dataset.structure:
        return 1
    borne = result.data.select([INDICATOR, dimension]).group_by([INDICATOR, dimension]).aggregate([]).to_pylist()
    counted = {pair[dimension] for pair in borne if is_additive(result, pair[INDICATOR])}
    return max((len(line_above(own, code)) for code in counted), default=1)


def wholes_in(result: Result, dimension: str, choose: Choice) -> tuple[str, ...]:
    """The wholes of the codes in view, judged by the code list and the dataset, in printed order."""
    own = result.dataset.structure[dimension]
    found = {choose(line_above(own, code)) for code in result.codes[dimension]}
    return tuple(sorted((code for code in found if code is not None), key=own.position))


def share_column(
    result: Result,
    dimension: str,
    lookup: Lookup,
    choose: Choice,
    *,
    name: LocalizedText,
    formula: LocalizedText,
    inputs: LocalizedText,
) -> Column:
    """For each row in view its percent of the whole that `choose` names, and the worst status of the two.

    One code has the same whole throughout, the one that name and formula say: where that whole has no figure with the
    same other codes and in the same unit, there is no share, and never that of a lesser whole.
    """
    own = result.dataset.structure[dimension]
    whole_of = {code: choose(line_above(own, code)) for code in result.codes[dimension]}
    fetched = lookup.with_codes(dimension, wholes_in(result, dimension, choose))
    wholes = {(figure.code, figure.key): figure for figure in fetched}
    values, statuses = [], []
    for figure in lookup.in_view(dimension):
        whole = whole_of[figure.code] if is_additive(result, figure.indicator) else None
        value, status = _percent(figure, None if whole is None else wholes.get((whole, figure.key)))
        values.append(value)
        statuses.append(status)
    return Column(name, values, statuses, unit="percent", decimals=2, formula=formula, inputs=inputs)


def _percent(part: Figure, whole: Figure | None) -> tuple[float | None, ObsStatus]:
    if whole is None:
        return None, worst(part.status, ObsStatus.MISSING)
    status = worst(part.status, whole.status)
    if part.value is None or not whole.value or part.unit != whole.unit:
        return None, worst(status, ObsStatus.MISSING)
    return part.value / whole.value * 100, status
