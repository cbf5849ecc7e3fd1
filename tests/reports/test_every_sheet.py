"""Every fact sheet has its two pages and the pocket book its sixteen, in every edition; the same book is the same
bytes wherever and whenever it is printed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cache

import pytest

from dantoc.catalogue.settings import CHECKOUT
from dantoc.engine.engine import open_engine
from dantoc.model.codes import COUNTRY, MINORITIES
from dantoc.model.publication import KeyFiguresBlock, TextBlock
from dantoc.model.query import Query
from dantoc.reports.book import print_book
from dantoc.reports.edition import Edition
from dantoc.reports.pictures import Pictures
from tests.reports import reading
from tests.reports.printed import BASE, PICTURES, both, chapter, printed, publication
from tests.reports.whole import count_pages, page_texts

EDITIONS = ("vi", "en", "vi-en")
LEAST_TYPE = 6.5
"""No letter of the pocket book is smaller, in points."""
CAPITAL = 0.656
"""How high a capital of the type is, in sizes."""
HARDEST = 4
"""So many groups with the longest names, and with most and fewest figures, and so many provinces likewise."""


def sheet(id: str, about: str, languages: str) -> bytes:
    own = open_engine().publications.publication(id, about=about)
    return print_book(open_engine(), own, Edition(languages), base_url=BASE, pictures=PICTURES)


def codes_of(id: str) -> Sequence[str]:
    return open_engine().publications.publication(id).subject_codes


@cache
def figures_of(dimension: str) -> dict[str, int]:
    """How many figures all datasets have for each code."""
    counts: dict[str, int] = {}
    for dataset in open_engine().catalogue.datasets.values():
        if dimension in dataset.structure:
            column = open_engine().run(Query.of(dataset.id, {})).data.column(dimension)
            for one in column.value_counts().to_pylist():
                counts[one["values"]] = counts.get(one["values"], 0) + one["counts"]
    return counts


def hardest(id: str, dimension: str) -> list[str]:
    """Codes whose sheet has most to hold, or least."""
    codelist, codes = open_engine().catalogue.codelists[dimension], codes_of(id)
    words = {code: len(codelist[code].name.say("vi") + "".join(codelist[code].aliases)) for code in codes}
    figures = figures_of(dimension)
    by_figures = sorted(codes, key=lambda code: (figures.get(code, 0), code))
    longest = sorted(codes, key=lambda code: (-words[code], code))
    most = HARDEST // 2
    return list(dict.fromkeys([*longest[:HARDEST], *by_figures[:most], *by_figures[-most:]]))


def faults_of_sheet(pdf: bytes, name: str) -> list[str]:
    """A sheet that has not two pages, is not named, or has a page with hardly a word."""
    texts = page_texts(pdf)
    faults = [] if len(texts) == 2 else [f"{len(texts)} pages"]
    faults += [] if name in " ".join(texts[0].split()) else [f"the first page does not say {name!r}"]
    return [*faults, *(f"page {page} is bare" for page, text in enumerate(texts, 1) if len(text) < 500)]


def test_every_group_and_every_province_has_its_sheet():
    lists = open_engine().catalogue.codelists
    assert set(codes_of("group_sheet")) == set(lists["ethnic_group"].leaves(MINORITIES))
    assert set(codes_of("area_sheet")) == set(lists["area"].leaves(COUNTRY))
    assert (len(codes_of("group_sheet")), len(codes_of("area_sheet"))) == (53, 63)


def test_the_sheet_of_each_of_the_groups_has_two_pages():
    names = open_engine().catalogue.codelists["ethnic_group"]
    faults = {
        code: found
        for code in codes_of("group_sheet")
        if (found := faults_of_sheet(sheet("group_sheet", code, "vi"), names[code].name.say("vi")))
    }
    assert faults == {}


@pytest.mark.parametrize("languages", EDITIONS)
@pytest.mark.parametrize(("id", "dimension"), [("group_sheet", "ethnic_group"), ("area_sheet", "area")])
def test_the_hardest_sheets_have_two_pages_with_nothing_over_another(id: str, dimension: str, languages: str):
    names = open_engine().catalogue.codelists[dimension]
    codes = hardest(id, dimension)
    assert len(codes) >= HARDEST + 1
    for code in codes:
        pdf = sheet(id, code, languages)
        assert faults_of_sheet(pdf, names[code].name.say(languages[:2])) == [], code
        assert reading.faults_of_layout(pdf) == [], code


def test_a_sheet_of_another_length_is_found():
    book = printed(publication(chapter("one", TextBlock("words", both("Một.", "One.")))))
    told = f"{count_pages(book)} pages", "the first page does not say 'Hmông'", "page 1 is bare"
    assert faults_of_sheet(book, "Hmông")[:3] == list(told)


@pytest.fixture(scope="module", params=EDITIONS)
def pocket_book(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    own = open_engine().publications.publication("key_figures")
    return request.param, print_book(open_engine(), own, Edition(request.param), base_url=BASE, pictures=PICTURES)


def test_the_pocket_book_has_sixteen_pages_and_is_without_fault(pocket_book: tuple[str, bytes]):
    languages, pdf = pocket_book
    assert count_pages(pdf) == 16
    texts = page_texts(pdf)
    assert [page for page, text in enumerate(texts, 1) if len(text) < 60] == [], "no page is left empty"
    for fault in (
        reading.faults_of_syntax(pdf),
        reading.faults_of_archive(pdf, "3b"),
        reading.faults_of_marks(pdf),
        reading.faults_of_links(pdf),
        reading.faults_of_layout(pdf),
        reading.faults_of_glyphs(pdf),
        reading.faults_of_headings(reading.tree(pdf)),
    ):
        assert fault == []
    assert not [text for text in texts if "[vi: " in text or "[en: " in text]
    own = open_engine().publications.publication("key_figures")
    title = "".join(reading.squeezed(own.title.say(locale)) for locale in languages.split("-"))
    assert title in reading.squeezed(texts[0])


def smallest_type(pdf: bytes, pages: range) -> float:
    """The least size of type on the pages as printed, also within charts: told from the height of plain capitals."""
    heights = [one.high - one.low for page in reading.letters(pdf, pages) for one in page if one.sign in "HKLNT"]
    return round(min(heights) / CAPITAL, 1)


def test_the_pocket_book_prints_its_large_figures_in_type_that_can_be_read(pocket_book: tuple[str, bytes]):
    languages, pdf = pocket_book
    own = open_engine().publications.publication("key_figures")
    blocks = [block for _, block in own.blocks if isinstance(block, KeyFiguresBlock)]
    text = reading.squeezed("".join(page_texts(pdf)))
    locale = languages[:2]
    # In the bilingual edition figures that fill a page give way where charts have taken it.
    wanted = blocks if languages == locale else [block for block in blocks if block.id == "nine"]
    missing = [one.text.say(locale) for block in wanted for one in block.figures]
    assert [said for said in missing if reading.squeezed(said) not in text] == []
    assert len(wanted[0].figures) > 1
    # The front pages are those of every book.
    assert smallest_type(pdf, range(4, 17)) >= LEAST_TYPE


def test_the_pocket_book_is_the_same_bytes_when_all_of_it_is_drawn_anew():
    """In one process, since to start another takes longer than the book; sheets are printed in two below."""
    own = open_engine().publications.publication("key_figures")
    known, anew = (
        print_book(open_engine(), own, Edition("vi"), base_url=BASE, pictures=pictures)
        for pictures in (PICTURES, Pictures())
    )
    assert known == anew


CODE = """
import sys, hashlib
from tests.reports.test_every_sheet import sheet
print(*(hashlib.sha256(sheet("group_sheet", about, "vi-en")).hexdigest() for about in ("08", "54")))
"""


def test_another_machine_prints_the_same_bytes():
    machines = (
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "77", "TZ": "Asia/Ho_Chi_Minh", "LANG": "C", "LC_ALL": "C", "HOME": "/nonexistent"},
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", CODE],
            cwd=CHECKOUT,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT), **machine},
            check=False,
            capture_output=True,
            text=True,
        )
        for machine in machines
    ]
    assert [run.stderr for run in runs if run.returncode] == []
    said = [run.stdout.split() for run in runs]
    assert said[0] == said[1]
    assert len(set(said[0])) == 2, "another sheet has other bytes"
