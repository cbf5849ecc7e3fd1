"""Plain CSV for programs: UTF-8 without a mark in front, commas, points, a header of ids, nothing but the figures."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.csv

from dantoc.formats.export import Export, Format
from dantoc.formats.tidy import long_form

ROWS_A_CHUNK = 8_192


def write(export: Export) -> Iterator[bytes]:
    """The long form, in chunks; a missing figure is empty, text stands in quotes."""
    table = long_form(export)
    header = True
    for start in range(0, max(table.num_rows, 1), ROWS_A_CHUNK):
        sink = pa.BufferOutputStream()
        options = pyarrow.csv.WriteOptions(include_header=header)
        pyarrow.csv.write_csv(table.slice(start, ROWS_A_CHUNK), sink, options)
        header = False
        yield sink.getvalue().to_pybytes()


CSV = Format("csv", "csv", "text/csv; charset=utf-8; header=present", "formats.csv", write, joins=True)
