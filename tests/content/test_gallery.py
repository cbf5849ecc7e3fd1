"""The gallery: every chart can be drawn, says what it says in every language, and is readable; every mark is in it."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dantoc.catalogue.gallery import FOLDER, exhibit_ids
from dantoc.catalogue.settings import settings
from dantoc.engine.engine import open_engine
from dantoc.figures import drawing
from dantoc.figures.exhibiting import Shown, faults_of, shown
from dantoc.figures.marks import MARKS
from dantoc.figures.printing import drawn
from dantoc.l10n.messages import locales
from tests.figures.drawn import boxes, outside, overlapping

GALLERY = open_engine().gallery
CHARTS = tuple(product(GALLERY.exhibits, locales()))
LEAST = 24
WITHOUT_FIGURES = ("tiles_34", "choropleth")
"""No figures of the 34 provinces are published yet, and no outlines of a clear licence may be shipped."""
WIDTHS = (360, 720)
CHARTS_PAGE = Path(__file__).parents[2] / "docs" / "charts.md"
ROW = re.compile(r"^\| `(?P<mark>\w+)` \|.*?\]\(\.\./publications/gallery/(?P<exhibit>\w+)\.toml\)", re.MULTILINE)


def of(exhibit: str) -> Shown:
    return shown(open_engine(), GALLERY.exhibit(exhibit))


@cache
def svg_of(exhibit: str, locale: str, width: int) -> str:
    own = of(exhibit)
    return drawn(drawing.draw(own.result, own.spec, locale), own.spec.size, width=width).svg(lang=locale)


def run_together(text: str) -> str:
    """The letters without the spaces, at which lines are broken."""
    return re.sub(r"\s+", "", text)


def test_every_file_is_a_chart_without_a_fault() -> None:
    assert GALLERY.issues == ()
    assert tuple(GALLERY.exhibits) == exhibit_ids(settings().root)
    assert len(GALLERY.exhibits) >= LEAST
    assert {path.suffix for path in (settings().root / FOLDER).iterdir()} == {".toml"}


def test_every_chart_is_made_by_its_figures() -> None:
    assert faults_of(open_engine(), GALLERY.exhibits.values()) == ()


@pytest.mark.parametrize("exhibit", GALLERY.exhibits)
def test_the_mark_is_the_one_asked_for_and_suits_the_figures(exhibit: str) -> None:
    own = of(exhibit)
    assert own.exhibit.view.mark, "a chart of the gallery names its mark"
    assert own.spec.mark == own.exhibit.view.mark
    assert len(own.result)


@pytest.mark.parametrize("exhibit", GALLERY.exhibits)
def test_the_title_states_a_finding_in_every_language(exhibit: str) -> None:
    own = GALLERY.exhibit(exhibit).figure
    titles = [own.title.get(locale) or "" for locale in locales()]
    assert len(set(titles)) == len(locales())
    for text in (own.title, own.subtitle, own.note, own.target_text, *(said for _, said in own.annotations)):
        assert not text or not text.missing(locales())
    assert all(len(title.split()) >= 6 and not title.endswith(".") for title in titles)


@pytest.mark.parametrize(("exhibit", "locale"), CHARTS)
def test_every_word_stands_in_the_picture_letter_for_letter(exhibit: str, locale: str) -> None:
    own = of(exhibit)
    svg = svg_of(exhibit, locale, 720)
    seen = run_together("".join(box.text for box in boxes(svg)))
    caption = drawing.caption(own.result, own.spec, locale)
    words = [caption.title, caption.subtitle, *caption.notes, caption.source, caption.dataset]
    figure = own.exhibit.figure
    words += [text.say(locale) for text in (figure.target_text, *(said for _, said in figure.annotations)) if text]
    assert caption.title == figure.title.get(locale)
    for said in words:
        assert run_together(said) in seen, said
    assert ElementTree.fromstring(svg).findtext("{http://www.w3.org/2000/svg}title") == caption.title


@pytest.mark.parametrize(("exhibit", "locale"), CHARTS)
def test_no_two_words_touch_and_none_leaves_the_sheet(exhibit: str, locale: str) -> None:
    for width in WIDTHS:
        svg = svg_of(exhibit, locale, width)
        assert boxes(svg)
        assert overlapping(svg) == [], width
        assert outside(svg) == [], width


def test_every_mark_is_in_the_gallery() -> None:
    hung = {own.view.mark for own in GALLERY.exhibits.values()}
    assert hung == set(MARKS) - set(WITHOUT_FIGURES), "write a file in publications/gallery with the mark"


def test_every_mark_is_documented_with_its_chart() -> None:
    page = CHARTS_PAGE.read_text(encoding="utf-8")
    shown_by = {own["mark"]: own["exhibit"] for own in ROW.finditer(page)}
    assert set(shown_by) == set(MARKS) - set(WITHOUT_FIGURES)
    for mark, exhibit in shown_by.items():
        assert GALLERY.exhibit(exhibit).view.mark == mark
    for mark in WITHOUT_FIGURES:
        assert f"| `{mark}` |" in page
