"""A book as a whole: all that went in comes out, in its place, led to by what names it, the same every time."""

import io
import os
import subprocess
import sys

import pikepdf
import pytest

from dantoc.catalogue.settings import CHECKOUT
from dantoc.engine.engine import open_engine
from dantoc.l10n.faults import describe_error
from dantoc.model.errors import BadBlock
from dantoc.model.publication import GeneratedBlock, TextBlock
from dantoc.model.text import LocalizedText
from dantoc.reports.book import STEPS, Stopped, print_book
from dantoc.reports.edition import Choice, Edition
from tests.reports import reading
from tests.reports.printed import (
    BASE,
    PICTURES,
    chapter,
    figure,
    flat,
    page_texts,
    printed,
    publication,
    sample,
    sample_pdf,
    table,
    text_of,
)

EDITIONS = ("vi", "en", "vi-en")


@pytest.mark.parametrize("languages", EDITIONS)
def test_the_file_is_sound(languages: str):
    pdf = sample_pdf(languages)
    assert reading.faults_of_syntax(pdf) == []
    assert reading.faults_of_marks(pdf) == []
    assert reading.faults_of_links(pdf) == []
    assert reading.faults_of_archive(pdf, "3b") == []


@pytest.mark.parametrize("languages", EDITIONS)
def test_no_text_lies_over_another_or_beyond_the_page(languages: str):
    assert reading.faults_of_layout(sample_pdf(languages)) == []


@pytest.mark.parametrize("languages", EDITIONS)
def test_all_words_come_out(languages: str):
    said = flat(text_of(sample_pdf(languages), raw=True))
    wanted = {
        "vi": ("Niên giám mẫu", "Về số liệu", "chữ đậm", "mục hai", "Nghĩa của ấp.", "Lời cuối sách.", "1.393.547"),
        "en": (
            "A sample yearbook",
            "About the figures",
            "strong",
            "item two",
            "Meaning of hamlet.",
            "The imprint.",
            "1,393,547",
        ),
    }
    for locale in languages.split("-"):
        words = wanted[locale] if locale == languages.split("-", maxsplit=1)[0] else wanted[locale][:-1]
        assert [own for own in words if own not in said] == []
    assert "[vi: " not in said and "[en: " not in said


def test_every_page_but_the_first_says_which_of_how_many_it_is():
    pages = page_texts(sample_pdf("vi"))
    numbered = [place for place, text in enumerate(pages, 1) if f"Trang {place}/{len(pages)}" in text]
    assert numbered == list(range(4, len(pages) + 1)), "cover, title page and imprint alone bear no number"
    both = page_texts(sample_pdf("vi-en"))
    assert f"Trang/Page {len(both)}/{len(both)}" in both[-1]


def test_the_number_printed_in_the_lists_is_that_of_the_page_they_lead_to():
    pdf = sample_pdf("vi")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        numbers = {page.obj.objgen: place for place, page in enumerate(document.pages, 1)}
        places = {name: numbers[place[0].objgen] for name, place in reading.places(document).items()}
    pages = page_texts(pdf)
    listed = flat(pages[3])
    for name, title in (
        ("chapter.people", "Chương people"),
        ("chapter.groups", "Chương groups"),
        ("tables.groups", "Dân số ba dân tộc"),
        ("figures.largest", "Sáu nhóm đông nhất"),
        ("maps.where", "Người Hmông ở đâu"),
    ):
        assert title in flat(pages[places[name] - 1]), name
        assert f"{places[name]}" in listed.split(title, 1)[1].split()[:3], name


def test_outline_and_labels():
    pdf = sample_pdf("vi")
    titles = [title for _, title in reading.outline(pdf)]
    assert titles[:3] == ["Bìa", "Chương front", "1. Chương people"]
    assert "Hmông" in titles and "Rơ-măm" in titles
    assert any(title.startswith("Bảng 1. ") for title in titles)
    assert reading.page_labels(pdf) == [str(place) for place in range(1, len(page_texts(pdf)) + 1)]


def test_the_index_names_groups_by_the_alphabet_with_their_pages():
    pages = page_texts(sample_pdf("vi"))
    profile = next(place for place, text in enumerate(pages, 1) if "Mã số 08" in text)
    index = flat(pages[-1])
    assert str(profile) in index.split("Hmông", 1)[1].split("Rơ-măm")[0]
    assert index.index("Hmông") < index.index("Rơ-măm")


def test_terms_stand_by_the_vietnamese_alphabet():
    said = text_of(sample_pdf("vi"), raw=True)
    places = [said.index(f"Nghĩa của {own}.") for own in ("ấp", "dân tộc", "đô thị")]
    assert places == sorted(places)


