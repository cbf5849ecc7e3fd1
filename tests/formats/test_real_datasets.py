"""Every published figure, in every file, read back by others' readers: value, flag, unit, source, notes, label."""

from __future__ import annotations

import io
import json
import math

import pyarrow.parquet as pq
import pytest
import python_calamine

from dantoc.engine.engine import Engine, open_engine
from dantoc.formats.export import Export
from dantoc.l10n.messages import language
from tests.formats import reading
from tests.formats.exports import whole, written

DATASETS = tuple(open_engine().catalogue.datasets)


def expected(export: Export, labels: str) -> list[dict[str, object]]:
    """The rows that a file must hold, written from the published Parquet file and the code lists alone."""
    dataset, catalogue = export.result.dataset, export.catalogue
    path = f"datasets/{dataset.id}/data.parquet"
    published = pq.read_table(reading_root() / path).to_pylist()
    sources = {source.id: source.title for source in catalogue.sources.values()}
    rows = []
    for figure in published:
        row = dict(figure)
        for dimension in dataset.structure:
            if dimension.codelist is not None:
                row[f"{dimension.id}_label"] = dimension.codelist[str(figure[dimension.id])].name.say(export.locale)
        row["unit_label"] = catalogue.codelists["unit"][str(figure["unit"])].name.say(export.locale)
        row["obs_status_label"] = catalogue.codelists["obs_status"][str(figure["obs_status"])].name.say(export.locale)
        row["source_id_label"] = sources[str(figure["source_id"])].say(export.locale)
        coded = {name.removesuffix("_label") for name in row if name.endswith("_label")}
        dropped = {"codes": {f"{name}_label" for name in coded}, "labels": coded, "both": set()}[labels]
        rows.append({name: value for name, value in row.items() if name not in dropped})
    return rows


def reading_root():
    from dantoc.catalogue.settings import settings

    return settings().root


def same(found: list[dict[str, object]], wanted: list[dict[str, object]]) -> None:
    assert len(found) == len(wanted)
    for own, other in zip(sorted(found, key=key), sorted(wanted, key=key), strict=True):
        assert own.keys() == other.keys()
        for name, value in other.items():
            if isinstance(value, (int, float)):
                assert isinstance(own[name], (int, float)), (name, own[name], value)
                assert math.isclose(float(str(own[name])), value, rel_tol=1e-12), (name, own[name], value)
            else:
                assert own[name] == value, (name, own[name], value)


def key(row: dict[str, object]) -> tuple[str, ...]:
    fixed = {"value", "decimals"}
    return tuple(f"{float(str(v)):.0f}" if n == "year" else str(v) for n, v in sorted(row.items()) if n not in fixed)


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_format_gives_back_every_figure(engine: Engine, dataset: str):
    export = whole(engine, dataset, "vi", "both")
    wanted = expected(export, "both")
    for own, readers in reading.READERS.items():
        content = written(own, export)
        for _, read in readers:
            same(read(content), wanted)
    content = written("csv-excel", export)
    assert content.startswith(b"\xef\xbb\xbf")
    same(reading.csv_by_excel_dialect(content, language("vi").decimal_mark), wanted)


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_files_of_the_other_language_hold_the_same_figures_in_its_words(engine: Engine, dataset: str):
    for labels in ("codes", "labels"):
        export = whole(engine, dataset, "en", labels)
        wanted = expected(export, labels)
        same(reading.parquet_by_duckdb(written("parquet", export)), wanted)
        same(reading.csv_by_excel_dialect(written("csv-excel", export), language("en").decimal_mark), wanted)


@pytest.mark.parametrize("dataset", DATASETS)
def test_missing_figures_are_empty_and_never_zero(engine: Engine, dataset: str):
    export = whole(engine, dataset, "vi", "codes")
    for read, own in (
        (reading.csv_by_pandas, "csv"),
        (reading.xlsx_by_calamine, "xlsx"),
        (reading.json_by_python, "json"),
    ):
        for row in read(written(own, export)):
            assert (row["value"] is None) == (row["obs_status"] in ("O", "Q"))


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_printed_sheet_holds_the_figures_of_the_table_as_numbers(engine: Engine, dataset: str):
    result = engine.run(engine.catalogue.dataset(dataset).default_view.query)
    from tests.formats.exports import export_of

    for locale in ("vi", "en"):
        export = export_of(engine, result, locale)
        table = export.lay_out()
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(written("xlsx", export)))
        lines = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
        assert lines[0][0] == table.title
        printed = sorted(value for line in lines for value in line if isinstance(value, float))
        assert printed == sorted(cell.value for row in table.rows for cell in row.cells if cell.value is not None)
        words = {value for line in lines for value in line if isinstance(value, str)}
        assert set(table.sources) <= words
        assert {cell.text for row in table.rows for cell in row.stub if cell.first} <= words


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_file_says_what_it_is(engine: Engine, dataset: str):
    export = whole(engine, dataset, "en", "both")
    own = export.result.dataset
    metadata = json.loads(written("metadata", export))["metadata"]
    footer = json.loads(pq.read_schema(io.BytesIO(written("parquet", export))).metadata[b"dantoc"])["metadata"]
    assert metadata == footer == json.loads(written("json", export))["metadata"]
    assert (metadata["dataset"]["id"], metadata["dataset"]["version"]) == (own.id, own.version)
    assert {source["id"] for source in metadata["sources"]} == {source.id for source in own.sources}
    assert metadata["licence"]["text"] == own.licence.text.get("en")
    assert metadata["link"] in metadata["citation"]
    columns = [column["name"] for column in json.loads(written("metadata", export))["structure"]]
    assert columns == list(reading.json_by_python(written("json", export))[0])
    assert "[en: " not in json.dumps(metadata, ensure_ascii=False)
