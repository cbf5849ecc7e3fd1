"""The yearbook in both languages, printed once and read back whole: every figure, every file, every link."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from itertools import chain, pairwise

import pypdfium2
import pytest
import zxingcpp
from reportlab.pdfbase.ttfonts import TTFont

from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import say
from dantoc.model.codes import COUNTRY, MINORITIES
from dantoc.model.publication import FigureBlock, ProfilesBlock
from dantoc.model.status import NO_FIGURE, NONE
from dantoc.model.table import StatTable
from dantoc.model.view import data_address, page_address
from dantoc.reports.archive import Archive
from dantoc.reports.book_font import BookFont
from dantoc.reports.typography import REGULAR
from tests.reports import reading
from tests.reports.comparing import Asked, faults_of_table
from tests.reports.drawing import DESCRIPTION, open_canvas
from tests.reports.drawing import say as draw_words
from tests.reports.printed import BASE
from tests.reports.whole import FoundTable, Whole, count_pages, entries, view_of
from tests.web.client import Reader, app

EVERY = 12
"""Of so many tables one has its code read by a camera's eyes."""


@pytest.fixture(scope="module")
def asked(yearbook: Whole) -> dict[int, Asked]:
    """What the engine gives for each table, by its number."""
    return {number: Asked(block, yearbook.languages) for number, block in enumerate(yearbook.table_blocks, 1)}


# --- tables --------------------------------------------------------------------------------------------------------


def test_every_table_says_what_the_engine_gives_cell_by_cell(yearbook: Whole, asked: dict[int, Asked]):
    assert list(yearbook.tables) == list(asked) and len(asked) >= 80
    assert list(chain(*(faults_of_table(own, yearbook.tables[number]) for number, own in asked.items()))) == []


def test_signs_and_marks_of_all_kinds_were_among_what_was_compared(yearbook: Whole, asked: dict[int, Asked]):
    cells = [cell for own in asked.values() for row in own.stats[0].rows for cell in row.cells]
    assert len(cells) > 10_000
    assert {NO_FIGURE, NONE} <= {cell.text for cell in cells}
    assert {"E", "P", "B", "O"} <= {str(cell.status.value) for cell in cells}
    assert any(cell.notes for cell in cells) and any(cell.derived for cell in cells)
    stats = [own.stats[0] for own in asked.values()]
    assert any(len(stat.heading) > 1 for stat in stats) and any(len(stat.stub_heads) > 2 for stat in stats)
    assert any(len(found.parts) > 1 for found in yearbook.tables.values()), "a table in columns on two pages"


def _figure(stat: StatTable) -> StatTable:
    row = stat.rows[1]
    return replace(stat, rows=(stat.rows[0], replace(row, cells=(replace(row.cells[0], text="7"), *row.cells[1:]))))


def _rows(stat: StatTable) -> StatTable:
    return replace(stat, rows=stat.rows[:-1])


def _name(stat: StatTable) -> StatTable:
    first = replace(stat.rows[0], stub=(replace(stat.rows[0].stub[0], text="Nobody"), *stat.rows[0].stub[1:]))
    return replace(stat, rows=(first, *stat.rows[1:]))


def _head(stat: StatTable) -> StatTable:
    first, *others = stat.heading[-1]
    return replace(stat, heading=(*stat.heading[:-1], (replace(first, text="1900"), *others)))


def _note(stat: StatTable) -> StatTable:
    return replace(stat, notes=(*stat.notes[:-1], replace(stat.notes[-1], text="Nothing")))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_figure, "cells 1"),
        (_rows, "cells"),
        (_name, "names"),
        (_head, "heads"),
        (_note, "below"),
        (lambda stat: replace(stat, title="Another"), "caption"),
        (lambda stat: replace(stat, unit="Unit: hands"), "caption"),
        (lambda stat: replace(stat, sources=("Nowhere",)), "below"),
        (lambda stat: replace(stat, notes=stat.notes[1:]), "is not wanted"),
        (lambda stat: replace(stat, notes=stat.notes[:-1]), "marks of the notes"),
    ],
)
def test_another_word_or_figure_is_found(
    yearbook: Whole, asked: dict[int, Asked], change: Callable[[StatTable], StatTable], told: str
):
    own = copy(asked[1])
    assert faults_of_table(own, yearbook.tables[1]) == []
    own.stats = [change(stat) for stat in own.stats]
    assert any(told in fault for fault in faults_of_table(own, yearbook.tables[1]))


