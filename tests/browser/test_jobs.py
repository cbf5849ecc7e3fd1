"""The jobs that the product is for, done as a reader does them."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from dantoc.l10n.messages import language, say
from tests.browser.conftest import options, settle

pytestmark = pytest.mark.browser

HMONG_OF_DIEN_BIEN = 228_279
"""Census of 2019, as published in the dataset `population_census`."""


def params(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def cells(page: Page) -> list[str]:
    page.wait_for_selector("table.dt-table, .dt-table table, table")
    return [
        text.strip()
        for text in page.locator("main table, [data-testid=stMain] table").first.locator("th, td").all_inner_texts()
    ]


def open_tab(page: Page, tab: str, lang: str) -> None:
    page.get_by_role("tab", name=say(f"pages.tab.{tab}", lang), exact=True).click()
    settle(page)


def find_the_hmong_by_province(page: Page, lang: str) -> None:
    """From the home page, by typing, to the Hmông's population by province in 2019."""
    box = page.get_by_label(say("pages.search.label", lang))
    box.fill("hmong")
    box.press("Enter")
    page.wait_for_url("**/catalogue?*q=hmong*")
    settle(page)
    page.get_by_role("link", name=re.compile("Hmông|Hmong")).first.click()
    page.wait_for_url("**/dataset?*population_census*")
    settle(page)


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
def test_find_cut_swap_switch_share_and_take_home(visitor, phone):
    page = visitor("/", phone=phone)
    find_the_hmong_by_province(page, "vi")
    asked = params(page)
    assert asked["ethnic_group"] == "08"
    assert "Điện Biên" in cells(page)
    assert "228.279" in cells(page)

    if not page.get_by_role("button", name=say("pages.arrange.swap", "vi")).is_visible():
        page.get_by_text(say("pages.arrange.heading", "vi")).click()
    before = cells(page)
    page.get_by_role("button", name=say("pages.arrange.swap", "vi")).click()
    page.wait_for_url("**rows=*")
    settle(page)
    swapped = cells(page)
    assert swapped != before
    assert "228.279" in swapped

    page.get_by_role("button", name=language("en").name).click()
    page.wait_for_url("**lang=en*")
    settle(page)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert "Dien Bien" in cells(page)
    assert "228,279" in cells(page)
    assert {**params(page), "lang": ""} == {
        **asked,
        **{side: params(page)[side] for side in ("rows", "columns")},
        "lang": "",
    }

    stranger = visitor(page.url, locale="vi-VN", phone=phone)
    assert cells(stranger) == cells(page)

    open_tab(page, "take", "en")
    with page.expect_download() as waiting:
        page.locator("a[href*='format=xlsx']").first.click()
    sheets = CalamineWorkbook.from_path(str(waiting.value.path()))
    figures = [
        value for name in sheets.sheet_names for row in sheets.get_sheet_by_name(name).to_python() for value in row
    ]
    assert HMONG_OF_DIEN_BIEN in figures
    assert "Dien Bien" in figures


def test_a_filter_changes_table_and_address_and_back_brings_the_view_again(visitor):
    page = visitor("/dataset?id=population_census")
    first = cells(page)
    options(page, page.get_by_label("Dân tộc", exact=True).first, "Ê-đê").filter(has_text="Ê-đê").first.click()
    page.wait_for_function("() => new URL(location).searchParams.get('ethnic_group')?.includes('12')")
    settle(page)
    page.reload()
    settle(page)
    assert "398.671" in cells(page)
    assert cells(visitor("/dataset?id=population_census")) == first


def test_an_empty_choice_says_what_to_loosen_and_does_it(visitor):
    page = visitor("/dataset?id=population_census&ethnic_group=44&area=01&sex=F&year=1989")
    assert not page.locator("[data-testid=stMain] table").first.is_visible()
    page.locator("[data-testid=stMain]").get_by_role("button", name=re.compile(r"\d")).first.click()
    settle(page)
    page.wait_for_selector("[data-testid=stMain] table")
    assert len(cells(page)) > 1


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/dataset?id=nonsense", "nonsense"),
        ("/dataset?id=population_census&ethnic_group=99", "99"),
        ("/dataset?id=population_census&year=2019:2009", "2019:2009"),
        ("/dataset?id=population_census&colour=red", "colour"),
        ("/dataset?id=population_census&derive=magic(area)", "magic(area)"),
    ],
)
@pytest.mark.parametrize(("lang", "locale"), [("vi", "vi-VN"), ("en", "en-GB")])
def test_a_wrong_address_is_told_with_value_and_mend(visitor, path, value, lang, locale):
    page = visitor(f"{path}&lang={lang}", locale=locale)
    alert = page.locator("[data-testid=stAlert]").first
    expect(alert).to_contain_text(value)
    expect(page.get_by_role("link", name=say("pages.fault.home", lang)).first).to_be_visible()


def test_the_chart_chooses_itself_by_the_shape_of_the_view(visitor):
    for query, mark in (
        ("", "figures.mark_bars"),
        ("&ethnic_group=08&area=leaves(VN)&year=2019", "figures.mark_tiles"),
        ("&ethnic_group=02,03&rows=ethnic_group&columns=year", "figures.mark_lines"),
    ):
        page = visitor(f"/dataset?id=population_census{query}&tab=chart")
        page.wait_for_selector("[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas")
        chosen = page.locator("[aria-checked=true], [aria-pressed=true], button[kind$=Active]").first.inner_text()
        assert chosen == say(mark, "vi"), query


@pytest.mark.parametrize(
    ("filter_name", "typed", "found"), [("Địa bàn", "dien bien", "Điện Biên"), ("Dân tộc", "ede", "Ê-đê")]
)
def test_a_filter_finds_a_name_typed_without_its_marks(visitor, filter_name, typed, found):
    page = visitor("/dataset?id=population_census")
    option = options(page, page.get_by_label(filter_name, exact=True).first, typed).first
    expect(option).to_contain_text(found)
    shown = option.locator("div").first.evaluate(
        "box => [box.clientHeight, parseFloat(getComputedStyle(box).lineHeight)]"
    )
    assert shown[0] <= shown[1] + 1, "only the name is shown, not the letters to type"
