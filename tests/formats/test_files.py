"""What each format promises beside its figures: bytes that repeat, text that stays text, names, speed."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import time
import zipfile
from dataclasses import replace

import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dantoc.engine.engine import Engine, open_engine
from dantoc.formats import registry
from dantoc.formats.export import Export
from dantoc.formats.spreadsheet_text import defused
from dantoc.l10n.messages import locales, say
from dantoc.model.errors import UnknownFormat, UnknownOption
from tests.formats import reading
from tests.formats.exports import nasty, whole, written

FORMATS = tuple(registry.FORMATS)
PRINTED = st.characters(exclude_categories=("Cs", "Cc"))
TEXTS = st.one_of(
    st.text(PRINTED, min_size=1, max_size=30).filter(str.strip),
    st.sampled_from(
        (
            "=1+1",
            "\uff1d1+1",
            "+cmd",
            "-2",
            "@SUM(A1)",
            'a"b',
            "a;b,c",
            "dòng 1\ndòng 2",
            "'quoted",
            "NULL",
            "NaN",
            "01",
            "_x0041_",
        )
    ),
)
VALUES = st.one_of(st.none(), st.floats(-1e12, 1e12).map(lambda value: round(value, 3)), st.just(0.0))
FIGURES = st.lists(st.tuples(TEXTS, VALUES), min_size=1, max_size=8)
CHECKED = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@CHECKED
@given(FIGURES)
def test_nasty_texts_and_values_come_back_as_they_went_in(figures: list[tuple[str, float | None]]):
    texts, values = [own[0] for own in figures], [own[1] for own in figures]
    export = nasty(open_engine(), texts, values, ["O" if value is None else "A" for value in values])
    for kind, readers in reading.READERS.items():
        content = written(kind, export)
        for name, read in readers:
            rows = read(content)
            assert [row["locator"] for row in rows] == texts, (kind, name)
            assert [row["note_vi"] for row in rows] == texts, (kind, name)
            for row, value in zip(rows, values, strict=True):
                assert (row["value"] is None) == (value is None)
                if value is not None:
                    assert math.isclose(float(str(row["value"])), value, rel_tol=1e-12)
                    assert math.isclose(float(str(row["third"])), value / 3, rel_tol=1e-12)


@CHECKED
@given(TEXTS)
def test_no_text_of_a_spreadsheet_csv_is_a_formula(text: str):
    export = nasty(open_engine(), [text], [1.0], ["A"])
    for locale in locales():
        content = written("csv-excel", replace(export, locale=locale)).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=";" if locale == "vi" else ","))
        place = rows[0].index("locator")
        assert rows[1][place] == defused(text)
        assert not rows[1][place].startswith(
            ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
        )


def test_a_spreadsheet_csv_writes_numbers_as_its_readers_do(engine: Engine):
    export = nasty(engine, ["a", "b"], [1234.0, None], ["A", "O"])
    export = replace(export, result=replace(export.result, data=_with_decimals(export, [0, 0])))
    for locale, mark, delimiter in (("vi", ",", ";"), ("en", ".", ",")):
        text = written("csv-excel", replace(export, locale=locale)).decode("utf-8-sig")
        head, first, second = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        assert first[head.index("value")] == "1234"
        assert first[head.index("third")] == f"411{mark}33"
        assert (second[head.index("value")], second[head.index("third")]) == ("", "")


def test_a_zero_has_no_sign(engine: Engine):
    export = nasty(engine, ["a", "b"], [-0.0, -0.001], ["A", "A"])
    export = replace(export, result=replace(export.result, data=_with_decimals(export, [1, 2])))
    text = written("csv-excel", replace(export, locale="en")).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    assert [row[head.index("value")] for row in rows] == ["0.0", "0.00"]


def _with_decimals(export: Export, decimals: list[int]):
    import pyarrow as pa

    data = export.result.data
    return data.set_column(data.schema.get_field_index("decimals"), "decimals", pa.array(decimals, pa.int8()))


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(engine: Engine):
    content = written("xlsx", nasty(engine, ["=1+1", "https://example.org"], [1.0, 2.0], ["A", "A"]))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets"):
                assert not re.search(rb"<f>|<hyperlink", package.read(name)), name


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_figures_give_the_same_bytes(engine: Engine, format: str, monkeypatch: pytest.MonkeyPatch):
    first = written(format, whole(engine, "poverty_international"))
    later = time.time() + 7_200
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(later))
    assert written(format, whole(engine, "poverty_international")) == first


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_is_written_in_chunks_and_empty_results_are_files_too(engine: Engine, format: str):
    export = whole(engine, "province_population")
    chunks = list(registry.write(format, export))
    assert all(isinstance(chunk, bytes) for chunk in chunks)
    assert max(map(len, chunks)) <= 4 << 20
    nothing = replace(export.result, data=export.result.data.slice(0, 0), codes=dict.fromkeys(export.result.codes, ()))
    empty = replace(export, result=nothing)
    if format in reading.READERS:
        for _, read in reading.READERS[format]:
            assert read(written(format, empty)) == []
    else:
        assert written(format, empty)


def test_a_csv_of_a_whole_dataset_is_quick(engine: Engine):
    export = whole(engine, "province_population")
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        written("csv", export)
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.25


def test_the_sheets_are_named_in_the_language(engine: Engine):
    for locale in locales():
        book = python_calamine.CalamineWorkbook.from_filelike(
            io.BytesIO(written("xlsx", whole(engine, "poverty_international", locale)))
        )
        names = [say(f"formats.sheet.{own}", locale) for own in ("table", "data", "about")]
        assert book.sheet_names == names
        assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_the_last_sheet_says_what_the_figures_are(engine: Engine):
    export = whole(engine, "poverty_international", "en")
    about = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(written("xlsx", export))).get_sheet_by_index(2)
    said = " ".join(str(value) for line in about.to_python() for value in line)
    own = export.result.dataset
    for part in (own.version, own.licence.name.say("en"), own.sources[0].title.say("en"), export.link, export.api_link):
        assert part in said


def test_a_package_holds_its_documentation(engine: Engine):
    export = whole(engine, "poverty_international", "vi")
    with zipfile.ZipFile(io.BytesIO(written("zip", export))) as package:
        assert package.testzip() is None
        assert set(package.namelist()) == {
            "poverty_international.csv",
            "README.txt",
            "codebook.csv",
            "metadata.json",
            "CITATION.bib",
            "CITATION.ris",
        }
        assert export.result.dataset.licence.name.say("vi").upper() in package.read("README.txt").decode().upper()
        codebook = list(csv.DictReader(io.StringIO(package.read("codebook.csv").decode(), newline="")))
        figures = reading.csv_by_pandas(package.read("poverty_international.csv"))
        assert {line["column"] for line in codebook} == set(figures[0])
        for dimension in export.result.dataset.structure:
            if dimension.codelist is not None:
                listed = {line["code"] for line in codebook if line["column"] == dimension.id and line["code"]}
                assert listed == {row[dimension.id] for row in figures}
        assert json.loads(package.read("metadata.json"))["metadata"]["language"] == "vi"


def test_every_format_has_its_name_in_every_language():
    for own in registry.FORMATS.values():
        for locale in locales():
            assert not say(own.key, locale).startswith("[")
            assert not say(f"{own.key}.hint", locale).startswith("[")


def test_unknown_formats_and_labels_name_what_is_allowed(engine: Engine):
    with pytest.raises(UnknownFormat) as fault:
        registry.find("docx")
    assert fault.value.allowed == FORMATS
    with pytest.raises(UnknownOption):
        whole(engine, "poverty_international", labels="none")


def test_file_names_are_readable_and_differ_by_dataset_version_and_language(engine: Engine):
    export = whole(engine, "poverty_international", "en")
    names = {registry.file_name(own, export) for own in FORMATS if own != "csv-excel"}
    assert len(names) == len(FORMATS) - 1
    assert registry.file_name("csv", export) == "poverty_international-1.0.0-en.csv"
