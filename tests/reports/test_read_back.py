"""Fact sheets of the real figures, read back: two readers agree on every element, a judge takes the file."""

import io
from functools import lru_cache

import pikepdf
import pytest

from dantoc.engine.engine import open_engine
from dantoc.reports.book import print_book
from dantoc.reports.edition import Edition
from tests.reports import reading
from tests.reports.printed import BASE, PICTURES

SHEETS = (("group_sheet", "08", "vi-en"), ("area_sheet", "TTH", "vi"), ("group_sheet", "53", "en"))


@lru_cache
def sheet(publication: str, code: str, languages: str, archive: str = "3b") -> bytes:
    engine = open_engine()
    codes = engine.publications.publication(publication).subject_codes
    own = engine.publications.publication(publication, about=code if code in codes else codes[0])
    return print_book(engine, own, Edition(languages, archive=archive), base_url=BASE, pictures=PICTURES)


@pytest.mark.parametrize("asked", SHEETS, ids="-".join)
def test_two_readers_find_the_same_elements_in_the_same_order(asked: tuple[str, str, str]):
    pdf = sheet(*asked)
    order = reading.tree(pdf).order
    assert len(order) > 100
    assert order == reading.poppler_order(pdf)


@pytest.mark.parametrize("asked", SHEETS, ids="-".join)
def test_the_file_is_without_fault(asked: tuple[str, str, str]):
    pdf = sheet(*asked)
    for judged in (
        reading.faults_of_syntax(pdf),
        reading.faults_of_archive(pdf, "3b"),
        reading.faults_of_marks(pdf),
        reading.faults_of_links(pdf),
        reading.faults_of_layout(pdf),
        reading.faults_of_headings(reading.tree(pdf)),
    ):
        assert judged == []


@pytest.mark.parametrize("asked", SHEETS[:2], ids="-".join)
def test_a_judge_takes_the_1b(asked: tuple[str, str, str]):
    assert reading.preflight(sheet(*asked, "1b")) == []


def test_every_picture_is_said_in_words_and_has_its_place():
    pictures = reading.tree(sheet(*SHEETS[0])).all("Figure")
    assert pictures
    assert [picture.words[:40] for picture in pictures if not picture.alt or "BBox" not in picture.attributes] == []


def test_every_file_has_its_table():
    with pikepdf.open(io.BytesIO(sheet(*SHEETS[0]))) as file:
        tables = [
            str(one.AF[0].UF)
            for one in file.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Table" and "/AF" in one
        ]
        assert sorted(set(tables)) == sorted(file.attachments)
