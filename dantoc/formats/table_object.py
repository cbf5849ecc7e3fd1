"""JSON of the table as printed: heading, stub and cells in reading order, for programs that show it as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dantoc.formats.describing import Json, describe
from dantoc.formats.export import Export, Format
from dantoc.formats.json_object import said
from dantoc.model.table import Cell, Footnote, HeadCell, Row, StatTable, StubCell

ROWS_A_CHUNK = 256


def write(export: Export) -> Iterator[bytes]:
    """``{"metadata", "table"}``, in chunks; the rows of the table come last."""
    table = export.lay_out()
    opening = {"metadata": describe(export), "table": _frame(table)}
    yield (said(opening)[:-2] + ',"rows":[').encode()
    for start in range(0, len(table.rows), ROWS_A_CHUNK):
        rows = ",\n".join(said(_row(row)) for row in table.rows[start : start + ROWS_A_CHUNK])
        yield (("," if start else "") + "\n" + rows).encode()
    yield b"\n]}}\n"


def _frame(table: StatTable) -> Json:
    """All of the table but its rows."""
    return {
        "title": table.title,
        "subtitle": table.subtitle,
        "unit": table.unit,
        "constants": [{"dimension": name, "code": code} for name, code in table.constants],
        "notes": _footnotes(table.notes),
        "signs": _footnotes(table.signs),
        "sources": list(table.sources),
        "stub_heads": list(table.stub_heads),
        "heading": [[_head(cell) for cell in level] for level in table.heading],
    }


def _footnotes(notes: Iterable[Footnote]) -> list[Json]:
    return [{"mark": note.mark, "text": note.text} for note in notes]


def _head(cell: HeadCell) -> Json:
    return {"text": cell.text, "code": cell.code, "span": cell.span}


def _row(row: Row) -> Json:
    return {"stub": [_stub(cell) for cell in row.stub], "cells": [_cell(cell) for cell in row.cells]}


def _stub(cell: StubCell) -> Json:
    return {"text": cell.text, "code": cell.code, "indent": cell.indent, "aggregate": cell.aggregate}


def _cell(cell: Cell) -> Json:
    """The text as printed and the number behind it; what is seldom true stands only where it is."""
    seldom = {"derived": cell.derived, "empty": cell.empty, "break_before": cell.break_before}
    return {
        "text": cell.text,
        "value": cell.value,
        **({} if cell.empty else {"status": cell.status.value}),
        **({"notes": list(cell.notes)} if cell.notes else {}),
        **{name: True for name, told in seldom.items() if told},
    }


TABLE = Format(
    "table",
    "table.json",
    "application/json",
    "formats.table",
    write,
    labels="labels",
    attached=False,
    most_figures=50_000,
    laid_out=True,
)
