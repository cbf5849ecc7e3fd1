"""What stands before and between the chapters: imprint, contents, and what the pages that open parts lead to."""

from dataclasses import replace

import pytest
from reportlab.platypus import Flowable

from dantoc.l10n.messages import say
from dantoc.model.publication import GeneratedBlock, Part, ProfilesBlock, Publication, TextBlock
from dantoc.reports.ledger import AREA, EVERY, GROUP, Ledger
from dantoc.reports.stack import Columns
from tests.reports import reading
from tests.reports.printed import both, chapter, page_texts, printed, publication, table


def _in_parts() -> Publication:
    own = publication(
        chapter("contents", GeneratedBlock("contents", "contents"), numbered=False),
        chapter("people", TextBlock("words", both("Lời.", "Words.")), *(table(f"t{place}") for place in range(28))),
        chapter("one", TextBlock("more", both("Một.", "One."))),
        chapter("groups", ProfilesBlock("profiles", "ethnic_group", ("08", "54")), numbered=False),
    )
    first, *rest = own.chapters
    parts = (Part("front", own.parts[0].title, (first,)), Part("all", both("Số liệu", "Figures"), tuple(rest)))
    return replace(own, parts=parts)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return printed(_in_parts(), "vi-en")


def test_the_imprint_stands_inside_the_cover_at_the_foot_and_the_title_on_the_right(pdf: bytes):
    pages = page_texts(pdf)
    assert "Lời cuối sách." in pages[1]
    assert "Niên giám mẫu" in pages[2]
    (letters,) = reading.letters(pdf, [2])
    assert max(letter.high for letter in letters) < 200, "in points above the foot of the page"


def test_the_page_of_a_part_leads_to_its_chapters(pdf: bytes):
    pages = page_texts(pdf)
    opener = next(place for place, text in enumerate(pages, 1) if text.strip().startswith("Số liệu"))
    assert "Chương people" in pages[opener - 1] and "Chương one" in pages[opener - 1]
    links = [own for own in reading.tree(pdf).all("Link") if "Chương one" in own.words]
    led = {page for own in links for page in own.leads}
    assert len(links) >= 2 and len(led) == 1
    assert "Chương one" in pages[led.pop() - 1]


def test_a_chapter_too_long_to_list_says_its_first_and_last_table(pdf: bytes):
    said = [say("reports.span.tables", own, first=1, last=28) for own in ("vi", "en")]
    (link,) = [own for own in reading.tree(pdf).all("Link") if said[0] in own.words]
    assert said[1] in link.words
    (page,) = set(link.leads)
    assert "Bảng 1." in page_texts(pdf)[page - 1]


def test_the_page_that_opens_profiles_leads_to_each(pdf: bytes):
    links = [own for own in reading.tree(pdf).all("TOCI") if own.words.startswith("08 ")]
    assert any("Hmông" in own.words and "Hmong" in own.words for own in links)


class _High(Flowable):
    def __init__(self, high: float) -> None:
        super().__init__()
        self._high = high

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return width, self._high


def test_columns_that_have_room_only_when_filled_one_after_the_other_take_the_page():
    columns = Columns([_High(high) for high in (60, 60, 30)])
    assert columns.wrap(200, 100)[1] > 100, "halved where the first is the longer they are too high"
    (filled,) = columns.split(200, 100)
    assert filled.wrap(200, 100)[1] <= 100


class _Page:
    @staticmethod
    def getPageNumber() -> int:  # noqa: N802 - the library's name
        return 7


@pytest.mark.parametrize("dimension", [GROUP, AREA])
def test_what_names_every_group_or_area_is_said_once(dimension: str):
    ledger = Ledger()
    codes = [str(place) for place in range(EVERY[dimension])]
    ledger.mention(_Page, dimension, codes)
    assert ledger.mentions == {} and ledger.wholes == {dimension: {7: False}}
    ledger.mention(_Page, dimension, codes[:3], of=EVERY[dimension])
    assert ledger.mentions == {}, "a page of a table that names them all"
    ledger.mention(_Page, dimension, codes[:3], main=True)
    ledger.mention(_Page, dimension, codes[:-1])
    assert len(ledger.mentions) == EVERY[dimension] - 1
    assert ledger.mentions[dimension, "0"] == {7: True}
