"""Answers that are too large say so before anything is read, and name the ways to all of it: whole, or in parts."""

from __future__ import annotations

import io
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import httpx
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dantoc.engine.engine import open_engine
from dantoc.formats import registry
from dantoc.l10n.messages import locales
from dantoc.model.dataset import Catalogue
from dantoc.model.result import Result
from dantoc.web import answers, api_data
from tests.web.client import Reader, app

READER = Reader(app())
DATA = "/api/v1/datasets/population_census/data"
SELECTED = {"area": "VN", "sex": "_T", "residence": "_T"}
RELAXED = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
QUERIES = st.fixed_dictionaries(
    {},
    optional={
        "ethnic_group": st.sampled_from(("*", "children(EM)", "_T,EM,top(5)", "02,08")),
        "area": st.sampled_from(("VN", "leaves(VN)", "VN,04,leaves(R1)")),
        "year": st.sampled_from(("*", "latest", "2009:2019")),
        "order": st.sampled_from(("code", "value", "-value")),
        "derive": st.sampled_from(("share(ethnic_group)", "rank(ethnic_group),share(ethnic_group)")),
        "rows": st.sampled_from(("year", "area,year")),
    },
)


def relative(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def following(answer: httpx.Response) -> str:
    """Where the header says that the next part is; empty after the last."""
    found = re.search(r'<([^>]+)>; rel="next"', answer.headers["link"])
    return relative(found[1]) if found else ""


def parts_of(address: str) -> list[httpx.Response]:
    found = []
    while address:
        answer = READER.get(address)
        assert answer.status_code == 200, answer.text
        found.append(answer)
        address = following(answer)
    return found


@RELAXED
@given(QUERIES, st.integers(1, 400))
def test_the_parts_joined_are_exactly_the_whole(query: dict[str, str], limit: int):
    limit = max(limit, 60)
    asked = {**SELECTED, **query, "lang": "en"}
    whole = READER.get(f"{DATA}?{urlencode(asked)}").json()
    parts = [answer.json() for answer in parts_of(f"{DATA}?{urlencode({**asked, 'limit': limit})}")]
    assert [row for part in parts for row in part["observations"]] == whole["observations"]
    assert {part["metadata"]["part"]["total"] for part in parts} == {len(whole["observations"])}
    assert [part["metadata"]["part"]["start"] for part in parts] == list(
        range(0, max(len(whole["observations"]), 1), limit)
    )
    assert all(len(part["observations"]) == limit for part in parts[:-1])
    assert parts[-1]["metadata"]["part"]["next"] is None
    for part in parts:
        assert part["metadata"]["derived"] == whole["metadata"]["derived"]
        assert part["structure"] == whole["structure"]


@pytest.mark.parametrize("kind", ["csv", "csv-excel", "parquet"])
def test_files_in_parts_hold_the_whole(kind: str):
    read = {
        "csv": lambda content: pd.read_csv(io.BytesIO(content), dtype=str),
        "csv-excel": lambda content: pd.read_csv(io.BytesIO(content), dtype=str),
        "parquet": lambda content: pd.read_parquet(io.BytesIO(content)),
    }[kind]
    address = f"{DATA}?{urlencode({**SELECTED, 'format': kind, 'lang': 'en'})}"
    parts = [read(answer.content) for answer in parts_of(f"{address}&limit=50")]
    assert len(parts) > 3
    whole = read(READER.get(address).content)
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), whole, check_dtype=False)


def test_the_json_names_the_same_next_part_as_the_header():
    answer = READER.get(f"{DATA}?{urlencode(SELECTED)}&limit=10")
    assert relative(answer.json()["metadata"]["part"]["next"]) == following(answer)
    assert READER.get(following(answer), if_none_match=READER.get(following(answer)).headers["etag"]).status_code == 304


