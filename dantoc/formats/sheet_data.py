"""The sheet of the long form: a row a figure, numbers as numbers, ready to filter and to pivot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from dantoc.formats.export import Export
from dantoc.formats.sheet_styles import HAIR, INDIGO, Styles, number_format
from dantoc.formats.spreadsheet_text import printable
from dantoc.model.structure import MEASURE

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet as Sheet

WIDEST = 44
ROWS_MEASURED = 500


def write_data(sheet: Sheet, data: pa.Table, export: Export, styles: Styles) -> None:
    """Writes a header of ids and the figures below; a missing figure is an empty cell."""
    head = styles.of(bold=True, font_color=INDIGO, bottom=1, bottom_color=INDIGO, valign="top")
    for place, name in enumerate(data.column_names):
        sheet.set_column(place, place, _width(name, data))
        sheet.write_string(0, place, name, head)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    if data.num_rows:
        sheet.autofilter(0, 0, data.num_rows, data.num_columns - 1)
    plain = styles.of(bottom=4, bottom_color=HAIR)
    printed = export.result.data.column("decimals").to_pylist()
    fixed = {own.id: [own.decimals] * data.num_rows for own in export.result.derived}
    looks = [_looks(fixed.get(name, printed if name == MEASURE else None), styles) for name in data.column_names]
    columns = [column.to_pylist() for column in data.columns]
    for row, values in enumerate(zip(*columns, strict=True), start=1):
        for place, (value, own) in enumerate(zip(values, looks, strict=True)):
            if isinstance(value, str):
                sheet.write_string(row, place, printable(value), plain)
            elif value is not None:
                sheet.write_number(row, place, value, own[row - 1] if own else plain)


def _looks(decimals: list[int | None] | list[int] | None, styles: Styles) -> list[Format] | None:
    """For each row how the number of a measure is shown; None for a column that is no measure."""
    if decimals is None:
        return None
    known = {
        own: styles.of(num_format=number_format(own or 0), bottom=4, bottom_color=HAIR)
        for own in dict.fromkeys(decimals)
    }
    return [known[own] for own in decimals]


def _width(name: str, data: pa.Table) -> int:
    """A width at which most of the column can be read."""
    shown = (len(str(value)) for value in data.column(name).slice(0, ROWS_MEASURED).to_pylist() if value is not None)
    return min(WIDEST, max(9, len(name) + 4, max(shown, default=0) + 1))
