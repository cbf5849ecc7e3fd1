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

pytestmark = pytest.mark.browser

CHART = "/api/v1/datasets/population_census/chart.{}?lang=vi"
TABLE = "/api/v1/datasets/population_census/data?format=html&lang=vi&year=2019&area=VN"


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Serves a page of another origin that frames the address given."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()

    def framing(address: str) -> str:
        page = f'<!doctype html><title>Newsroom</title><iframe src="{address}" width="800" height="600"></iframe>'
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
