"""CSV that a spreadsheet opens with a double click: a mark in front, the decimal mark of the language, no formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from dantoc.formats.export import Export, Format
from dantoc.formats.spreadsheet_text import defused
from dantoc.formats.tidy import long_form
from dantoc.l10n.messages import language
from dantoc.model.structure import MEASURE

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
ROWS_A_CHUNK = 2_048


def write(export: Export) -> Iterator[bytes]:
    """The long form as the spreadsheet of a reader of the language expects it; figures have their printed decimals.

    Where the decimal mark is a comma, fields stand between semicolons.
    """
    mark = language(export.locale).decimal_mark
    delimiter = ";" if mark == "," else ","
    table = long_form(export)
    fixed: dict[str, int | None] = {MEASURE: None, **{own.id: own.decimals for own in export.result.derived}}
    yield BYTE_ORDER_MARK + _lines([table.column_names], delimiter)
    printed = export.result.data.column("decimals")
    for start in range(0, table.num_rows, ROWS_A_CHUNK):
        places = printed.slice(start, ROWS_A_CHUNK).to_pylist()
        columns = [
            _written(values, places, fixed[name], mark)
            if name in fixed
            else ["" if value is None else defused(str(value)) for value in values]
            for name, values in table.slice(start, ROWS_A_CHUNK).to_pydict().items()
        ]
        yield _lines(zip(*columns, strict=True), delimiter)


def _written(values: list[float | None], places: list[int | None], fixed: int | None, mark: str) -> list[str]:
    """The numbers with the decimals they were printed with (or the fixed ones), and no thousands mark."""
    return [
        "" if value is None else _rounded(value, (own or 0) if fixed is None else fixed).replace(".", mark)
        for value, own in zip(values, places, strict=True)
    ]


def _rounded(value: float, decimals: int) -> str:
    """The number with so many decimals; a zero has no sign, as in print."""
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{rounded if rounded else abs(rounded):f}"


def _lines(rows: Iterable[Sequence[object]], delimiter: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


CSV_EXCEL = Format(
    "csv-excel", "csv", "text/csv; charset=utf-8; header=present", "formats.csv_excel", write, joins=True
)
