"""A small table of a profile: a head, a label in each language and a few figures a row, each told as what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from dantoc.model.text import Locale
from dantoc.reports.typography import INK, LIGHT, QUIET, REGULAR, RULE, SEMIBOLD, SMALL, fonts
from dantoc.reports.words import spaced

Said = tuple[tuple[Locale, str], ...]
"""The same words in each language of the edition."""
PAD = 2.0
RAISED, LARGEST_RAISED = 0.68, 13.0
"""The size of a raised letter, of that of the figure, and the largest it is set in."""
BETWEEN = 5.0
"""Room between two languages on one line."""
STEP = SMALL * 1.25


@dataclass(frozen=True)
class Figure:
    """A figure as printed, and the letter that stands raised beside it."""

    text: str
    flag: str = ""

    def width(self, font: str, size: float) -> float:
        """The room it takes, its letter included."""
        return float(stringWidth(self.text, font, size) + stringWidth(self.flag, REGULAR, _raised(size)))

    def draw(self, canvas: Any, left: float, base: float, font: str, size: float) -> None:
        """Draws it from `left`; its letter belongs to the same words."""
        canvas.setFont(font, size)
        canvas.drawString(left, base, self.text)
        if self.flag:
            small = _raised(size)
            canvas.setFont(REGULAR, small)
            # The space keeps readers of the text from taking letter and number for one word.
            start = left + stringWidth(self.text, font, size) - stringWidth(" ", REGULAR, small)
            canvas.drawString(start, base + 0.68 * size - 0.5 * small, f" {self.flag}")


def _raised(size: float) -> float:
    return min(size * RAISED, LARGEST_RAISED)


@dataclass(frozen=True)
class GridRow:
    """A label and its figures, as printed; `strong` for a total."""

    label: Said
    cells: tuple[Figure, ...]
    strong: bool = False


class Grid(Flowable):
    """The table, as wide as its column: figures at the right in columns of one width, the label takes the rest."""

    def __init__(self, heads: tuple[Said, ...], rows: tuple[GridRow, ...], cell: float = 0.0) -> None:
        """`heads` are those of the label and of each column; `cell` is the least width of a column of figures."""
        super().__init__()
        fonts()
        self._heads, self._rows, self._least = heads, rows, cell
        self._laid_for = -1.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as its rows."""
        if self._laid_for != width:
            self._lay(width)
        return width, self._high

    def _lay(self, width: float) -> None:
        figures = [cell for row in self._rows for cell in row.cells]
        widest = max((cell.width(SEMIBOLD, SMALL) for cell in figures), default=0.0)
        self._flags = max((stringWidth(cell.flag, REGULAR, _raised(SMALL)) for cell in figures), default=0.0)
        self._cell = max(self._least, widest + 8)
        self._label = width - self._cell * (len(self._heads) - 1)
        self._head_lines = [
            _lines(said, SEMIBOLD, (self._label if not place else self._cell) - 4)
            for place, said in enumerate(self._heads)
        ]
        self._row_lines = [
            _lines(row.label, SEMIBOLD if row.strong else REGULAR, self._label - 6) for row in self._rows
        ]
        self._head_high = STEP * max(len(lines) for lines in self._head_lines) + 2 * PAD
        self._row_highs = [STEP * max(1, len(lines)) + 2 * PAD for lines in self._row_lines]
        self._wide, self._laid_for = width, width
        self._high = self._head_high + sum(self._row_highs)

    def draw(self) -> None:
        """Draws rules, head and rows."""
        canvas: Any = self.canv
        tags = canvas.tags
        table = tags.new("Table")
        top = self._high
        self._rules()
        row = tags.new("TR", tags.new("THead", table))
        for place, lines in enumerate(self._head_lines):
            cell = tags.new("TH", row, scope="Column")
            right = 0.0 if not place else self._label + self._cell * place - self._flags - 1
            _draw_lines(canvas, cell, lines, 0.0, top - PAD, right, QUIET)
        top -= self._head_high
        body = tags.new("TBody", table)
        for own, lines, high in zip(self._rows, self._row_lines, self._row_highs, strict=True):
            line = tags.new("TR", body)
            _draw_lines(canvas, tags.new("TH", line, scope="Row"), lines, 0.0, top - PAD, 0.0, INK)
            font = SEMIBOLD if own.strong else REGULAR
            for place, figure in enumerate(own.cells, 1):
                right = self._label + self._cell * place - self._flags - 1
                left = right - stringWidth(figure.text, font, SMALL)
                with tags.mark(canvas, tags.new("TD", line)):
                    canvas.setFillColor(INK)
                    figure.draw(canvas, left, top - PAD - SMALL * 0.95, font, SMALL)
            top -= high

    def _rules(self) -> None:
        canvas: Any = self.canv
        with canvas.tags.artifact(canvas):
            canvas.saveState()
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(0.7)
            canvas.line(0, self._high, self._wide, self._high)
            canvas.line(0, 0, self._wide, 0)
            canvas.setLineWidth(0.4)
            canvas.line(0, self._high - self._head_high, self._wide, self._high - self._head_high)
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.25)
            base = self._high - self._head_high
            for high in self._row_highs[:-1]:
                base -= high
                canvas.line(0, base, self._wide, base)
            canvas.restoreState()


Segment = tuple[Locale, str, str]
"""Words of one language on a line: the language, the words, the font."""


def _lines(said: Said, font: str, width: float) -> list[list[Segment]]:
    """The words in lines, the second language lighter: on the same line where it has room there, else below."""
    lines: list[list[Segment]] = []
    for place, (locale, words) in enumerate(said):
        own = font if not place else LIGHT
        if place and len(lines) == 1 and _width(lines[0]) + BETWEEN + stringWidth(words, own, SMALL) <= width:
            lines[0].append((locale, words, own))
        else:
            lines += [[(locale, line, own)] for line in spaced(simpleSplit(words, own, SMALL, width))]
    return lines


def _width(line: list[Segment]) -> float:
    between = BETWEEN * (len(line) - 1)
    return between + sum(float(stringWidth(words.rstrip(), font, SMALL)) for _, words, font in line)


def _draw_lines(
    canvas: Any, cell: Any, lines: list[list[Segment]], left: float, top: float, right: float, colour: str
) -> None:
    """Draws the lines down from `top`; they end at `right` where that is not 0."""
    base = top - SMALL * 0.95
    for line in lines:
        start = right - _width(line) if right else left
        for locale, words, font in line:
            with canvas.tags.mark(canvas, canvas.tags.new("Span", cell, lang=locale)):
                canvas.setFillColor(colour if font != LIGHT else QUIET)
                canvas.setFont(font, SMALL)
                canvas.drawString(start, base, f"{words} ")
            start += stringWidth(words, font, SMALL) + BETWEEN
        base -= STEP
