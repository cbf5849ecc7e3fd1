"""A book of one's own in the browser: chosen, printed, leafed through, stopped, and made again from its link."""

from __future__ import annotations

import hashlib
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import say
from tests.browser.conftest import options, settle

pytestmark = pytest.mark.browser

SHEET = "/publications?id=group_sheet&code=02"
LONGEST = 180_000
"""Milliseconds that a small book may take on a busy machine."""
LEAF = ".leaf img:not(.unseen)"


def make(page: Page, lang: str = "vi") -> None:
    """Has the book printed where nobody has had it printed yet."""
    button = page.get_by_role(
        "button", name=re.compile(re.escape(say(f"pages.publications.make.{lang}", lang, n="§").partition(" (")[0]))
    )
    download = page.get_by_role("link", name=say("pages.publications.download", lang), exact=True)
    expect(button.or_(download).first).to_be_visible()
    if button.is_visible():
        button.click()
    expect(download).to_be_visible(timeout=LONGEST)
    settle(page)


def expect_leaf(page: Page, number: int, lang: str) -> None:
    """The page of that number of a sheet of two is shown, named so, and drawn by the browser."""
    name = say("pages.publications.page_of", lang, page=number, pages=2)
    expect(page.locator(LEAF)).to_have_attribute("alt", re.compile(re.escape(name)))
    page.wait_for_function("own => document.querySelector(own)?.naturalWidth > 0", arg=LEAF)


def checksum(page: Page) -> str:
    return page.locator(".checksum code").inner_text().strip()


def test_a_book_of_ones_own_is_made_and_its_link_makes_the_same_choice(visitor):
    page = visitor("/publications?id=yearbook")
    page.get_by_text(say("pages.publications.own", "vi"), exact=True).click()
    chapter = next(own for own in open_engine().publications.publication("yearbook").chapters if own.id == "marriage")
    chapters = page.get_by_label(say("pages.publications.chapters", "vi"), exact=True).first
    options(page, chapters, chapter.title.say("vi")).filter(has_text=chapter.title.say("vi")).first.click()
    page.wait_for_url("**chapters=marriage**")
    page.keyboard.press("Escape")
    settle(page)
    make(page)
    address = page.get_by_role("link", name=say("pages.publications.download", "vi"), exact=True).get_attribute("href")
    assert address == "/publications/yearbook.vi.pdf?chapters=marriage"
    content = page.request.get(address).body()
    assert content.startswith(b"%PDF-")
    assert hashlib.sha256(content).hexdigest() == checksum(page)

    page.get_by_text(say("pages.publications.again", "vi"), exact=True).click()
    link = page.locator(".st-key-outcome .copyable").first.inner_text().strip()
    stranger = visitor(link)
    assert checksum(stranger) == checksum(page)
    expect(stranger.locator("[data-tag]").first).to_have_text(re.compile(chapter.title.say("vi")))


@pytest.mark.parametrize(("lang", "locale"), [("vi", "vi-VN"), ("en", "en-GB")])
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_pages_are_turned_with_buttons_and_keys_and_named_to_who_cannot_see_them(visitor, lang, locale, phone):
    page = visitor(f"{SHEET}&edition={lang}", locale=locale, phone=phone, dark=phone)
    make(page, lang)
    expect_leaf(page, 1, lang)
    page.get_by_role("button", name=say("pages.publications.page_after", lang)).click()
    page.wait_for_url("**page=2**")
    settle(page)
    expect_leaf(page, 2, lang)
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(lambda own: "page=" not in own)
    settle(page)
    expect_leaf(page, 1, lang)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    wide = page.evaluate("() => document.querySelector('[data-testid=\"stMain\"]').scrollWidth - innerWidth")
    assert wide <= 1


def test_a_printing_is_stopped(visitor):
    page = visitor("/publications?id=yearbook&edition=vi-en&paper=a4")
    page.get_by_role("button", name=re.compile("Tạo PDF song ngữ")).click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name=say("pages.publications.stop", "vi")).click()
    expect(page.get_by_text(say("pages.publications.stopped", "vi"))).to_be_visible()
    expect(page.get_by_role("progressbar")).not_to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Tạo PDF song ngữ"))).to_be_visible()
