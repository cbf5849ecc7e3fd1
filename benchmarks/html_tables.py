"""A table of 54 lines and 8 columns as HTML: against what pandas offers for the same cells."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from benchmarks.measuring import Row, alternate
from benchmarks.slices import INDICATOR, largest
from dantoc.engine.engine import open_engine
from dantoc.model.query import Query
from dantoc.model.result import Result
from dantoc.model.table import TableSpec
from dantoc.tables.html import to_html
from dantoc.tables.layout import lay_out

LINES, COLUMNS = 54, 8


def rows(rounds: int) -> Iterator[Row]:
    """From the figures in long form to HTML, laid out each time."""
    result = _figures()
    frame = result.data.select(["area", "year", "value"]).to_pandas()
    spec = TableSpec(("area",), ("year",))
    what = f"table of {LINES} × {COLUMNS} laid out and written as HTML"
    note = "ours prints decimals, flags, footnotes, hierarchy, names and sources; the peer the numbers"

    def ours() -> str:
        return to_html(lay_out(result, spec, "vi"))

    yield Row(
        what,
        f"pandas {pd.__version__}, pivot and Styler.to_html",
        alternate(ours, lambda: _styled(frame), rounds),
        note,
    )
    yield Row(what, f"pandas {pd.__version__}, pivot and to_html", alternate(ours, lambda: _plain(frame), rounds), note)


def _figures() -> Result:
    engine = open_engine()
    dataset = largest(engine.catalogue)
    whole = engine.run(Query.of(dataset.id, {"indicator": INDICATOR, "sex": "_T", "residence": "_T"}))
    areas, years = whole.codes["area"][:LINES], whole.codes["year"][-COLUMNS:]
    chosen = {"area": ",".join(areas), "year": ",".join(years), "sex": "_T", "residence": "_T"}
    return engine.run(Query.of(dataset.id, {"indicator": INDICATOR, **chosen}))


def _plain(frame: pd.DataFrame) -> str:
    table = frame.pivot(index="area", columns="year", values="value")
    return str(table.to_html(float_format="{:,.1f}".format))


def _styled(frame: pd.DataFrame) -> str:
    table = frame.pivot(index="area", columns="year", values="value")
    return str(table.style.format(precision=1, thousands=".", decimal=",", na_rep="...").to_html())
