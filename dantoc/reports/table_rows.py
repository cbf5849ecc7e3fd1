"""The body of a printed table: each line with its height and its words in place, and where a page may end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from dantoc.model.text import Locale
from dantoc.reports.measuring import lines_of, width_of
from dantoc.reports.table_columns import BESIDE, Columns, indent_of, name_font, name_width
from dantoc.reports.table_words import GROUP, PANEL, ROW, Line, Said
from dantoc.reports.typography import LIGHT, REGULAR

LEADING = 1.22
"""From one line of a name to the next, in the size of type."""
PAD = 0.2
"""Room above and below a row, in the size of type: half of it each."""
OPENING = 0.35
"""Room more above a line that opens a group of rows, in the size of type."""
PANEL_PAD = 0.7
FEWEST, OVERLEAF = 3, 5
"""Rows that stand together at least on each side of the end of a page, and those that better go on overleaf."""


@dataclass(frozen=True, slots=True)
class Name:
    """A line of words in a row: where it begins, how far its base lies below the row's top."""

    locale: Locale
    text: str
    font: str
    left: float
    down: float


@dataclass(frozen=True, slots=True)
class Laid:
    """A line of the body in type; `base` is how far the line of its figures lies below its top."""

    line: Line
    names: tuple[Name, ...]
    units: tuple[Name, ...]
    height: float
    base: float


@dataclass(frozen=True)
class Body:
    """The lines of a table, and the height of those before each."""

    lines: tuple[Laid, ...]
    tops: tuple[float, ...]
    rows: tuple[int, ...]
    """How many rows with figures there are before each line, and in all."""

    def height(self, first: int, last: int) -> float:
        """The height of the lines from `first` up to `last`."""
        return self.tops[last] - self.tops[first]

    def open_heads(self, first: int) -> tuple[Laid, ...]:
        """The heads of the panel and the groups that go on where a page begins with that line."""
        found: list[Laid] = []
        lowest = _rank(self.lines[first].line) if first < len(self.lines) else 0
        for place in range(first - 1, -1, -1):
            own = self.lines[place]
            if own.line.kind != ROW and _rank(own.line) < lowest:
                found.append(own)
                lowest = _rank(own.line)
                if lowest == 0:
                    break
        return tuple(reversed(found))

    def closer(self, by: float) -> Body:
        """The same lines, each lower by so much: what is taken is the room above and below its words."""
        if not by:
            return self
        lines = tuple(_closer(own, by) for own in self.lines)
        return replace(self, lines=lines, tops=(0.0, *accumulate(own.height for own in lines)))

    def last_break(self, first: int, last: int, room: float) -> int:
        """Before which line a page ends best that has `room` for lines from `first`; 0 where it cannot end well.

        No head of a panel, a group or a region is the last line; at least `FEWEST` rows stand before the end of the
        page, and `OVERLEAF` behind it, where there are so many.
        """
        return self._last_break(first, last, room, OVERLEAF) or self._last_break(first, last, room, FEWEST)

    def _last_break(self, first: int, last: int, room: float, overleaf: int) -> int:
        whole = self.rows[last]
        for place in range(last, first, -1):
            if self.height(first, place) > room or whole - self.rows[place] < overleaf:
                continue
            if self.rows[place] - self.rows[first] < FEWEST:
                return 0
            if not self._opens(place - 1):
                return place
        return 0

    def any_break(self, first: int, last: int, room: float) -> int:
        """Before which line a page must end that has room for no good end: as many lines as fit, at least one."""
        fitting = [place for place in range(first + 1, last) if self.height(first, place) <= room]
        good = [place for place in fitting if not self._opens(place - 1)]
        return max(good or fitting, default=min(first + 1, last))

    def _opens(self, place: int) -> bool:
        """Whether the line is the head of the one below it."""
        own = self.lines[place].line
        if own.kind != ROW:
            return True
        below = self.lines[place + 1].line if place + 1 < len(self.lines) else None
        return below is not None and below.kind == ROW and below.indent > own.indent


