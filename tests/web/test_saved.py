"""Views saved over HTTP: what may be posted and by whom, where a short link leads, what is said when it cannot."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dantoc.catalogue.settings import settings as settings_now
from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import locales, say
from dantoc.model.dataset import Dataset
from dantoc.model.errors import UnknownDataset
from dantoc.model.saved import (
    AS_SAVED,
    CHANGED,
    CHART,
    GONE,
    ID,
    LATEST,
    PERIODS,
    RENEWED,
    SavedView,
    Standing,
    YearSeen,
)
from dantoc.store import saving, store
from dantoc.store.pace import Pace
from dantoc.store.store import Store, open_store
from dantoc.web import received
from dantoc.web.api_description import describe
from dantoc.web.api_saved import LARGEST_BODY
from tests.web.client import Reader, app

SAVED = "/api/v1/saved"
BODY: dict[str, Any] = {
    "dataset": "population_census",
    "parameters": {"ethnic_group": "top(10)", "year": "2019"},
    "periods": LATEST,
}
ENGINE = open_engine()
READER = Reader(app())
KIND_OF_STORE_FAULT = ("store_away", "store_read_only", "store_full", "store_busy")


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store of the test's own, that takes as many as a test wants."""
    own = Store(f"sqlite:///{tmp_path}/store.sqlite", pace=Pace(1_000, 1))
    monkeypatch.setattr(store, "open_store", lambda: own)
    yield own
    own.close()


def described(answer: httpx.Response, method: str = "post", path: str = SAVED) -> dict[str, Any]:
    """The body, after it was held against what the description says of the answer."""
    said = describe(ENGINE.catalogue, "en")
    told: Any = said["paths"][path][method]["responses"][str(answer.status_code)]
    if "$ref" in told:
        told = said["components"]["responses"][told["$ref"].rpartition("/")[2]]
    media_type = answer.headers["content-type"].partition(";")[0]
    schema = {**told["content"][media_type]["schema"], "components": said["components"]}
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(answer.json())
    assert all(name in answer.headers for name in told["headers"])
    return dict(answer.json())


def refused(answer: httpx.Response, status: int, kind: str) -> dict[str, Any]:
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    said = described(answer)
    assert said["type"].endswith(f"#{kind}")
    return said


def test_what_is_saved_has_an_id_an_address_and_is_told_again():
    answer = READER.post(SAVED, BODY)
    said = described(answer)
    assert answer.status_code == 201
    assert ID.fullmatch(said["id"])
    assert said["address"] == f"{settings_now().base_url}/s/{said['id']}"
    assert answer.headers["location"] == f"{SAVED}/{said['id']}"
    assert said["parameters"]["year"] == "latest"
    again = READER.get(answer.headers["location"])
    assert described(again, "get", f"{SAVED}/{{id}}") == said
    assert again.headers["access-control-allow-origin"] == "*"
    assert (again.headers["cache-control"], "etag" in again.headers) == ("no-store", False)


def test_saved_twice_it_is_one(own_store: Store):
    assert READER.post(SAVED, BODY).json()["id"] == READER.post(SAVED, BODY).json()["id"]
    assert own_store.count() == 1


@pytest.mark.parametrize("locale", locales())
def test_a_short_link_leads_to_the_page_in_the_readers_language(locale: str):
    path = urlsplit(READER.post(SAVED, BODY).json()["address"]).path
    for answer in (READER.get(path, accept_language=locale), READER.get(f"{path}?lang={locale}", accept_language="vi")):
        assert (answer.status_code, answer.headers["cache-control"]) == (302, "no-store")
        to = urlsplit(answer.headers["location"])
        asked = {name: values[0] for name, values in parse_qs(to.query).items()}
        assert (to.netloc, to.path, asked["lang"], asked["id"]) == ("", "/dataset", locale, "population_census")
        assert asked["ethnic_group"] == "top(10)"


def test_a_reader_whose_browser_asks_for_no_language_gets_the_one_it_was_saved_in():
    path = urlsplit(READER.post(SAVED, {**BODY, "lang": "en"}).json()["address"]).path
    assert "lang=en" in READER.get(path, accept_language="lo").headers["location"]