def test_format_language_and_limit_may_change_between_parts():
    first = READER.get(f"{DATA}?{urlencode(SELECTED)}&limit=10&lang=vi")
    cursor = parse_qs(urlsplit(following(first)).query)["cursor"][0]
    rest = READER.get(f"{DATA}?{urlencode(SELECTED)}&format=csv&limit=5&lang=en&cursor={cursor}")
    rows = pd.read_csv(io.BytesIO(rest.content), dtype=str)
    whole = READER.get(f"{DATA}?{urlencode(SELECTED)}").json()["observations"]
    assert list(rows.ethnic_group) == [own["ethnic_group"] for own in whole[10:15]]


def cursor_of(**query: str) -> str:
    answer = READER.get(f"{DATA}?{urlencode({**SELECTED, **query})}&limit=10")
    return parse_qs(urlsplit(following(answer)).query)["cursor"][0]


def refused(cursor: str, locale: str = "en", **query: str) -> dict[str, object]:
    asked = {**SELECTED, **query, "limit": "10", "cursor": cursor, "lang": locale}
    answer = READER.get(f"{DATA}?{urlencode(asked)}")
    assert answer.status_code == 400, answer.text[:300]
    said: dict[str, object] = answer.json()
    assert (said["parameter"], said["value"]) == ("cursor", cursor[:200])
    assert said["allowed"]
    return said


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize(
    "query", [{"year": "2019"}, {"order": "-value"}, {"derive": "rank(ethnic_group)"}, {"area": "leaves(VN)"}]
)
def test_a_cursor_of_another_query_is_refused(query: dict[str, str], locale: str):
    assert str(refused(cursor_of(), locale, **query)["type"]).endswith("#bad_cursor")


@pytest.mark.parametrize("locale", locales())
def test_a_cursor_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch, locale: str):
    cursor = cursor_of()
    engine = open_engine()
    newer = replace(engine.catalogue.dataset("population_census"), version="1.1.0")
    datasets = {**engine.catalogue.datasets, newer.id: newer}
    monkeypatch.setattr(engine, "catalogue", Catalogue(**{**vars(engine.catalogue), "datasets": datasets}))
    assert str(refused(cursor, locale)["type"]).endswith("#old_cursor")


@RELAXED
@given(st.data())
def test_a_cursor_with_any_sign_altered_is_refused(data: st.DataObject):
    said = urlsafe_b64decode(cursor_of() + "==")
    place = data.draw(st.integers(0, len(said) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != said[place]))
    altered = said[:place] + bytes([other]) + said[place + 1 :]
    refused(urlsafe_b64encode(altered).decode().rstrip("="))


@pytest.mark.parametrize(
    "cursor", ["x", "====", "é", "0", "a" * 3_000, "LTEuYS5i", "' OR 1=1", "../../etc/passwd", "\r\nSet-Cookie: a=b"]
)
def test_a_cursor_that_is_none_is_refused(cursor: str):
    refused(cursor)


@pytest.mark.parametrize("limit", ["0", "-1", "1.5", "ten", "100001", "1e3", "９", "9" * 400])
@pytest.mark.parametrize("locale", locales())
def test_a_limit_is_a_number_within_what_the_format_holds(limit: str, locale: str):
    said = READER.get(f"{DATA}?limit={quote(limit)}&lang={locale}").json()
    assert (said["status"], said["parameter"], said["allowed"]) == (400, "limit", ["1–100000"])


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch):
    """Formats that hold ten figures."""
    formats = {name: replace(own, most_figures=own.most_figures and 10) for name, own in registry.FORMATS.items()}
    monkeypatch.setattr(registry, "FORMATS", formats)
    answers.SHELF.clear()
    yield
    answers.SHELF.clear()


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize("kind", ["json", "html", "table", "xlsx"])
def test_what_is_too_large_names_the_limit_how_many_there_are_and_the_ways_to_all(kind: str, locale: str):
    there_are = len(pd.read_csv(io.BytesIO(READER.get(f"{DATA}?format=csv&area=VN").content)))
    answer = READER.get(f"{DATA}?format={kind}&area=VN&lang={locale}")
    said = answer.json()
    assert answer.status_code == 413
    assert (said["parameter"], said["value"]) == ("cells", str(there_are))
    assert said["allowed"] == ["≤ 10", "format=csv", "format=parquet", "limit=1000"]
    for word in (str(there_are), "10", "format=csv", "limit", "cursor"):
        assert word in said["detail"]
    assert READER.get(f"{DATA}?format={kind}&area=VN&limit=2&lang={locale}").status_code == 200


