"""The chart studio as an editor uses it: with the keyboard alone, on a phone, into another site, in another browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import say
from tests.browser.conftest import options, settle

pytestmark = pytest.mark.browser

BEGUN = "/charts?id=population_census&ethnic_group=top(5)&area=VN&year=2019&mark=bars"
SHAPED = f"{BEGUN}&title.vi=N%C4%83m%20d%C3%A2n%20t%E1%BB%99c&title.en=Five%20groups&highlight=02&theme=print"
PICTURE = '[class*="st-key-picture_"] img'
MOST_TABS = 200


def said(address: str) -> dict[str, str]:
    return {name: own[0] for name, own in parse_qs(urlsplit(address).query).items()}


def shown(page: Page) -> bytes:
    """The bytes of the picture that the studio shows, once the browser has drawn it."""
    picture = page.locator(PICTURE)
    picture.wait_for()
    page.wait_for_function("own => document.querySelector(own).naturalWidth > 0", arg=PICTURE)
    address = picture.get_attribute("src")
    assert address
    return page.request.get(address).body()


def copied(page: Page, key: str) -> str:
    """What one click selects of the text that can be copied there."""
    page.locator(f".st-key-{key} .copyable").click()
    return str(page.evaluate("() => getSelection().toString()")).strip()


def tab_to(page: Page, name: str, role: str = "") -> None:
    """Goes on with the tabulator until what is labelled so has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        label, own = page.evaluate(
            """() => {
                const one = document.activeElement;
                const label = one?.getAttribute('aria-label') || one?.labels?.[0]?.innerText || one?.innerText || '';
                return [label.trim(), one?.getAttribute('role') || one?.tagName.toLowerCase() || ''];
            }"""
        )
        if name in label[:120] and own != "main" and role in ("", own):
            return
    pytest.fail(f"{name} cannot be reached with the tabulator")


