"""A printed table in type, and its rows drawn on the page, each cell told as what it is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from dantoc.model.status import FLAGS
from dantoc.model.table import Cell
from dantoc.reports.ledger import Entry
from dantoc.reports.measuring import width_of
from dantoc.reports.pen import Pen
from dantoc.reports.setting import Setting
from dantoc.reports.table_caption import Caption
from dantoc.reports.table_columns import OFF, RAISED, SIGNS, Columns, before_mark, figure_font, marks_of
from dantoc.reports.table_foot import LEADING, Foot, FootTags
from dantoc.reports.table_heads import Heads
from dantoc.reports.table_layout import Part
from dantoc.reports.table_rows import Body, Laid, Name
from dantoc.reports.table_words import PANEL, ROW
from dantoc.reports.tagging import Element
from dantoc.reports.typography import INK, LIGHT, QUIET, RED, REGULAR, RULE, SHADE

HEAVY, MIDDLE, FINE = 0.9, 0.5, 0.25
"""The weights of the rules: above and below a table, below its heads, between its rows."""
EVERY = 5
"""So many rows stand between two fine rules, where nothing else divides a long table."""
ABOVE, BELOW = 2.0, 1.5
"""Room between the rows and the rules above and below them."""
STEPS = ((0.0, LEADING), (0.1, 9.1), (0.18, 8.8))
"""How a table is set, and how closer where that saves a page: the room taken from each row, in the size of type, and
the step from line to line below the table."""
RAISE = 0.32
"""How far a mark stands above the figure's line, in the size of type."""


@dataclass(eq=False)
class TableInType:
    """A part of a table in type, and the elements it is told as; all its pieces share it."""

    part: Part
    heads: Heads
    body: Body
    opening: Caption
    following: Caption
    reminder: Caption
    setting: Setting
    entry: Entry
    file: str
    turned: bool
    is_first: bool
    foot: Foot | None
    frame: tuple[float, float]
    """Width and height of the column of text."""
    told: str
    """The words of the link to the figures."""
    closer: dict[int, tuple[Body, Foot | None]] = field(default_factory=dict)
    """Body and foot set closer, by the step of it."""
    table: Element | None = None
    rows: Element | None = None
    above: list[tuple[Element, ...]] = field(default_factory=list)
    open: dict[int, Element] = field(default_factory=dict)
    """The heads of the panel and the groups at hand, by their depth."""
    foot_tags: FootTags = field(default_factory=lambda: FootTags(lang=False))

    @property
    def columns(self) -> Columns:
        """The columns of the part."""
        return self.part.columns

    def set_closer(self, step: int) -> tuple[Body, Foot | None]:
        """The body and the foot with less room between their lines; all of it with step 0."""
        if step not in self.closer:
            pad, leading = STEPS[step]
            foot = replace(self.foot, leading=leading) if self.foot is not None else None
            self.closer[step] = (self.body.closer(pad * self.columns.size), foot)
        return self.closer[step]

    @property
    def full(self) -> float:
        """How high a piece is at most: the height of the column, or its width where the page is turned."""
        return self.setting.width if self.turned else self.setting.height


def draw_name(pen: Pen, name: Name, top: float, size: float) -> None:
    """Draws a line of a name in a row whose upper edge is there; the second language is lighter."""
    pen.colour(QUIET if name.font == LIGHT else INK)
    pen.words(name.left, top - name.down, name.text, name.font, size)


