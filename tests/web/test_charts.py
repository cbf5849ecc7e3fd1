"""Charts by address: every file of every size, the same bytes each time, in turn, and nothing that cannot be drawn."""

from __future__ import annotations

import asyncio
import csv
import io
import re
import subprocess
import zipfile
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from PIL import Image
from python_calamine import CalamineWorkbook
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dantoc.engine.engine import Engine, open_engine
from dantoc.figures import finishing
from dantoc.figures.embedding import embed_code
from dantoc.model.dataset import Dataset
from dantoc.model.errors import Busy
from dantoc.model.figure_params import ASKED
from dantoc.model.size import PRESETS
from dantoc.model.view import default_view
from dantoc.web import answers, api_charts
from dantoc.web.turns import InTurn, Turns
from tests import many_figures
from tests.figures.test_map_file import country, feature, geojson, written
from tests.web.client import Reader, app

CHART = "/api/v1/datasets/population_census/chart"
FIGURES = {"ethnic_group": "02,03,06", "area": "VN", "year": "2019", "sex": "_T", "residence": "_T", "lang": "vi"}
PACKED = ("chart.svg", "chart.png", "chart.pdf", "chart.vl.json", "caption.txt", "alt-text.txt", "source.txt")
DATA = ("data.csv", "data.xlsx", "citation.txt", "citation.bib", "citation.ris")


def address(extension: str, **more: str) -> str:
    return f"{CHART}.{extension}?{urlencode({**FIGURES, **more})}"


def asked(reader: Reader, extension: str, **more: str) -> httpx.Response:
    answer = reader.get(address(extension, **more))
    assert answer.status_code == 200, answer.text
    return answer


@pytest.mark.parametrize("size", PRESETS)
def test_every_size_is_drawn(reader: Reader, size: str):
    own = PRESETS[size]
    image = Image.open(io.BytesIO(asked(reader, "png", size=size, dots="1").content))
    factor = 96 / 25.4 if own.unit == "mm" else 1
    assert image.width == round(own.width * factor)
    if own.height:
        assert image.height == round(own.height * factor)


@pytest.mark.parametrize("extension", ["png", "svg", "pdf", "json", "html", "zip"])
def test_the_same_address_gives_the_same_bytes(reader: Reader, extension: str):
    more = {"size": "a4-half", "theme": "print", "both": "yes", "title.vi": "Ba dân tộc"}
    first = asked(reader, extension, **more)
    answers.SHELF.clear()
    again = asked(reader, extension, **more)
    assert again.headers["cache-status"] == "dantoc; fwd=miss"
    assert again.content == first.content
    assert again.headers["etag"] == first.headers["etag"]
    assert asked(reader, extension, **more).headers["cache-status"] == "dantoc; hit"


def test_words_of_the_address_stand_in_every_file(reader: Reader, tmp_path: Path):
    title = "Ba dân tộc đông & “lâu đời” < 1.000 năm"
    more = {"title.vi": title, "note.vi": "Ghi chú của tòa soạn.", "at.03.vi": "Theo điều tra."}
    svg = unescape(asked(reader, "svg", **more).text)
    for words in (title, "Ghi chú của tòa soạn.", "¹ Thái: Theo điều tra."):
        assert words in svg
    assert Image.open(io.BytesIO(asked(reader, "png", **more).content)).info["Title"] == title
    assert title in unescape(asked(reader, "html", **more).text)
    path = tmp_path / "chart.pdf"
    path.write_bytes(asked(reader, "pdf", **more).content)
    said = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "Ghi chú của tòa soạn." in said
    assert asked(reader, "json", **more).json()["description"] == title


def test_a_chart_of_a_page_can_be_drawn_for_a_phone(reader: Reader):
    phone, page = (
        re.search(rb'width="([\d.]+)', asked(reader, "svg", **own).content) for own in ({"screen": "phone"}, {})
    )
    assert phone is not None
    assert page is not None
    assert float(phone[1]) < 400 < float(page[1])


def test_an_svg_has_letters_or_curves(reader: Reader):
    text, curves = asked(reader, "svg"), asked(reader, "svg", letters="outlines")
    assert "<text" in text.text
    assert "@font-face" in text.text
    assert "<text" not in curves.text
    assert text.headers["etag"] != curves.headers["etag"]