@pytest.fixture
def newsroom(tmp_path: Path, site: str) -> Iterator[Callable[[str], str]]:
    """Serves the code given in a page of another origin, whose policy lets in nothing but frames of the product."""

    class Strict(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

        def end_headers(self) -> None:
            """Adds the policy."""
            self.send_header("Content-Security-Policy", f"default-src 'none'; frame-src {site}")
            super().end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()

    def bearing(code: str) -> str:
        page = f"<!doctype html><meta charset=utf-8><title>Newsroom</title><h1>Story</h1>{code}"
        (tmp_path / "story.html").write_text(page, encoding="utf-8")
        return f"http://127.0.0.1:{server.server_port}/story.html"

    yield bearing
    server.shutdown()
    server.server_close()


def test_a_chart_is_made_from_nothing_with_the_keyboard_alone_in_vietnamese_on_a_phone(visitor):
    page = visitor("/charts", phone=True)
    tab_to(page, say("pages.charts.dataset", "vi"))
    page.keyboard.type("tong dieu tra")
    page.wait_for_timeout(400)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/charts?*id=*")
    settle(page)
    first = shown(page)
    page.wait_for_function("() => document.activeElement?.classList.contains('st-key-stage')")
    dataset = open_engine().catalogue.dataset(said(page.url)["id"])
    assert b"<desc>" in first
    tab_to(page, say("pages.charts.step_words", "vi"))
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    tab_to(page, say("pages.charts.heading", "vi"), "textarea")
    page.keyboard.press("Control+A")
    page.keyboard.type("Những dân tộc đông người nhất")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**title.vi=*")
    settle(page)
    assert said(page.url)["title.vi"] == "Những dân tộc đông người nhất"
    second = shown(page)
    assert second != first
    assert "Những dân tộc đông người nhất" in second.decode()
    tab_to(page, f"{say('pages.leaving.zip', 'vi')}: {say('pages.leaving.download', 'vi')}", "a")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == f"{dataset.id}-{dataset.version}-bars.zip"
    assert page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
def test_the_box_of_the_dataset_shows_its_title_and_not_the_words_that_find_it(visitor, phone: bool):
    page = visitor(BEGUN, phone=phone)
    box = page.get_by_role("combobox", name=say("pages.charts.dataset", "vi"))
    title = open_engine().catalogue.dataset("population_census").title.say("vi")
    assert box.input_value().startswith(title)
    room, taken = box.evaluate(
        """own => {
            const pen = document.createElement('canvas').getContext('2d');
            pen.font = getComputedStyle(own).font;
            const beforeWhatFinds = own.value.slice(0, own.value.lastIndexOf('\u2003') + 1);
            return [own.clientWidth, pen.measureText(beforeWhatFinds).width];
        }"""
    )
    assert taken > room > 200


def test_on_a_phone_the_picture_comes_first_and_beside_it_the_steps_come_first_on_a_wide_page(visitor):
    for phone in (True, False):
        page = visitor(BEGUN, phone=phone)
        stage, steps = (page.locator(f".st-key-{own}").bounding_box() for own in ("stage", "steps"))
        assert stage and steps
        if phone:
            assert stage["y"] + stage["height"] <= steps["y"]
        else:
            assert steps["x"] + steps["width"] <= stage["x"]
            assert stage["y"] == steps["y"]


@pytest.mark.parametrize("frozen", [False, True], ids=["live", "frozen"])
def test_the_embed_code_shows_the_chart_in_a_page_of_another_origin_with_a_strict_policy(
    visitor, newsroom, chromium: Browser, frozen: bool
):
    page = visitor(SHAPED)
    if frozen:
        version = open_engine().catalogue.dataset("population_census").version
        kinds = options(page, page.get_by_label(say("pages.leaving.embed_kind", "vi")).first)
        kinds.filter(has_text=say("pages.leaving.embed_frozen", "vi", version=version)).click()
        expect(page.locator(".st-key-embed_code .copyable")).to_contain_text("version=")
        settle(page)
    code = copied(page, "embed_code")
    assert ("version=" in code) is frozen
    for locale, title in (("vi-VN", "Năm dân tộc"), ("en-GB", "Five groups")):
        context = chromium.new_context(locale=locale)
        story = context.new_page()
        refused: list[str] = []
        story.on("console", lambda own, refused=refused: refused.append(own.text) if own.type == "error" else None)
        story.goto(newsroom(code))
        frame = story.frame_locator("iframe")
        expect(frame.locator("svg.page text", has_text=title).first).to_be_visible(timeout=15_000)
        assert not refused
        inside = story.frames[1].evaluate("() => document.documentElement.scrollHeight <= innerHeight")
        assert inside, "the frame is as high as its chart"
        context.close()


@pytest.mark.parametrize(("lang", "locale"), [("vi", "vi-VN"), ("en", "en-GB")])
def test_the_link_of_a_chart_shows_the_same_picture_in_a_new_browser(visitor, lang: str, locale: str):
    page = visitor(f"{SHAPED}&lang={lang}", locale=locale)
    picture, link = shown(page), copied(page, "chart_link")
    page.get_by_role("button", name=say("pages.take.short_save", lang)).click()
    told = page.get_by_role("status").filter(has_text=say("pages.take.short_saved", lang))
    expect(told).to_be_visible()
    short = re.search(r"http://127\.0\.0\.1:\d+/s/[2-9b-z]{14}", told.inner_text())
    assert short
    for address in (link, short[0]):
        stranger = visitor(address, locale=locale)
        assert urlsplit(stranger.url).path == "/charts"
        assert shown(stranger) == picture


def test_the_address_for_programs_is_the_picture_on_the_page(visitor):
    page = visitor(SHAPED)
    address = copied(page, "chart_address")
    assert page.request.get(address).headers["content-type"] == "image/png"
    assert page.request.get(address.replace("/chart.png?", "/chart.svg?")).body() == shown(page)


def test_a_card_of_the_gallery_opens_its_chart_with_its_title(visitor):
    page = visitor("/charts?mark=dumbbell")
    card = page.locator(".gallery a").first
    title = card.locator("img").get_attribute("alt") or ""
    card.click()
    page.wait_for_url("**/charts?*id=*")
    settle(page)
    assert said(page.url)["title.vi"] == title
    assert title.split()[0] in shown(page).decode()


@pytest.mark.parametrize("tab", ["table", "chart"])
def test_a_dataset_leads_to_the_studio_with_the_same_figures(visitor, tab: str):
    page = visitor(f"/dataset?id=population_census&ethnic_group=top(5)&area=VN&year=2019&tab={tab}")
    page.get_by_role("link", name=say(f"pages.{tab}.studio", "vi")).click()
    page.wait_for_url("**/charts?*")
    settle(page)
    assert (said(page.url)["ethnic_group"], said(page.url)["year"]) == ("top(5)", "2019")
    assert shown(page)