class RowsInType:
    """Draws the lines of a body, each cell as what it is."""

    def __init__(self, canvas: Any, pen: Pen, sheet: TableInType, body: Body, lang: bool) -> None:
        self._canvas, self._pen, self._sheet, self._body, self._lang = canvas, pen, sheet, body, lang
        self._tags = canvas.tags
        self._size = sheet.columns.size
        self._decimal_mark = sheet.part.words.decimal_mark
        self._offsets: tuple[dict[tuple[str, int], float], ...] = ({}, {})
        self._grouped = any(own.line.kind != ROW for own in body.lines)

    def draw(self, first: int, last: int, top: float) -> float:
        """Draws the lines down from `top`; gives where they end."""
        lines = self._body.lines
        self._grounds(lines[first:last], top)
        base = top
        for own in lines[first:last]:
            self._draw_line(own, base)
            base -= own.height
        base -= BELOW
        self._rules(first, last, top, base)
        return base

    def _draw_line(self, own: Laid, top: float) -> None:
        tags = self._tags
        row = tags.new("TR", self._sheet.rows)
        kind = own.line.kind
        if kind != ROW:
            deep = 0 if kind == PANEL else 1 + own.line.indent
            head = tags.new("TH", row, scope="Row", column_span=self._span)
            self._sheet.open = {key: kept for key, kept in self._sheet.open.items() if key < deep} | {deep: head}
            self._draw_names(head, own.names, top)
            return
        above = tuple(self._sheet.open.values())
        stub = tags.new("TH", row, scope="Row", headers=above)
        self._draw_names(stub, own.names, top)
        if self._sheet.columns.unit:
            self._draw_names(tags.new("TD", row), own.units, top)
        self._draw_cells(own, row, (*above, stub), top - own.base)

    @property
    def _span(self) -> int:
        return self._sheet.part.words.width + (2 if self._sheet.columns.unit else 1)

    def _draw_names(self, cell: Element, names: tuple[Name, ...], top: float) -> None:
        tags, canvas = self._tags, self._canvas
        if not self._lang:
            with tags.mark(canvas, cell):
                for name in names:
                    draw_name(self._pen, name, top, self._size)
            return
        for locale in dict.fromkeys(name.locale for name in names):
            with tags.mark(canvas, tags.new("Span", cell, lang=locale)):
                for name in names:
                    if name.locale == locale:
                        draw_name(self._pen, name, top, self._size)

    def _draw_cells(self, own: Laid, row: Element, beside: tuple[Element, ...], base: float) -> None:
        tags, canvas, pen, size = self._tags, self._canvas, self._pen, self._size
        columns, above = self._sheet.columns, self._sheet.above
        font = figure_font(own.line.strong)
        offsets = self._offsets[own.line.strong]
        pen.colour(INK)
        for place, cell in enumerate(own.line.cells):
            text = cell.text
            element = tags.new("TD", row, headers=(*above[place], *beside) if self._grouped else ())
            if not text:
                continue
            offset = offsets.get((text, cell.decimals))
            if offset is None:
                offset = offsets[text, cell.decimals] = self._offset(cell, font)
            left = (columns.ends if text in SIGNS else columns.points)[place] - offset
            tags.begin(canvas, element)
            pen.words(left, base, text, font, size)
            tags.end(canvas)
            if cell.notes or cell.status in FLAGS:
                after = left + width_of(text, font, size) + OFF * size
                with tags.mark(canvas, tags.new("Reference", element)):
                    pen.words(after, base + RAISE * size, marks_of(cell), REGULAR, RAISED * size)

    def _offset(self, cell: Cell, font: str) -> float:
        """How far the figure begins before the place of the decimal mark; a sign, before that where digits end."""
        text = cell.text if cell.text in SIGNS else before_mark(cell, self._decimal_mark)
        return width_of(text, font, self._size)

    def _grounds(self, lines: tuple[Laid, ...], top: float) -> None:
        boxes = []
        for own in lines:
            if own.line.kind == PANEL:
                boxes.append((0.0, top - own.height + 0.5, self._sheet.columns.width, own.height - 1))
            top -= own.height
        if boxes:
            with self._tags.artifact(self._canvas, "Background"):
                self._pen.grounds(boxes, SHADE)

    def _rules(self, first: int, last: int, top: float, bottom: float) -> None:
        sheet, pen = self._sheet, self._pen
        width = sheet.columns.width
        breaks, fine = [], []
        base, run = top, 0
        for own in self._body.lines[first:last]:
            is_row = own.line.kind == ROW
            if run and is_row and not own.line.strong and run % EVERY == 0:
                fine.append((0.0, base, width, base))
            run = run + 1 if is_row and not own.line.strong else 0
            for place, cell in enumerate(own.line.cells):
                if cell.break_before:
                    left = sheet.columns.edges[place]
                    breaks.append((left, base, left, base - own.height))
            base -= own.height
        is_end = last == len(self._body.lines)
        with self._tags.artifact(self._canvas):
            pen.rules(fine, FINE, RULE)
            pen.dashes(breaks, 0.6, RED)
            pen.rules([(0.0, bottom, width, bottom)], HEAVY if is_end else MIDDLE, INK)