def test_a_saved_chart_leads_to_the_studio_and_to_its_file():
    figure = {"title.vi": "Mười dân tộc", "title.en": "Ten groups", "theme": "print"}
    asked = {**BODY, "kind": CHART, "parameters": {**BODY["parameters"], **figure}}
    said = described(READER.post(SAVED, asked))
    to = READER.get(urlsplit(said["address"]).path, accept_language="vi").headers["location"]
    asked = {name: own[0] for name, own in parse_qs(urlsplit(to).query).items()}
    assert (urlsplit(to).path, asked["id"], asked["lang"]) == ("/charts", "population_census", "vi")
    assert {name: asked[name] for name in figure} == figure
    assert "saved" not in asked, "where the figures are the same there is nothing to say"
    assert READER.get(to).status_code == 200
    shown = READER.get(said["links"]["chart"].removeprefix(settings_now().base_url))
    assert (shown.status_code, "Mười dân tộc" in unescape(shown.text)) == (200, True)
    assert "/chart.svg?" in said["links"]["chart"] and "theme=print" in said["links"]["chart"]


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (b"", 400, "bad_body"),
        (b"{", 400, "bad_body"),
        (b"[]", 400, "bad_body"),
        (b"null", 400, "bad_body"),
        (b"\xff\xfe", 400, "bad_body"),
        (b"[" * 50_000, 400, "bad_body"),
        (b'{"dataset": 1}', 400, "bad_body"),
        (b'{"dataset": "population_census", "parameters": []}', 400, "bad_body"),
        (b'{"dataset": "population_census", "parameters": {"year": 2019}}', 400, "bad_body"),
        (b'{"dataset": "population_census", "parameters": {"year": {"a": "b"}}}', 400, "bad_body"),
        ({**BODY, "colour": "red"}, 400, "bad_body"),
        ({**BODY, "kind": None}, 400, "bad_body"),
        ({}, 404, "unknown_dataset"),
        ({**BODY, "dataset": "nope"}, 404, "unknown_dataset"),
        ({**BODY, "dataset": "../../etc/passwd\0"}, 404, "unknown_dataset"),
        ({**BODY, "dataset": "\ud800"}, 404, "unknown_dataset"),
        ({**BODY, "kind": "poster"}, 400, "unknown_option"),
        ({**BODY, "periods": "never"}, 400, "unknown_option"),
        ({**BODY, "lang": "lo"}, 400, "unknown_option"),
        ({**BODY, "parameters": {"quintile": "1"}}, 400, "unknown_dimension"),
        ({**BODY, "parameters": {"tab": "chart"}}, 400, "unknown_dimension"),
        ({**BODY, "parameters": {"area": "99"}}, 400, "unknown_code"),
        ({**BODY, "parameters": {"area": "VN\u0007"}}, 400, "bad_text"),
        ({**BODY, "parameters": {"mark": "\udfff"}}, 400, "bad_text"),
        ({**BODY, "parameters": {"area": "R1", "year": "1989"}}, 400, "no_figures"),
        ({**BODY, "parameters": {"ethnic_group": "01," * 3_000}}, 413, "too_long_view"),
        ({**BODY, "kind": CHART, "parameters": {"title.vi": "a" * 10_000}}, 413, "too_long_view"),
        ({**BODY, "kind": CHART, "parameters": {"title.vi": "<script>alert(1)</script>"}}, 400, "bad_text"),
        ({**BODY, "kind": CHART, "parameters": {"category": "sex", "series": "sex"}}, 400, "unknown_option"),
        ({**BODY, "kind": CHART, "parameters": {"reference": "nowhere"}}, 400, "unknown_code"),
        ({**BODY, "parameters": {"year": "9" * LARGEST_BODY}}, 413, "too_large_body"),
        (b" " * 10_000_000, 413, "too_large_body"),
    ],
    ids=lambda own: str(own)[:60],
)  # fmt: skip
def test_what_cannot_be_saved_is_told_and_not_kept(
    body: bytes | dict[str, Any], status: int, kind: str, locale: str, own_store: Store
):
    answer = READER.post(SAVED, body, accept_language=locale)
    said = refused(answer, status, kind)
    assert answer.headers["content-language"] == locale
    assert "<script" not in said["detail"] or kind == "bad_text"
    assert own_store.count() == 0


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=20),
        lambda own: st.lists(own, max_size=3) | st.dictionaries(
            st.sampled_from(("dataset", "parameters", "kind", "periods", "lang", "area", "year", "population_census"))
            | st.text(max_size=10), own, max_size=4,
        ),
        max_leaves=10,
    )
)  # fmt: skip
def test_whatever_is_posted_is_answered(junk: object):
    answer = READER.post(SAVED, {**BODY, **junk} if isinstance(junk, dict) else junk)
    assert answer.status_code in (201, 400, 404, 413), answer.text
    assert answer.json()


def test_a_body_of_ten_megabytes_is_refused_without_being_read():
    sent = 0

    async def parts():
        nonlocal sent
        for _ in range(160):
            sent += 1
            yield b" " * (64 << 10)

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app()), base_url="http://test") as client:
            return await client.post(SAVED, content=parts(), headers={"content-type": "application/json"})

    refused(asyncio.run(ask()), 413, "too_large_body")
    assert sent <= 3


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(received, "PATIENCE", 0.05)

    async def parts():
        yield b"{"
        await asyncio.sleep(5)
        yield b"}"

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app()), base_url="http://test") as client:
            return await client.post(SAVED, content=parts(), headers={"content-type": "application/json"})

    refused(asyncio.run(ask()), 400, "bad_body")


