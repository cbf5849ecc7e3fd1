"""Charts in a book of chosen groups, areas and years: the chosen set off among the others, or alone, or nothing."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp

from dantoc.engine.engine import open_engine
from dantoc.figures import drawing
from dantoc.figures.choice import suggest
from dantoc.figures.exhibiting import Shown, shown
from dantoc.figures.finishing import with_reference
from dantoc.model.codes import AGGREGATES
from dantoc.model.publication import FigureBlock
from dantoc.model.structure import TIME
from dantoc.model.view import page_address, parse_view, view_params
from dantoc.reports.choosing_charts import MAPS, SETS_OFF, chosen_chart
from dantoc.reports.edition import Choice, Edition
from dantoc.reports.ledger import AREA, GROUP
from dantoc.reports.pictures import Pictures
from dantoc.reports.plates import read_plate
from dantoc.reports.setting import Setting
from dantoc.reports.sheet import PAPERS, Sheet
from tests.figures.drawn import outside, overlapping
from tests.reports import reading
from tests.reports.printed import BASE, PICTURES, chapter, figure, printed, publication

CHOICES = [
    {"groups": ("05",)},
    {"groups": ("02", "03", "05", "53")},
    {"areas": ("02", "R1")},
    {"years": ("2009", "2016", "2019")},
    {"groups": ("08",), "areas": ("02", "11"), "years": ("2009", "2019")},
]
NAMED = {"mark": "bars", "ethnic_group": "02,03,05,06,07,08", "year": "2019", "rows": "ethnic_group", "columns": "year"}
MAP = {"ethnic_group": "08", "area": "leaves(VN)", "year": "2019", "rows": "area", "columns": "year", "mark": "tiles"}


def setting(languages: str = "vi", paper: str = "16x24", **chosen: tuple[str, ...]) -> Setting:
    return Setting(
        engine=open_engine(),
        publication=publication(chapter("all")),
        edition=Edition(languages, choice=Choice(**chosen)),
        sheet=Sheet(PAPERS[paper]),
        base_url=BASE,
        pictures=Pictures(),
    )


def charts() -> list[FigureBlock]:
    """The charts and maps of the yearbook."""
    book = open_engine().publications.publication("yearbook")
    return [block for _, block in book.blocks if isinstance(block, FigureBlock)]


def codes(own: Shown, dimension: str) -> set[str]:
    return set(own.result.codes.get(dimension, ()))


def is_of_choice(code: str, dimension: str, wanted: tuple[str, ...]) -> bool:
    """Whether the code was chosen, is a whole, holds a chosen one, or is held by one."""
    codelist = open_engine().catalogue.codelists[dimension]
    held = {own for one in wanted for own in codelist.descendants(one)}
    return (
        code in wanted
        or code in AGGREGATES
        or code.startswith("_")
        or code in held
        or not set(codelist.descendants(code)).isdisjoint(wanted)
    )


@pytest.mark.parametrize("chosen", CHOICES, ids=str)
def test_every_chart_shows_the_chosen_or_sets_them_off_and_says_nothing_of_what_is_gone(chosen: dict):
    own = setting(**chosen)
    stay = 0
    for block in charts():
        whole, left = shown(open_engine(), block.exhibit), chosen_chart(block, own)
        if left is None:
            continue
        stay += 1
        if "years" in chosen:
            assert codes(left, TIME) <= set(chosen["years"]), block.id
        off = set(left.spec.highlight) if left.spec.highlight != whole.spec.highlight else set()
        for dimension, name in ((GROUP, "groups"), (AREA, "areas")):
            wanted = chosen.get(name, ())
            others = {code for code in codes(left, dimension) if wanted and not is_of_choice(code, dimension, wanted)}
            if others:
                assert getattr(left.spec, SETS_OFF[left.spec.mark]) == dimension, block.id
                assert off or set(left.spec.highlight) <= set(wanted), block.id
                assert codes(left, dimension) == codes(whole, dimension), block.id
        is_whole = left.result.data.equals(whole.result.data)
        if not is_whole:
            assert not left.spec.title and not left.spec.subtitle, f"{block.id}: words of what is no longer shown"
        elif not off:
            assert (left.spec.title, left.spec.subtitle) == (whole.spec.title, whole.spec.subtitle), block.id
        if off and not set(whole.spec.highlight) <= off:
            assert not left.spec.title, f"{block.id}: a finding about others than those set off"
        offered = suggest(left.result, left.exhibit.view.rows, left.exhibit.view.columns, left.spec.measure)
        assert left.spec.mark in [offer.mark for offer in offered], block.id
        assert left.spec.mark != "number", block.id
        said = drawing.caption(left.result, left.spec, "en")
        assert said.title and said.source, block.id
    assert 0 < stay < len(charts()), "some stay, and some say nothing of the choice"


@pytest.mark.parametrize("chosen", CHOICES[1::2], ids=str)
def test_the_address_of_a_chart_gives_the_figures_it_shows(chosen: dict):
    engine, own = open_engine(), setting(**chosen)
    for left in (found for block in charts() if (found := chosen_chart(block, own)) is not None):
        exhibit = left.exhibit
        dataset = engine.catalogue.dataset(exhibit.dataset)
        again = parse_view(dataset, view_params(dataset, exhibit.view))
        query = with_reference(dataset, again.query, exhibit.figure)
        assert engine.run(query, order_by=again.ordered_by).data.equals(left.result.data), exhibit.id


def test_nothing_chosen_changes_nothing():
    block = figure(**NAMED)
    own = chosen_chart(block, setting())
    assert own is not None and own.exhibit is block.exhibit


def test_one_group_is_set_off_among_the_others_with_its_name_below():
    block = figure(**NAMED)
    own = chosen_chart(block, setting("vi-en", groups=("05",)))
    assert own is not None
    assert own.spec.highlight == ("05",)
    assert len(codes(own, GROUP)) == 6
    assert own.spec.title == block.exhibit.figure.title, "nothing that it may speak of is gone"
    assert own.spec.note.as_dict() == {"vi": "Tô đậm: Khơ-me.", "en": "Highlighted: Khmer."}


def test_more_than_half_of_them_are_shown_alone():
    own = chosen_chart(figure(**NAMED), setting(groups=("02", "03", "05", "06")))
    assert own is not None
    assert codes(own, GROUP) == {"02", "03", "05", "06"}
    assert not own.spec.highlight and not own.spec.title


def test_a_group_beyond_the_greatest_that_are_drawn_is_shown_with_the_total():
    asked = {**NAMED, "ethnic_group": "_T,children(EM)", "year": "1999", "order": "-value"}
    block = figure(**asked)
    greatest = replace(block.exhibit, figure=replace(block.exhibit.figure, limit=5))
    own = chosen_chart(replace(block, exhibit=greatest), setting(groups=("53",)))
    assert own is not None
    assert codes(own, GROUP) == {"_T", "53"} and own.spec.limit == 0


@pytest.mark.parametrize(
    "chosen", [{"groups": ("34",)}, {"years": ("1989",)}, {"groups": ("05",), "years": ("1999",)}], ids=str
)
def test_a_chart_that_says_nothing_of_the_choice_is_left_out_and_takes_no_number(chosen: dict):
    own = setting(**chosen)
    assert read_plate(figure(**NAMED), own) is None
    assert own.ledger.entries == []


def test_a_chart_of_another_group_is_left_out():
    assert chosen_chart(figure(is_map=True, **MAP), setting(groups=("05",))) is None


@pytest.mark.parametrize(
    ("areas", "mark", "kind"), [(("R1", "R2"), "tiles", "maps"), (("R4",), "bars", "figures"), (("02",), "", "")]
)
def test_a_map_keeps_the_chosen_provinces_and_few_of_them_are_bars(areas: tuple[str, ...], mark: str, kind: str):
    own = setting(areas=areas)
    plate = read_plate(figure(is_map=True, **MAP), own)
    assert (plate.spec.mark if plate else "") == mark
    assert [entry.kind for entry in own.ledger.entries] == ([kind] if kind else [])
    if mark in MAPS:
        assert plate is not None and plate.spec.note.get("vi") == (
            "Các tỉnh khác không có trong lựa chọn, nên để trống."
        )


def test_lines_of_which_one_year_is_left_are_bars_of_that_year():
    asked = {**NAMED, "mark": "lines", "year": "*"}
    own = chosen_chart(figure(**asked), setting(years=("2019",)))
    assert own is not None and own.spec.mark == "bars" and codes(own, TIME) == {"2019"}
    two = chosen_chart(figure(**asked), setting(years=("1989", "2019")))
    assert two is not None and two.spec.mark == "lines"


def test_codes_under_charts_are_read_as_the_address_of_what_they_show():
    blocks = figure("some", **NAMED), figure("where", is_map=True, **MAP)
    book = publication(chapter("people", *blocks))
    chosen = {"groups": ("02", "03", "06", "08"), "areas": ("R2",)}
    pdf = printed(book, choice=Choice(**chosen))
    links = [(page, to) for page, _, to in reading.links(pdf)]
    dataset = open_engine().catalogue.dataset("population_census")
    left = [found for block in blocks if (found := chosen_chart(block, setting(**chosen))) is not None]
    addresses = {BASE + page_address(dataset, own.exhibit.view, "vi") for own in left}
    assert len(addresses) == 2
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    pictures = [document[page - 1].render(scale=2).to_pil() for page in {page for page, to in links if to in addresses}]
    assert {own.text for picture in pictures for own in zxingcpp.read_barcodes(picture)} == addresses


# --- two languages in one chart ------------------------------------------------------------------------------------


def chart_of(id: str) -> FigureBlock:
    return next(own for own in charts() if own.id == id)


@pytest.mark.parametrize(
    ("id", "twice"),
    [
        ("largest_minorities", True),
        ("pyramid_tay", True),
        ("pupils_lines", True),
        ("population_lines", True),
        ("map_tay", False),
        ("net_migration_regions", False),
    ],
)
def test_a_chart_of_the_bilingual_edition_says_its_words_twice_where_they_have_room(id: str, twice: bool):
    plate = read_plate(chart_of(id), setting("vi-en"))
    assert plate is not None and plate.spec.both is twice
    alone = read_plate(chart_of(id), setting("en"))
    assert alone is not None and not alone.spec.both


@pytest.mark.parametrize("paper", ["16x24", "a4"])
@pytest.mark.parametrize("id", ["pupils_lines", "never_attended_by_sex", "review_regions_bars"])
def test_no_two_words_of_a_chart_in_both_languages_touch(id: str, paper: str):
    plate = read_plate(chart_of(id), setting("vi-en", paper))
    assert plate is not None and plate.spec.both
    svg = PICTURES.svg(plate.chart)
    assert " / " in svg
    assert overlapping(svg) == []
    assert outside(svg) == []
