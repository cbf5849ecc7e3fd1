"""Sheets: a page for each chapter, whatever group or province, language and paper."""

import pytest

from dantoc.engine.engine import open_engine
from dantoc.reports.book import print_book
from dantoc.reports.edition import Edition
from tests.reports import reading
from tests.reports.printed import BASE, PICTURES, flat, page_texts, text_of


def sheet(id: str, about: str, languages: str = "vi", paper: str = "") -> bytes:
    engine = open_engine()
    own = engine.publications.publication(id, about=about)
    return print_book(engine, own, Edition(languages, paper), base_url=BASE, pictures=PICTURES)


@pytest.mark.parametrize(
    ("id", "about", "languages", "paper"),
    [
        ("group_sheet", "08", "vi", ""),
        ("group_sheet", "20", "vi-en", ""),
        ("group_sheet", "54", "en", "16x24"),
        ("area_sheet", "79", "vi-en", ""),
        ("area_sheet", "02", "en", "16x24"),
    ],
)
def test_a_sheet_has_two_pages(id: str, about: str, languages: str, paper: str):
    pdf = sheet(id, about, languages, paper)
    assert len(page_texts(pdf)) == 2
    assert reading.faults_of_syntax(pdf) == []
    assert reading.faults_of_layout(pdf) == []
    assert reading.faults_of_links(pdf) == []
    assert "[vi: " not in text_of(pdf) and "[en: " not in text_of(pdf)


def test_it_has_its_head_on_the_first_page_and_the_imprint_on_the_last():
    first, last = page_texts(sheet("group_sheet", "08"))
    assert "Dân tộc Hmông" in flat(first) and "Trang 1/2" in first
    assert "Phiên bản 1.0.0" in flat(last)
    assert "Bìa" not in [title for _, title in reading.outline(sheet("group_sheet", "08"))]
