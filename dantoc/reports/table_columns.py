"""How wide the columns of a printed table are, from what stands in them, and where the figures' decimal marks lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dantoc.model.status import FLAGS, NO_FIGURE, NONE, NOT_TOLD
from dantoc.model.table import Cell
from dantoc.reports.measuring import lines_of, longest_word, width_of
from dantoc.reports.table_words import ROW, Head, Line, Said, TableWords
from dantoc.reports.typography import LIGHT, REGULAR, SEMIBOLD

SIGNS = (NO_FIGURE, NONE, NOT_TOLD)
"""What stands where no figure does: it ends where the digits end."""
RAISED = 0.72
"""The size of a mark beside a figure, of that of the figure."""
OFF = 0.16
"""How far a mark stands off its figure, in the size of type: so far that who reads the file tells them apart."""
GUTTER = 0.7
"""Room between two columns, in the size of type."""
INDENT = 1.0
"""How far a line stands in from the one above it in the hierarchy, in the size of type."""
BESIDE = 0.7
"""Room between a name and the same in the second language, in the size of type."""
SHORT = 14
"""Heads of at most so many letters stand on one line where all of them have room."""
MOST_LINES = 5
"""A head is set in at most so many lines a language, unless its words are too long for that."""
STUB_MOST = 0.46
"""A column of names takes at most so much of the table's width; what is longer wraps."""
STUB_LEAST = 0.2
"""A column of names is not pressed below this part of the width before another layout is tried."""
COLUMN_MOST = 13.0
"""A column of figures is no wider than this, in the size of type, while the column of names can take the room."""


@dataclass(frozen=True)
class Extent:
    """How far the figures of a column reach from their decimal mark, at a size of one point; `digits` without marks."""

    left: float
    right: float
    digits: float


@dataclass(frozen=True)
class Columns:
    """The columns from the left: names, units, figures. `points` are the places of the decimal marks, `ends` where the
    digits end; all in points from the table's left edge."""

    size: float
    width: float
    stub: float
    unit: float
    edges: tuple[float, ...]
    points: tuple[float, ...]
    ends: tuple[float, ...]

    @property
    def gutter(self) -> float:
        """Room between two columns."""
        return GUTTER * self.size


def marks_of(cell: Cell) -> str:
    """The marks beside a figure: its flag, then its notes."""
    flag = FLAGS.get(cell.status)
    if flag is None:
        return ",".join(cell.notes)
    return ",".join((flag, *cell.notes))


def before_mark(cell: Cell, decimal_mark: str) -> str:
    """What of the figure stands left of the place of the decimal mark."""
    return cell.text.rpartition(decimal_mark)[0] if decimal_mark in cell.text and cell.decimals else cell.text


def extents_of(words: TableWords) -> tuple[Extent, ...]:
    """How far the figures of each column reach, over all lines of the table."""
    columns: list[dict[tuple[str, int, bool], Cell]] = [{} for _ in range(words.width)]
    marked: list[dict[tuple[str, int, bool, str], Cell]] = [{} for _ in range(words.width)]
    for line in words.lines:
        strong = line.strong
        for place, cell in enumerate(line.cells):
            if cell.notes or cell.status in FLAGS:
                marked[place][cell.text, cell.decimals, strong, marks_of(cell)] = cell
            else:
                columns[place][cell.text, cell.decimals, strong] = cell
    return tuple(
        _extent(
            [
                *((cell, strong, "") for (_, _, strong), cell in plain.items()),
                *((cell, strong, marks) for (_, _, strong, marks), cell in noted.items()),
            ],
            words.decimal_mark,
        )
        for plain, noted in zip(columns, marked, strict=True)
    )


def _extent(cells: Sequence[tuple[Cell, bool, str]], decimal_mark: str) -> Extent:
    left = right = digits = 0.0
    signs: list[tuple[float, float]] = []
    for cell, strong, marks in cells:
        font, text = figure_font(strong), cell.text
        raised = width_of(marks, REGULAR, RAISED) + OFF if marks else 0.0
        whole = width_of(text, font, 1)
        if text in SIGNS:
            signs.append((whole, raised))
            continue
        before = width_of(before_mark(cell, decimal_mark), font, 1)
        left = max(left, before)
        digits = max(digits, whole - before)
        right = max(right, whole - before + raised)
    for whole, raised in signs:
        left = max(left, whole - digits)
        right = max(right, digits + raised)
    return Extent(left, right, digits)


def figure_font(strong: bool) -> str:
    """The font of the figures of a line."""
    return SEMIBOLD if strong else REGULAR


def head_font(place: int) -> str:
    """The font of a head in the first language, and in those below it."""
    return SEMIBOLD if place == 0 else LIGHT


def name_font(line: Line, place: int) -> str:
    """The font of a name in the first language, and in those beside or below it."""
    return LIGHT if place else figure_font(line.strong)


def name_width(line: Line, size: float) -> float:
    """The width of a name with the same in the second language beside it."""
    words = sum(width_of(text, name_font(line, place), size) for place, (_, text) in enumerate(line.said))
    return indent_of(line, size) + words + BESIDE * size * (len(line.said) - 1)


