"""Tables and charts as documents of their own: accessible, without a script, readable on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

DATA = "/api/v1/datasets/population_census"
SELECTED = "ethnic_group=_T,EM,top(10)&area=VN&sex=_T&residence=_T"
DOCUMENTS = {
    "table": f"{DATA}/data?format=html&{SELECTED}&derive=rank(ethnic_group)",
    "wide-table": f"{DATA}/data?format=html&ethnic_group=top(12)&area=leaves(R1)&year=2019&columns=ethnic_group",
    "empty-table": f"{DATA}/data?format=html&area=R1&year=1989",
    "chart": f"{DATA}/chart.html?{SELECTED}&year=2019",
}


@pytest.fixture
def document(chromium, site):
    """Opens a document in a language, on a phone or in the dark."""
    opened = []

    def open_at(path: str, *, phone: bool = False, dark: bool = False):
        context = chromium.new_context(
            viewport={"width": 360 if phone else 1280, "height": 800},
            color_scheme="dark" if dark else "light",
            bypass_csp=True,  # axe is a script, and the document allows none
        )
        opened.append(context)
        page = context.new_page()
        page.goto(site + path)
        return page

    yield open_at
    for context in opened:
        context.close()


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize(("lang", "dark"), [("vi", False), ("en", True)], ids=["vi-light", "en-dark"])
def test_it_is_accessible_and_speaks_the_readers_language(document, name, lang, dark):
    theme = "&theme=dark" if dark and "chart" in name else ""
    page = document(f"{DOCUMENTS[name]}&lang={lang}{theme}", dark=dark)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator("script").count() == 0
    assert f"[{lang}:" not in page.locator("body").inner_text()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_scrolls_sideways_on_a_phone(document, name):
    page = document(f"{DOCUMENTS[name]}&lang=vi", phone=True)
    root = page.locator("html")
    assert root.evaluate("box => box.scrollWidth <= box.clientWidth + 1")
