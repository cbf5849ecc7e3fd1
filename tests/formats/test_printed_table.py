"""The table as printed, in HTML and in JSON: each figure in its cell, read back by a browser's kind of reader."""

from __future__ import annotations

import io
import json
import re

import pandas as pd
import pytest
from lxml import html

from dantoc.engine.engine import Engine, open_engine
from dantoc.formats.export import Export
from dantoc.l10n.messages import language, locales
from dantoc.l10n.numbers import format_number
from dantoc.model.query import Query
from dantoc.model.view import default_view
from tests.formats.exports import export_of, nasty, whole, written

DATASETS = tuple(open_engine().catalogue.datasets)


def shown(engine: Engine, dataset: str, locale: str) -> Export:
    """The default view of a dataset."""
    return export_of(engine, engine.run(default_view(engine.catalogue.dataset(dataset)).query), locale)


def numbers(export: Export) -> list[float]:
    return sorted(value for value in export.result.data.column("value").to_pylist() if value is not None)


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize("dataset", DATASETS)
def test_pandas_reads_every_figure_from_the_html(engine: Engine, dataset: str, locale: str):
    export = shown(engine, dataset, locale)
    document = html.fromstring(written("html", export))
    for mark in document.xpath("//td/sup"):
        mark.drop_tree()
    marks = language(locale)
    stubs, width = (int(span) for span in document.xpath("//colgroup/@span"))
    page = io.StringIO(html.tostring(document, encoding="unicode"))
    as_text = dict.fromkeys(range(stubs + width), str)
    frames = pd.read_html(page, keep_default_na=False, thousands=None, converters=as_text)
    assert len(frames) == 1, "one table in the document"
    cells = frames[0].iloc[:, -width:].to_numpy().ravel()
    read = [str(cell).replace(marks.group_mark, "").replace(marks.decimal_mark, ".") for cell in cells]
    read = [cell.replace("\N{MINUS SIGN}", "-") for cell in read]
    found = [0.0 if cell == "-" else float(cell) for cell in read if re.fullmatch(r"-|-?\d+(\.\d+)?", cell)]
    assert sorted(found) == numbers(export)


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_cell_of_the_json_is_text_and_number_of_one_figure(engine: Engine, dataset: str):
    export = shown(engine, dataset, "en")
    table = json.loads(written("table", export))["table"]
    cells = [cell for row in table["rows"] for cell in row["cells"]]
    filled = [cell for cell in cells if not cell.get("empty")]
    assert len(filled) == len(export.result)
    assert sorted(cell["value"] for cell in filled if cell["value"] is not None) == numbers(export)
    width = sum(cell["span"] for cell in table["heading"][-1])
    assert all(len(row["cells"]) == width for row in table["rows"])
    assert all(sum(cell["span"] for cell in level) == width for level in table["heading"])
    assert all(len(row["stub"]) == len(table["stub_heads"]) for row in table["rows"])
    assert {cell["status"] for cell in filled} == set(export.result.data.column("obs_status").to_pylist())


def test_a_cell_is_found_by_its_codes(engine: Engine):
    query = Query.of("population_census", {"ethnic_group": "02,08", "area": "VN", "sex": "_T", "residence": "_T"})
    export = export_of(engine, engine.run(query), "vi")
    table = json.loads(written("table", export))["table"]
    years = [cell["code"] for cell in table["heading"][-1]]
    found = {
        (row["stub"][-1]["code"], year): cell
        for row in table["rows"]
        for year, cell in zip(years, row["cells"], strict=True)
    }
    for own in export.result.data.to_pylist():
        cell = found[own["ethnic_group"], str(own["year"])]
        assert (cell["value"], cell["text"]) == (own["value"], format_number(own["value"], own["decimals"], "vi"))


@pytest.mark.parametrize("locale", locales())
def test_the_document_stands_alone_and_says_what_it_shows(engine: Engine, locale: str):
    export = shown(engine, "population_census", locale)
    document = html.fromstring(written("html", export))
    own = export.result.dataset
    assert document.get("lang") == locale
    assert own.title.say(locale) in document.findtext(".//title")
    assert len(document.xpath("//h1")) == 1
    assert not document.xpath("//script | //iframe | //img | //link[@rel='stylesheet'] | //*[@onclick or @onload]")
    assert all(cell.get("scope") in ("row", "col", "colgroup", "rowgroup") for cell in document.iter("th"))
    text = document.text_content()
    for part in (own.version, own.licence.name.say(locale), own.sources[0].title.say(locale), export.link):
        assert part in text
    assert document.xpath("//link[@rel='canonical']/@href") == [export.link]


def test_no_text_of_a_figure_becomes_markup(engine: Engine):
    text = "<script>alert(1)</script>\"'&lt;"
    document = html.fromstring(written("html", nasty(engine, [text, text], [1.0, 2.0], ["A", "A"])))
    assert not document.xpath("//script")
    assert text in document.text_content()


def test_a_document_needs_a_typeset_table(engine: Engine):
    export = whole(engine, "poverty_international")
    bare = Export(export.result, export.catalogue, "vi", export.lay_out)
    with pytest.raises(ValueError, match="typeset"):
        written("html", bare)
