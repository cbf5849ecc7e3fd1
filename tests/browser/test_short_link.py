"""A short link made on the page of a dataset, with the keyboard or on a phone, opens the same figures elsewhere."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from dantoc.l10n.messages import say
from tests.browser.conftest import options, settle
from tests.browser.test_jobs import cells

pytestmark = pytest.mark.browser

VIEW = "/dataset?id=population_census&ethnic_group=top(5)&area=VN&year=2009,2019"
SHORT = re.compile(r"http://127\.0\.0\.1:\d+/s/[2-9b-z]{14}")


def made(page: Page, lang: str) -> str:
    """The short link that the page shows."""
    said = page.get_by_role("status").filter(has_text=say("pages.take.short_saved", lang))
    expect(said).to_be_visible()
    found = SHORT.search(said.inner_text())
    assert found, said.inner_text()
    return found[0]


def focus_by_tab(page: Page, name: str, most: int = 150) -> None:
    """Goes on with the tabulator until the button of that name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement?.innerText?.trim()") == name:
            return
    pytest.fail(f"{name} cannot be reached with the tabulator")


@pytest.mark.parametrize(("lang", "locale"), [("vi", "vi-VN"), ("en", "en-GB")])
@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
def test_a_link_saved_with_the_keyboard_opens_the_same_figures_in_another_browser(visitor, lang, locale, phone):
    page = visitor(f"{VIEW}&tab=take", locale=locale, phone=phone)
    page.get_by_text(say("pages.take.link_help", lang)).click()
    focus_by_tab(page, say("pages.take.short_save", lang))
    page.keyboard.press("Enter")
    address = made(page, lang)
    width = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0, "nothing runs over the side of the page"
    stranger = visitor(address, locale=locale)
    asked = {name: own[0] for name, own in parse_qs(urlsplit(stranger.url).query).items()}
    assert (asked["lang"], asked["ethnic_group"], asked["year"]) == (lang, "top(5)", "2009,2019")
    assert cells(stranger) == cells(visitor(f"{VIEW}&lang={lang}"))
    expect(stranger.locator("html")).to_have_attribute("lang", lang)


def test_the_choice_of_periods_is_saved_with_the_link_and_another_choice_asks_anew(visitor):
    page = visitor(f"{VIEW}&tab=take")
    page.get_by_role("button", name=say("pages.take.short_save", "vi")).click()
    first = made(page, "vi")
    periods = options(page, page.get_by_label(say("pages.take.short_periods", "vi")).first)
    periods.filter(has_text=say("pages.take.short_latest", "vi")).click()
    expect(page.get_by_text(first)).to_have_count(0)
    settle(page)
    page.get_by_role("button", name=say("pages.take.short_save", "vi")).click()
    second = made(page, "vi")
    assert second != first
    assert "year=latest(2)" in visitor(second).url


def test_a_link_to_nothing_is_a_page_that_says_so_and_leads_on(chromium, site):
    page = chromium.new_page(locale="vi-VN")
    answer = page.goto(f"{site}/s/{'2' * 14}")
    assert answer is not None and answer.status == 404
    expect(page.locator("h1")).to_have_text(say("core.fault.title.not_saved", "vi"))
    page.get_by_role("link", name=say("web.not_found.catalogue", "vi")).click()
    page.wait_for_url("**/catalogue*")
    page.close()
