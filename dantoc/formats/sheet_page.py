"""The sheet of a table as a page: its column widths, row heights, and texts that run across it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dantoc.formats.sheet_rows import height_of, lines_of
from dantoc.formats.sheet_styles import Styles
from dantoc.formats.spreadsheet_text import printable
from dantoc.model.table import Row, StatTable

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Sheet

STUB_WIDTH = (16, 46)
CELL_WIDTH = (11, 22)
EMPTY_COLUMN = 8.43
NARROWEST = 88
"""Notes run over at least so many signs, over empty columns where the table is narrower."""
ROWS_MEASURED = 500


@dataclass(frozen=True)
class Page:
    """A sheet with the widths of its columns: those of the stub, of the figures, and empty ones that notes run over."""

    sheet: Sheet
    stub: int
    figures: int
    widths: tuple[float, ...]

    @classmethod
    def of(cls, sheet: Sheet, table: StatTable) -> Page:
        """Sets the widths that the table needs, and takes in empty columns until a note has room."""
        stub = max(len(table.stub_heads), 1)
        figures = max(table.width, max((len(row.cells) for row in table.rows), default=0), 1)
        widths: list[float] = [_stub_width(table, place) for place in range(stub)]
        widths += [_figure_width(table, place) for place in range(figures)]
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        while sum(widths) < NARROWEST:
            widths.append(EMPTY_COLUMN)
        return cls(sheet, stub, figures, tuple(widths))

    def write_across(self, row: int, text: str, styles: Styles, *, size: float = 10, **look: object) -> None:
        """A text over the whole width, in as many lines as it needs."""
        style = styles.of(text_wrap=True, valign="top", font_size=size, **look)
        lines = lines_of(text, sum(self.widths), size, bold=bool(look.get("bold")))
        self.sheet.set_row(row, height_of(lines, size))
        self.sheet.merge_range(row, 0, row, len(self.widths) - 1, "", style)
        self.sheet.write_string(row, 0, printable(text), style)

    def make_room(self, row: int, texts: list[tuple[str, int, int]], *, bold: bool) -> None:
        """Makes the row high enough for texts that wrap, each as (text, first column, columns)."""
        lines = [
            lines_of(text, sum(self.widths[start : start + span]) - 1, bold=bold) for text, start, span in texts if text
        ]
        self.sheet.set_row(row, height_of(max(lines, default=1)))


def _stub_width(table: StatTable, place: int) -> int:
    texts = [len(own.stub[place].text) + 2 * own.stub[place].indent for own in table.rows if place < len(own.stub)]
    head = len(table.stub_heads[place]) if place < len(table.stub_heads) else 0
    return _between(max([head, *texts]) + 2, STUB_WIDTH)


def _figure_width(table: StatTable, place: int) -> int:
    rows: tuple[Row, ...] = table.rows[:ROWS_MEASURED]
    texts = [len(own.cells[place].text) for own in rows if place < len(own.cells)]
    return _between(max([_head_width(table, place), *texts]) + 3, CELL_WIDTH)


def _head_width(table: StatTable, place: int) -> int:
    """What the head over a column needs: its longest word, and a fifth of it, for heads wrap in a few lines."""
    level = table.heading[-1] if table.heading else ()
    edges = [0]
    for cell in level:
        edges.append(edges[-1] + cell.span)
    for cell, (start, end) in zip(level, pairwise(edges), strict=True):
        if start <= place < end:
            return max([len(cell.text) // 5, *(len(word) for word in cell.text.split())])
    return 0


def _between(wanted: int, bounds: tuple[int, int]) -> int:
    return max(bounds[0], min(bounds[1], wanted))
