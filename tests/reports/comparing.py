"""A printed table held against what the engine gives for it, word by word: every difference is a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from dantoc.engine.engine import open_engine
from dantoc.l10n.folding import fold
from dantoc.l10n.messages import language, say
from dantoc.model.publication import TableBlock
from dantoc.model.result import Result
from dantoc.model.status import FLAGS
from dantoc.model.structure import INDICATOR, MEASURE
from dantoc.model.table import Cell, Row, StatTable
from dantoc.reports.table_words import MOST_SOURCES, spec_of
from dantoc.tables.layout import lay_out
from tests.reports.printed import BASE
from tests.reports.reading import Node, squeezed
from tests.reports.whole import FoundTable

BETWEEN_NAMES = str.maketrans("", "", ",:–")
"""Names that stand on one line have commas or a colon between; what a figure does not have is a dash, or not said."""


class Asked:
    """What the engine gives for a block, laid out in each language of the edition."""

    def __init__(self, block: TableBlock, languages: str) -> None:
        self.block, self.locales = block, languages.split("-")
        view = block.view
        self.result: Result = open_engine().run(view.query, order_by=view.ordered_by)
        self.stats: Sequence[StatTable] = [lay_out(self.result, spec_of(block), locale) for locale in self.locales]

    def said(self, *texts: str) -> str:
        """What is said in each language, the same words once, without spaces."""
        return squeezed("".join(dict.fromkeys(texts)))


def faults_of_table(asked: Asked, found: FoundTable) -> list[str]:
    """Where the printed table says something else than the engine, or does not say what it says."""
    faults = [
        *_differences("caption", _captions(asked, found.number, len(found.parts)), _found_captions(found)),
        *_differences("heads", _heads(asked.stats, asked), _found_heads(found)),
        *_figure_faults(asked),
        *_foot_faults(asked, found),
    ]
    for part in found.parts:
        faults += _differences("name of the rows", [_stub_head(asked)], [_found_stub_head(part)])
        for place, locale in enumerate(asked.locales):
            names = [_plain_names(name) for name in _names(asked.stats[place])]
            told = [_plain_names(_said_in(name, locale, asked.locales[0])) for name in _found_names(part)]
            faults += _differences(f"names ({locale})", *_joined(names, told, is_second=place > 0))
    cells = [[squeezed(_printed(cell)) for cell in row.cells] for row in asked.stats[0].rows]
    faults += _differences("cells", cells, _found_cells(found, asked))
    return [f"table {found.number} ({asked.block.id}): {fault}" for fault in faults]


def _joined(names: list[str], told: list[str], *, is_second: bool) -> tuple[list[str], list[str]]:
    """The names in one word each; where the second language only takes the marks off, the first may stand for it."""
    if is_second and "".join(names) != "".join(told):
        return ["".join(map(fold, names))], ["".join(map(fold, told))]
    return ["".join(names)], ["".join(told)]


def _differences(what: str, wanted: Sequence[object], found: Sequence[object]) -> Iterator[str]:
    if len(wanted) != len(found):
        yield f"{what}: {len(wanted)} are wanted and {len(found)} found"
    for place, (one, other) in enumerate(zip(wanted, found, strict=False)):
        if one != other:
            yield f"{what} {place}: {one!r} is wanted and {other!r} found"


# --- figures -------------------------------------------------------------------------------------------------------


def _printed(cell: Cell) -> str:
    return cell.text + ",".join((*([FLAGS[cell.status]] if cell.status in FLAGS else []), *cell.notes))


def _found_cells(found: FoundTable, asked: Asked) -> list[list[str]]:
    """The figures row by row, the columns of all parts side by side."""
    skipped = 1 if _unit_column(asked) else 0
    rows = [
        [
            [squeezed(cell.words) for cell in row.kids if cell.kind == "TD"][skipped:]
            for row in part.all("TBody")[0].all("TR")
            if any(cell.kind == "TD" for cell in row.kids)
        ]
        for part in found.parts
    ]
    return [list(chain(*cells)) for cells in zip(*rows, strict=True)]


def _figure_faults(asked: Asked) -> Iterator[str]:
    """Figures of the engine that stand in no cell, and cells whose words are another number than their figure."""
    stat = asked.stats[0]
    cells = [cell for row in stat.rows for cell in row.cells]
    measures = [asked.block.view.show] if asked.block.view.show else asked.result.measures
    columns = [asked.result.data.column(_column(asked.result, own)) for own in measures]
    given = sum(len(column) - column.null_count for column in columns)
    told = sum(cell.value is not None for cell in cells)
    if told != given:
        yield f"{given} figures are given and {told} printed"
    marks = language(stat.locale)
    for cell in cells:
        if cell.value is not None and cell.value != 0:
            number = cell.text.replace(marks.group_mark, "").replace(marks.decimal_mark, ".").replace("−", "-")
            if (
                not re.fullmatch(r"-?\d+(\.\d+)?", number)
                or abs(float(number) - cell.value) > 0.51 * 10**-cell.decimals
            ):
                yield f"{cell.text!r} is printed for {cell.value}"


def _column(result: Result, measure: str) -> str:
    return next((own.id for own in result.derived if measure in (own.id, own.key)), MEASURE)


# --- words ---------------------------------------------------------------------------------------------------------


def _captions(asked: Asked, number: int, parts: int) -> list[str]:
    made = []
    for place in range(parts):
        titles = dict.fromkeys(stat.title for stat in asked.stats)
        said = "".join(
            f"{say('reports.label.tables', stat.locale, n=number)}."
            + (say("reports.table.continued", stat.locale) if place else "")
            + stat.title
            for stat in asked.stats[: len(titles)]
        )
        held = [] if asked.block.title or place else list(dict.fromkeys(_held(stat) for stat in asked.stats))
        units = [text for text in dict.fromkeys(stat.unit for stat in asked.stats) if text]
        made.append(squeezed(said + "".join(held) + "/".join(units)))
    return made


def _held(stat: StatTable) -> str:
    return "·".join(
        say("tables.constant", stat.locale, name=name, code=code)
        for name, code in stat.constants
        if code.casefold() not in stat.title.casefold()
    )


def _found_captions(found: FoundTable) -> list[str]:
    return [squeezed(part.kids[0].words) for part in found.parts]


def _heads(stats: Sequence[StatTable], asked: Asked) -> list[list[str]]:
    """The head over each column, level by level."""
    if not stats[0].heading:
        return [[asked.said(*(_figure_head(asked.result, stat) for stat in stats))]]
    levels = []
    for level in zip(*(stat.heading for stat in stats), strict=True):
        columns: list[str] = []
        for cells in zip(*level, strict=True):
            columns += [asked.said(*(cell.text for cell in cells))] * cells[0].span
        levels.append(columns)
    return levels


def _figure_head(result: Result, stat: StatTable) -> str:
    indicators = result.codes.get(INDICATOR, ())
    if len(indicators) == 1:
        return result.dataset.structure[INDICATOR].code(indicators[0]).name.say(stat.locale)
    return say("tables.figure", stat.locale)


def _found_heads(found: FoundTable) -> list[list[str]]:
    levels: list[list[str]] = []
    for part in found.parts:
        rows = part.all("THead")[0].all("TR")
        for depth, row in enumerate(rows):
            if depth == len(levels):
                levels.append([])
            own = row.kids if depth else row.kids[_sides(part) :]
            for head in own:
                levels[depth] += [squeezed(head.words)] * int(str(head.attributes.get("ColSpan", 1)))
    return levels


def _sides(part: Node) -> int:
    """How many columns are not of figures: those of names, and of units."""
    rows = [row.kids for row in part.all("TBody")[0].all("TR") if len(row.kids) > 1]
    across = sum(int(str(head.attributes.get("ColSpan", 1))) for head in part.all("THead")[0].all("TR")[0].kids)
    assert all(len(row) == across for row in rows), "a row has more or fewer cells than there are heads"
    units = part.all("THead")[0].all("TR")[0].kids[1:2]
    return (
        2 if units and units[0].words.startswith((say("tables.unit_head", "vi"), say("tables.unit_head", "en"))) else 1
    )


def _stub_head(asked: Asked) -> str:
    return asked.said(*(stat.stub_heads[_inner(stat)] for stat in asked.stats))


def _found_stub_head(part: Node) -> str:
    return squeezed(part.all("THead")[0].all("TR")[0].kids[0].words)


def _has_units(stat: StatTable) -> bool:
    return len(stat.stub_heads) > 1 and stat.stub_heads[-1] == say("tables.unit_head", stat.locale)


def _inner(stat: StatTable) -> int:
    """Which column of the stub names the rows: the last that is no unit."""
    return len(stat.stub_heads) - (2 if _has_units(stat) else 1)


def _units_by_head(stat: StatTable) -> bool:
    """Whether the units stand behind the heads of the rows, since each has one alone."""
    units: dict[str, set[str]] = {}
    for row in stat.rows:
        units.setdefault(row.stub[0].code, set()).add(row.stub[-1].code)
    return _has_units(stat) and _inner(stat) > 0 and all(len(own) == 1 for own in units.values())


def _unit_column(asked: Asked) -> bool:
    return _has_units(asked.stats[0]) and not _units_by_head(asked.stats[0])


def _names(stat: StatTable) -> list[str]:
    """Heads and names down the side, in reading order."""
    made = []
    for row in stat.rows:
        for level in range(_inner(stat) + 1):
            if level == _inner(stat) or row.stub[level].first:
                made.append(_name(row, level, stat))
    return made


def _name(row: Row, level: int, stat: StatTable) -> str:
    own = row.stub[level].text
    return f"{own} ({row.stub[-1].text})" if level == 0 and _units_by_head(stat) else own


def _plain_names(text: str) -> str:
    return squeezed(text).translate(BETWEEN_NAMES)


def _found_names(part: Node) -> list[Node]:
    return [row.kids[0] for row in part.all("TBody")[0].all("TR")]


def _said_in(name: Node, locale: str, first: str) -> str:
    """What of the name is in the language: its own run, or the one that is the same in both."""
    runs = name.all("Span")
    own = [run for run in runs if (run.lang or first) == locale]
    return " ".join(run.words for run in own or runs) if runs else name.words


# --- below ---------------------------------------------------------------------------------------------------------


def _foot_faults(asked: Asked, found: FoundTable) -> Iterator[str]:
    """Notes, signs and sources that do not stand below the table or stand there in another order; words that nobody
    asked for."""
    below = squeezed("".join(node.words for node in found.below))
    wanted = [squeezed(text) for text in _below(asked)]
    rest = below
    for text in sorted(dict.fromkeys(wanted), key=len, reverse=True):
        if text not in rest:
            yield f"below: {text!r} is wanted"
        rest = rest.replace(text, "\n", 1)
    labels = [
        say(key, locale)
        for locale in asked.locales
        for key in ("tables.signs", "tables.notes", "tables.sources", "reports.table.online")
    ]
    for label in sorted(map(squeezed, labels), key=len, reverse=True):
        rest = rest.replace(label, "\n", 1)
    rest = rest.replace(f"{BASE.partition('://')[2]}/dataset?id={asked.block.dataset}", "\n", 1)
    if over := re.findall(r"[^\W\d]{2,}", rest):
        yield f"below: {over} is not wanted"
    notes = [note for node in found.below for note in node.all("Note")]
    marks = [mark.words for note in notes for mark in note.all("Lbl")]
    expected = [note.mark for note in asked.stats[0].notes if note.mark]
    yield from _differences("marks of the notes", expected, marks)


def _below(asked: Asked) -> Iterator[str]:
    for place, stat in enumerate(asked.stats):
        yield from (f"{sign.mark}: {sign.text}" for sign in stat.signs)
        yield from (note.text for note in stat.notes)
        if asked.block.note:
            yield asked.block.note.say(stat.locale)
        sources = [source.rstrip(".") for source in stat.sources]
        if len(sources) > MOST_SOURCES + 1:
            others = say("reports.table.other_sources", stat.locale, n=len(sources) - MOST_SOURCES)
            sources = [*sources[:MOST_SOURCES], others]
        if not place or stat.sources != asked.stats[0].sources:
            yield "; ".join(sources)
