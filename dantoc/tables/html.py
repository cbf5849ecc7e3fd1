"""A statistical table as HTML: real headers for every cell, so that a screen reader and a spreadsheet can read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from dantoc.l10n.messages import say
from dantoc.model.status import FLAGS, ObsStatus
from dantoc.model.table import Cell, Footnote, HeadCell, Row, StatTable, StubCell
from dantoc.model.text import Locale
from dantoc.tables.cells import SIGNS

DEEPEST_INDENT = 4
LONG_HEADS = ((44, "dt-longest"), (28, "dt-longer"), (14, "dt-long"))
"""A heading of more letters than this over a narrow column of figures is given room, lest it stand a word a line."""


def to_html(table: StatTable) -> str:
    """The table with title, unit, notes and sources as an HTML fragment; `style.css` dresses it.

    All text is escaped. Classes begin with ``dt-``. The body scrolls inside its own region, the page does not.
    """
    label = escape(say("tables.scroll", table.locale, title=table.title), quote=True)
    return "".join(
        (
            f'<div class="dt-table dt-width-{_width(table)}{_marked(table)}" lang="{escape(table.locale)}">',
            f'<div class="dt-scroll" role="region" tabindex="0" aria-label="{label}"><table>',
            _caption(table),
            _columns(table),
            _head(table),
            _body(table),
            "</table></div>",
            _foot(table),
            "</div>",
        )
    )


def _width(table: StatTable) -> str:
    """How much of a wide page the table takes: few columns are not drawn apart, so that the eye keeps to its line."""
    columns = table.width + 2 * len(table.stub_heads)
    return "narrow" if columns <= 4 else "middle" if columns <= 8 else "wide"


def _marked(table: StatTable) -> str:
    """A class more where figures bear marks, so that their digits still stand in one line."""
    marked = any(cell.notes or cell.status in FLAGS for row in table.rows for cell in row.cells)
    return " dt-marked" if marked else ""


def _caption(table: StatTable) -> str:
    lines = [f'<span class="dt-title">{escape(table.title)}</span>']
    if table.subtitle:
        lines.append(f'<span class="dt-subtitle">{escape(table.subtitle)}</span>')
    unsaid = [
        say("tables.constant", table.locale, name=name, code=code)
        for name, code in table.constants
        if code.casefold() not in table.title.casefold()
    ]
    if unsaid:
        lines.append(f'<span class="dt-constants">{escape(" · ".join(unsaid))}</span>')
    if table.unit:
        lines.append(f'<span class="dt-unit">{escape(table.unit)}</span>')
    return f'<caption><span class="dt-caption">{" ".join(lines)}</span></caption>'


def _columns(table: StatTable) -> str:
    return f'<colgroup span="{len(table.stub_heads)}"></colgroup><colgroup span="{max(1, table.width)}"></colgroup>'


def _head(table: StatTable) -> str:
    levels = table.heading or ((),)
    deep = len(levels)
    stub = "".join(
        f'<th scope="col" class="dt-stub-head"{_span("rowspan", deep)}>{escape(text)}</th>' for text in table.stub_heads
    )
    rows = []
    for place, level in enumerate(levels):
        cells = "".join(_head_cell(cell) for cell in level)
        rows.append(f"<tr>{stub if place == 0 else ''}{cells}</tr>")
    return f"<thead>{''.join(rows)}</thead>"


def _head_cell(cell: HeadCell) -> str:
    scope = "colgroup" if cell.span > 1 else "col"
    name = "dt-spanner" if cell.span > 1 else _long(cell.text)
    kind = f' class="{name}"' if name else ""
    return f'<th scope="{scope}"{kind}{_span("colspan", cell.span)}>{escape(cell.text)}</th>'


def _long(text: str) -> str:
    """The class of a heading of that length, empty for a short one."""
    return next((kind for letters, kind in LONG_HEADS if len(text) > letters), "")


def _span(name: str, count: int) -> str:
    return f' {name}="{count}"' if count > 1 else ""


def _body(table: StatTable) -> str:
    if not table.rows:
        width = len(table.stub_heads) + max(1, table.width)
        words = escape(say("tables.empty", table.locale))
        return f'<tbody><tr><td class="dt-none" colspan="{width}">{words}</td></tr></tbody>'
    runs = _runs(table.rows, len(table.stub_heads))
    flags = _flag_marks(table.locale)
    grouped = any(span > 1 for span in runs[0])
    lines = []
    for place, row in enumerate(table.rows):
        total = _is_total(row)
        opens = grouped and place > 0 and row.stub[0].first
        kinds = " ".join(kind for kind, told in (("dt-total", total), ("dt-opens", opens)) if told)
        stub = "".join(
            _stub_cell(cell, runs[level][place], outermost=level == 0) for level, cell in enumerate(row.stub)
        )
        cells = "".join(_cell(cell, flags) for cell in row.cells)
        lines.append(f"<tr{f' class={chr(34)}{kinds}{chr(34)}' if kinds else ''}>{stub}{cells}</tr>")
    return f"<tbody>{''.join(lines)}</tbody>"


def _is_total(row: Row) -> bool:
    """Whether the line sums up others: its innermost header that can says so."""
    telling = [stub for stub in row.stub if stub.code]
    return any(stub.aggregate for stub in telling[-2:]) if len(telling) > 1 else any(stub.aggregate for stub in telling)


def _runs(rows: Sequence[Row], levels: int) -> list[list[int]]:
    """For each stub column and row, how many rows the header there spans; 0 where one above reaches down."""
    runs = [[0] * len(rows) for _ in range(levels)]
    for level in range(levels):
        opened = 0
        for place, row in enumerate(rows):
            if place == 0 or row.stub[level].first:
                opened = place
            runs[level][opened] += 1
    return runs


def _stub_cell(cell: StubCell, span: int, *, outermost: bool) -> str:
    if span == 0:
        return ""
    kinds = ["dt-first"] if outermost else []
    kinds += [f"dt-indent-{min(cell.indent, DEEPEST_INDENT)}"] if cell.indent else []
    kinds += ["dt-aggregate"] if cell.aggregate else []
    kind = f' class="{" ".join(kinds)}"' if kinds else ""
    return f'<th scope="row"{kind}{_span("rowspan", span)}>{escape(cell.text)}</th>'


def _flag_marks(locale: Locale) -> dict[ObsStatus, str]:
    return {
        status: f'<abbr title="{escape(say(SIGNS[flag], locale), quote=True)}">{flag}</abbr>'
        for status, flag in FLAGS.items()
    }


def _cell(cell: Cell, flags: dict[ObsStatus, str]) -> str:
    marks = [*((flags[cell.status],) if cell.status in flags else ()), *(escape(mark) for mark in cell.notes)]
    sup = f"<sup>{','.join(marks)}</sup>" if marks else ""
    kinds = [
        kind
        for kind, told in (
            ("dt-empty", cell.empty),
            ("dt-derived", cell.derived and not cell.empty),
            ("dt-break", cell.break_before),
        )
        if told
    ]
    kind = f' class="{" ".join(kinds)}"' if kinds else ""
    return f"<td{kind}>{escape(cell.text)}{sup}</td>"


def _foot(table: StatTable) -> str:
    parts = []
    if table.signs:
        signs = "; ".join(f"<b>{escape(sign.mark)}</b>&nbsp;{escape(sign.text)}" for sign in table.signs)
        parts.append(f'<p class="dt-signs">{escape(say("tables.signs", table.locale))}: {signs}.</p>')
    if table.notes:
        parts.append(_notes(table.notes, say("tables.notes", table.locale)))
    if table.sources:
        head = escape(say("tables.sources", table.locale))
        parts.append(_sources(table.sources, head))
    return f'<div class="dt-foot">{"".join(parts)}</div>' if parts else ""


def _notes(notes: Iterable[Footnote], head: str) -> str:
    items = "".join(
        f"<li>{f'<sup>{escape(note.mark)}</sup> ' if note.mark else ''}{escape(note.text)}</li>" for note in notes
    )
    return f'<p class="dt-notes-head">{escape(head)}:</p><ul class="dt-notes">{items}</ul>'


def _sources(sources: Sequence[str], head: str) -> str:
    """One source in a line with its head; several in a list, in two columns on a wide page."""
    lines = [escape(source.rstrip(".")) + "." for source in sources]
    if len(lines) == 1:
        return f'<p class="dt-sources">{head}: {lines[0]}</p>'
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f'<p class="dt-sources-head">{head}:</p><ul class="dt-sources">{items}</ul>'
