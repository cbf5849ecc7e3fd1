"""The structure of a dataset: its dimensions, its measure, what stands beside each figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dantoc.model.codes import Code, CodeList
from dantoc.model.text import NO_TEXT, LocalizedText

TIME = "year"
INDICATOR = "indicator"
MEASURE = "value"
ATTRIBUTES = ("decimals", "unit", "obs_status", "source_id", "locator")
"""Columns beside the value in every Parquet file, before those of `NOTES`."""
NOTES = ("note_vi", "note_en")
"""The last columns of every Parquet file: the note of a figure in the languages that files hold."""


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

    @cached_property
    def lines(self) -> Mapping[str, tuple[str, ...]]:
        """For each code that bears figures itself and those above it in the main hierarchy that bear figures too,
        nearest first; empty for a code that stands alone, with nothing above it and nothing below, and for years.
        """
        return {code: _line(code, self.codelist, frozenset(self.codes)) for code in self.codes}

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
    _by_id: Mapping[str, Dimension] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {own.id: own for own in self.dimensions})

    def __iter__(self) -> Iterator[Dimension]:
        return iter(self.dimensions)

    def __contains__(self, dimension: object) -> bool:
        return dimension in self._by_id

    def __getitem__(self, dimension: str) -> Dimension:
        return self._by_id[dimension]

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The dimensions' ids, in order."""
        return tuple(self._by_id)


def _line(code: str, codelist: CodeList | None, bearing: frozenset[str]) -> tuple[str, ...]:
    if codelist is None or code not in codelist:
        return ()
    line, above = [code], codelist[code].parent()
    while above is not None and above in codelist and above not in line:
        line.append(above)
        above = codelist[above].parent()
    own = tuple(one for one in line if one in bearing)
    alone = len(own) == 1 and bearing.isdisjoint(codelist.descendants(code))
    return () if alone else own