def test_words_that_nobody_asked_for_are_found_below_a_table(yearbook: Whole, asked: dict[int, Asked]):
    found = yearbook.tables[1]
    own = FoundTable(1, found.parts, [*found.below, reading.Node("P", "Something else")])
    assert any("is not wanted" in fault for fault in faults_of_table(asked[1], own))


# --- files ---------------------------------------------------------------------------------------------------------


def test_every_table_has_its_file_and_it_is_what_the_api_gives(yearbook: Whole):
    files, reader = reading.attached(yearbook.pdf), Reader(app())
    blocks = yearbook.table_blocks
    assert sorted(files) == [f"bang-{number:03}.csv" for number in range(1, len(blocks) + 1)]
    other = []
    for number, block in enumerate(blocks, 1):
        answer = reader.get(data_address(open_engine().catalogue.dataset(block.dataset), block.view, "csv", "vi"))
        assert answer.status_code == 200
        if answer.content != files[f"bang-{number:03}.csv"]:
            other.append(number)
    assert other == []
    assert len(set(files.values())) > len(files) * 0.9, "files of one content would be equal to any answer"


# --- links ---------------------------------------------------------------------------------------------------------


def faults_of_entries(yearbook: Whole, tree: reading.Node) -> list[str]:
    """Lines of contents and lists whose number is not that of the page they lead to, or that lead to a page without
    their title."""
    faults = []
    for heading, link in entries(tree):
        (page,) = set(link.leads)
        printed = reading.squeezed(link.text)
        if printed != str(page):
            faults.append(f"{heading}: {link.words!r} leads to page {page}")
        said = [re.sub(r"s? (\d+)–\d+$", r" \1", run.words) for run in link.all("Span")]  # of a span the first
        lacking = [words for words in said if reading.squeezed(words) not in yearbook.pages[page - 1]]
        faults += [f"{heading}: page {page} does not say {words!r}" for words in lacking]
    return faults


def test_every_line_of_contents_and_lists_leads_to_its_title_and_says_the_page(yearbook: Whole):
    assert faults_of_entries(yearbook, yearbook.tree) == []
    found: dict[str, list[reading.Node]] = {}
    for heading, link in entries(yearbook.tree):
        found.setdefault(heading, []).append(link)
    lists = {kind: say(f"reports.title.{kind}", "vi") for kind in ("tables", "figures", "maps")}
    counts = {kind: len(next(own for name, own in found.items() if name.startswith(lists[kind]))) for kind in lists}
    maps = sum(own.is_map for own in yearbook.figure_blocks)
    assert counts == {
        "tables": len(yearbook.table_blocks),
        "figures": len(yearbook.figure_blocks) - maps,
        "maps": maps,
    }
    contents = next(own for name, own in found.items() if name.startswith("Mục lục"))
    parts = [part for part in yearbook.publication.parts if part.title]
    named = [reading.squeezed(own.all("Span")[0].words) for own in contents]
    wanted = chain(*([part, *part.chapters] if part.title else part.chapters for part in yearbook.publication.parts))
    assert named == [reading.squeezed(own.title.say("vi")) for own in wanted] and parts


def test_a_line_that_leads_elsewhere_is_found(yearbook: Whole):
    (link,) = [link for _, link in entries(yearbook.tree)][40:41]
    astray = reading.Node("TOCI", kids=[replace(link, leads=[int(str(link.leads[0])) + 9])])
    faults = faults_of_entries(yearbook, astray)
    assert any("leads to page" in fault for fault in faults) and any("does not say" in fault for fault in faults)


