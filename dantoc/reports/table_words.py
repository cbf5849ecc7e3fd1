"""A statistical table as it is printed: what stands in each place, in each language of the edition side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dantoc.l10n.folding import fold
from dantoc.l10n.messages import say
from dantoc.model.publication import TableBlock
from dantoc.model.result import Result
from dantoc.model.structure import INDICATOR
from dantoc.model.table import Cell, Footnote, HeadCell, Row, StatTable, StubCell, TableSpec
from dantoc.model.text import Locale, LocalizedText
from dantoc.tables.layout import NOTHING_TO_NAME, lay_out

Said = tuple[tuple[Locale, str], ...]
"""The same words in each language of the edition, in order; what is the same in both stands once."""

ROW, GROUP, PANEL = "row", "group", "panel"
"""Lines of the body: with figures, the head of the rows below it, the head of a part of the table."""
MOST_SOURCES = 4
"""So many sources are named under a table; the file of its figures names the source of each."""
INDEXED = ("ethnic_group", "area")
"""The dimensions whose codes the index of a book finds."""


@dataclass(frozen=True, slots=True)
class Head:
    """A head over `span` columns. `codes` are those that it names, with their dimensions."""

    said: Said
    span: int = 1
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the body; only a row has cells. `codes` are those that it names, with their dimensions."""

    kind: str
    said: Said
    indent: int = 0
    strong: bool = False
    unit: Said = ()
    cells: tuple[Cell, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What stands under a table, with the mark that figures bear; none for what is said of the table."""

    mark: str
    said: Said


@dataclass(frozen=True)
class TableWords:
    """A table, every word of it in each language of the edition; figures as the first language writes them.

    `unit_head` is that of the column of units, empty where there is none; `marked` maps each flag and note to what the
    cells print.
    """

    label: Said
    title: Said
    subtitle: Said
    unit: Said
    stub_head: Said
    unit_head: Said
    heading: tuple[tuple[Head, ...], ...]
    lines: tuple[Line, ...]
    notes: tuple[Note, ...]
    signs: tuple[Note, ...]
    sources: Said
    decimal_mark: str

    @property
    def codes(self) -> tuple[tuple[str, str], ...]:
        """Those that the heads name, with their dimensions."""
        return tuple(code for level in self.heading for head in level for code in head.codes)

    @property
    def width(self) -> int:
        """The number of columns of figures."""
        return sum(head.span for head in self.heading[-1])


def spec_of(block: TableBlock) -> TableSpec:
    """How the block's view is laid out: the dimension of its panels goes down the side first."""
    view, panels = block.view, block.panels
    rows = (panels, *(own for own in view.rows if own != panels)) if panels else view.rows
    columns = tuple(own for own in view.columns if own != panels)
    return TableSpec(rows, columns, (view.show,) if view.show else (), block.title)


def table_words(
    result: Result,
    block: TableBlock,
    locales: Sequence[Locale],
    label: Callable[[Locale], str],
    decimal_mark: str,
) -> TableWords:
    """The table of the block in the languages of `locales`; `label` says how its number is called in each."""
    spec = spec_of(block)
    tables = [lay_out(result, spec, locale) for locale in locales]
    stubs = _Stubs(result, spec, block.panels, tables)
    return TableWords(
        label=_said(locales, [label(locale) for locale in locales]),
        title=_said(locales, [own.title for own in tables]),
        subtitle=() if block.title else _said(locales, [_constants(own) for own in tables]),
        unit=_said(locales, [own.unit for own in tables]),
        stub_head=stubs.head,
        unit_head=stubs.unit_head,
        heading=_heading(tables, stubs, spec),
        lines=stubs.lines(),
        notes=(*_own_note(block.note, locales), *sorted(_notes(result, tables), key=lambda own: bool(own.mark))),
        signs=_paired(tables, [own.signs for own in tables]),
        sources=_said(locales, [_sources(own) for own in tables]),
        decimal_mark=decimal_mark,
    )


def _said(locales: Sequence[Locale], texts: Sequence[str]) -> Said:
    """The texts with their languages; what is empty or was said is left out."""
    said: list[tuple[Locale, str]] = []
    for locale, text in zip(locales, texts, strict=True):
        if text and all(text != own for _, own in said):
            said.append((locale, text))
    return tuple(said)


def _locales(tables: Sequence[StatTable]) -> list[Locale]:
    return [own.locale for own in tables]


def _constants(table: StatTable) -> str:
    """The dimensions that hold one code throughout, where the title does not name it."""
    return " · ".join(
        say("tables.constant", table.locale, name=name, code=code)
        for name, code in table.constants
        if code.casefold() not in table.title.casefold()
    )


def _sources(table: StatTable) -> str:
    """The sources in one line, those that most figures come from; of the others how many there are."""
    named = [source.rstrip(".") for source in table.sources]
    if len(named) > MOST_SOURCES + 1:
        others = say("reports.table.other_sources", table.locale, n=len(named) - MOST_SOURCES)
        named = [*named[:MOST_SOURCES], others]
    return "; ".join(named)


def _heading(tables: Sequence[StatTable], stubs: _Stubs, spec: TableSpec) -> tuple[tuple[Head, ...], ...]:
    if not tables[0].heading:
        return ((Head(stubs.figure_head),),)
    locales = _locales(tables)
    dimensions = _dimensions_of_levels(spec, len(tables[0].heading))
    levels = zip(*(own.heading for own in tables), strict=True)
    return tuple(
        tuple(_head(cells, locales, dimension) for cells in zip(*level, strict=True) if cells[0].span)
        for level, dimension in zip(levels, dimensions, strict=True)
    )


def _head(cells: Sequence[HeadCell], locales: Sequence[Locale], dimension: str) -> Head:
    named = ((dimension, cells[0].code),) if dimension in INDEXED else ()
    return Head(_said(locales, [cell.text for cell in cells]), cells[0].span, named)


def _dimensions_of_levels(spec: TableSpec, deep: int) -> tuple[str, ...]:
    """The dimension of each level of the heading; none where a level cannot be told to be one's."""
    if len(spec.columns) == deep:
        return spec.columns
    return (*spec.columns, *[""] * (deep - 1)) if len(spec.columns) == 1 else ("",) * deep


class _Stubs:
    """The side of a table: one column of names. Outer dimensions become heads of panels or of groups of rows."""

    def __init__(self, result: Result, spec: TableSpec, panels: str, tables: Sequence[StatTable]) -> None:
        self._tables = tables
        self._locales = _locales(tables)
        structure = result.dataset.structure
        first = tables[0]
        unit_head = say("tables.unit_head", first.locale)
        self._has_unit = len(first.stub_heads) > 1 and first.stub_heads[-1] == unit_head
        self._deep = len(first.stub_heads) - self._has_unit
        names = {structure[own].name.say(first.locale): own for own in structure.ids}
        self._dimensions = [names.get(head, "") for head in first.stub_heads[: self._deep]]
        self._has_panels = bool(panels) and self._deep > 1 and self._dimensions[0] == panels
        self._unit_outside = self._has_unit and self._deep > 1 and self._one_unit_each()
        self.head = _said(self._locales, [own.stub_heads[self._deep - 1] for own in tables])
        kept = self._has_unit and not self._unit_outside
        self.unit_head = _said(self._locales, [own.stub_heads[-1] for own in tables]) if kept else ()
        self.figure_head = _said(self._locales, [_figure_name(result, locale) for locale in self._locales])

    def lines(self) -> tuple[Line, ...]:
        """The lines of the body from the top; a row that stands alone below its heads is set on their line."""
        made: list[Line] = []
        flat = self._flat_top()
        alone = self._alone()
        for place, rows in enumerate(zip(*(own.rows for own in self._tables), strict=True)):
            for level in range(alone[place]):
                if rows[0].stub[level].first:
                    made.append(self._outer(rows, level))
            made.append(self._row(rows, alone[place], flat))
        return tuple(made)

    def _alone(self) -> list[int]:
        """For each row the outermost column of the stub below which it stands alone: its name begins there."""
        rows = self._tables[0].rows
        inner = self._deep - 1
        found = [inner] * len(rows)
        for level in range(inner - 1, self._has_panels - 1, -1):
            opens = [place for place, row in enumerate(rows) if place == 0 or row.stub[level].first]
            for place, end in zip(opens, (*opens[1:], len(rows)), strict=True):
                if end - place == 1:
                    found[place] = level
        return found

    def _outer(self, rows: Sequence[Row], level: int) -> Line:
        panel = level == 0 and self._has_panels
        return Line(
            PANEL if panel else GROUP,
            _said(self._locales, [self._name(row, level) for row in rows]),
            0 if panel else level - self._has_panels,
            strong=True,
            codes=self._named(level, rows[0].stub[level]),
        )

    def _row(self, rows: Sequence[Row], start: int, flat: bool) -> Line:
        inner = self._deep - 1
        cells = rows[0].stub[start : self._deep]
        indent = cells[-1].indent if start == inner else 0
        return Line(
            ROW,
            _said(self._locales, [self._names(row, start) for row in rows]),
            start - self._has_panels + (max(0, indent - 1) if flat else indent),
            strong=cells[-1].aggregate and start == inner,
            unit=_said(self._locales, [row.stub[-1].text for row in rows]) if self.unit_head else (),
            cells=rows[0].cells,
            codes=tuple(code for place, cell in enumerate(cells, start) for code in self._named(place, cell)),
        )

    def _names(self, row: Row, start: int) -> str:
        """The name of a row with those of the heads that stand on its line; what names nothing is left out."""
        names = [self._name(row, level) for level in range(start, self._deep)]
        return ": ".join(name for name in names if name != NOTHING_TO_NAME) or NOTHING_TO_NAME

    def _name(self, row: Row, level: int) -> str:
        text = row.stub[level].text
        return f"{text} ({row.stub[-1].text})" if level == 0 and self._unit_outside else text

    def _named(self, level: int, cell: StubCell) -> tuple[tuple[str, str], ...]:
        dimension = self._dimensions[level]
        return ((dimension, cell.code),) if dimension in INDEXED else ()

    def _flat_top(self) -> bool:
        """Whether the whole stands above parts that have parts of their own: regions then begin where it begins."""
        cells = [row.stub[self._deep - 1] for row in self._tables[0].rows]
        return max((cell.indent for cell in cells), default=0) > 1 and all(
            cell.aggregate for cell in cells if cell.indent == 0
        )

    def _one_unit_each(self) -> bool:
        """Whether all rows under the same outermost head have one unit, so that the head can say it."""
        units: dict[str, set[str]] = {}
        for row in self._tables[0].rows:
            units.setdefault(row.stub[0].code, set()).add(row.stub[-1].code)
        return all(len(own) == 1 for own in units.values())


def _figure_name(result: Result, locale: Locale) -> str:
    """The head of the one column where nothing goes across: the indicator, or the word for a figure."""
    indicators = result.codes.get(INDICATOR, ())
    if len(indicators) == 1 and INDICATOR in result.dataset.structure:
        return result.dataset.structure[INDICATOR].code(indicators[0]).name.say(locale)
    return say("tables.figure", locale)


def _own_note(note: LocalizedText, locales: Sequence[Locale]) -> tuple[Note, ...]:
    return (Note("", _said(locales, [note.say(locale) for locale in locales])),) if note else ()


def _notes(result: Result, tables: Sequence[StatTable]) -> tuple[Note, ...]:
    """The notes under the table; those with a mark are paired by the figures that bear them."""
    if _parallel([own.notes for own in tables]):
        return _paired(tables, [own.notes for own in tables])
    first, locales = tables[0], _locales(tables)
    unmarked = [Note("", ((own.locale, note.text),)) for own in tables for note in own.notes if not note.mark]
    columns = [result.data.column(f"note_{locale}").to_pylist() for locale in locales]
    beside = {texts[0]: texts for texts in zip(*columns, strict=True)}
    marked = [
        Note(note.mark, _said(locales, [text or "" for text in beside.get(note.text, (note.text,) * len(locales))]))
        for note in first.notes
        if note.mark
    ]
    return (*unmarked, *marked)


def _parallel(notes: Sequence[Sequence[Footnote]]) -> bool:
    marks = [[note.mark for note in own] for own in notes]
    return all(own == marks[0] for own in marks)


def _paired(tables: Sequence[StatTable], notes: Sequence[Sequence[Footnote]]) -> tuple[Note, ...]:
    locales = _locales(tables)
    return tuple(Note(own[0].mark, _said(locales, [note.text for note in own])) for own in zip(*notes, strict=True))


def is_echo(line: Line) -> bool:
    """Whether the second language says the name of a row again with no more than the marks taken off: Hà Giang, Ha
    Giang."""
    return line.kind == ROW and len(line.said) > 1 and len({fold(text) for _, text in line.said}) == 1


def without_echoes(words: TableWords) -> TableWords:
    """The same table, names that differ in their marks alone said once, as the yearbooks of the country print them."""
    lines = tuple(replace(line, said=line.said[:1]) if is_echo(line) else line for line in words.lines)
    return replace(words, lines=lines)


def of_columns(words: TableWords, first: int, last: int) -> TableWords:
    """The same table with the columns from `first` up to `last` alone."""
    if (first, last) == (0, words.width):
        return words
    heading = tuple(_heads_between(level, first, last) for level in words.heading)
    lines = tuple(replace(line, cells=line.cells[first:last]) for line in words.lines)
    return replace(words, heading=heading, lines=lines)


def _heads_between(level: Sequence[Head], first: int, last: int) -> tuple[Head, ...]:
    """The heads over these columns; one that is cut stands over what is left of it."""
    kept, start = [], 0
    for head in level:
        end = start + head.span
        span = min(end, last) - max(start, first)
        if span > 0:
            kept.append(replace(head, span=span))
        start = end
    return tuple(kept)