@pytest.mark.parametrize("said", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_only_json_is_taken(said: str):
    refused(READER.post(SAVED, BODY, content_type=said), 415, "bad_media_type")
    assert READER.post(SAVED, BODY, content_type="Application/JSON; charset=utf-8").status_code == 201


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 201),
        ({"origin": "http://test"}, 201),
        ({"origin": "https://test"}, 201),
        ({"origin": settings_now().base_url}, 201),
        ({"origin": "http://test", "sec_fetch_site": "same-origin"}, 201),
        ({"sec_fetch_site": "none"}, 201),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "http://test.evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"origin": "http://test", "sec_fetch_site": "same-site"}, 403),
    ],
    ids=str,
)
def test_scripts_of_other_sites_may_not_save(headers: dict[str, str], status: int, own_store: Store):
    answer = READER.post(SAVED, BODY, **headers)
    assert (answer.status_code, own_store.count()) == (status, int(status == 201))
    if status == 403:
        refused(answer, 403, "foreign_origin")


def test_a_browser_is_told_that_other_sites_may_read_alone():
    answer = READER.get(SAVED, method="OPTIONS", origin="https://other.example", access_control_request_method="POST")
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD"
    assert "POST" in answer.headers["allow"]
    assert "POST" not in READER.get("/api/v1/datasets", method="OPTIONS").headers["allow"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed_or_taken_away(method: str):
    path = f"{SAVED}/{READER.post(SAVED, BODY).json()['id']}"
    for address in (SAVED, path):
        assert READER.get(address, method=method).status_code == 405
    assert READER.get(path, method="POST").status_code == 405
    assert READER.get(path).status_code == 200


@pytest.mark.parametrize("id", ["2" * 14, "x", "%00", "%27%20OR%201=1", "2" * 400])
@pytest.mark.parametrize("locale", locales())
def test_an_unknown_id_is_told_as_such(id: str, locale: str):
    answer = READER.get(f"{SAVED}/{id}", accept_language=locale)
    assert (answer.status_code, answer.json()["type"].rpartition("#")[2]) == (404, "not_saved")
    page = READER.get(f"/s/{id}", accept_language=locale)
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert f'<html lang="{locale}"' in page.text
    for own in locales():
        assert say("core.fault.title.not_saved", own) in page.text
        assert f'href="/catalogue?lang={own}"' in page.text


def standing_as(monkeypatch: pytest.MonkeyPatch, make: Callable[[Dataset, SavedView], Standing]) -> None:
    def told(_engine: object, own: SavedView, _languages: object) -> Standing:
        return make(ENGINE.catalogue.dataset("population_census"), own)

    monkeypatch.setattr(saving, "standing", told)


@pytest.mark.parametrize(("kind", "page"), [("page", "/dataset"), (CHART, "/charts")])
def test_what_was_renewed_as_wished_names_itself_to_the_page_that_says_what_changed(
    monkeypatch: pytest.MonkeyPatch, kind: str, page: str
):
    said, true = READER.post(SAVED, {**BODY, "kind": kind}).json(), saving.standing
    standing_as(monkeypatch, lambda _, own: replace(true(ENGINE, own, locales()), state=RENEWED, changed=("2019",)))
    to = urlsplit(READER.get(urlsplit(said["address"]).path).headers["location"])
    assert (to.path, parse_qs(to.query)["saved"]) == (page, [said["id"]])


@pytest.mark.parametrize("locale", locales())
def test_a_view_that_no_longer_holds_says_what_changed_and_the_way_on(monkeypatch: pytest.MonkeyPatch, locale: str):
    said = READER.post(SAVED, {**BODY, "periods": AS_SAVED}).json()
    path, true = urlsplit(said["address"]).path, saving.standing

    def changed(_: Dataset, own: SavedView) -> Standing:
        now = true(ENGINE, own, locales())
        return replace(now, state=CHANGED, version="9.1.0", changed=("2019",), added=("2024",), removed=("1989",))

    standing_as(monkeypatch, changed)
    page = READER.get(path, accept_language=locale)
    text = unescape(page.text)
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    for own in locales():
        assert say("web.saved.changed", own) in text
        for change, year in (("changed", "2019"), ("added", "2024"), ("removed", "1989")):
            assert say(f"web.saved.years.{change}", own, years=year) in text
        assert f"lang={own}&ethnic_group=top(10)" in text
    assert text.count("9.1.0") == text.count(said["version"]) == len(locales())
    assert text.index(f'lang="{locale}"') < text.index("<h2")
    api = READER.get(f"{SAVED}/{said['id']}").json()["standing"]
    assert (api["state"], api["changed"], api["added"], api["removed"]) == ("changed", ["2019"], ["2024"], ["1989"])


def test_a_view_of_what_is_gone_says_so(monkeypatch: pytest.MonkeyPatch):
    said = READER.post(SAVED, BODY).json()
    standing_as(monkeypatch, lambda _, own: Standing(GONE, why=UnknownDataset("dataset", "<b>old</b>")))
    page = READER.get(urlsplit(said["address"]).path)
    assert page.status_code == 410
    assert "<b>old" not in page.text and "&lt;b&gt;old" in page.text
    answer = READER.get(f"{SAVED}/{said['id']}")
    assert described(answer, "get", f"{SAVED}/{{id}}")["links"] == {}


def test_real_figures_that_were_revised_are_noticed(own_store: Store):
    view = saving.view_to_save(
        ENGINE, "population_census", {"year": "2019"}, "vi", languages=locales(), today=ENGINE_DAY
    )
    seen = replace(view, version="0.9.0", years=(YearSeen("2019", 3, "0" * 16), YearSeen("1999", 1, "0" * 16)))
    own_store.keep(seen)
    said = READER.get(f"{SAVED}/{seen.id}").json()
    assert said["standing"]["state"] == "changed"
    assert (said["standing"]["changed"], said["standing"]["removed"]) == (["2019"], ["1999"])
    assert (said["version"], said["standing"]["version"]) == ("0.9.0", view.version)


ENGINE_DAY = ENGINE.catalogue.dataset("population_census").issued


@pytest.fixture(params=KIND_OF_STORE_FAULT)
def broken_store(
    request: pytest.FixtureRequest, own_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A store that cannot be written, in each way."""
    kind = str(request.param)
    path = tmp_path / "store.sqlite"
    own_store.keep(saving.view_to_save(ENGINE, "population_census", {}, "vi", languages=locales(), today=ENGINE_DAY))
    own_store.close()
    urls = {
        "store_away": "sqlite:////no/such/folder/at/all.sqlite",
        "store_read_only": f"sqlite:///file:{path}?mode=ro&uri=true",
        "store_full": f"sqlite:///{path}",
        "store_busy": f"sqlite:///{path}",
    }
    from dantoc.store import databases
    from tests.store.test_refusing import _lock_sqlite

    monkeypatch.setattr(databases, "PATIENCE", 0.1)
    release = _lock_sqlite(urls[kind]) if kind == "store_busy" else None
    broken = Store(urls[kind], most=1 if kind == "store_full" else 10)
    monkeypatch.setattr(store, "open_store", lambda: broken)
    yield kind
    if release is not None:
        release()
    broken.close()


@pytest.mark.parametrize("locale", locales())
def test_a_store_that_cannot_be_used_says_why_and_costs_nothing_else(broken_store: str, locale: str):
    said = refused(READER.post(SAVED, BODY, accept_language=locale), 503, broken_store)
    assert said["title"] == say(f"core.fault.title.{broken_store}", locale)
    assert "sqlite" not in said["detail"].lower()
    assert READER.get("/healthz").status_code == 200
    assert READER.get("/healthz").json()["store"] == broken_store
    assert READER.get(SAVED).json()["store"] == broken_store
    for path in ("/dataset?id=population_census", "/api/v1/datasets/population_census/chart.json"):
        assert READER.get(path).status_code == 200
    if broken_store == "store_away":
        page = READER.get(f"/s/{'2' * 14}", accept_language=locale)
        assert (page.status_code, f'<html lang="{locale}"' in page.text) == (503, True)
        assert say("core.fault.title.store_away", locale) in page.text


def test_too_many_new_views_are_asked_to_wait(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    slow = Store(f"sqlite:///{tmp_path}/slow.sqlite", pace=Pace(1, 0.001))
    monkeypatch.setattr(store, "open_store", lambda: slow)
    assert READER.post(SAVED, BODY).status_code == 201
    answer = READER.post(SAVED, {**BODY, "periods": AS_SAVED})
    refused(answer, 429, "too_many_saved")
    assert answer.headers["retry-after"] == "60"
    assert READER.post(SAVED, BODY).status_code == 201
    slow.close()


def test_what_is_accepted_can_be_asked():
    said = READER.get(SAVED).json()
    assert (said["periods"], said["largest_body"], said["store"]) == (list(PERIODS), LARGEST_BODY, "unused")


def test_the_process_has_one_store():
    assert open_store() is open_store()


def test_a_short_link_takes_no_other_parameter():
    path = urlsplit(READER.post(SAVED, BODY).json()["address"]).path
    assert READER.get(f"{path}?next=https://evil.example").status_code == 400
    assert READER.get(f"{path}?lang=lo").status_code == 400
