"""One figure is the same number everywhere: on the page, in the API, in the files, in both languages."""

import csv
import io
import json
import re

import pytest
from python_calamine import CalamineWorkbook

from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import language
from dantoc.model.table import TableSpec
from dantoc.model.view import data_address, default_view
from dantoc.tables.html import to_html
from dantoc.tables.layout import lay_out
from tests.web.client import Reader

ENGINE = open_engine()
CELL = re.compile(r"<td[^>]*>([^<]*)")
NONE = "-"
"""How a table prints a count of nobody."""
NO_NUMBER = {"", "...", "x", NONE}


def as_number(printed: str, lang: str) -> float:
    """The number that a reader of that language reads."""
    marks = language(lang)
    plain = printed.strip().replace(marks.group_mark, "").replace(marks.decimal_mark, ".")
    return float(plain.replace("\N{MINUS SIGN}", "-"))


@pytest.mark.parametrize("dataset", ENGINE.catalogue.datasets)
def test_page_api_and_files_give_the_same_figures(reader: Reader, dataset: str):
    own = ENGINE.catalogue.dataset(dataset)
    view = default_view(own)
    engine = sorted(
        (value, decimals)
        for value, decimals in zip(
            *(ENGINE.run(view.query).data.column(name).to_pylist() for name in ("value", "decimals")), strict=True
        )
        if value is not None
    )
    for lang in ("vi", "en"):
        observations = json.loads(reader.get(data_address(own, view, "json", lang)).text)["observations"]
        assert sorted((row["value"], row["decimals"]) for row in observations if row["value"] is not None) == engine

        rows = csv.DictReader(io.StringIO(reader.get(data_address(own, view, "csv", lang)).text))
        assert sorted(float(row["value"]) for row in rows if row["value"]) == [value for value, _ in engine]

        cells = CELL.findall(to_html(lay_out(ENGINE.run(view.query), TableSpec(view.rows, view.columns), lang)))
        numbers = [as_number(text, lang) for text in cells if text.strip() not in NO_NUMBER]
        assert sorted([*numbers, *(0.0 for text in cells if text.strip() == NONE)]) == [value for value, _ in engine]

        book = CalamineWorkbook.from_filelike(io.BytesIO(reader.get(data_address(own, view, "xlsx", lang)).content))
        tidy = book.get_sheet_by_index(1).to_python()
        head = next(place for place, row in enumerate(tidy) if "value" in row or own.structure.ids[0] in row)
        column = tidy[head].index("value")
        numbers = [row[column] for row in tidy[head + 1 :] if isinstance(row[column], float | int)]
        assert sorted(map(float, numbers)) == [value for value, _ in engine]