def name_of(entry: reading.Node) -> str:
    """The name in the first language of the edition."""
    return re.split(r" \(|\u00a0|,|  ", entry.text)[0].strip()


def faults_of_index(yearbook: Whole, tree: reading.Node) -> list[str]:
    """Entries of the index that are on a page which does not name them, or lead to another than they say."""
    faults = []
    for entry in (own for index in tree.all("Index") for own in index.kids):
        name = name_of(entry)
        for link in entry.all("Link"):
            first, _, last = link.words.partition("–")
            if set(link.leads) != {int(first)}:
                faults.append(f"{name}: {link.words} leads to {link.leads}")
            pages = range(int(first), int(last or first) + 1)
            faults += [
                f"{name} is not on page {page}"
                for page in pages
                if reading.squeezed(name) not in yearbook.pages[page - 1]
            ]
    return faults


def test_every_page_of_the_index_names_the_group_or_the_area(yearbook: Whole):
    assert faults_of_index(yearbook, yearbook.tree) == []
    named = {name_of(entry) for index in yearbook.tree.all("Index") for entry in index.kids}
    lists = open_engine().catalogue.codelists
    groups = {lists["ethnic_group"][code].name.say("vi") for code in lists["ethnic_group"].leaves(MINORITIES)}
    areas = {lists["area"][code].name.say("vi") for code in lists["area"].leaves(COUNTRY)}
    assert len(groups) == 53 and groups - named == set() and areas - named == set()


def test_a_page_of_the_index_that_does_not_name_it_is_found(yearbook: Whole):
    link = reading.Node("Link", "2", leads=[2])
    own = reading.Node("Document", kids=[reading.Node("Index", kids=[reading.Node("P", "Hmông", kids=[link])])])
    assert faults_of_index(yearbook, own) == ["Hmông is not on page 2"]


def test_every_line_of_the_outline_leads_to_the_page_that_says_it(yearbook: Whole):
    lines = reading.outline_pages(yearbook.pdf)
    astray = [
        (title, page)
        for title, page in lines
        if page > 1 and reading.squeezed(re.sub(r"^\d+\. ", "", title)) not in yearbook.pages[page - 1]
    ]
    assert astray == []
    titles = [title for title, _ in lines]
    assert titles[0] == say("reports.cover", "vi")
    numbered = [title for title in titles if re.match(r"(Bảng|Hình|Bản đồ) \d+\. ", title)]
    assert len(numbered) == len(yearbook.table_blocks) + len(yearbook.figure_blocks)
    assert [page for _, page in lines] == sorted(page for _, page in lines), "in the order of the book"


def test_pages_are_called_by_their_numbers_and_say_which_of_how_many(yearbook: Whole):
    count = count_pages(yearbook.pdf)
    assert reading.page_labels(yearbook.pdf) == [str(page) for page in range(1, count + 1)]
    said = [page for page, text in enumerate(yearbook.pages, 1) if f"Trang/Page{page}/{count}" in text]
    assert said == list(range(4, count + 1)), "all but cover, title page and imprint"


def test_the_address_under_every_table_and_figure_says_its_view(yearbook: Whole):
    for number, block in enumerate(yearbook.table_blocks, 1):
        (address,) = yearbook.tables[number].addresses
        dataset = open_engine().catalogue.dataset(block.dataset)
        assert address == BASE + page_address(dataset, block.view, "vi")
        assert view_of(str(address)) == (block.dataset, block.view), block.id
    led = {to for _, _, to in reading.links(yearbook.pdf) if isinstance(to, str) and to.startswith(BASE)}
    views = [view_of(to) for to in led if "/dataset?" in to]
    lacking = [block.id for block in yearbook.figure_blocks if not _is_among(block, views)]
    assert lacking == []
    other = replace(yearbook.table_blocks[0].view, rows=("sex",))
    assert (yearbook.table_blocks[0].dataset, other) not in views, "a view that no table has"


def _is_among(block: FigureBlock, views: list) -> bool:
    own = block.exhibit
    return any(
        dataset == own.dataset and replace(view, mark="") == replace(own.view, mark="") for dataset, view in views
    )