@pytest.mark.usefixtures("small")
def test_a_table_that_is_mostly_empty_is_judged_by_its_cells():
    """Ten figures, the last provinces of one group and the first of the next, stand in a table of twenty cells."""
    first = READER.get(f"{DATA}?area=leaves(R1)&ethnic_group=02,03&year=2019&limit=10")
    address = f"{following(first)}&rows=ethnic_group&columns=area"
    assert len(READER.get(address).json()["observations"]) == 10
    said = READER.get(address.replace("format=json", "format=html")).json()
    assert (said["status"], said["parameter"]) == (413, "cells")
    assert int(said["value"]) == 20


@pytest.mark.parametrize("kind", ["json", "html", "table", "xlsx"])
def test_ten_million_figures_are_counted_and_never_read(kind: str, monkeypatch: pytest.MonkeyPatch):
    warehouse = open_engine()._warehouse
    monkeypatch.setattr(api_data, "MOST_IN_PARTS", 100_000)
    monkeypatch.setattr(warehouse, "count", lambda *_: 10_000_000)
    monkeypatch.setattr(warehouse, "found", lambda *_, **__: pytest.fail("read"))
    answers.SHELF.clear()
    said = READER.get(f"{DATA}?format={kind}&derive=rank(ethnic_group)&lang=en").json()
    assert (said["status"], said["value"]) == (413, "10000000")
    parts = READER.get(f"{DATA}?format={kind}&derive=rank(ethnic_group)&limit=10&lang=en").json()
    assert (parts["status"], parts["value"]) == (413, "10000000")
    assert parts["allowed"] == ["≤ 100000", "format=csv", "format=parquet"]


@pytest.mark.parametrize("kind", ["csv", "csv-excel"])
@pytest.mark.parametrize("most", [1, 7, 100, 4_000])
def test_a_large_whole_is_read_in_blocks_and_is_the_same_file(kind: str, most: int, monkeypatch: pytest.MonkeyPatch):
    address = f"{DATA}?format={kind}&area=VN,leaves(R1)&year=2019,2009&lang=vi&labels=both"
    whole = READER.get(address)
    monkeypatch.setattr(api_data, "MOST_AT_ONCE", most)
    asked: list[int] = []
    run = open_engine().run
    monkeypatch.setattr(open_engine(), "run", lambda *own, **more: counted(asked, run(*own, **more)))
    answers.SHELF.clear()
    sent = READER.get(address)
    assert sent.content == whole.content
    assert sent.headers["etag"] == whole.headers["etag"]
    assert max(asked) <= most or len(asked) == 1
    answers.SHELF.clear()


def counted(asked: list[int], result: Result) -> Result:
    asked.append(len(result))
    return result


@pytest.mark.parametrize(("limit", "offset"), [(1, 0), (7, 0), (7, 14), (1_000, 0), (3, 900)])
def test_the_list_comes_in_parts(limit: int, offset: int):
    every = [own["id"] for own in READER.get("/api/v1/datasets").json()["datasets"]]
    answer = READER.get(f"/api/v1/datasets?limit={limit}&offset={offset}&lang=en")
    said = answer.json()
    assert [own["id"] for own in said["datasets"]] == every[offset : offset + limit]
    assert said["count"] == len(every)
    assert (said["next"] is None) == (offset + limit >= len(every))
    assert ('rel="next"' in answer.headers.get("link", "")) == (said["next"] is not None)


def test_a_search_in_parts_is_the_search_whole():
    address = "/api/v1/datasets?q=population&limit=2&lang=en"
    whole = [own["id"] for own in READER.get("/api/v1/datasets?q=population&lang=en").json()["datasets"]]
    found: list[str] = []
    while address:
        said = READER.get(address).json()
        found += [own["id"] for own in said["datasets"]]
        address = relative(said["next"]) if said["next"] else ""
    assert found == whole
    assert len(whole) > 2