def indent_of(line: Line, size: float) -> float:
    """How far the line stands in."""
    return line.indent * INDENT * size


def fit_columns(words: TableWords, extents: Sequence[Extent], size: float, width: float) -> Columns | None:
    """The columns of a table `width` points wide; None where it has no room for them."""
    gutter = GUTTER * size
    needs = _needs(words, extents, size)
    unit = _unit_width(words, size)
    least, wished = _stub_widths(words, size, width)
    room = width - unit - sum(needs) - least
    if room < 0:
        return None
    stub = min(wished, least + room)
    easy = _needs(words, extents, size, SHORT)
    widths = _shared(easy if sum(easy) <= width - unit - stub else needs, width - unit - stub, COLUMN_MOST * size)
    stub = width - unit - sum(widths)
    edges, points, ends = [stub + unit], [], []
    for own, extent in zip(widths, extents, strict=True):
        centre = edges[-1] + own / 2
        point = centre + (extent.left - extent.right) * size / 2
        points.append(max(point, edges[-1] + extent.left * size + gutter / 4))
        ends.append(points[-1] + extent.digits * size)
        edges.append(edges[-1] + own)
    return Columns(size, width, stub, unit, tuple(edges), tuple(points), tuple(ends))


def least_width(words: TableWords, extents: Sequence[Extent], size: float, width: float) -> tuple[float, list[float]]:
    """What names and units take at least of a table `width` points wide, and what each column of figures takes."""
    least, _ = _stub_widths(words, size, width)
    return least + _unit_width(words, size), _needs(words, extents, size)


def _needs(words: TableWords, extents: Sequence[Extent], size: float, short: int = 0) -> list[float]:
    """The least width of each column of figures, of its figures and of the heads above it.

    Heads of at most `short` letters stand on one line then.
    """
    gutter = GUTTER * size
    needs = [(own.left + own.right) * size + gutter for own in extents]
    for level in reversed(words.heading):
        start = 0
        for head in level:
            end = start + head.span
            lacking = _head_least(head, size, short) + gutter - sum(needs[start:end])
            if lacking > 0:
                for place in range(start, end):
                    needs[place] += lacking / head.span
            start = end
    return needs


def _head_least(head: Head, size: float, short: int) -> float:
    """The least width in which a head is set without cutting a word, in few lines where its words allow it."""
    return max(
        (_said_least(text, head_font(place), size, short) for place, (_, text) in enumerate(head.said)), default=0.0
    )


def _said_least(text: str, font: str, size: float, short: int) -> float:
    if len(text) <= short:
        return width_of(text, font, size) + 0.02
    least = longest_word(text, font, size)
    while len(lines_of(text, font, size, least + 0.01)) > MOST_LINES:
        least *= 1.12
    return least + 0.02


def _unit_width(words: TableWords, size: float) -> float:
    if not words.unit_head:
        return 0.0
    said = [(words.unit_head, True), *((line.unit, False) for line in dict.fromkeys(words.lines) if line.unit)]
    least = 0.0
    for own, is_head in said:
        for place, (_, text) in enumerate(own):
            font = head_font(place) if is_head else (LIGHT if place else REGULAR)
            whole = width_of(text, font, size)
            least = max(least, longest_word(text, font, size), min(whole, 6 * size))
    return least + 1.5 * GUTTER * size


def _stub_widths(words: TableWords, size: float, width: float) -> tuple[float, float]:
    """The least and the wished width of the column of names."""
    gutter = GUTTER * size
    rows = [line for line in words.lines if line.kind == ROW]
    natural = max((name_width(line, size) for line in rows), default=0.0) + gutter
    head = max((_longest(words.stub_head, size)), default=0.0) + gutter
    longest = max(
        (indent_of(line, size) + _longest_name(line, size) for line in rows),
        default=0.0,
    )
    least = max(longest + gutter, head, min(natural, STUB_LEAST * width))
    return min(least, max(STUB_MOST * width, head)), max(least, min(natural, STUB_MOST * width))


def _longest(said: Said, size: float) -> list[float]:
    return [longest_word(text, head_font(place), size) for place, (_, text) in enumerate(said)]


def _longest_name(line: Line, size: float) -> float:
    return max(longest_word(text, name_font(line, place), size) for place, (_, text) in enumerate(line.said))


def _shared(needs: Sequence[float], width: float, most: float) -> list[float]:
    """The widths of the columns: of one width where there is room, and none far wider than it needs."""
    widths = list(needs)
    equal = max(needs)
    if equal * len(needs) <= width:
        return [max(equal, min(most, width / len(needs)))] * len(needs)
    room = width - sum(widths)
    low, high = min(needs), equal
    for _ in range(24):
        middle = (low + high) / 2
        if sum(max(0.0, middle - own) for own in needs) <= room:
            low = middle
        else:
            high = middle
    return [max(own, low) for own in needs]
