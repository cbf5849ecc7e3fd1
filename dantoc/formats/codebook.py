"""The columns and codes of a file as CSV: a line a code, and a line a column that holds none."""

from __future__ import annotations

import csv
import io

from dantoc.formats.export import Export
from dantoc.formats.tidy import describe_columns

HEADER = ("column", "title", "type", "code", "label", "description")


def codebook(export: Export) -> bytes:
    """UTF-8 CSV with the columns of `HEADER`, in the export's language."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for column in describe_columns(export):
        writer.writerow((column.name, column.title, column.type, "", "", column.description))
        writer.writerows((column.name, column.title, column.type, *code) for code in column.codes)
    return text.getvalue().encode()