def test_the_languages_of_a_bilingual_edition_are_told_apart():
    tree = reading.tree(sample_pdf("vi-en"))
    spoken = {node.words: node.lang or tree.lang for node in tree.all("H2")}
    assert spoken["Về số liệu"] in ("", "vi"), "the language of the document"
    assert spoken["About the figures"] == "en"


def test_figures_are_told_in_words():
    alts = [node.alt for node in reading.tree(sample_pdf("vi")).all("Figure") if not node.alt.startswith("Mã QR")]
    assert len(alts) == 2 + 4, "two plates, and two charts for each of two profiles"
    assert all(alts) and "Sáu nhóm đông nhất" in alts[0]


@pytest.mark.parametrize(("paper", "trim"), [("16x24", (453.5, 680.3)), ("a4", (595.3, 841.9))])
def test_bleed_and_crop_marks_stand_around_the_trimmed_page(paper: str, trim: tuple[float, float]):
    with pikepdf.open(io.BytesIO(sample_pdf("vi", True, paper))) as document:
        page = document.pages[0]
        media, bleed, trimmed = (
            [float(side) for side in box] for box in (page.mediabox, page.obj.BleedBox, page.trimbox)
        )
    assert [round(trimmed[2] - trimmed[0], 1), round(trimmed[3] - trimmed[1], 1)] == list(trim)
    assert [round((own - other) / 72 * 25.4, 2) for own, other in zip(trimmed, bleed, strict=True)] == [3, 3, -3, -3]
    assert media[0] < bleed[0] and media[2] > bleed[2]
    with pikepdf.open(io.BytesIO(sample_pdf("vi", False, paper))) as document:
        assert [round(float(side), 1) for side in document.pages[0].mediabox] == [0, 0, *trim]


def test_the_same_book_is_the_same_bytes_in_another_process():
    code = (
        "import sys, hashlib; from tests.reports.printed import printed, sample;"
        "sys.stdout.write(hashlib.sha256(printed(sample(), 'vi-en')).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=CHECKOUT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] and len(runs[0]) == 64


def test_a_choice_of_chapters_keeps_what_belongs_to_any_book():
    pdf = printed(sample(), choice=Choice(chapters=("groups",), groups=("54",)))
    said = flat(text_of(pdf))
    assert "Mã số 54" in said and "Mã số 08" not in said
    assert "Bảng 1" not in said and "Nghĩa của ấp." in said and "Mục lục" not in said
    assert "1 Chương groups" in said


def test_it_says_step_by_step_how_far_it_is_and_can_be_stopped():
    told: dict[str, list[str]] = {}

    def progress(step: str, done: int, whole: int, block: str) -> None:
        assert 0 <= done <= whole
        told.setdefault(step, []).append(block)
        if step == "pages" and block == "people/largest":
            raise Stopped

    own = sample()
    with pytest.raises(Stopped):
        print_book(open_engine(), own, Edition(), base_url=BASE, pictures=PICTURES, progress=progress)
    places = [f"{chapter.id}/{block.id}" for chapter, block in own.blocks]
    assert told["reading"] == told["setting"] == places
    assert [place for place in told["pages"] if place in places] == places[: places.index("people/largest") + 1]
    assert set(told) < set(STEPS)


def test_what_cannot_be_printed_is_named_with_publication_chapter_and_block():
    empty = table("nobody", ethnic_group="08", area="02", year="1989")
    with pytest.raises(BadBlock) as caught:
        printed(publication(chapter("people", empty)))
    assert caught.value.parameter == "sample/people/nobody"
    for locale in ("vi", "en"):
        assert "sample/people/nobody" in describe_error(caught.value, locale)


def test_a_chart_that_the_drawer_refuses_is_named(monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> dict[str, object]:
        return {"layer": [{"mark": "nonsense"}, {}], "width": 100, "description": ""}

    monkeypatch.setattr("dantoc.reports.plates.drawing.draw", refuse)
    with pytest.raises(BadBlock) as caught:
        printed(publication(chapter("people", figure("broken"))))
    assert caught.value.parameter == "sample/people/broken"


def test_a_text_missing_in_one_language_shows():
    own = TextBlock("half", LocalizedText.of(vi="Chỉ có tiếng Việt."))
    said = flat(text_of(printed(publication(chapter("people", own)), "en")))
    assert "[en: —] Chỉ có tiếng Việt. [vi]" in said


def test_long_words_and_long_titles_stay_in_their_column():
    long = "Một tên chương rất dài về các dân tộc thiểu số " * 6
    text = TextBlock("long", LocalizedText.of(vi=f"https://example.org/{'a' * 220} và {long}"))
    own = chapter("people", text, GeneratedBlock("contents", "contents"))
    own = type(own)(own.id, LocalizedText.of(vi=long, en=long), own.blocks)
    assert reading.faults_of_layout(printed(publication(own))) == []
