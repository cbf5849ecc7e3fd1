"""A view as XLSX: against pandas, which writes the figures in long form and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pandas as pd
import xlsxwriter

from benchmarks.measuring import Row, alternate
from dantoc.engine.engine import open_engine
from dantoc.formats import registry
from dantoc.formats.export import Export
from dantoc.formats.tidy import long_form
from dantoc.model.table import TableSpec
from dantoc.model.view import default_view
from dantoc.tables.layout import lay_out

DATASET = "population_census"


def rows(rounds: int) -> Iterator[Row]:
    """The view that readers meet first, as a workbook."""
    engine = open_engine()
    view = default_view(engine.catalogue.dataset(DATASET))
    result = engine.run(view.query, order_by=view.rows[0])
    spec = TableSpec(view.rows, view.columns)
    export = Export(result, engine.catalogue, "vi", lambda: lay_out(result, spec, "vi"), labels="both")
    frame = long_form(export).to_pandas()
    pair = alternate(lambda: b"".join(registry.write("xlsx", export)), lambda: _by_pandas(frame), rounds)
    yield Row(
        f"XLSX of the default view ({len(result)} figures): table as printed, long form, description",
        f"pandas {pd.__version__}, to_excel with XlsxWriter {xlsxwriter.__version__}: long form alone",
        pair,
        "ours writes three dressed sheets, the peer one plain sheet",
    )


def _by_pandas(frame: pd.DataFrame) -> bytes:
    sink = BytesIO()
    frame.to_excel(sink, index=False, engine="xlsxwriter")
    return sink.getvalue()
