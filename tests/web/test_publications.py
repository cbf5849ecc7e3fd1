"""Books by address: printed when first asked for, served as files from then on, their pages as pictures."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from starlette.requests import Request
from starlette.types import Message

from dantoc.engine.engine import Engine, open_engine
from dantoc.model.errors import BadBlock
from dantoc.reports.bindery import Bindery, Printing
from dantoc.reports.order import Order, read_order
from dantoc.web import publications
from dantoc.web.turns import LEFT
from tests.web.client import Reader

SHEET = "/publications/group_sheet.vi.pdf?code=08"
PICTURE = "/publications/group_sheet.vi.png?code=08"


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The books of these tests lie in a folder of their own; the process that prints ends with them."""
    own = Bindery(tmp_path_factory.mktemp("books"))
    patch = pytest.MonkeyPatch()
    patch.setattr(publications, "open_bindery", lambda: own)
    yield own.folder
    patch.undo()
    own.close()


@pytest.fixture(scope="module")
def sheet(reader: Reader) -> bytes:
    answer = reader.get(SHEET)
    assert answer.status_code == 200, answer.text
    return answer.content


def test_a_book_is_a_pdf_with_all_that_an_archive_wants_to_know(reader: Reader, sheet: bytes):
    answer = reader.get(SHEET)
    assert answer.content == sheet
    assert sheet.startswith(b"%PDF-")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-language"] == "vi"
    assert answer.headers["content-disposition"] == 'inline; filename="group_sheet-08-1.0.0-vi.pdf"'
    digest = base64.b64encode(hashlib.sha256(sheet).digest()).decode()
    assert answer.headers["repr-digest"] == f"sha-256=:{digest}:"
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["etag"].startswith('"')


def test_who_has_it_is_told_so_without_a_byte_of_it(reader: Reader, sheet: bytes):
    tag = reader.get(SHEET).headers["etag"]
    answer = reader.get(SHEET, if_none_match=tag)
    assert (answer.status_code, answer.content) == (304, b"")
    assert reader.get(SHEET, if_none_match='"another"').content == sheet


def test_a_part_of_it_is_sent_to_who_asks_for_a_part(reader: Reader, sheet: bytes):
    answer = reader.get(SHEET, range="bytes=100-199")
    assert answer.status_code == 206
    assert answer.content == sheet[100:200]
    assert answer.headers["content-range"] == f"bytes 100-199/{len(sheet)}"
    assert reader.get(SHEET, range=f"bytes={len(sheet) + 5}-").status_code == 416


def test_head_tells_what_get_would(reader: Reader, sheet: bytes):
    answer = reader.get(SHEET, method="HEAD")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(sheet))


def test_the_second_asker_is_served_from_the_file(
    reader: Reader, sheet: bytes, monkeypatch: pytest.MonkeyPatch, folder: Path
):
    def printed_again(*_: object) -> None:
        raise AssertionError("it is printed already")

    monkeypatch.setattr(Bindery, "_printed", printed_again)
    assert reader.get(SHEET).content == sheet
    assert [own.suffix for own in sorted(folder.glob("group_sheet-08-1.0.0-vi-*"))] == [".json", ".pdf"]


def test_the_day_of_the_file_is_that_of_its_printing_however_often_it_is_asked_for(
    reader: Reader, sheet: bytes, folder: Path
):
    (path,) = folder.glob("group_sheet-08-1.0.0-vi-*.pdf")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    first, second = (reader.get(SHEET).headers for _ in range(2))
    assert first["last-modified"] == second["last-modified"] == "Sun, 09 Sep 2001 01:46:40 GMT"
    rest = reader.get(SHEET, range="bytes=100-", if_range=first["etag"])
    assert (rest.status_code, rest.content) == (206, sheet[100:])
    assert reader.get(SHEET, range="bytes=100-", if_range='"of another version"').content == sheet


def test_who_asks_for_the_head_alone_has_nothing_printed(reader: Reader, folder: Path):
    before = sorted(folder.iterdir())
    answer = reader.get("/publications/key_figures.vi.pdf?archive=1b", method="HEAD")
    assert (answer.status_code, answer.content) == (200, b"")
    assert "content-length" not in answer.headers
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'inline; filename="key_figures-1.0.0-pdfa1b-vi.pdf"'
    assert sorted(folder.iterdir()) == before
    tag = answer.headers["etag"]
    assert reader.get("/publications/key_figures.vi.pdf?archive=1b", if_none_match=tag).status_code == 304


