"""XLSX: the table as it would be printed, the figures in long form as real numbers, and what they are."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from dantoc.formats.citation import cite
from dantoc.formats.export import Export, Format
from dantoc.formats.fact_sheet import facts
from dantoc.formats.sheet_data import write_data
from dantoc.formats.sheet_rows import height_of, lines_of
from dantoc.formats.sheet_styles import Styles
from dantoc.formats.sheet_table import write_table
from dantoc.formats.tidy import long_form
from dantoc.l10n import sentence
from dantoc.l10n.messages import say

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Sheet

MANY_CELLS = 200_000
"""From here on the rows are written straight to disk: slower to open, and no longer held in memory."""
FACT_WIDTH = 100
BYTES_A_CHUNK = 1 << 16
_TEXT_IS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(export: Export) -> Iterator[bytes]:
    """A workbook of three sheets named in the export's language; the same figures give the same bytes."""
    content = _workbook(export)
    for start in range(0, len(content), BYTES_A_CHUNK):
        yield content[start : start + BYTES_A_CHUNK]


def _workbook(export: Export) -> bytes:
    import xlsxwriter

    data, table = long_form(export), export.lay_out()
    many = data.num_rows * data.num_columns > MANY_CELLS
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {**_TEXT_IS_TEXT, "constant_memory": many, "in_memory": not many})
    book.set_properties(_properties(export))
    styles = Styles(book)
    locale = export.locale
    write_table(book.add_worksheet(say("formats.sheet.table", locale)), table, styles)
    write_data(book.add_worksheet(say("formats.sheet.data", locale)), data, export, styles)
    _write_facts(book.add_worksheet(say("formats.sheet.about", locale)), export, styles)
    book.close()
    return sink.getvalue()


def _write_facts(sheet: Sheet, export: Export, styles: Styles) -> None:
    """The facts in two columns, the heading once for each run of the same."""
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, FACT_WIDTH)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    before = ""
    for row, (name, text) in enumerate(facts(export)):
        sheet.set_row(row, height_of(lines_of(text, FACT_WIDTH)))
        sheet.write_string(row, 0, name if name != before else "", styles.of(bold=True, valign="top", text_wrap=True))
        sheet.write_string(row, 1, text, styles.of(valign="top", text_wrap=True))
        before = name


def _properties(export: Export) -> dict[str, object]:
    """The workbook's properties; it is dated as its figures are, so that it does not differ from hour to hour."""
    result, locale = export.result, export.locale
    return {
        "title": sentence.title(result, locale)[:250],
        "subject": result.dataset.title.say(locale)[:250],
        "author": result.dataset.publisher.say(locale)[:250],
        "comments": cite(result, locale, export.link).plain[:1000],
        "created": datetime.combine(result.dataset.modified, time(0), UTC).replace(tzinfo=None),
    }


XLSX = Format(
    "xlsx",
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "formats.xlsx",
    write,
    most_figures=50_000,
    laid_out=True,
)
