"""Exports for the tests: of a real dataset whole, or of figures made by hand with nasty texts."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa

from dantoc.engine.engine import Engine
from dantoc.formats import registry
from dantoc.formats.export import Export, Typeset
from dantoc.model.query import Query
from dantoc.model.result import DerivedMeasure, Result
from dantoc.model.table import TableSpec
from dantoc.model.text import LocalizedText
from dantoc.tables.html import to_html
from dantoc.tables.layout import lay_out
from dantoc.tables.style import css

LINK = "https://example.org/dataset?id=x"
API_LINK = "https://example.org/api/v1/datasets/x/data?format=csv&area=children(VN)"


def export_of(engine: Engine, result: Result, locale: str = "vi", labels: str = "") -> Export:
    view = result.dataset.default_view
    spec = TableSpec(view.rows, view.columns)
    return Export(
        result=result,
        catalogue=engine.catalogue,
        locale=locale,
        lay_out=lambda: lay_out(result, spec, locale),
        typeset=lambda: Typeset(to_html(lay_out(result, spec, locale)), css()),
        labels=labels,
        link=LINK,
        api_link=API_LINK,
    )


def whole(engine: Engine, dataset: str, locale: str = "vi", labels: str = "") -> Export:
    """The dataset with all its figures."""
    return export_of(engine, engine.run(Query(dataset)), locale, labels)


def written(format: str, export: Export) -> bytes:
    return b"".join(registry.write(format, export))


def nasty(engine: Engine, texts: list[str], values: list[float | None], statuses: list[str]) -> Export:
    """Figures of a real dataset with other values, flags and texts, and a derived measure beside them."""
    base = engine.run(Query.of("population_census", {"area": "VN", "year": "2019", "sex": "_T", "residence": "_T"}))
    size = len(texts)
    data = base.data.slice(0, size)
    derived = pa.array([None if value is None else value / 3 for value in values], pa.float64())
    data = (
        _with(data, "value", pa.array(values, pa.float64()))
        .set_column(data.schema.get_field_index("obs_status"), "obs_status", pa.array(statuses))
        .set_column(data.schema.get_field_index("locator"), "locator", pa.array(texts))
        .set_column(data.schema.get_field_index("note_vi"), "note_vi", pa.array(texts))
        .append_column("third", derived)
        .append_column("third_status", pa.array(statuses))
    )
    measure = DerivedMeasure(
        "third",
        "third(value)",
        LocalizedText.of(vi="Một phần ba", en="A third"),
        "percent",
        2,
        LocalizedText.of(vi="giá trị chia ba", en="value over three"),
        LocalizedText(),
    )
    return export_of(engine, replace(base, data=data, derived=(measure,)))


def _with(data: pa.Table, name: str, values: pa.Array) -> pa.Table:
    return data.set_column(data.schema.get_field_index(name), name, values)
