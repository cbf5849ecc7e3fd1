"""What a derivation is: a column computed from published figures, with its formula and its inputs said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from dantoc.l10n.messages import join, locales, say
from dantoc.model.result import Result
from dantoc.model.status import ObsStatus
from dantoc.model.structure import INDICATOR, MEASURE
from dantoc.model.text import Locale, LocalizedText

Key = tuple[object, ...]
"""The codes of a figure in the dimensions other than the one derived over, in the order of the structure."""


@dataclass(frozen=True)
class Figure:
    """One published figure; `code` is its code in the dimension derived over, `key` its others.

    `indicator` is empty in a dataset that measures one thing only and has no such dimension.
    """

    code: str
    key: Key
    indicator: str
    value: float | None
    unit: str
    status: ObsStatus


@dataclass(frozen=True)
class Column:
    """What a derivation gives: a value and a status for each row in view, and the words that go with them."""

    name: LocalizedText
    values: Sequence[float | None]
    statuses: Sequence[ObsStatus]
    unit: str
    decimals: int
    formula: LocalizedText
    inputs: LocalizedText


class Lookup:
    """Figures by key, those beyond the view too; what is suppressed has no value here either."""

    def __init__(self, result: Result, read: Callable[[Mapping[str, tuple[str, ...]]], pa.Table]) -> None:
        self._result = result
        self._read = read

    def in_view(self, dimension: str) -> list[Figure]:
        """The figures in view, in the order of the rows, keyed by all dimensions but `dimension`."""
        return self._figures(self._result.data, dimension)

    def with_codes(self, dimension: str, codes: tuple[str, ...]) -> list[Figure]:
        """The figures of the dataset with one of `codes` in `dimension` and the codes in view in every other."""
        return self._figures(self._read({**self._result.codes, dimension: codes}), dimension)

    def _figures(self, data: pa.Table, dimension: str) -> list[Figure]:
        others = [own for own in self._result.dataset.structure.ids if own != dimension]
        keys = zip(*(data.column(own).to_pylist() for own in others), strict=True)
        own, values, units, statuses = (
            data.column(name).to_pylist() for name in (dimension, MEASURE, "unit", "obs_status")
        )
        indicators = data.column(INDICATOR).to_pylist() if INDICATOR in data.column_names else [""] * len(own)
        return [
            Figure(code, key, indicator, value, unit, ObsStatus(status))
            for code, key, indicator, value, unit, status in zip(
                own, keys, indicators, values, units, statuses, strict=True
            )
        ]


class Derivation(Protocol):
    """A kind of derived figure, written ``<id>(<dimension>)`` in a query."""

    @property
    def id(self) -> str:
        """Its name in a query and in column names: ``share``."""
        ...

    def means_something(self, result: Result, dimension: str) -> bool:
        """Whether the view can have it over `dimension`, judged by its codes alone."""
        ...

    def name(self, result: Result, dimension: str) -> LocalizedText:
        """What a heading or a menu calls it."""
        ...

    def column(self, result: Result, dimension: str, lookup: Lookup) -> Column:
        """The figures derived, one a row of the view."""
        ...


def said(key: str, **params: LocalizedText | str | int) -> LocalizedText:
    """The message in every language of the product, its places filled in that language."""
    return LocalizedText.of({locale: say(key, locale, **_in(locale, params)) for locale in locales()})


def listed(texts: Iterable[LocalizedText]) -> LocalizedText:
    """The texts as one list in a sentence, in every language of the product."""
    own = tuple(texts)
    return LocalizedText.of({locale: join((text.say(locale) for text in own), locale) for locale in locales()})


def is_additive(result: Result, indicator: str) -> bool:
    """Whether the indicator counts something, so that its figures add up to a whole; unknown without indicators."""
    if INDICATOR not in result.dataset.structure:
        return False
    return result.dataset.structure[INDICATOR].code(indicator).annotation("additive") == "true"


def _in(locale: Locale, params: Mapping[str, LocalizedText | str | int]) -> dict[str, str | int]:
    return {name: own.say(locale) if isinstance(own, LocalizedText) else own for name, own in params.items()}
