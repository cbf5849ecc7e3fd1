"""A statistical table: what it is to show (`TableSpec`) and, laid out in one language, what stands in it
(`StatTable`)."""

from __future__ import annotations

from dataclasses import dataclass

from dantoc.model.status import ObsStatus
from dantoc.model.text import NO_TEXT, Locale, LocalizedText


@dataclass(frozen=True)
class TableSpec:
    """Which dimensions go down the stub, which across the heading, and which measures stand in the cells.

    Dimensions in view that neither names are added to the stub. `measures` empty means all of the result's. `title`
    empty
    means the query's own sentence.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    measures: tuple[str, ...] = ()
    title: LocalizedText = NO_TEXT
    show_codes: bool = False


@dataclass(frozen=True)
class HeadCell:
    """A cell of the heading; `span` columns wide (a spanner when more than one)."""

    text: str
    span: int = 1
    code: str = ""
    numeric: bool = False


@dataclass(frozen=True)
class StubCell:
    """A cell of the stub; `indent` is its depth in the hierarchy, `first` whether it opens a run of equal cells."""

    text: str
    code: str = ""
    indent: int = 0
    first: bool = True
    aggregate: bool = False


@dataclass(frozen=True)
class Cell:
    """One figure as printed: `text` (``1.234,5``, ``-``, ``...``), its number, its flag, its footnote marks.

    `value` None with status MISSING is a figure that no source gives; `empty` is a combination for which there is no
    figure
    at all.
    """

    text: str
    value: float | None = None
    status: ObsStatus = ObsStatus.NORMAL
    notes: tuple[str, ...] = ()
    decimals: int = 0
    derived: bool = False
    empty: bool = False
    break_before: bool = False


@dataclass(frozen=True)
class Row:
    """One line of the body."""

    stub: tuple[StubCell, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Footnote:
    """A note under the table, with the mark that cells bear."""

    mark: str
    text: str


@dataclass(frozen=True)
class StatTable:
    """A statistical table laid out in one language: title, unit, heading, stub, body, notes, sources.

    `heading` holds a tuple a level, each spanning all body columns; `constants` are the dimensions that hold one code
    throughout, as (name, code name); `signs` explains the signs and flags that occur.
    """

    locale: Locale
    title: str
    subtitle: str
    unit: str
    stub_heads: tuple[str, ...]
    heading: tuple[tuple[HeadCell, ...], ...]
    rows: tuple[Row, ...]
    constants: tuple[tuple[str, str], ...] = ()
    notes: tuple[Footnote, ...] = ()
    signs: tuple[Footnote, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """The number of columns of the body."""
        return sum(cell.span for cell in self.heading[-1]) if self.heading else 0
