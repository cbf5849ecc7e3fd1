"""An edit in the chart studio until the new picture stands in the browser, beside a bare `st.altair_chart`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from itertools import count
from statistics import median

from playwright.sync_api import Page, sync_playwright

from benchmarks.measuring import Pair, Row, Target
from benchmarks.serving import HOST, bare_page, product

EDITS = 7
"""Edits a turn, of which the median counts."""
MOST_SECONDS = 0.3
PAGES = {
    "bars of 63 provinces": "/charts?id=province_living_standards&lang=en&mark=bars",
    "dumbbells of seven areas": "/charts?id=poverty_review&lang=en&mark=dumbbell",
}
WORDS_OF_THE_CHART = "3. Title and words"
"""The part of the studio where the words are edited."""

OUR_PICTURE = '[class*="st-key-picture_"] img'
OUR_TITLE, BARE_TITLE = "textarea[aria-label^='Title']", "textarea[aria-label='Title']"
BARE_PICTURE = '[data-testid="stVegaLiteChart"]'

WATCH = """([selector, isImage]) => {
    const find = () => document.querySelector(selector);
    const said = own => isImage ? own.currentSrc : own.querySelector('canvas, svg');
    const was = said(find());
    window.pictureAfter = new Promise(done => {
        let begun = 0;
        document.addEventListener('keydown', event => { begun = performance.now(); }, { once: true, capture: true });
        const look = () => {
            const own = find();
            const now = own && said(own);
            const drawn = now && now !== was && (!isImage || (own.complete && own.naturalWidth > 0));
            // What is drawn now is seen with the next frame.
            if (drawn) requestAnimationFrame(() => done(performance.now() - begun));
            else requestAnimationFrame(look);
        };
        look();
    });
}"""


@dataclass(frozen=True)
class Editor:
    """An open page with a field for the title and a picture that bears it."""

    page: Page
    field: str
    picture: str
    is_image: bool

    def edit(self, words: str) -> float:
        """Seconds from the key that ends the edit to the frame in which the new picture is seen."""
        self.page.fill(self.field, words)
        self.page.evaluate(WATCH, [self.picture, self.is_image])
        self.page.press(self.field, "Control+Enter")
        return float(self.page.evaluate("window.pictureAfter")) / 1000


def rows(rounds: int) -> Iterator[Row]:
    """The title edited, with words that nobody gave before."""
    peer = f"bare page of one chart by st.altair_chart, title edited, Streamlit {version('streamlit')}"
    with product() as ours, bare_page("bare_chart") as bare, _browser() as open_page:
        ours.settle()
        other = open_page(f"http://{HOST}:{bare.port}/", BARE_TITLE, BARE_PICTURE, False)
        for what, path in PAGES.items():
            own = open_page(f"http://{HOST}:{ours.port}{path}", OUR_TITLE, OUR_PICTURE, True)
            yield Row(
                f"studio: title edited until the new picture is seen in the browser ({what})",
                peer,
                _edited(own, other, rounds),
                "ours shows the very file that leaves, with notes and source; the peer draws bars in the browser",
                Target(most=MOST_SECONDS),
            )


def _edited(ours: Editor, peer: Editor, rounds: int) -> Pair:
    numbers = count(1)
    for own in (ours, peer):
        own.edit("The first edit opens what the others find open")
    taken = [
        tuple(median(own.edit(f"Finding number {next(numbers)}") for _ in range(EDITS)) for own in (ours, peer))
        for _ in range(rounds)
    ]
    return Pair(tuple(own for own, _ in taken), tuple(other for _, other in taken))


@contextmanager
def _browser() -> Iterator[Callable[[str, str, str, bool], Editor]]:
    """Opens pages in Debian's Chromium."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])

        def open_page(address: str, field: str, picture: str, is_image: bool) -> Editor:
            page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB")
            page.goto(address)
            if is_image:
                page.get_by_text(WORDS_OF_THE_CHART).first.click()
            page.wait_for_selector(field)
            page.wait_for_selector(picture)
            page.wait_for_timeout(1500)
            return Editor(page, field, picture, is_image)

        yield open_page
        browser.close()
