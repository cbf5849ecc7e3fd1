"""The structure of a dataset: its dimensions, its measure, what stands beside each figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dantoc.model.codes import Code, CodeList
from dantoc.model.text import NO_TEXT, LocalizedText

TIME = "year"
INDICATOR = "indicator"
MEASURE = "value"
ATTRIBUTES = ("decimals", "unit", "obs_status", "source_id", "locator")
"""Columns beside the value in every Parquet file, before the ``note_<language>`` columns."""


@dataclass(frozen=True)
class Concept:
    """What a column means, whatever dataset it stands in; `role` is dimension, time, measure, attribute or
    annotation."""

    id: str
    name: LocalizedText
    description: LocalizedText = NO_TEXT
    role: str = "dimension"
    sdmx_id: str = ""


@dataclass(frozen=True)
class Dimension:
    """A column of the key: its concept, its code list (None for `year`), and the codes that bear figures."""

    concept: Concept
    codelist: CodeList | None
    codes: tuple[str, ...] = ()
    """In printed order; for `year` the years as strings, rising."""

    @property
    def id(self) -> str:
        """The column's name, the API's parameter and, in capitals, the SDMX id."""
        return self.concept.id

    @property
    def name(self) -> LocalizedText:
        """The column's heading."""
        return self.concept.name

    @property
    def is_time(self) -> bool:
        """Whether this is the time dimension."""
        return self.codelist is None

    @property
    def is_constant(self) -> bool:
        """Whether all figures of the dataset bear the same code."""
        return len(self.codes) == 1

    def code(self, code: str) -> Code:
        """The code with its names; a year is its own name in every language."""
        if self.codelist is None:
            return Code(code, LocalizedText.of(dict.fromkeys(self.concept.name.as_dict(), code)))
        return self.codelist[code]

    def position(self, code: str) -> int:
        """The code's place in print: that of its list, or the year itself."""
        return int(code) if self.codelist is None else self.codelist.position(code)


@dataclass(frozen=True)
class DataStructure:
    """The dimensions in order, `year` last; the measure is `value`, the attributes are `ATTRIBUTES` and the notes."""

    dimensions: tuple[Dimension, ...]

    def __iter__(self) -> Iterator[Dimension]:
        return iter(self.dimensions)

    def __contains__(self, dimension: object) -> bool:
        return any(own.id == dimension for own in self.dimensions)

    def __getitem__(self, dimension: str) -> Dimension:
        for own in self.dimensions:
            if own.id == dimension:
                return own
        raise KeyError(dimension)

    @property
    def ids(self) -> tuple[str, ...]:
        """The dimensions' ids, in order."""
        return tuple(own.id for own in self.dimensions)
