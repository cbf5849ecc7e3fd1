"""The log says what was asked and what came of it; it never says who asked, nor repeats what a reader wrote."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest

from dantoc.catalogue.settings import settings
from dantoc.web import answers, request_log
from tests.web.client import Reader

FIELDS = ["time", "event", "method", "route", "id", "format", "status", "bytes", "ms", "encoding", "answer"]
DATA = "/api/v1/datasets/population_census/data"
CHART = "/api/v1/datasets/population_census/chart.svg"


class Lines(logging.Handler):
    """What would be written, as it would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.text += self.format(record) + "\n"

    def last(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.text.splitlines()[-1])
        return found


@pytest.fixture
def lines() -> Iterator[Lines]:
    written = Lines()
    before = request_log.LOG.level
    request_log.LOG.setLevel(logging.INFO)
    request_log.LOG.addHandler(written)
    yield written
    request_log.LOG.removeHandler(written)
    request_log.LOG.setLevel(before)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"{DATA}?area=VN&format=csv", ("/api/v1/datasets/{id}/data", "population_census", "csv", 200)),
        (f"{DATA}?area=VN", ("/api/v1/datasets/{id}/data", "population_census", "json", 200)),
        (f"{DATA}?format=pdf&area=VN", ("/api/v1/datasets/{id}/data", "population_census", "pdf", 400)),
        (f"{DATA}?format=doc", ("/api/v1/datasets/{id}/data", "population_census", "other", 400)),
        (f"{DATA}?area=99", ("/api/v1/datasets/{id}/data", "population_census", "json", 400)),
        (CHART, ("/api/v1/datasets/{id}/chart.{extension}", "population_census", "svg", 200)),
        ("/api/v1/datasets/nguyen-van-a/data", ("/api/v1/datasets/{id}/data", None, "json", 404)),
        ("/api/v1/codelists/sex", ("/api/v1/codelists/{id}", "sex", None, 200)),
        ("/datasets/poverty_review/citation.bib", ("/datasets/{id}/citation.{kind}", "poverty_review", "bib", 200)),
        ("/api/v1/nope/nguyen", ("unknown", None, None, 404)),
        ("/nguyen-van-a", ("unknown", None, None, 404)),
        ("/static/js/nguyen.js", ("/static/{rest}", None, None, 404)),
        ("/dataset?id=population_census", ("/dataset", None, None, 200)),
        ("/robots.txt", ("/robots.txt", None, None, 200)),
    ],
)  # fmt: skip
def test_a_request_is_a_line(reader: Reader, lines: Lines, address: str, said: tuple[str, str, str, int]):
    answer = reader.get(address)
    assert lines.text.count("\n") == 1
    line = lines.last()
    assert list(line) == FIELDS
    assert (line["route"], line["id"], line["format"], line["status"]) == said
    assert (line["event"], line["method"], line["bytes"]) == ("request", "GET", len(answer.content))
    assert 0 < float(str(line["ms"])) < 60_000


def test_it_says_how_an_answer_was_packed_and_whether_it_was_kept(reader: Reader, lines: Lines):
    answers.SHELF.clear()
    origins = []
    for _ in range(2):
        reader.get(f"{DATA}?format=csv&area=VN", accept_encoding="br")
        origins.append((lines.last()["encoding"], lines.last()["answer"]))
    assert origins == [("br", "made"), ("br", "kept")]
    packed = int(str(lines.last()["bytes"]))
    tag = reader.get(f"{DATA}?format=csv&area=VN").headers["etag"]
    assert packed < int(str(lines.last()["bytes"]))
    reader.get(f"{DATA}?format=csv&area=VN", if_none_match=tag)
    assert (lines.last()["status"], lines.last()["bytes"], lines.last()["answer"]) == (304, 0, None)
    reader.get(f"{DATA}?format=csv&area=VN", method="HEAD")
    assert (lines.last()["method"], lines.last()["bytes"]) == ("HEAD", 0)


PERSONAL = (
    "Nguyễn Văn A",
    "192.0.2.77",
    "203.0.113.9",
    "Firefox",
    "secret-cookie",
    "https://private.example",
    "an@example.org",
)
SAID = quote("Nguyễn Văn A an@example.org")


