"""The served product as others meet it: framed by a newsroom's page, and logged without them."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from dantoc.engine.engine import open_engine
from dantoc.figures.embedding import embed_code
from dantoc.model.figure_params import ASKED
from dantoc.model.view import default_view

pytestmark = pytest.mark.browser

CHART = "/api/v1/datasets/population_census/chart.{}?lang=vi"
TABLE = "/api/v1/datasets/population_census/data?format=html&lang=vi&year=2019&area=VN"


@pytest.fixture
def newsroom(tmp_path: Path, site: str) -> Iterator[Callable[..., str]]:
    """Serves a page of another origin that frames the address given, or bears the code given.

    Its policy lets nothing into it but frames of the product's site.
    """

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

        def end_headers(self) -> None:
            """Adds the policy."""
            self.send_header("Content-Security-Policy", f"default-src 'none'; frame-src {site}")
            super().end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()

    def framing(address: str, code: str = "") -> str:
        frame = f'<iframe src="{address}" width="800" height="600"></iframe>'
        page = f"<!doctype html><meta charset=utf-8><title>Newsroom</title>{code or frame}"
        (tmp_path / "story.html").write_text(page, encoding="utf-8")
        return f"http://127.0.0.1:{server.server_port}/story.html"

    yield framing
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page of a reader's browser."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", [CHART.format("svg"), CHART.format("html"), TABLE])
def test_charts_and_tables_may_stand_in_any_page(
    site: str, newsroom: Callable[[str], str], page: Page, path: str
) -> None:
    page.goto(newsroom(site + path))
    frame = page.frame_locator("iframe")
    frame.locator(":is(h1, h2, caption, text, figcaption):visible", has_text="Dân số").first.wait_for(timeout=10_000)


@pytest.mark.parametrize(("width", "seen", "unseen"), [(900, "page", "phone"), (360, "phone", "page")])
def test_an_embedded_chart_fits_and_needs_only_leave_to_be_framed(
    site: str, newsroom: Callable[..., str], page: Page, width: int, seen: str, unseen: str
) -> None:
    dataset = open_engine().catalogue.dataset("population_census")
    code = embed_code(site, dataset, default_view(dataset), ASKED, "Dân số", 500, lang="vi", is_frozen=True)
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)

    page.set_viewport_size({"width": width, "height": 800})
    page.goto(newsroom("", code))
    frame = page.frame_locator("iframe")
    frame.locator(f"svg.{seen}").wait_for(timeout=10_000)
    assert frame.locator(f"svg.{unseen}").is_hidden()
    box, place = frame.locator(f"svg.{seen}").bounding_box(), page.locator("iframe").bounding_box()
    assert box is not None and place is not None
    assert box["width"] <= place["width"]
    assert box["x"] >= place["x"]
    assert not refused


def test_pages_may_not(site: str, newsroom: Callable[[str], str], page: Page) -> None:
    with page.expect_console_message(lambda said: "frame-ancestors" in said.text, timeout=10_000):
        page.goto(newsroom(f"{site}/catalogue?lang=en"))


def test_what_the_server_prints_names_no_reader(site: str, site_output: Path) -> None:
    asked = urllib.request.Request(
        f"{site}/api/v1/datasets?q=mystery%20reader&lang=en",
        headers={"User-Agent": "curious-browser", "X-Forwarded-For": "203.0.113.7"},
    )
    with urllib.request.urlopen(asked, timeout=10) as answer:
        assert answer.status == 200
    until = time.monotonic() + 10  # a line is written once the answer has gone out
    while "/api/v1/datasets" not in routes_told(site_output) and time.monotonic() < until:
        time.sleep(0.05)
    assert "/api/v1/datasets" in routes_told(site_output)
    lines = site_output.read_text(encoding="utf-8").splitlines()
    for secret in ("mystery", "curious-browser", "203.0.113.7", "127.0.0.1", "GET /"):
        assert not [line for line in lines if secret in line and f"{site} (" not in line], secret


def routes_told(output: Path) -> set[str]:
    """The routes in the lines that are whole."""
    lines = output.read_text(encoding="utf-8").split("\n")[:-1]
    return {json.loads(line)["route"] for line in lines if line.startswith("{")}
