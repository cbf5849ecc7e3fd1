"""The heads of a printed table: levels of boxes over the columns, Vietnamese over English, with rules between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dantoc.model.text import Locale
from dantoc.reports.measuring import lines_of, width_of
from dantoc.reports.pen import Pen
from dantoc.reports.table_columns import Columns, head_font
from dantoc.reports.table_words import Head, Said, TableWords
from dantoc.reports.tagging import Element
from dantoc.reports.typography import INK, QUIET

LEADING = 1.22
"""From one line of a head to the next, in the size of type."""
PAD = 3.0
"""Room above and below the words of a head."""


@dataclass(frozen=True)
class HeadLine:
    """A line of a head: its language, its words, its font."""

    locale: Locale
    text: str
    font: str


@dataclass(frozen=True)
class Box:
    """A head in its place: its edges from the left and from the top of the heads, and its lines."""

    left: float
    right: float
    top: float
    bottom: float
    lines: tuple[HeadLine, ...]
    level: int
    first: int
    """The first column of figures that it stands over; -1 for the heads of names and units."""
    span: int = 1
    deep: int = 1
    centred: bool = True


@dataclass(frozen=True)
class Heads:
    """All heads of a table, level by level from the left."""

    boxes: tuple[Box, ...]
    height: float
    levels: int
    size: float


_InLevel = tuple[int, Head, float, float, tuple[HeadLine, ...]]
"""A head of a level: its first column, itself, its edges, its lines."""


def set_lines(said: Said, size: float, width: float) -> tuple[HeadLine, ...]:
    """The words of a head in lines of at most `width`, one language below the other."""
    return tuple(
        HeadLine(locale, line, head_font(place))
        for place, (locale, text) in enumerate(said)
        for line in lines_of(text, head_font(place), size, width)
    )


def lay_heads(words: TableWords, columns: Columns) -> Heads:
    """The heads over these columns."""
    size, gutter = columns.size, columns.gutter
    leading = LEADING * size
    levels = len(words.heading)
    set_levels: list[list[_InLevel]] = []
    for level in words.heading:
        start = 0
        own: list[_InLevel] = []
        for head in level:
            end = start + head.span
            left, right = columns.edges[start], columns.edges[end]
            own.append((start, head, left, right, set_lines(head.said, size, right - left - gutter + 0.1)))
            start = end
        set_levels.append(own)
    highs = [max(len(own[4]) for own in level) * leading + 2 * PAD for level in set_levels]
    sides = [(0.0, columns.stub, set_lines(words.stub_head, size, columns.stub - gutter), False)]
    if words.unit_head:
        edge = columns.stub + columns.unit
        sides.append((columns.stub, edge, set_lines(words.unit_head, size, columns.unit - gutter), True))
    lacking = max(len(own[2]) for own in sides) * leading + 2 * PAD - sum(highs)
    highs[-1] += max(0.0, lacking)
    whole = sum(highs)
    boxes = [Box(left, right, 0.0, whole, lines, 0, -1, 1, levels, centred) for left, right, lines, centred in sides]
    top = 0.0
    for place, (told, high) in enumerate(zip(set_levels, highs, strict=True)):
        boxes += [
            Box(left, right, top, top + high, lines, place, start, head.span)
            for start, head, left, right, lines in told
        ]
        top += high
    return Heads(tuple(boxes), whole, levels, size)


def draw_heads(pen: Pen, heads: Heads, top: float) -> None:
    """Draws the words of all heads, with nothing that says what they are."""
    for box in heads.boxes:
        _draw_box(pen, box, heads.size, top)


def tag_heads(
    canvas: Any, pen: Pen, heads: Heads, top: float, parent: Element, lang: bool
) -> list[tuple[Element, ...]]:
    """Draws the heads as elements; gives for each column of figures the heads above it, the outermost first."""
    tags = canvas.tags
    above: dict[int, list[Element]] = {}
    for level in range(heads.levels):
        row = tags.new("TR", parent)
        for box in heads.boxes:
            if box.level != level:
                continue
            cell = tags.new("TH", row, scope="Column", column_span=box.span, row_span=box.deep)
            if box.first >= 0:
                for column in range(box.first, box.first + box.span):
                    above.setdefault(column, []).append(cell)
            if not box.lines:
                continue
            if lang:
                for locale in dict.fromkeys(line.locale for line in box.lines):
                    with tags.mark(canvas, tags.new("Span", cell, lang=locale)):
                        _draw_box(pen, box, heads.size, top, locale)
            else:
                with tags.mark(canvas, cell):
                    _draw_box(pen, box, heads.size, top)
    return [tuple(above[column]) for column in sorted(above)]


def draw_spans(pen: Pen, heads: Heads, top: float, gutter: float) -> None:
    """Draws the rules between a head over several columns and the heads below it."""
    lines = []
    for box in heads.boxes:
        if box.first >= 0 and box.level < heads.levels - 1:
            lines.append((box.left + gutter / 2, top - box.bottom, box.right - gutter / 2, top - box.bottom))
    pen.rules(lines, 0.4, INK)


def _draw_box(pen: Pen, box: Box, size: float, top: float, locale: Locale = "") -> None:
    """Draws the lines of a head, or those of one language, in the middle of its box."""
    leading = LEADING * size
    high = len(box.lines) * leading
    base = top - box.top - (box.bottom - box.top - high) / 2 - 0.93 * size
    for place, line in enumerate(box.lines):
        if locale and line.locale != locale:
            continue
        wide = width_of(line.text.rstrip(), line.font, size)
        left = (box.left + box.right - wide) / 2 if box.centred else box.left
        pen.colour(INK if line.font == head_font(0) else QUIET)
        pen.words(left, base - place * leading, line.text, line.font, size)
