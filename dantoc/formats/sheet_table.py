"""The sheet of the statistical table: title, unit, merged heads, stub, figures as numbers, notes, signs, sources."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from dantoc.formats.sheet_page import Page
from dantoc.formats.sheet_styles import HAIR, INDIGO, QUIET, RULE, Styles, number_format
from dantoc.formats.spreadsheet_text import printable
from dantoc.l10n.messages import say
from dantoc.model.status import FLAGS, NONE
from dantoc.model.table import Cell, HeadCell, Row, StatTable, StubCell

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Sheet

MANY_LOOKS = 180
"""A workbook holds some 200 number formats; past this many, footnote marks are no longer shown beside figures."""
WIDE = 110
"""A table of more units of column width than this lies better on a sheet turned sideways."""
DEEPEST = 15
_RAISED = str.maketrans("0123456789abcdefghijklmnoprstuvwxyz,", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ˒")

Look = dict[str, object]


def write_table(sheet: Sheet, table: StatTable, styles: Styles) -> None:
    """Writes the table from the top left cell, ready to be printed on A4."""
    page = Page.of(sheet, table)
    _set_up(page)
    first_head = _write_title(page, table, styles)
    row = _write_heading(page, first_head, table, styles)
    sheet.freeze_panes(row, page.stub)
    sheet.repeat_rows(first_head, row - 1)
    for place, own in enumerate(table.rows):
        _write_row(page, row, own, place == len(table.rows) - 1, styles)
        row += 1
    _write_below(page, row, table, styles)


def _set_up(page: Page) -> None:
    page.sheet.hide_gridlines(2)
    page.sheet.set_paper(9)
    page.sheet.fit_to_pages(1, 0)
    page.sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    page.sheet.set_footer("&C&P/&N")
    if sum(page.widths[: page.stub + page.figures]) > WIDE:
        page.sheet.set_landscape()


def _write_title(page: Page, table: StatTable, styles: Styles) -> int:
    """Title, subtitle and constants on the left, the unit on the right; gives the row after them."""
    page.write_across(0, table.title, styles, size=13, bold=True, font_color=INDIGO)
    row = 1
    constants = " · ".join(f"{name}: {code}" for name, code in table.constants)
    for text in (table.subtitle, constants):
        if text:
            page.write_across(row, text, styles, font_color=QUIET)
            row += 1
    if table.unit:
        last = page.stub + page.figures - 1
        page.sheet.write_string(row, last, printable(table.unit), styles.of(italic=True, align="right"))
        row += 1
    return row


def _write_heading(page: Page, row: int, table: StatTable, styles: Styles) -> int:
    """The levels of the heading, a spanner merged over its columns; the stub's heads stand on the last of them."""
    levels = table.heading or ((HeadCell("", page.figures),),)
    for place, level in enumerate(levels):
        last = place == len(levels) - 1
        edges: Look = {"top": 1, "top_color": RULE} if place == 0 else {}
        edges |= {"bottom": 1, "bottom_color": RULE} if last else {}
        heads = [(text, own, 1) for own, text in enumerate(_stub_heads(page, table, last))]
        for text, own, _ in heads:
            style = styles.of(bold=True, text_wrap=True, valign="bottom", **edges)
            page.sheet.write_string(row, own, printable(text), style)
        column = page.stub
        for cell in level:
            _write_head(page, row, column, cell, last, edges, styles)
            heads.append((cell.text, column, cell.span))
            column += cell.span
        page.make_room(row, heads, bold=True)
        row += 1
    return row


def _stub_heads(page: Page, table: StatTable, last: bool) -> list[str]:
    heads = list(table.stub_heads) if last else []
    return [*heads, *[""] * (page.stub - len(heads))]


def _write_head(page: Page, row: int, column: int, cell: HeadCell, last: bool, edges: Look, styles: Styles) -> None:
    align = "right" if last and cell.span == 1 else "center"
    spanner: Look = {} if last else {"bottom": 1, "bottom_color": HAIR}
    look = styles.of(**{"bold": True, "text_wrap": True, "valign": "bottom", "align": align, **spanner, **edges})
    if cell.span > 1:
        page.sheet.merge_range(row, column, row, column + cell.span - 1, "", look)
    page.sheet.write_string(row, column, printable(cell.text), look)


def _write_row(page: Page, row: int, own: Row, last: bool, styles: Styles) -> None:
    bold = any(cell.aggregate for cell in own.stub)
    rule: Look = {"bottom": 1, "bottom_color": RULE} if last else {"bottom": 4, "bottom_color": HAIR}
    shown = [cell if cell.first else StubCell("") for cell in own.stub]
    page.make_room(row, [("  " * cell.indent + cell.text, place, 1) for place, cell in enumerate(shown)], bold=bold)
    for place in range(page.stub):
        cell = shown[place] if place < len(shown) else StubCell("")
        look = styles.of(bold=bold, indent=min(cell.indent, DEEPEST), valign="top", text_wrap=True, **rule)
        page.sheet.write_string(row, place, printable(cell.text), look)
    for place, figure in enumerate(own.cells):
        _write_figure(page.sheet, row, page.stub + place, figure, bold, rule, styles)


def _write_figure(sheet: Sheet, row: int, column: int, cell: Cell, bold: bool, rule: Look, styles: Styles) -> None:
    """The figure as a number that shows its flag and marks; a sign where there is no number."""
    suffix = _suffix(cell) if styles.count < MANY_LOOKS else FLAGS.get(cell.status, "").translate(_RAISED)
    look: Look = {"align": "right", "valign": "top", "bold": bold, "italic": cell.derived, **rule}
    if cell.value is None:
        sheet.write_string(row, column, cell.text + ("" if cell.empty else suffix), styles.of(**look))
        return
    none = cell.value == 0 and cell.text == NONE
    look["num_format"] = number_format(cell.decimals, suffix, dash_for_none=none)
    sheet.write_number(row, column, cell.value, styles.of(**look))


def _suffix(cell: Cell) -> str:
    """The flag and the footnote marks, raised: ``ᵉ¹˒²``."""
    return (FLAGS.get(cell.status, "") + ",".join(cell.notes)).translate(_RAISED)


def _write_below(page: Page, row: int, table: StatTable, styles: Styles) -> None:
    """Notes, signs and sources, each kind under its heading, a line a text."""
    row += 1
    locale = table.locale
    lines = [
        *((say("core.notes", locale), f"{note.mark.translate(_RAISED)} {note.text}".strip()) for note in table.notes),
        *((say("formats.signs", locale), f"{sign.mark}  {sign.text}") for sign in table.signs),
        *((say("core.sources", locale), source) for source in table.sources),
    ]
    for heading, group in groupby(lines, key=lambda line: line[0]):
        page.write_across(row, heading, styles, size=9, bold=True)
        for _, text in group:
            row += 1
            page.write_across(row, text, styles, size=9)
        row += 1
