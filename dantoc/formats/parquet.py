"""Parquet: every column with its type, the labels beside, and what the file is in its footer."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from dantoc.formats.describing import describe, structure
from dantoc.formats.export import Export, Format
from dantoc.formats.tidy import describe_columns, long_form

BYTES_A_CHUNK = 1 << 16


def write(export: Export) -> Iterator[bytes]:
    """The long form with text columns as dictionaries; the footer's key ``dantoc`` holds metadata and structure."""
    table = long_form(export)
    said = {"metadata": describe(export), "structure": structure(describe_columns(export))}
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    sink = pa.BufferOutputStream()
    pq.write_table(table.replace_schema_metadata({"dantoc": text}), sink, compression="zstd", version="2.6")
    content = memoryview(sink.getvalue())
    for start in range(0, len(content), BYTES_A_CHUNK):
        yield bytes(content[start : start + BYTES_A_CHUNK])


PARQUET = Format("parquet", "parquet", "application/vnd.apache.parquet", "formats.parquet", write)