def test_codes_under_tables_are_read_as_their_address(yearbook: Whole):
    document = pypdfium2.PdfDocument(yearbook.pdf)
    links = reading.links(yearbook.pdf)
    sample = list(yearbook.tables.values())[::EVERY]
    for found in sample:
        (address,) = map(str, found.addresses)
        places = [page for page, _, to in links if to == address]
        pictures = [document[page - 1].render(scale=3).to_pil() for page in set(places)]
        seen = {own.text for picture in pictures for own in zxingcpp.read_barcodes(picture)}
        assert address in seen, (found.number, places)
    document.close()
    assert len(sample) >= 10


def test_codes_under_charts_and_maps_are_read_as_their_address(yearbook: Whole):
    document, links = pypdfium2.PdfDocument(yearbook.pdf), reading.links(yearbook.pdf)
    said = [(page, to) for page, _, to in links if isinstance(to, str) and "/dataset?" in to]
    sample = yearbook.figure_blocks[::EVERY]
    for block in sample:
        (address, places), *_ = [
            (to, {page for page, own in said if own == to})
            for _, to in said
            if _is_among(block, [view_of(to)]) and "mark=" in to
        ]
        pictures = [document[page - 1].render(scale=2).to_pil() for page in places]
        seen = {own.text for picture in pictures for own in zxingcpp.read_barcodes(picture)}
        assert address in seen, (block.id, places)
    document.close()
    assert len(sample) >= 5


# --- the file ------------------------------------------------------------------------------------------------------


def test_the_whole_file_is_without_fault(yearbook: Whole):
    assert reading.faults_of_syntax(yearbook.pdf) == []
    assert reading.faults_of_archive(yearbook.pdf, "3b") == []
    assert reading.faults_of_marks(yearbook.pdf) == []
    assert reading.faults_of_links(yearbook.pdf) == []
    assert reading.faults_of_headings(yearbook.tree) == []


def test_no_text_of_all_pages_lies_over_another_or_beyond_the_page(yearbook: Whole):
    assert reading.faults_of_layout(yearbook.pdf) == []


def test_no_letter_is_missing(yearbook: Whole):
    assert reading.faults_of_glyphs(yearbook.pdf) == []
    assert not [text for text in yearbook.pages if "[vi:" in text or "[en:" in text]


def test_a_letter_that_the_font_lacks_is_found(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(BookFont, "splitString", TTFont.splitString)
    canvas = open_canvas()
    canvas.setFont(REGULAR, 12)
    draw_words(canvas, "P", "Hmông 少", 700)
    canvas.showPage()
    canvas.archive = Archive(DESCRIPTION, "3b", ())
    assert reading.faults_of_glyphs(canvas.getpdfdata()) == ["page 1: 1 letters are boxes"]


def test_words_at_the_ends_of_lines_are_not_joined(yearbook: Whole, asked: dict[int, Asked]):
    said = [node.words for node in yearbook.tree.kids if node.kind == "P"]
    for locale in yearbook.locales:
        assert said.count(yearbook.publication.title.say(locale)) >= 2, "cover and title page"
    told = {link.all("Span")[0].words for _, link in entries(yearbook.tree)}
    assert {own.stats[0].title for own in asked.values()} <= told


def test_each_profile_stands_on_a_page_of_its_own(yearbook: Whole):
    (block,) = [own for _, own in yearbook.publication.blocks if isinstance(own, ProfilesBlock)]
    codes = block.codes or open_engine().catalogue.codelists["ethnic_group"].leaves(MINORITIES)
    names = reading.pages_of_places(yearbook.pdf)
    pages = [names[f"ethnic_group.{code}"] for code in codes]
    assert len(codes) == 53
    assert [after - before for before, after in pairwise(pages)] == [1] * 52
    for code, page in zip(codes, pages, strict=True):
        assert f"Mãsố{code}." in yearbook.pages[page - 1], code
    assert not re.search(r"Mãsố\d\d\.", yearbook.pages[pages[-1]])
