"""What holds on every page: accessible, nothing scrolls sideways, the reader's language throughout."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "catalogue": "/catalogue",
    "found": "/catalogue?q=hmong",
    "nothing-found": "/catalogue?q=zzzz",
    "dataset": "/dataset?id=population_census",
    "chart": "/dataset?id=population_census&tab=chart",
    "map": "/dataset?id=population_census&ethnic_group=08&area=leaves(VN)&year=2019&tab=chart",
    "about": "/dataset?id=living_conditions_2019&tab=about",
    "codebook": "/dataset?id=living_conditions_2019&tab=codebook",
    "sources": "/dataset?id=poverty_review&tab=sources",
    "take-home": "/dataset?id=population_census&tab=take",
    "empty": "/dataset?id=population_census&ethnic_group=44&area=01&sex=F&year=1989",
    "wrong-code": "/dataset?id=population_census&ethnic_group=99",
    "wrong-dataset": "/dataset?id=nonsense",
    "studio-start": "/charts",
    "studio": "/charts?id=population_census&ethnic_group=top(5)&area=VN&year=2019",
    "studio-wrong": "/charts?id=population_census&mark=nonsense",
    "publications": "/publications",
    "shelf-narrowed": "/publications?q=zzzz",
    "publication": "/publications?id=yearbook&chapters=health&crop=yes",
    "fact-sheet": "/publications?id=group_sheet&code=08",
    "publication-wrong": "/publications?id=yearbook&chapters=nonsense",
    "methods": "/methods",
    "api-guide": "/api-guide",
}
LOCALES = {"vi": "vi-VN", "en": "en-GB"}
PRODUCT = {"vi": "Thống kê các dân tộc thiểu số Việt Nam", "en": "Ethnic Minority Statistics of Viet Nam"}
STREAMLITS_OWN = ("Deploy", "Made with Streamlit", "No results", "Choose an option", "Choose options", "Traceback")


def path_of(name: str, lang: str) -> str:
    path = PAGES[name]
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("lang", "dark"), [("vi", False), ("en", True)], ids=["vi-light", "en-dark"])
def test_it_is_accessible_and_speaks_the_readers_language(visitor, name, lang, dark):
    page = visitor(path_of(name, lang), locale=LOCALES[lang], dark=dark)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.locator("html").get_attribute("lang") == lang
    assert PRODUCT[lang] in page.title()
    assert page.locator("h1").count() == 1
    words = page.locator("body").inner_text()
    assert f"[{lang}:" not in words, "a message or a text is missing in this language"
    for own in STREAMLITS_OWN:
        assert lang == "en" or own not in words


@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways_on_a_phone(visitor, name):
    page = visitor(path_of(name, "vi"), phone=True)
    overflow = page.evaluate(
        """() => [document.documentElement, document.body, ...document.querySelectorAll('[data-testid="stMain"]')]
            .filter(box => box.scrollWidth > box.clientWidth + 1)
            .map(box => `${box.tagName} ${box.scrollWidth} > ${box.clientWidth}`)"""
    )
    assert not overflow


@pytest.mark.parametrize(("locale", "lang"), [("vi-VN", "vi"), ("en-US", "en"), ("fr-FR", "en")])
def test_the_browser_chooses_the_language_first(visitor, locale, lang):
    page = visitor("/", locale=locale)
    assert page.locator("html").get_attribute("lang") == lang
