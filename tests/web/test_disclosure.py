"""A dataset with small cells through the whole product: its tables, charts and files, and the API."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import python_calamine

from dantoc.catalogue.settings import settings
from dantoc.curation.parquet import curate
from dantoc.engine import engine
from dantoc.l10n.messages import locales
from dantoc.web.answers import SHELF
from tests.engine.attack import Attack
from tests.formats import reading
from tests.synthetic import PERSONS
from tests.web.client import Reader

ID = "synthetic_small_cells"
DATA = f"/api/v1/datasets/{ID}/data"
NUMBERS = {
    ("02", "02", "M"): 31, ("02", "02", "F"): 3, ("02", "04", "M"): 37, ("02", "04", "F"): 41,
    ("08", "02", "M"): 43, ("08", "02", "F"): 47, ("08", "04", "M"): 53, ("08", "04", "F"): 59,
}  # fmt: skip
SMALL = ("02", "02", "F")
TREES = ({"EM": ("02", "08")}, {"VN": ("02", "04")}, {"_T": ("M", "F")})


def number(group: str, area: str, sex: str) -> int:
    """The invented count; parts add up to their totals by the way it is made."""
    wholes = {"EM": ("02", "08"), "VN": ("02", "04"), "_T": ("M", "F")}
    groups, areas, sexes = (wholes.get(code, (code,)) for code in (group, area, sex))
    return sum(NUMBERS[one, two, three] for one in groups for two in areas for three in sexes)


def write(root: Path) -> None:
    """Puts the dataset beside the others of the synthetic content, with nothing published already."""
    folder = root / "datasets" / ID
    folder.mkdir()
    toml = (root / "datasets" / PERSONS / "dataset.toml").read_text(encoding="utf-8")
    toml = toml.replace('published = "source"', 'published = "nothing"').partition("[[break]]")[0]
    (folder / "dataset.toml").write_text(
        toml.replace('sex = "_T", year = "*"', 'sex = "*", year = "2019"'), encoding="utf-8"
    )
    lines = ["indicator,ethnic_group,area,sex,year,value,unit,obs_status,source_id,locator,note_vi,note_en"]
    for group in ("EM", "02", "08"):
        for area in ("VN", "02", "04"):
            for sex in ("_T", "M", "F"):
                value = number(group, area, sex)
                notes = f"Nguồn in {value}.,The source prints {value}."
                lines.append(f"persons_counted,{group},{area},{sex},2019,{value},persons,A,book,Biểu 1,{notes}")
    (folder / "source.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def served(content: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    write(content)
    (built,) = curate(content, [ID])
    assert built.ok, [str(issue) for issue in built.issues]
    monkeypatch.setattr(engine, "settings", lambda: replace(settings(), root=content))
    engine.open_engine.cache_clear()
    SHELF.clear()
    yield reader
    monkeypatch.undo()
    engine.open_engine.cache_clear()
    SHELF.clear()


def hidden_rows(reader: Reader) -> list[dict[str, object]]:
    rows = json.loads(reader.get(f"{DATA}?format=json").text)["observations"]
    return [row for row in rows if row["obs_status"] == "Q"]


def test_the_api_says_which_cells_are_suppressed_and_none_of_their_numbers(served: Reader):
    rows = json.loads(served.get(f"{DATA}?format=json").text)["observations"]
    hidden = {(row["ethnic_group"], row["area"], row["sex"]) for row in rows if row["obs_status"] == "Q"}
    assert SMALL in hidden
    assert len(rows) == 27
    assert 4 <= len(hidden) <= 12
    for row in rows:
        key = (row["ethnic_group"], row["area"], row["sex"])
        assert row["value"] == (None if key in hidden else number(*key))
        assert (row["note_en"] is None) == (key in hidden)


@pytest.mark.parametrize("kind", reading.READERS)
def test_every_file_has_the_mark_and_not_the_number(served: Reader, kind: str):
    expected = {(row["ethnic_group"], row["area"], row["sex"]) for row in hidden_rows(served)}
    content = served.get(f"{DATA}?format={kind}").content
    for name, read in reading.READERS[kind]:
        rows = read(content)
        marked = {(row["ethnic_group"], row["area"], row["sex"]) for row in rows if row["obs_status"] == "Q"}
        empty = {(row["ethnic_group"], row["area"], row["sex"]) for row in rows if row["value"] is None}
        assert marked == empty == expected, name


@pytest.mark.parametrize("locale", locales())
def test_a_csv_for_excel_and_the_printed_sheet_bear_the_sign(served: Reader, locale: str):
    expected = len(hidden_rows(served))
    text = served.get(f"{DATA}?format=csv-excel&lang={locale}").content.decode("utf-8-sig")
    separator = ";" if ";" in text.splitlines()[0] else ","
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))
    assert sum("Q" in row.values() for row in rows) == expected
    assert all("3" not in (row.get("value"), row.get("Giá trị"), row.get("Value")) for row in rows)
    workbook = served.get(f"{DATA}?format=xlsx&lang={locale}&area=02&rows=ethnic_group&columns=sex").content
    sheets = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    printed = [str(cell) for row in sheets.get_sheet_by_index(0).to_python() for cell in row]
    assert "x" in printed
    signs = {"vi": "bảo mật", "en": "confidential"}
    assert any(signs.get(locale, signs["en"]) in cell for cell in printed)


@pytest.mark.parametrize("locale", locales())
def test_the_policy_is_told_with_the_figures(served: Reader, locale: str):
    full = served.get(f"/api/v1/datasets/{ID}?lang={locale}").json()["disclosure"]
    assert (full["threshold"], full["published"]) == (5, "nothing")
    assert "4" in full["text"]
    assert (
        json.loads(served.get(f"{DATA}?format=metadata&lang={locale}").text)["metadata"]["dataset"]["disclosure"]
        == full
    )
    with zipfile.ZipFile(io.BytesIO(served.get(f"{DATA}?format=zip&lang={locale}").content)) as package:
        read_me = package.read("README.txt").decode()
        codebook = package.read("codebook.csv").decode()
    assert full["text"] in " ".join(read_me.split())
    assert ",Q," in codebook
    workbook = served.get(f"{DATA}?format=xlsx&lang={locale}").content
    sheets = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    told = {
        str(cell) for name in sheets.sheet_names for row in sheets.get_sheet_by_name(name).to_python() for cell in row
    }
    assert full["text"] in told


@pytest.mark.parametrize("kind", ["json", "csv", "parquet"])
def test_the_small_cell_cannot_be_worked_out_of_a_file(served: Reader, kind: str):
    ((_, read), *_) = reading.READERS[kind]
    rows = read(served.get(f"{DATA}?format={kind}").content)
    told = {(str(row["ethnic_group"]), str(row["area"]), str(row["sex"])): row["value"] for row in rows}
    attack = Attack({key: None if value is None else float(str(value)) for key, value in told.items()}, trees=TREES)
    assert SMALL not in attack.worked_out
    least, most = attack.interval(SMALL)
    assert most - least >= 5


def test_printed_tables_bear_the_sign_and_say_what_it_means(served: Reader):
    page = served.get(f"{DATA}?format=html&lang=en&area=02&rows=ethnic_group&columns=sex").text
    assert re.search(r">\s*x\s*<", page)
    assert "confidential" in page


def test_charts_write_the_sign_where_there_is_no_number(served: Reader):
    drawn = served.get(f"/api/v1/datasets/{ID}/chart.svg?area=02&sex=F&year=2019&lang=en").text
    assert ">x<" in drawn
    assert "Suppressed" in drawn
    assert ">3<" not in drawn


def test_no_answer_holds_the_checksum_of_the_file(served: Reader):
    checksum = engine.open_engine().catalogue.dataset(ID).distribution.sha256
    for address in (f"/api/v1/datasets/{ID}", f"{DATA}?format=json", f"{DATA}?format=metadata"):
        assert checksum not in served.get(address).text


def test_the_size_of_the_file_is_not_told_either(served: Reader):
    assert set(served.get(f"/api/v1/datasets/{ID}").json()["distribution"]) == {"rows", "sha256"}


@pytest.mark.parametrize("order", ["value", "-value"])
@pytest.mark.parametrize("select", ["top(1)", "bottom(1)", "top(2)", "*"])
def test_orders_and_extremes_leave_the_suppressed_out(served: Reader, order: str, select: str):
    rows = json.loads(served.get(f"{DATA}?format=json&ethnic_group={select}&area=02&sex=F&order={order}").text)[
        "observations"
    ]
    shown = [row["value"] for row in rows if row["ethnic_group"] in ("02", "08")]
    assert 3 not in shown
    if select in ("top(1)", "bottom(1)"):
        assert all(row["obs_status"] != "Q" for row in rows)
    known = [place for place, value in enumerate(shown) if value is not None]
    assert known == list(range(len(known)))