@pytest.mark.parametrize(
    ("more", "status", "parameter"),
    [
        ({"title.vi": "a" * 10_000}, 400, "title.vi"),
        ({"title.vi": "<script>alert(1)</script>"}, 400, "title.vi"),
        ({"title.vi": "a\x01b"}, 400, "title.vi"),
        ({"note.en": "\u202eabc"}, 400, "note.en"),
        ({"font": "Comic Sans"}, 400, "parameter"),
        ({"size": "0"}, 400, "size"),
        ({"size": "1e9"}, 400, "size"),
        ({"size": "1000000000x1000000000"}, 400, "size"),
        ({"dots": "1000"}, 400, "dots"),
        ({"letters": "runes"}, 400, "letters"),
        ({"reference": "nowhere"}, 400, "reference"),
        ({"category": "age"}, 400, "category"),
        ({"facet": "colour"}, 400, "facet"),
        ({"version": "9.9.9"}, 410, "version"),
    ],
    ids=str,
)
@pytest.mark.parametrize("locale", ["vi", "en"])
def test_what_cannot_be_drawn_is_refused_in_words(
    reader: Reader, more: dict[str, str], status: int, parameter: str, locale: str
):
    answer = reader.get(address("svg", **{**more, "lang": locale}))
    assert answer.status_code == status
    said = answer.json()
    assert said["parameter"] == parameter
    assert said["allowed"]
    assert said["detail"]


def test_a_chart_of_too_many_figures_is_refused_with_the_way_to_aggregate(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(finishing, "MOST_FIGURES", 1_000)
    answer = reader.get(f"{CHART}.svg?area=*&ethnic_group=*&year=*&sex=*&lang=en")
    assert answer.status_code == 413
    said = answer.json()
    assert said["type"].endswith("#too_many_marks")
    assert "ethnic_group=_T" in said["allowed"]


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_a_hundred_thousand_figures_are_refused_before_they_are_read_and_their_total_is_drawn(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locale: str
):
    engine = Engine(many_figures.catalogue(open_engine().catalogue, tmp_path))
    monkeypatch.setattr(api_charts, "open_engine", lambda: engine)
    assert engine.catalogue.dataset(many_figures.DATASET).distribution.rows > 100_000
    everything = "area=*&ethnic_group=*&year=*&sex=*&residence=*"
    answer = reader.get(f"{CHART}.svg?{everything}&lang={locale}")
    assert answer.status_code == 413
    assert {"area=VN", "top(10)", "year=latest"} <= set(answer.json()["allowed"])
    assert "top(10)" in answer.json()["detail"]
    fewer = reader.get(f"{CHART}.json?area=VN&ethnic_group=top(10)&year=latest&sex=_T&residence=_T&lang={locale}")
    assert fewer.status_code == 200, fewer.text
    engine.close()


def test_a_frozen_chart_is_drawn_as_long_as_its_version_is_served(reader: Reader, census: Dataset):
    assert asked(reader, "html", version=census.version, embed="yes").status_code == 200
    changed = reader.get(address("html", version="0.9.0", embed="yes"))
    assert changed.status_code == 410
    assert "0.9.0" in changed.text
    assert census.version in changed.text
    assert "<svg" not in changed.text
    assert changed.headers["cache-control"] == "no-store"


def test_a_page_holds_its_chart_for_both_widths_and_needs_nothing_else(reader: Reader):
    page = asked(reader, "html").text
    assert page.count('class="page"') == page.count('class="phone"') == 1
    assert "<script" not in page
    assert not re.findall(r'(?:src|href)="(?!http://|https://|data:|#)', page)
    assert "@font-face" in page
    assert asked(reader, "html", size="link").text.count("<svg") == 1


def test_the_embed_code_has_no_script_and_no_style_and_follows_the_language(reader: Reader, census: Dataset):
    view = default_view(census)
    live = embed_code("http://test", census, view, ASKED, 'Dân số "2019"', 400)
    assert live.startswith("<iframe ")
    assert "script" not in live
    assert "style=" not in live
    assert "lang=" not in live
    assert "&quot;2019&quot;" in live
    source = unescape(re.findall(r'src="([^"]*)"', live)[0]).removeprefix("http://test")
    assert '<html lang="en"' in reader.get(source, accept_language="en").text
    assert '<html lang="vi"' in reader.get(source, accept_language="vi").text
    frozen = embed_code("http://test", census, view, ASKED, "Dân số", 400, is_frozen=True)
    assert f"version={census.version}" in frozen


def test_files_of_one_chart_that_differ_have_names_that_differ(reader: Reader):
    def name(extension: str, **more: str) -> str:
        return asked(reader, extension, **more).headers["content-disposition"].partition("filename=")[2].strip('"')

    said = [*(name("png", dots=dots, size="90mm") for dots in ("1", "2", "300dpi")), name("png", size="link")]
    said += [name("svg"), name("svg", letters="outlines")]
    assert len(set(said)) == len(said)
    assert said[2].endswith("-vi-bars-90mm-300dpi.png")


def test_the_newsroom_pack_is_whole_in_both_languages_and_read_back(reader: Reader, tmp_path: Path):
    answer = asked(reader, "zip", size="90x60mm", **{"title.vi": "Ba dân tộc", "title.en": "Three groups"})
    assert answer.headers["content-disposition"].startswith("attachment")
    package = zipfile.ZipFile(io.BytesIO(answer.content))
    assert package.testzip() is None
    names = set(package.namelist())
    for locale, title, other in (("vi", "Ba dân tộc", "1.845.492"), ("en", "Three groups", "1,845,492")):
        assert {f"{locale}/{name}" for name in (*PACKED, *DATA)} <= names

        def text(name: str, locale: str = locale) -> str:
            return package.read(f"{locale}/{name}").decode("utf-8-sig")

        assert title in text("caption.txt")
        assert other in text("alt-text.txt")
        assert text("source.txt").splitlines()[0] in text("caption.txt")
        image = Image.open(io.BytesIO(package.read(f"{locale}/chart.png")))
        assert image.info["Title"] == title
        assert image.info["dpi"][0] == pytest.approx(192, rel=0.001)
        assert title in unescape(text("chart.svg"))
        path = tmp_path / f"{locale}.pdf"
        path.write_bytes(package.read(f"{locale}/chart.pdf"))
        said = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
        assert title in said
        rows = list(csv.reader(io.StringIO(text("data.csv"))))
        assert len(rows) == 4
        assert any("1845492" in cell for row in rows for cell in row)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(package.read(f"{locale}/data.xlsx")))
        cells = [
            cell
            for name in workbook.sheet_names
            for row in workbook.get_sheet_by_name(name).to_python()
            for cell in row
        ]
        assert 1845492.0 in cells
        assert "population_census" in text("citation.bib")


