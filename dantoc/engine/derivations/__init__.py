"""Figures computed from published ones, always marked as derived, with formula and inputs.

A new derivation is a file beside this one and a line in `DERIVATIONS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pyarrow as pa

from dantoc.engine.derivations.base import Derivation, Lookup
from dantoc.engine.derivations.rank import Rank
from dantoc.engine.derivations.share import Share
from dantoc.engine.derivations.share_within import ShareWithin
from dantoc.model.errors import UnknownDerivation
from dantoc.model.result import DerivedMeasure, Result
from dantoc.model.text import LocalizedText

DERIVATIONS: tuple[Derivation, ...] = (Share(), ShareWithin(), Rank())

_CALL = re.compile(r"\s*(?P<name>[a-z_]+)\s*\(\s*(?P<dimension>[a-z0-9_]+)\s*\)\s*")


@dataclass(frozen=True)
class Offer:
    """A derivation that means something for a view: `key` as written in a query, its name, the dimension it is over."""

    key: str
    name: LocalizedText
    dimension: str


def offered(result: Result) -> tuple[Offer, ...]:
    """The derivations that mean something for the figures in view; none for an empty view."""
    if not len(result):
        return ()
    return tuple(
        Offer(_key(derivation, dimension), derivation.name(result, dimension), dimension)
        for derivation in DERIVATIONS
        for dimension in result.dataset.structure.ids
        if derivation.means_something(result, dimension)
    )


def derive(result: Result, read: Callable[[Mapping[str, tuple[str, ...]]], pa.Table]) -> Result:
    """The result with the columns that its query derives; `read` gives figures beyond the view.

    Raises:
        UnknownDerivation: none of that name, or one that means nothing for this view; `allowed` holds those that do.
    """
    lookup = Lookup(result, read)
    for key in dict.fromkeys(result.query.derive):
        derivation, dimension = _parse(key, result)
        if not len(result):
            continue
        if not derivation.means_something(result, dimension):
            raise UnknownDerivation("derive", key, _allowed(result))
        result = _with_column(result, derivation, dimension, lookup)
    return result


def _parse(key: str, result: Result) -> tuple[Derivation, str]:
    call = _CALL.fullmatch(key)
    named = next((own for own in DERIVATIONS if call and own.id == call["name"]), None)
    if call is None or named is None or call["dimension"] not in result.dataset.structure:
        raise UnknownDerivation("derive", key, _allowed(result))
    return named, call["dimension"]


def _allowed(result: Result) -> tuple[str, ...]:
    return tuple(offer.key for offer in offered(result)) or tuple(f"{own.id}(…)" for own in DERIVATIONS)


def _key(derivation: Derivation, dimension: str) -> str:
    return f"{derivation.id}({dimension})"


def _with_column(result: Result, derivation: Derivation, dimension: str, lookup: Lookup) -> Result:
    name = f"{derivation.id}_{dimension}"
    if result.measure(name) is not None:
        return result
    column = derivation.column(result, dimension, lookup)
    statuses = [status.value for status in column.statuses]
    data = result.data.append_column(name, pa.array(column.values, pa.float64()))
    data = data.append_column(f"{name}_status", pa.array(statuses, pa.string()))
    measure = DerivedMeasure(
        id=name,
        key=_key(derivation, dimension),
        name=column.name,
        unit=column.unit,
        decimals=column.decimals,
        formula=column.formula,
        inputs=column.inputs,
    )
    return replace(result, data=data, derived=(*result.derived, measure))
