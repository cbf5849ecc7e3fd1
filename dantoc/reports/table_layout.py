"""How a table is laid on its pages: upright, turned, or cut into parts by columns, whichever prints it best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from dantoc.reports.table_columns import Columns, Extent, extents_of, fit_columns, least_width, name_width
from dantoc.reports.table_heads import lay_heads
from dantoc.reports.table_rows import lay_body
from dantoc.reports.table_words import Head, TableWords, is_echo, of_columns, without_echoes
from dantoc.reports.typography import NOTE, SMALL

SIZES = (SMALL, NOTE)
"""The sizes of type of tables: the second for those that have no room in the first."""
TURNED, FINER, CUT = 0.4, 0.35, 0.45
"""What a turned page, the finer type and each cut cost a reader, in pages: of layouts the cheapest is taken."""
ABOVE, BELOW, NOTE_LINE = 45.0, 60.0, 14.0
"""What the caption takes of each page, what stands below the table of the last, and each note there, about."""


@dataclass(frozen=True)
class Part:
    """Columns of a table that stand beside each other, with the words of these columns alone."""

    words: TableWords
    columns: Columns


@dataclass(frozen=True)
class Layout:
    """The parts of a table, and whether its pages are turned."""

    parts: tuple[Part, ...]
    turned: bool


def lay_table(words: TableWords, width: float, height: float) -> Layout:
    """The best layout of the table in a column of text `width` by `height`. Names that the second language only echoes
    are said once in all of it where some of them would take a second line."""
    best = _best(words, width, height)
    if any(_breaks_echo(part) for part in best.parts):
        return _best(without_echoes(words), width, height)
    return best


def _breaks_echo(part: Part) -> bool:
    columns = part.columns
    room = columns.stub - columns.gutter + 0.1
    return any(name_width(line, columns.size) > room and is_echo(line) for line in part.words.lines)


def _best(words: TableWords, width: float, height: float) -> Layout:
    extents = extents_of(words)
    found = list(_layouts(words, extents, width, height))
    return min(found, key=lambda own: own[0])[1]


def _layouts(
    words: TableWords, extents: Sequence[Extent], width: float, height: float
) -> Iterator[tuple[float, Layout]]:
    """Layouts with what they cost, those first that cost nothing but their room."""
    for size in SIZES:
        for wide, high, turned in ((width, height, False), (height, width, True)):
            parts = _parts(words, extents, size, wide)
            if not parts:
                continue
            if len(parts) == 1 and not turned and size == SIZES[0]:
                yield 0.0, Layout(parts, turned)
                return
            pages = _pages(parts, high, turned)
            cost = pages + CUT * (len(parts) - 1) + (TURNED if turned else 0.0) + (FINER if size != SIZES[0] else 0.0)
            yield cost, Layout(parts, turned)


def _pages(parts: Sequence[Part], high: float, turned: bool) -> float:
    """About how many pages the parts take; turned pages stand alone."""
    words = parts[0].words
    foot = BELOW + NOTE_LINE * len(words.notes) * len(words.title)
    if not turned:
        return sum(_height(part) + ABOVE for part in parts) / high + foot / high
    heads = lay_heads(words, parts[0].columns).height + ABOVE
    return float(ceil((sum(_body_height(part) for part in parts) + foot) / max(1.0, high - heads)))


def _height(part: Part) -> float:
    return lay_heads(part.words, part.columns).height + _body_height(part)


def _body_height(part: Part) -> float:
    return lay_body(part.words.lines, part.columns).tops[-1]


def _parts(words: TableWords, extents: Sequence[Extent], size: float, width: float) -> tuple[Part, ...]:
    """The columns in as few parts as the width allows; none where not even one column of figures has room."""
    whole = fit_columns(words, extents, size, width)
    if whole is not None:
        return (Part(words, whole),)
    sides, needs = least_width(words, extents, size, width)
    cuts = _cuts(words.heading[0], needs, width - sides)
    parts = []
    for first, last in cuts:
        own = of_columns(words, first, last)
        columns = fit_columns(own, extents[first:last], size, width)
        if columns is None:
            return _narrow(words, extents, size, width)
        parts.append(Part(own, columns))
    return tuple(parts)


def _narrow(words: TableWords, extents: Sequence[Extent], size: float, width: float) -> tuple[Part, ...]:
    """A part for each column, where even two have no room beside each other."""
    parts = []
    for place in range(words.width):
        own = of_columns(words, place, place + 1)
        columns = fit_columns(own, extents[place : place + 1], size, width)
        if columns is None:
            return ()
        parts.append(Part(own, columns))
    return tuple(parts)


def _cuts(heads: Sequence[Head], needs: Sequence[float], room: float) -> list[tuple[int, int]]:
    """Where the columns are cut: between the outermost heads where each has room, and into parts of about one width."""
    blocks = _blocks(heads, needs, room)
    count = _count(blocks, needs, room)
    aim = sum(needs) / count
    cuts: list[tuple[int, int]] = []
    start, taken = 0, 0.0
    for first, last in blocks:
        own = sum(needs[first:last])
        full = taken + own > room
        if taken and (full or (taken + own / 2 > aim and len(cuts) < count - 1)):
            cuts.append((start, first))
            start, taken = first, 0.0
        taken += own
    return [*cuts, (start, len(needs))]


def _blocks(heads: Sequence[Head], needs: Sequence[float], room: float) -> list[tuple[int, int]]:
    """The columns that stay together: those under one head where they have room, else each by itself."""
    blocks, start = [], 0
    for head in heads:
        end = start + head.span
        if sum(needs[start:end]) <= room:
            blocks.append((start, end))
        else:
            blocks.extend((place, place + 1) for place in range(start, end))
        start = end
    return blocks


def _count(blocks: Sequence[tuple[int, int]], needs: Sequence[float], room: float) -> int:
    """How many parts there are at least."""
    count, taken = 1, 0.0
    for first, last in blocks:
        own = sum(needs[first:last])
        if taken and taken + own > room:
            count, taken = count + 1, 0.0
        taken += own
    return count
