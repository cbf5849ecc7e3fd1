"""JSON: one object with what the figures are, what each column means, the codes with their names, and the figures."""

from __future__ import annotations

import json
from collections.abc import Iterator

from dantoc.formats.describing import head
from dantoc.formats.export import Export, Format
from dantoc.formats.tidy import long_form

ROWS_A_CHUNK = 2_048


def write(export: Export) -> Iterator[bytes]:
    """``{"metadata", "structure", "codes", "observations"}``, in chunks; a missing figure is null."""
    yield (said(head(export))[:-1] + ',"observations":[').encode()
    table = long_form(export)
    for start in range(0, table.num_rows, ROWS_A_CHUNK):
        rows = table.slice(start, ROWS_A_CHUNK).to_pylist()
        yield (("," if start else "") + "\n" + ",\n".join(said(row) for row in rows)).encode()
    yield b"\n]}\n"


def said(value: object) -> str:
    """The value as compact JSON in which Vietnamese stays readable; NaN is refused rather than written."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


JSON = Format("json", "json", "application/json", "formats.json", write, labels="codes", attached=False)
