"""What of a printed table stands on one page, and where a table is parted between pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable

from dantoc.reports.pen import Pen
from dantoc.reports.table_caption import Caption, draw_runs, tag_runs
from dantoc.reports.table_drawing import ABOVE, BELOW, HEAVY, MIDDLE, STEPS, RowsInType, TableInType, draw_name
from dantoc.reports.table_foot import Foot
from dantoc.reports.table_heads import draw_heads, draw_spans, tag_heads
from dantoc.reports.table_layout import Part
from dantoc.reports.table_rows import OVERLEAF, Laid
from dantoc.reports.table_words import PANEL, Line, TableWords
from dantoc.reports.typography import INK, LINE, SHADE

KEPT_WHOLE = 0.45
"""A table no higher than this part of a page is not begun where it cannot end."""
FEW, LEAST = 10, 1 / 3
"""Nor is one of fewer rows than this, nor where less than this part of it would stand."""
LONG_FOOT = 14
"""A foot of more lines than this may begin below the last row and go on overleaf."""
FEWEST_LINES = 4
"""So many lines of a foot at least go on overleaf."""
PAGE, EMPTY, FEW_ROWS, FEW_LINES, NO_ROWS, CLOSER = 10.0, 10.0, 4.0, 6.0, 3.0, 1.0
"""What ways to lay a table cost: a page more, a page left empty, a last page with few rows, with a few lines of the
foot alone, with more of them and no row, and lines that are set closer by a step."""


@dataclass(frozen=True)
class Span:
    """Which lines of the body and of the foot a piece holds."""

    first: int
    last: int
    foot_first: int
    foot_last: int


class TablePiece(Flowable):
    """What of a table stands on one page: caption, heads, rows, and at the end what stands below it."""

    def __init__(self, sheet: TableInType, span: Span, step: int = 0) -> None:
        """`step` says how close its lines are set."""
        super().__init__()
        self._sheet, self._span, self._step = sheet, span, step
        self._body, self._foot = sheet.set_closer(step)
        self._caption = _caption_of(sheet, span)
        self._again = self._body.open_heads(span.first) if span.first < span.last else ()
        self.high = self._fixed + self._rows_high + self._foot_high
        self.width, self.height = sheet.frame[0], self.high
        is_end = self._foot is not None and span.foot_last == len(self._foot.lines)
        self.spaceAfter = LINE * 1.5 if is_end else 0.0
        self.spaceBefore = 0.0 if sheet.is_first or span.first else LINE

    @property
    def part(self) -> Part:
        """The columns that it shows, the same for all its pages."""
        return self._sheet.part

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the body that stand on its page, those said again left out."""
        return tuple(own.line for own in self._body.lines[self._span.first : self._span.last])

    @property
    def _fixed(self) -> float:
        """The height of what stands above the rows."""
        above = self._caption.height
        if self._span.first < self._span.last:
            above += self._sheet.heads.height + sum(own.height for own in self._again) + ABOVE + BELOW
        return above

    @property
    def _rows_high(self) -> float:
        return self._body.height(self._span.first, self._span.last)

    @property
    def _foot_high(self) -> float:
        return self._foot.height(self._span.foot_first, self._span.foot_last) if self._foot is not None else 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as what it holds; a turned one takes a page of its own, and more than one where it must be split."""
        self.height = self.high
        if self._sheet.turned:
            full = self._sheet.frame[1]
            self.height = full if self.high <= self._sheet.full + 0.01 else full + 1
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """The piece that has room here, and the rest; nothing where no good beginning has room. What begins here is set
        as close as serves its pages best."""
        if self._caption is not self._sheet.opening or self._step:
            return list(self._parted(height))
        steps = [TablePiece(self._sheet, self._span, step) for step in range(len(STEPS))]
        best = min(steps, key=lambda own: own._cost(height))
        return [best] if best._fits(height) else list(best._parted(height))

    def _fits(self, room: float) -> bool:
        sheet = self._sheet
        return self.high <= sheet.full and self._is_fresh(room) if sheet.turned else self.high <= room

    def _is_fresh(self, room: float) -> bool:
        return room >= self._sheet.frame[1] - 1

    def _cost(self, room: float) -> float:
        """What it costs to lay it where there is so much room: pages, room that is left empty, an end that is torn off,
        and how close its lines are set."""
        cost = CLOSER * self._step
        piece, begun = self, False
        while not piece._fits(room):
            parts = piece._parted(room)
            if not parts and (begun or self._is_fresh(room)):
                return cost
            if not parts:
                cost += EMPTY * room / self._sheet.frame[1]
            begun = begun or bool(parts)
            piece, room = (parts or [piece])[-1], self._sheet.frame[1]
            cost += PAGE
        return cost + (piece._torn_off if begun else 0.0)

    @property
    def _torn_off(self) -> float:
        """What it costs where this is all that stands on the last page."""
        rows = self._body.rows[self._span.last] - self._body.rows[self._span.first]
        if rows:
            return FEW_ROWS if rows < OVERLEAF else 0.0
        return FEW_LINES if self._span.foot_last - self._span.foot_first < LONG_FOOT else NO_ROWS

    def _parted(self, height: float) -> list[TablePiece]:
        """The piece that has room here, and the rest; nothing where no good beginning has room."""
        sheet = self._sheet
        fresh = self._is_fresh(height)
        if not fresh and (sheet.turned or self._is_kept_whole(height)):
            return []
        room = (sheet.full if sheet.turned else height) - self._fixed
        if self._rows_high > room:
            return self._split_rows(room, fresh)
        spare = room - self._rows_high
        if self._foot is None or self._foot_high <= spare:
            return [self]
        return self._split_below(self._foot, room, spare, fresh)

    def _is_kept_whole(self, room: float) -> bool:
        """Whether a table that has not begun had better wait for a page of its own: a small one, one of few rows, and
        one of which little would stand here. Columns that go on below others wait for nothing but the last."""
        if self._caption is not self._sheet.opening or self.high > self._sheet.full:
            return False
        if not self._sheet.is_first:
            return room < self.high * LEAST
        small = self.high <= self._sheet.full * KEPT_WHOLE
        few = self._body.rows[-1] < FEW
        return small or few or room < self.high * LEAST

    def _split_below(self, foot: Foot, room: float, spare: float, fresh: bool) -> list[TablePiece]:
        """All rows have room and not all that stands below them: a long foot goes on overleaf, a short one takes rows
        along."""
        span = self._span
        lines = span.foot_last - span.foot_first
        fitting = _fitting_lines(foot, span, spare)
        if lines > LONG_FOOT and fitting >= foot.least:
            return self._split_foot(min(fitting, lines - FEWEST_LINES))
        with_rows = self._split_rows(room, fresh, taking_rows=True)
        if with_rows or not fresh:
            return with_rows
        return self._split_foot(fitting)

    def _split_rows(self, room: float, fresh: bool, *, taking_rows: bool = False) -> list[TablePiece]:
        span, body = self._span, self._body
        place = body.last_break(span.first, span.last, room)
        if not place and fresh and not taking_rows:
            place = body.any_break(span.first, span.last, room)
        if not place or place >= span.last:
            return []
        return [
            TablePiece(self._sheet, Span(span.first, place, 0, 0), self._step),
            TablePiece(self._sheet, Span(place, span.last, span.foot_first, span.foot_last), self._step),
        ]

    def _split_foot(self, lines: int) -> list[TablePiece]:
        span = self._span
        cut = span.foot_first + max(lines, 0 if span.first < span.last else 1)
        return [
            TablePiece(self._sheet, Span(span.first, span.last, span.foot_first, cut), self._step),
            TablePiece(self._sheet, Span(span.last, span.last, cut, span.foot_last), self._step),
        ]

    def draw(self) -> None:
        """Draws the piece, turned where its pages are."""
        canvas, sheet = self.canv, self._sheet
        if sheet.is_first and self._caption is sheet.opening:
            sheet.setting.ledger.arrive(canvas, sheet.entry.destination, top=self.height)
        if sheet.turned:
            canvas.saveState()
            canvas.translate(sheet.frame[0], 0)
            canvas.rotate(90)
            self._draw(canvas, sheet.frame[0])
            canvas.restoreState()
        else:
            self._draw(canvas, self.high)

    def _draw(self, canvas: Any, top: float) -> None:
        sheet, span = self._sheet, self._span
        pen = Pen(canvas)
        lang = sheet.setting.is_bilingual
        tags = canvas.tags
        if sheet.table is None:
            sheet.table = tags.new("Table")
            if sheet.is_first:
                sheet.table.file = sheet.file
            tag_runs(canvas, pen, self._caption.runs, top, tags.new("Caption", sheet.table), lang)
        else:
            with tags.artifact(canvas, "Header"):
                draw_runs(pen, self._caption.runs, top)
        top -= self._caption.height
        if span.first < span.last:
            top = self._draw_heads(canvas, pen, top, lang)
            top = self._draw_again(canvas, pen, top)
            drawing = RowsInType(canvas, pen, sheet, self._body, lang)
            top = drawing.draw(span.first, span.last, top)
            self._mention(canvas)
        if self._foot is not None and span.foot_first < span.foot_last:
            sheet.foot_tags.draw(canvas, pen, self._foot, span.foot_first, span.foot_last, top, sheet.told)

    def _draw_heads(self, canvas: Any, pen: Pen, top: float, lang: bool) -> float:
        sheet, tags = self._sheet, canvas.tags
        heads, width = sheet.heads, sheet.columns.width
        bottom = top - heads.height
        with tags.artifact(canvas):
            pen.rules([(0.0, top, width, top)], HEAVY, INK)
            pen.rules([(0.0, bottom, width, bottom)], MIDDLE, INK)
            draw_spans(pen, heads, top, sheet.columns.gutter)
        if sheet.rows is None and sheet.table is not None:
            sheet.above = tag_heads(canvas, pen, heads, top, tags.new("THead", sheet.table), lang)
            sheet.rows = tags.new("TBody", sheet.table)
        else:
            with tags.artifact(canvas, "Header"):
                draw_heads(pen, heads, top)
        return bottom - ABOVE

    def _draw_again(self, canvas: Any, pen: Pen, top: float) -> float:
        """The heads of the panel and the groups that go on from the page before."""
        for own in self._again:
            with canvas.tags.artifact(canvas, "Header"):
                if own.line.kind == PANEL:
                    pen.grounds([(0.0, top - own.height + 0.5, self._sheet.columns.width, own.height - 1)], SHADE)
                for name in own.names:
                    draw_name(pen, name, top, self._sheet.columns.size)
            top -= own.height
        return top

    def _mention(self, canvas: Any) -> None:
        sheet, span = self._sheet, self._span
        whole = Counter(dimension for dimension, _ in {*_named(sheet.part.words, self._body.lines)})
        here = _named(sheet.part.words, self._body.lines[span.first : span.last])
        for dimension, count in whole.items():
            codes = [code for own, code in here if own == dimension]
            sheet.setting.ledger.mention(canvas, dimension, codes, of=count)


def _named(words: TableWords, lines: Sequence[Laid]) -> list[tuple[str, str]]:
    """The codes that heads and lines name, with their dimensions."""
    return [*words.codes, *(code for own in lines for code in own.line.codes)]


def _caption_of(sheet: TableInType, span: Span) -> Caption:
    """What stands above a piece: the caption, the same as of a table that goes on, or a reminder where no rows are."""
    if span.first == 0 and span.last > 0:
        return sheet.opening
    return sheet.following if span.first < span.last else sheet.reminder


def _fitting_lines(foot: Foot, span: Span, room: float) -> int:
    """How many lines of the foot have room."""
    count = span.foot_last - span.foot_first
    while count and foot.height(span.foot_first, span.foot_first + count) > room:
        count -= 1
    return count