def test_a_hundred_different_charts_asked_by_sixteen_readers_are_all_drawn():
    answers.SHELF.clear()

    async def ask() -> list[int]:
        places = asyncio.Semaphore(16)
        transport = httpx.ASGITransport(app())
        async with httpx.AsyncClient(transport=transport, base_url="http://test", timeout=120) as client:

            async def one(number: int) -> int:
                async with places:
                    answer = await client.get(address("png", size=f"{300 + number}x300", dots="1"))
                    return answer.status_code if answer.content[:4] == b"\x89PNG" else 0

            return await asyncio.gather(*(one(number) for number in range(100)))

    assert set(asyncio.run(ask())) == {200}


def scope() -> dict[str, object]:
    return {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b"", "server": ("test", 80)}


async def still_there() -> dict[str, str]:
    await asyncio.Event().wait()
    return {}


async def gone() -> dict[str, str]:
    return {"type": "http.disconnect"}


async def unheard(_: object) -> None:
    """A reader's end that nobody listens at."""


def made(log: list[str], name: str) -> InTurn:
    def make(_: Request) -> Response:
        log.append(name)
        return PlainTextResponse(name)

    return InTurn(TURNS[0], make)


TURNS: list[Turns] = [Turns(1)]


def test_who_leaves_while_waiting_frees_the_place_and_nothing_is_made_for_him():
    async def story() -> list[str]:
        TURNS[0] = turns = Turns(1)
        log: list[str] = []
        await turns.take()
        waiting = [
            asyncio.ensure_future(made(log, name)(scope(), receive, unheard))
            for name, receive in (("stays", still_there), ("leaves", gone), ("comes last", still_there))
        ]
        await asyncio.wait({waiting[1]}, timeout=5)
        assert waiting[1].done()
        assert turns.waiting == 2
        turns.give()
        await asyncio.wait_for(asyncio.gather(*waiting), 5)
        assert turns.taken == turns.waiting == 0
        return log

    assert asyncio.run(story()) == ["stays", "comes last"]


