"""JSON: one object with what the figures are, what each column means, the codes with their names, and the figures."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from dantoc.formats.describing import head
from dantoc.formats.export import Export, Format
from dantoc.formats.tidy import long_form

ROWS_A_CHUNK = 2_048


def write(export: Export) -> Iterator[bytes]:
    """``{"metadata", "structure", "codes", "observations"}``, in chunks; a missing figure is null."""
    yield orjson.dumps(head(export))[:-1] + b',"observations":['
    table = long_form(export)
    for start in range(0, table.num_rows, ROWS_A_CHUNK):
        rows = table.slice(start, ROWS_A_CHUNK).to_pylist()
        yield (b",\n" if start else b"\n") + b",\n".join(map(orjson.dumps, rows))
    yield b"\n]}\n"


def said(value: object) -> str:
    """The value as compact JSON in which Vietnamese stays readable."""
    return orjson.dumps(value).decode()


JSON = Format(
    "json", "json", "application/json", "formats.json", write, labels="codes", attached=False, most_figures=100_000
)