def _closer(own: Laid, by: float) -> Laid:
    """The line lower by so much, its words moved up by half of it."""
    names, units = (tuple(replace(name, down=name.down - by / 2) for name in said) for said in (own.names, own.units))
    return replace(own, names=names, units=units, height=own.height - by, base=own.base - by / 2)


def _rank(line: Line) -> int:
    """0 for a panel, 1 and more for groups by their depth, more than any of them for rows."""
    if line.kind == PANEL:
        return 0
    return 1 + line.indent if line.kind == GROUP else 100


def lay_body(lines: Sequence[Line], columns: Columns) -> Body:
    """The lines over these columns."""
    laid = []
    before: Line | None = None
    for line in lines:
        laid.append(_lay(line, columns, _space_above(line, before) * columns.size))
        before = line
    tops = (0.0, *accumulate(own.height for own in laid))
    rows = (0, *accumulate(int(own.line.kind == ROW) for own in laid))
    return Body(tuple(laid), tops, rows)


def _space_above(line: Line, before: Line | None) -> float:
    if before is None or before.kind != ROW:
        return 0.0
    opens = line.kind != ROW or (line.strong and line.indent <= before.indent)
    return OPENING if opens else 0.0


def _lay(line: Line, columns: Columns, above: float) -> Laid:
    size = columns.size
    if line.kind == PANEL:
        return _lay_panel(line, columns, above)
    room = (columns.stub if line.kind == ROW else columns.width) - columns.gutter
    first = above + PAD / 2 * size + 0.95 * size
    names = _names(line, size, room, first)
    units = _stacked(line.unit, size, columns.unit - 1.5 * columns.gutter, columns.stub + columns.gutter / 2, first)
    deepest = max((own.down for own in (*names, *units)), default=first)
    height = deepest + (LEADING - 0.95 + PAD / 2) * size
    return Laid(line, names, units, height, first)


def _names(line: Line, size: float, room: float, first: float) -> tuple[Name, ...]:
    """The name with the second language beside it where both have room, and below it where they have not."""
    indent = indent_of(line, size)
    if name_width(line, size) <= room + 0.1:
        return _in_line(line, size, indent, first)
    names: list[Name] = []
    for place, (locale, text) in enumerate(line.said):
        font = name_font(line, place)
        for piece in lines_of(text, font, size, room - indent + 0.1):
            names.append(Name(locale, piece, font, indent, first + len(names) * LEADING * size))
    return tuple(names)


def _in_line(line: Line, size: float, left: float, down: float) -> tuple[Name, ...]:
    names = []
    for place, (locale, text) in enumerate(line.said):
        font = name_font(line, place)
        names.append(Name(locale, text, font, left, down))
        left += width_of(text, font, size) + BESIDE * size
    return tuple(names)


def _lay_panel(line: Line, columns: Columns, above: float) -> Laid:
    """The head of a panel in the middle of the table."""
    size = columns.size
    down = above + PANEL_PAD / 2 * size + 0.95 * size
    if name_width(line, size) <= columns.width:
        names = _in_line(line, size, (columns.width - name_width(line, size)) / 2, down)
    else:
        names = _centred(_names(line, size, columns.width, down), size, columns.width)
    height = names[-1].down + (LEADING - 0.95 + PANEL_PAD / 2) * size
    return Laid(line, names, (), height, down)


def _centred(names: Sequence[Name], size: float, width: float) -> tuple[Name, ...]:
    return tuple(
        Name(own.locale, own.text, own.font, (width - width_of(own.text.rstrip(), own.font, size)) / 2, own.down)
        for own in names
    )


def _stacked(said: Said, size: float, room: float, left: float, first: float) -> tuple[Name, ...]:
    """The unit of a row, one language below the other."""
    names: list[Name] = []
    for place, (locale, text) in enumerate(said):
        font = LIGHT if place else REGULAR
        for piece in lines_of(text, font, size, room + 0.1):
            names.append(Name(locale, piece, font, left, first + len(names) * LEADING * size))
    return tuple(names)