@pytest.mark.parametrize(
    "address",
    [
        f"/api/v1/datasets?q={SAID}",
        f"/catalogue?q={SAID}",
        f"/dataset?id={SAID}",
        f"{DATA}?{SAID}={SAID}",
        f"{DATA}?format={SAID}",
        f"/api/v1/datasets/{SAID}",
        f"/api/v1/datasets/population_census/chart.{SAID}",
        f"/datasets/population_census/citation.{SAID}",
        f"/api/v1/codelists/{SAID}",
        f"/{SAID}",
        f"/static/{SAID}",
        f"/api/{SAID}",
        "/api/v1/datasets",
    ],
)
def test_nothing_of_the_reader_is_in_it(reader: Reader, lines: Lines, caplog: pytest.LogCaptureFixture, address: str):
    reader.get(
        address, user_agent="Firefox 999", cookie="session=secret-cookie", referer="https://private.example/an@example.org",
        x_forwarded_for="192.0.2.77", forwarded="for=203.0.113.9", authorization="Basic secret-cookie",
        origin="https://private.example",
    )  # fmt: skip
    written = lines.text + caplog.text
    assert lines.last()["event"] == "request"
    for text in (*PERSONAL, SAID, "127.0.0.1", "%20", "@", "Nguy"):
        assert text not in written
        assert json.dumps(text)[1:-1] not in written


@pytest.mark.parametrize("method", ["GET", "BREW", 'X"}', "POST"])
@pytest.mark.parametrize("text", ["\n", "\r\n", "\u2028", '"}\n{"event": "forged"', "\x1b[2J", "\x00"], ids=range(6))
def test_nobody_writes_a_line_of_their_own(reader: Reader, lines: Lines, method: str, text: str):
    said = quote(text, safe="")
    for address in (f"/{said}", f"/api/v1/datasets/{said}/data?{said}={said}", f"/datasets/{said}", f"/static/{said}"):
        before = lines.text.count("\n")
        reader.get(address, method=method)
        assert lines.text.count("\n") == before + 1
        assert lines.last()["event"] == "request"
        assert lines.last()["method"] in ("GET", "POST", "other")
    assert "forged" not in lines.text
    assert lines.text.isascii()
    assert "\x1b" not in lines.text


def test_a_failure_is_logged_without_what_was_asked(
    reader: Reader, lines: Lines, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fail(*_: object) -> None:
        raise RuntimeError("broken inside")

    monkeypatch.setattr("dantoc.web.api_datasets.found_by", fail)
    assert reader.get(f"/api/v1/datasets?q={SAID}+unheard").status_code == 500
    assert lines.last()["status"] == 500
    assert "broken inside" in caplog.text
    assert "Nguy" not in caplog.text
    assert [own.getMessage() for own in caplog.records if own.name != request_log.LOG.name] == ["datasets failed"]


def test_it_is_written_to_standard_error_or_not_at_all(reader: Reader, capfd: pytest.CaptureFixture[str]):
    handlers, level, up = [*request_log.LOG.handlers], request_log.LOG.level, request_log.LOG.propagate
    request_log.LOG.handlers.clear()
    try:
        for mode, written in (("requests", 1), ("quiet", 0), ("requests", 1)):
            request_log.configure(mode)
            request_log.LOG.handlers[0].setStream(sys.stderr)
            reader.get("/robots.txt")
            told = capfd.readouterr()
            assert (told.err.count('"event": "request"'), told.out) == (written, ""), mode
        assert len(request_log.LOG.handlers) == 1
    finally:
        request_log.LOG.handlers[:] = handlers
        request_log.LOG.setLevel(level)
        request_log.LOG.propagate = up


def test_the_setting_is_one_of_two():
    assert settings({}).log == settings({"DANTOC_LOG": "requests"}).log == "requests"
    assert settings({"DANTOC_LOG": " quiet "}).log == "quiet"
    with pytest.raises(ValueError, match=r"DANTOC_LOG='loud' .*allowed: requests, quiet"):
        settings({"DANTOC_LOG": "loud"})


def test_an_answer_that_fails_on_its_way_is_in_it(lines: Lines, reader: Reader, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object, **__: object) -> httpx.Response:
        raise RuntimeError("broken on its way")

    monkeypatch.setattr("dantoc.web.middleware.Sending._begin", fail)
    with pytest.raises(RuntimeError, match="on its way"):
        reader.get("/robots.txt")
    assert lines.last()["status"] == 500
