"""The one layer that every request passes: it finds addresses, waits for the content, leaves Streamlit its own."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route

from dantoc.engine.engine import Engine, open_engine
from dantoc.web import again, answers, metrics, middleware, readiness
from dantoc.web.addresses import Addresses
from tests.web.client import SHELL, Reader, app

DATA = "/api/v1/datasets/population_census/data?area=VN&format=csv"


async def nothing(_: Request) -> Response:
    return Response()


def found(path: str) -> tuple[str, dict[str, str], bool] | None:
    known = (
        "/",
        "/api-guide",
        "/api/v1/x",
        "/api/v1/x/{id}",
        "/api/v1/x/{id}/chart.{extension}",
        "/healthz",
        "/metrics",
    )
    hit = Addresses(((own, nothing) for own in known), lost=nothing).find(path)
    return hit and (hit[0].template, dict(hit[1]), hit[0].is_open)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", ("/", {}, False)),
        ("/api-guide", ("/api-guide", {}, False)),
        ("/metrics", ("/metrics", {}, False)),
        ("/healthz", ("/healthz", {}, True)),
        ("/api/v1/x", ("/api/v1/x", {}, True)),
        ("/api/v1/x/a", ("/api/v1/x/{id}", {"id": "a"}, True)),
        ("/api/v1/x/a/chart.svg", ("/api/v1/x/{id}/chart.{extension}", {"id": "a", "extension": "svg"}, True)),
        ("/api/v1/x/a/b", ("unknown", {}, True)),
        ("/api/v1/x/", ("unknown", {}, True)),
        ("/api/\n", ("unknown", {}, True)),
        ("/api", ("unknown", {}, True)),
        ("/datasets", ("unknown", {}, True)),
        ("/api-guide/", None),
        ("/apis", None),
        ("//api/v1/x", None),
        ("", None),
    ],
)
def test_a_path_is_one_address_or_none(path: str, expected: object):
    assert found(path) == expected


def behind(*layers: object) -> Reader:
    """The front before an app of one long text, with the layers between."""

    async def text(_: Request) -> Response:
        return PlainTextResponse("a" * 5_000)

    routes = [Mount("/_stcore", routes=[Route("/{rest:path}", text)])]
    return Reader(Starlette(routes=routes, middleware=[*middleware.middleware(SHELL), *layers]))


def test_streamlits_packing_sees_its_own_paths_alone():
    reader = behind(middleware.Middleware(GZipMiddleware, minimum_size=1))
    assert reader.get("/_stcore/x", accept_encoding="gzip").headers["content-encoding"] == "gzip"
    packed = reader.get(DATA, accept_encoding="gzip")
    assert packed.headers.get_list("content-encoding") == ["gzip"]
    assert packed.text.startswith('"indicator"')
    small = reader.get("/robots.txt", accept_encoding="gzip")
    assert "content-encoding" not in small.headers, "too small to be packed: nobody else packs it under the same tag"
    assert "content-encoding" not in reader.get(DATA, accept_encoding="gzip;q=0").headers


def test_what_was_sent_is_sent_again_with_the_same_head(reader: Reader, monkeypatch: pytest.MonkeyPatch):
    answers.SHELF.clear()
    first = reader.get(DATA, accept_encoding="br")
    monkeypatch.setattr("dantoc.web.problems.to_thread.run_sync", lambda *_, **__: pytest.fail("asked again"))
    second = reader.get(DATA, accept_encoding="br")
    assert (first.content, first.status_code) == (second.content, second.status_code)
    told = ("cache-status",)
    assert [own for own in first.headers.items() if own[0] not in told] == [
        own for own in second.headers.items() if own[0] not in told
    ]
    assert [answer.headers["cache-status"] for answer in (first, second)] == ["dantoc; fwd=miss", "dantoc; hit"]


@pytest.mark.parametrize(
    ("name", "one", "another"), [("accept-language", "vi", "en"), ("accept-encoding", "br", "identity")]
)
def test_a_header_said_twice_chooses_no_answer_for_those_who_say_it_once(name: str, one: str, another: str):
    """Of two lines the app reads the first: the answer must not be kept for readers who send the second alone."""
    served = app()

    async def ask(*lines: tuple[str, str]) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(served), base_url="http://test") as client:
            client.headers = httpx.Headers()
            return await client.get(DATA + "&labels=both", headers=lines)

    async def both() -> tuple[httpx.Response, httpx.Response]:
        await ask((name, one), (name, another))
        return await ask((name, another)), await ask((name, one))

    answers.SHELF.clear()
    second, first = asyncio.run(both())
    assert second.headers["etag"] != first.headers["etag"]


def test_answers_that_are_sent_again_do_not_fill_the_memory(reader: Reader, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(again, "MOST_KEPT", 3)
    kept = again.AnsweredAgain(middleware._reply)
    front = middleware.Front(Starlette(), SHELL)
    front._own = kept
    own = Reader(front)
    answers.SHELF.clear()
    for year in range(6):
        own.get(f"/api/v1/codelists?lang={'vi' if year % 2 else 'en'}", accept_language=f"x-{year}")
    own.get(f"/api/v1/codelists?lang=vi&{'&' * 2_000}")
    assert len(kept._kept) == 3


def test_requests_wait_while_the_content_is_read_and_watchers_do_not(monkeypatch: pytest.MonkeyPatch):
    async def start() -> list[str]:
        starting, told = readiness.Readiness(), []
        reading: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        starting.begin(reading)
        monkeypatch.setattr(middleware, "READINESS", starting)
        transport = httpx.ASGITransport(Starlette(middleware=middleware.middleware(SHELL)))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:

            async def ask(path: str) -> None:
                told.append(f"{path} {(await client.get(path)).status_code}")

            waiting = asyncio.create_task(ask("/api/v1/codelists"))
            await ask("/livez")
            await asyncio.sleep(0.05)
            told.append("read")
            reading.set_result(None)
            await waiting
        return told

    assert asyncio.run(start()) == ["/livez 200", "read", "/api/v1/codelists 200"]


def test_those_who_watch_do_not_stand_behind_readers(monkeypatch: pytest.MonkeyPatch):
    done = threading.Event()

    def slowly() -> Engine:
        done.wait(30)
        return open_engine()

    async def busy() -> list[int]:
        transport = httpx.ASGITransport(app())
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            readers = [asyncio.create_task(client.get(f"/api/v1/codelists?lang=vi&{'&' * own}")) for own in range(60)]
            try:
                await asyncio.sleep(0.1)
                watched = [await asyncio.wait_for(client.get(own), 10) for own in ("/healthz", "/livez", "/metrics")]
            finally:
                done.set()
                await asyncio.gather(*readers)
        return [answer.status_code for answer in watched]

    monkeypatch.setattr("dantoc.web.api_codelists.open_engine", slowly)
    assert asyncio.run(busy()) == [200, 200, 200]


def test_an_open_socket_is_a_session():
    open_pages = []

    async def streamlit(scope: object, receive: object, send: object) -> None:
        open_pages.append(metrics.SESSIONS.open)

    async def nobody(*_: object) -> None:
        """Nothing is sent over this socket."""

    front = middleware.Front(streamlit, Path(SHELL))
    asyncio.run(front({"type": "websocket", "path": "/_stcore/stream"}, nobody, nobody))
    assert open_pages == [1]
    assert metrics.SESSIONS.open == 0