def test_turns_come_in_order_and_no_more_at_once_than_there_are_places():
    async def story() -> None:
        turns = Turns(2)
        await turns.take()
        await turns.take()
        order: list[int] = []

        async def one(number: int) -> None:
            await turns.take()
            order.append(number)
            assert turns.taken <= 2
            turns.give()

        waiting = [asyncio.ensure_future(one(number)) for number in range(5)]
        await asyncio.sleep(0)
        assert turns.waiting == 5
        assert not order
        waiting[1].cancel()
        turns.give()
        turns.give()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert order == [0, 2, 3, 4]
        assert turns.taken == 0

    asyncio.run(story())


def test_more_than_will_be_served_are_told_to_come_again():
    async def story() -> None:
        turns = Turns(1, most_waiting=1)
        await turns.take()
        waiting = asyncio.ensure_future(turns.take())
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await turns.take()
        waiting.cancel()

    asyncio.run(story())


def test_a_place_is_given_back_when_the_making_fails():
    async def story() -> int:
        TURNS[0] = turns = Turns(1)

        def fail(_: Request) -> Response:
            raise ZeroDivisionError

        statuses: list[int] = []

        async def hear(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                statuses.append(int(str(message["status"])))

        await InTurn(turns, fail)(scope(), still_there, hear)
        assert turns.taken == 0
        return statuses[0]

    assert asyncio.run(story()) == 500


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_a_map_with_wrong_keys_is_refused_and_the_tiles_go_on(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locale: str
):
    monkeypatch.setenv("DANTOC_MAP_FILE", str(tmp_path / "map.json"))
    written(tmp_path, geojson(feature("XX", 105, 21), feature("01", 106, 21)))
    path = f"{CHART}.json?ethnic_group=08&area=leaves(VN)&year=2019&sex=_T&residence=_T&lang={locale}"
    refused = reader.get(f"{path}&mark=choropleth")
    assert (refused.status_code, refused.json()["parameter"]) == (400, "mark")
    assert "tiles" in refused.json()["allowed"]
    assert str(tmp_path) not in refused.text
    assert reader.get(f"{path}&mark=tiles").status_code == 200


def test_what_was_drawn_ahead_is_what_would_be_drawn_and_is_there_at_once(reader: Reader):
    path = address("svg", theme="dark", limit="2")
    answers.SHELF.clear()
    made = reader.get(path)
    assert made.headers["cache-status"] == "dantoc; fwd=miss"
    answers.SHELF.clear()
    api_charts.draw_ahead(path)
    found = reader.get(path)
    assert found.headers["cache-status"] == "dantoc; hit"
    assert (found.content, found.headers["etag"]) == (made.content, made.headers["etag"])
    assert found.headers["content-disposition"] == made.headers["content-disposition"]


def test_the_pack_names_the_address_of_all_its_figures_the_line_of_reference_among_them(reader: Reader):
    answer = asked(reader, "zip", area="01,04", ethnic_group="08", reference="VN", mark="bars", size="90x60mm")
    package = zipfile.ZipFile(io.BytesIO(answer.content))
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(package.read("en/data.xlsx")))
    cells = {
        str(cell)
        for name in workbook.sheet_names
        for row in workbook.get_sheet_by_name(name).to_python()
        for cell in row
    }
    (link,) = {cell for cell in cells if "/data?" in cell}
    figures = reader.get(link[link.index("/api/") :].replace("format=xlsx", "format=json"))
    assert {row["area"] for row in figures.json()["observations"]} == {"VN", "01", "04"}


def test_a_map_that_is_changed_is_drawn_anew(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DANTOC_MAP_FILE", str(tmp_path / "map.json"))
    path = f"{CHART}.json?ethnic_group=08&area=leaves(VN)&year=2019&sex=_T&residence=_T&mark=choropleth&lang=en"
    written(tmp_path, country())
    first = reader.get(path)
    assert first.status_code == 200, first.text
    assert reader.get(path, if_none_match=first.headers["etag"]).status_code == 304
    written(tmp_path, country(feature("48", 112, 16.5)))
    second = reader.get(path)
    assert second.headers["etag"] != first.headers["etag"]
    assert second.content != first.content
    (tmp_path / "map.json").unlink()
    gone = reader.get(path)
    assert (gone.status_code, gone.json()["parameter"]) == (400, "mark")
