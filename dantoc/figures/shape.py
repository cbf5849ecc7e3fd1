"""The shape of a result: what varies in it, and in how many codes, so that a mark can say whether it suits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dantoc.figures.plot import is_additive, parts
from dantoc.model.result import Result
from dantoc.model.structure import INDICATOR, MEASURE, TIME

AREA = "area"
SEX = "sex"
AGE = "age"
ORDERED = frozenset({TIME, AGE, "quintile", "household_size", "level", "education_level", "zone"})
"""Dimensions whose codes have an order of their own, which a chart keeps."""


@dataclass(frozen=True)
class Shape:
    """What varies in a result, row dimensions first, with the codes that a chart would show of each."""

    result: Result
    dimensions: tuple[str, ...]
    codes: tuple[tuple[str, tuple[str, ...]], ...]
    additive: bool

    @classmethod
    def of(cls, result: Result, rows: Sequence[str], columns: Sequence[str], measure: str = MEASURE) -> Shape:
        """The shape of the result's `measure` as laid out in these rows and columns."""
        named = dict.fromkeys((*rows, *columns, *result.dataset.structure.ids))
        codes = tuple((own, parts(result, own, result.codes.get(own, ()))) for own in named if own in result.varying)
        return cls(result, tuple(own for own, _ in codes), codes, is_additive(result, measure))

    def of_dimension(self, dimension: str) -> tuple[str, ...]:
        """The codes of the dimension that a chart would show."""
        return dict(self.codes).get(dimension, ())

    def count(self, dimension: str) -> int:
        """How many codes of the dimension a chart would show."""
        return len(self.of_dimension(dimension))

    @property
    def categories(self) -> tuple[str, ...]:
        """The dimensions that can stand on an axis, best first: those that vary, years last, indicators only alone."""
        own = [dimension for dimension in self.dimensions if dimension not in (TIME, INDICATOR)]
        tail = [dimension for dimension in (INDICATOR, TIME) if dimension in self.dimensions]
        return tuple(own + tail)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every two dimensions as category and series, the larger as category; indicators of one unit only."""
        own = [dimension for dimension in self.categories if dimension != INDICATOR or len(self.result.units) == 1]
        return tuple(
            (first, second)
            for first in own
            for second in own
            if first not in (second, TIME) and self.count(first) >= self.count(second) > 1
        )

    def counts(self, indicator: str) -> bool:
        """Whether the indicator counts things."""
        return self.result.dataset.structure[INDICATOR].code(indicator).annotation("additive") == "true"

    def order(self, dimension: str) -> str:
        """``code`` where the codes have an order of their own, else ``value``."""
        if dimension in ORDERED or self.result.query.order != "code":
            return "code"
        return "value"
