"""Which packing a reader gets, that it unpacks to the same bytes, and that nothing is packed twice or held whole."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator

import brotli
import pytest

from dantoc.web import answers, packing
from tests.web.client import Reader

DATA = "/api/v1/datasets/population_census/data?format=csv"


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.5", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000, gzip;q=0.0", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("gzip;q=0.1, *;q=0.5", "br"),
        ("identity", ""),
        ("identity, gzip;q=0.5", ""),
        ("identity;q=0.5, gzip", "gzip"),
        ("identity;q=0", ""),
        ("GZIP ; Q=0.8", "gzip"),
        ("x-gzip", "gzip"),
        ("deflate", ""),
        ("zstd, compress", ""),
        ("gzipped, brown", ""),
        ("gzip;q=abc", ""),
        ("gzip;q=nan", ""),
        ("gzip;q=-1", ""),
        ("gzip;q=7", ""),
        (",,;q=1,", ""),
    ],
)
def test_the_reader_chooses_by_weight(accepted: str, chosen: str):
    assert packing.choose(accepted) == chosen


@pytest.mark.parametrize("encoding", packing.ENCODINGS)
@pytest.mark.parametrize("size", [0, 1, 5_000, 300_000])
def test_what_is_packed_unpacks_to_the_same_bytes(encoding: str, size: int):
    body = (b"year,value\n" + os.urandom(64)) * (size // 75 + 1)
    chunks = [body[start : start + 7_000] for start in range(0, len(body), 7_000)]
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}[encoding]
    assert unpack(packing.pack(body, encoding)) == body
    assert packing.pack(body, encoding) == packing.pack(body, encoding)
    assert unpack(b"".join(packing.packed_stream(chunks, encoding))) == body


@pytest.mark.parametrize("encoding", packing.ENCODINGS)
def test_a_stream_is_packed_while_it_is_written(encoding: str):
    taken = 0

    def written() -> Iterator[bytes]:
        nonlocal taken
        for _ in range(400):
            taken += 1
            yield os.urandom(16_384)

    packed = packing.packed_stream(written(), encoding)
    next(packed)
    assert taken < 100, "the first packed bytes are sent before all is written"


@pytest.mark.parametrize("encoding", packing.ENCODINGS)
def test_each_packing_is_the_same_answer_under_a_tag_of_its_own(reader: Reader, encoding: str):
    plain, packed = reader.get(DATA), reader.get(DATA, accept_encoding=encoding)
    assert packed.headers["content-encoding"] == encoding
    assert packed.headers["etag"] == f'{plain.headers["etag"][:-1]}-{encoding}"'
    assert "accept-encoding" in packed.headers["vary"].lower()
    assert int(packed.headers["content-length"]) < len(plain.content) / 4
    assert packed.content == plain.content
    for held in (packed.headers["etag"], f"W/{packed.headers['etag']}", plain.headers["etag"]):
        again = reader.get(DATA, accept_encoding=encoding, if_none_match=held)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == held.removeprefix("W/")
    strange = reader.get(DATA, if_none_match=f'{plain.headers["etag"][:-1]}-zip"')
    assert strange.status_code == 200


@pytest.mark.parametrize("encoding", packing.ENCODINGS)
def test_packed_bytes_are_kept(reader: Reader, encoding: str, monkeypatch: pytest.MonkeyPatch):
    answers.SHELF.clear()
    assert reader.get(DATA, accept_encoding=encoding).headers["cache-status"] == "dantoc; fwd=miss"
    monkeypatch.setattr(packing, "pack", lambda *_: pytest.fail("packed again"))
    assert reader.get(DATA, accept_encoding=encoding).headers["cache-status"] == "dantoc; hit"


@pytest.mark.parametrize("encoding", packing.ENCODINGS)
def test_an_answer_too_large_to_keep_is_packed_on_its_way(
    reader: Reader, encoding: str, monkeypatch: pytest.MonkeyPatch
):
    plain = reader.get(DATA)
    monkeypatch.setattr(answers.gather, "__defaults__", (1_000,))
    answers.SHELF.clear()
    sent = reader.get(DATA, accept_encoding=encoding)
    assert sent.headers["content-encoding"] == encoding
    assert sent.headers["etag"] == f'{plain.headers["etag"][:-1]}-{encoding}"'
    assert "content-length" not in sent.headers
    assert sent.content == plain.content
    assert answers.SHELF.bytes == 0


def test_what_is_packed_already_is_sent_as_it_is(reader: Reader):
    for kind in ("xlsx", "parquet", "zip"):
        answer = reader.get(f"/api/v1/datasets/poverty_review/data?format={kind}", accept_encoding="br, gzip")
        assert "content-encoding" not in answer.headers, kind


def test_documents_of_pages_are_packed_and_not_sent_twice(reader: Reader):
    page = reader.get("/methods?lang=en", accept_encoding="br")
    assert (page.status_code, page.headers["content-encoding"]) == (200, "br")
    assert page.text == reader.get("/methods?lang=en").text
    assert reader.get("/methods?lang=en", if_none_match=page.headers["etag"]).status_code == 304


def test_scripts_of_pages_are_packed_and_kept(reader: Reader, monkeypatch: pytest.MonkeyPatch):
    script = "/static/js/" + reader.get("/").text.split('src="./static/js/')[1].split('"')[0]
    packed = reader.get(script, accept_encoding="br")
    assert (packed.headers["content-encoding"], packed.headers["content-type"]) == (
        "br",
        "text/javascript; charset=utf-8",
    )
    assert "immutable" in packed.headers["cache-control"]
    monkeypatch.setattr(packing, "pack", lambda *_: pytest.fail("packed again"))
    assert reader.get(script, accept_encoding="br").content == packed.content
    for path in ("/static/js/../index.html", "/static/%2e%2e/index.html", "/static//etc/passwd", "/static/js/none.js"):
        assert reader.get(path, accept_encoding="br").status_code == 404