@pytest.mark.parametrize("width", publications.WIDTHS)
def test_a_page_is_a_picture_as_wide_as_was_asked(reader: Reader, sheet: bytes, width: int):
    answer = reader.get(f"{PICTURE}&page=2&width={width}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    image = Image.open(io.BytesIO(answer.content))
    assert image.width == width
    assert image.height / image.width == pytest.approx(297 / 210, abs=0.01)
    corner = image.convert("RGB").getpixel((width - 1, image.height - 1))
    assert corner == (255, 255, 255), "the paper is white"
    assert reader.get(f"{PICTURE}&page=2&width={width}", if_none_match=answer.headers["etag"]).status_code == 304


def test_another_page_is_another_picture(reader: Reader, sheet: bytes):
    first, second = (reader.get(f"{PICTURE}&page={own}") for own in (1, 2))
    assert first.content != second.content
    assert reader.get(PICTURE).content == first.content


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/publications/no_such.vi.pdf", 404, "no_such"),
        ("/publications/no_such.vi.png", 404, "no_such"),
        ("/publications/yearbook.fr.pdf", 400, "fr"),
        ("/publications/yearbook.vi.pdf?paper=a3", 400, "a3"),
        ("/publications/yearbook.vi.pdf?chapters=cooking", 400, "cooking"),
        ("/publications/yearbook.vi.pdf?groups=99", 400, "99"),
        ("/publications/yearbook.vi.pdf?archive=4", 400, "4"),
        ("/publications/yearbook.vi.pdf?crop=perhaps", 400, "perhaps"),
        ("/publications/yearbook.vi.pdf?colour=red", 400, "colour"),
        ("/publications/yearbook.vi.pdf?page=1", 400, "page"),
        ("/publications/group_sheet.vi.pdf?code=01", 400, "01"),
        ("/publications/key_figures.vi.pdf?code=08", 400, "08"),
        (f"{PICTURE}&page=3", 400, "3"),
        (f"{PICTURE}&page=x", 400, "x"),
        (f"{PICTURE}&width=333", 400, "333"),
    ],
)
def test_a_wrong_address_is_a_problem_in_the_readers_language(
    reader: Reader, sheet: bytes, address: str, status: int, told: str, lang: str
):
    answer = reader.get(f"{address}{'&' if '?' in address else '?'}lang={lang}")
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.headers["content-language"] == lang
    problem = answer.json()
    assert told in problem["detail"]
    assert f"[{lang}" not in problem["title"] + problem["detail"]


class Stuck(Bindery):
    """Never comes to an end by itself."""

    def __init__(self) -> None:
        super().__init__(Path("nowhere"))
        self.printing = Printing("stuck")

    def order(self, engine: Engine, order: Order) -> Printing:
        return self.printing.join()


def test_who_leaves_is_waited_for_no_more(monkeypatch: pytest.MonkeyPatch):
    own = Stuck()
    monkeypatch.setattr(publications, "open_bindery", lambda: own)
    sent: list[Message] = []
    scope = {
        "type": "http",
        "method": "GET",
        "path": SHEET.partition("?")[0],
        "query_string": b"code=08",
        "headers": [],
        "path_params": {"id": "group_sheet", "edition": "vi"},
    }

    async def ask() -> None:
        answer = publications.publication(Request(scope))
        assert own.printing.is_wanted

        async def receive() -> Message:
            await asyncio.sleep(0.2)
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)

        await asyncio.wait_for(answer(scope, receive, send), 20)

    asyncio.run(ask())
    assert not own.printing.is_wanted
    assert sent[0]["status"] == LEFT


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_book_that_fails_names_the_block(reader: Reader, monkeypatch: pytest.MonkeyPatch, lang: str):
    own = Stuck()
    own.printing.end(None, BadBlock.at("yearbook/health/empty", "no figure bears it"))
    monkeypatch.setattr(publications, "open_bindery", lambda: own)
    answer = reader.get(f"/publications/yearbook.vi.pdf?lang={lang}")
    assert answer.status_code == 500
    assert "yearbook/health/empty" in answer.json()["detail"]


def test_two_choices_said_in_another_order_are_one_book():
    engine = open_engine()
    first = read_order(engine, "yearbook", "vi", {"chapters": "health,education", "years": "2019,2009"})
    second = read_order(engine, "yearbook", "vi", {"years": "2009,2019", "chapters": "education, health"})
    assert first == second
    assert first.address == second.address
