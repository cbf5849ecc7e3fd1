"""Where printed tables end on a page and go on: made-up figures, any room, names and notes of any length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.platypus import Flowable

from dantoc.model.publication import TableBlock
from dantoc.model.result import Result
from dantoc.model.text import LocalizedText
from dantoc.model.view import View
from dantoc.reports import table_columns
from dantoc.reports.measuring import width_of
from dantoc.reports.setting import Setting
from dantoc.reports.table_layout import lay_table
from dantoc.reports.table_pieces import TablePiece
from dantoc.reports.table_words import ROW, table_words, without_echoes
from dantoc.reports.tables import printed_table
from tests.reports import reading
from tests.reports.tables_in_print import bind, setting
from tests.results import codelist, result

AREAS = tuple(code.id for code in codelist("area").codes if len(code.id) == 2)[:67]
GROUPS = tuple(code.id for code in codelist("ethnic_group").codes if code.id.isdigit())
TITLE = LocalizedText.of(vi="Bảng thử", en="Table on trial")


def block_of(own: Result, rows: Sequence[str], columns: Sequence[str], panels: str = "") -> TableBlock:
    return TableBlock("trial", own.dataset.id, View(own.query, tuple(rows), tuple(columns)), TITLE, panels=panels)


def pieces_of(own: Result, block: TableBlock, at: Setting, first_room: float) -> list[TablePiece]:
    """The pieces on their pages, as a document would take them: the first page has only so much room left."""
    ahead: list[Flowable] = list(printed_table(own, block, at))
    done: list[TablePiece] = []
    room, turns = first_room, 0
    while ahead:
        turns += 1
        assert turns < 400, "it never ends"
        flowable = ahead.pop(0)
        _, high = flowable.wrap(at.width, room)
        if high <= room + 1e-6 and isinstance(flowable, TablePiece):
            done.append(flowable)
            room -= high + flowable.getSpaceAfter()
            continue
        parts = flowable.split(at.width, room)
        if parts:
            assert parts[0].wrap(at.width, room)[1] <= room + 1e-6, "the piece has no room"
            ahead[:0] = parts
        else:
            assert room < at.height, "it has no room on any page"
            ahead.insert(0, flowable)
            room = at.height
    return done


@st.composite
def figures(draw: st.DrawFn) -> tuple[Result, TableBlock]:
    """Figures of areas, or of areas within groups, over years; some missing, some noted, some flagged."""
    areas = draw(st.lists(st.sampled_from(AREAS), min_size=1, max_size=60, unique=True))
    years = draw(st.lists(st.integers(1960, 2026), min_size=1, max_size=draw(st.sampled_from([3, 8, 30])), unique=True))
    groups = draw(st.lists(st.sampled_from(GROUPS), min_size=1, max_size=3, unique=True))
    seed = draw(st.integers(0, 10**6))
    long = draw(st.sampled_from([0, 1, 40, 400]))
    made = []
    for group in groups:
        for place, area in enumerate(areas):
            for year in years:
                number = (seed * 31 + place * 7919 + year * 104729 + int(group) * 13) % 9_999_999
                figure: dict[str, object] = {"ethnic_group": group, "area": area, "year": year}
                figure |= {"value": None, "obs_status": "O"} if number % 11 == 0 else {"value": float(number)}
                if number % 17 == 0 and long:
                    which = number % 3
                    figure |= {"note_vi": f"Ghi chú {which} " * long, "note_en": f"Note {which} " * long}
                made.append(figure)
    own = result(made)
    panels = draw(st.sampled_from(["", "ethnic_group"])) if len(groups) > 1 else ""
    return own, block_of(own, ("ethnic_group", "area"), ("year",), panels)


@settings(max_examples=60)
@given(
    made=figures(),
    languages=st.sampled_from(["vi", "en", "vi-en"]),
    paper=st.sampled_from(["a4", "16x24"]),
    left=st.floats(0.05, 1.0),
)
def test_every_row_stands_on_one_page_and_none_alone(
    made: tuple[Result, TableBlock], languages: str, paper: str, left: float
) -> None:
    own, block = made
    at = setting(languages, paper)
    pieces = pieces_of(own, block, at, at.height * left)
    whole = table_words(own, block, at.locales, lambda _: "Bảng 1", ",")
    parts = len({id(piece.part) for piece in pieces})
    lines = [line for piece in pieces for line in piece.lines]
    told = [(line.kind, line.said) for line in lines]
    assert told in ([(line.kind, line.said) for line in own.lines] * parts for own in (whole, without_echoes(whole)))
    cells = [cell for line in lines for cell in line.cells]
    assert len(cells) == sum(len(line.cells) for line in whole.lines)
    for before, after in pairwise(pieces):
        if not before.lines or not after.lines or before.part is not after.part:
            continue
        assert before.lines[-1].kind == ROW, "the head of a panel or of a group is the last line of a page"
        assert sum(line.kind == ROW for line in before.lines) >= 3
        assert after.lines[0].indent <= before.lines[-1].indent or after.lines[0].kind != ROW
    for piece in pieces[1:]:
        rows = sum(line.kind == ROW for line in piece.lines)
        among = sum(line.kind == ROW for line in whole.lines)
        assert rows == 0 or rows >= min(3, among)


def _years_of_areas(count: int, years: int = 1) -> tuple[Result, TableBlock]:
    made = [
        {"area": area, "year": year, "value": 1000.0 + year}
        for area in AREAS[2 : 2 + count]
        for year in range(2026 - years, 2026)
    ]
    own = result(made)
    return own, block_of(own, ("area",), ("year",))


def test_a_table_is_set_closer_where_it_then_ends_on_its_page_and_not_where_it_does_not() -> None:
    own, block = _years_of_areas(30)
    at = setting("vi", "16x24")
    (loose,) = pieces_of(own, block, at, at.height)
    high = loose.high
    (closer,) = pieces_of(own, block, at, high - 20)
    assert closer.high <= high - 20
    assert closer.lines == loose.lines
    torn = pieces_of(own, block, at, high - 120)
    assert len(torn) > 1 or torn[0].high == high, "what cannot be saved is not squeezed"


def test_no_page_is_left_with_fewer_than_five_rows_where_more_can_go_there() -> None:
    own, block = _years_of_areas(60)
    at = setting("vi", "16x24")
    for room in range(200, int(at.height), 23):
        pieces = pieces_of(own, block, at, float(room))
        ends = [sum(line.kind == ROW for line in piece.lines) for piece in pieces]
        assert ends[-1] == 0 or ends[-1] >= 5, (room, ends)


def test_a_name_that_is_only_echoed_is_said_once_where_it_would_take_a_second_line() -> None:
    wide, block = _years_of_areas(8, 11)
    at = setting("vi-en", "16x24")
    said = {line.said for piece in pieces_of(wide, block, at, at.height) for line in piece.lines}
    assert (("vi", "Hà Giang"),) in said
    narrow, block = _years_of_areas(8, 2)
    said = {line.said for piece in pieces_of(narrow, block, at, at.height) for line in piece.lines}
    assert (("vi", "Hà Giang"), ("en", "Ha Giang")) in said, "where there is room both stand"
    words = table_words(wide, block, ("vi", "en"), lambda _: "Bảng 1", ",")
    other = replace(words.lines[0], said=(("vi", "Cả nước"), ("en", "Viet Nam")))
    assert without_echoes(replace(words, lines=(other,))).lines == (other,), "what says more than the marks is kept"


def test_a_footnote_longer_than_a_page_goes_on_overleaf_to_its_last_word() -> None:
    words = " ".join(f"từ{number}" for number in range(2600))
    made = [
        {"area": area, "value": 1.0, "note_vi": f"{words} hết" if area == "02" else "", "note_en": "end"}
        for area in AREAS[2:9]
    ]
    own = result(made)
    pdf = bind(
        setting("vi", "16x24", archive="2b"), lambda at: printed_table(own, block_of(own, ("area",), ("year",)), at)
    )
    (note,) = [node for node in reading.tree(pdf).all("Note") if "từ0" in node.words]
    assert " ".join(note.text.split()) == f"{words} hết"
    assert [kid.words for kid in note.kids if kid.kind == "Lbl"] == ["1"]
    assert reading.faults_of_layout(pdf) == []
    pages = [page for page in reading.letters(pdf) if page]
    assert len(pages) >= 3


@pytest.mark.parametrize("languages", ["vi", "vi-en"])
def test_a_name_longer_than_its_column_wraps_and_is_never_cut(languages: str) -> None:
    long = "Đồng bào các dân tộc ở vùng " + "đặcbiệtkhókhănvàrấtxaxôi" * 6 + " của tỉnh"
    own = result([{"area": area, "year": year, "value": 12.0} for area in AREAS[2:8] for year in range(2001, 2013)])
    areas = own.dataset.structure["area"]
    codes = tuple(
        replace(code, name=LocalizedText.of(vi=long, en=f"{long} too")) if code.id == AREAS[3] else code
        for code in areas.codelist.codes  # type: ignore[union-attr]
    )
    renamed = replace(areas, codelist=replace(areas.codelist, codes=codes))  # type: ignore[type-var]
    structure = replace(
        own.dataset.structure,
        dimensions=tuple(renamed if one.id == "area" else one for one in own.dataset.structure.dimensions),
    )
    own = replace(own, dataset=replace(own.dataset, structure=structure))
    pdf = bind(
        setting(languages, "16x24", archive="2b"),
        lambda at: printed_table(own, block_of(own, ("area",), ("year",)), at),
    )
    assert reading.faults_of_layout(pdf) == []
    names = [reading.squeezed(node.words) for node in reading.tree(pdf).all("TH")]
    assert any(reading.squeezed(long) in name for name in names)


def test_columns_of_many_digits_are_parted_with_the_names_said_again() -> None:
    made = [
        {"area": area, "year": year, "value": 123_456_789_012.0 + year}
        for area in AREAS[2:12]
        for year in range(1980, 2026)
    ]
    own = result(made)
    block = block_of(own, ("area",), ("year",))
    at = setting("vi", "16x24", archive="2b")
    layout = lay_table(table_words(own, block, at.locales, lambda _: "Bảng 1", ","), at.width, at.height)
    assert len(layout.parts) > 2
    assert sum(part.words.width for part in layout.parts) == 46
    widths = [part.columns.edges[-1] for part in layout.parts]
    assert max(widths) <= (at.height if layout.turned else at.width) + 0.01
    pdf = bind(at, lambda to: printed_table(own, block, to))
    tables = reading.tree(pdf).all("Table")
    assert len(tables) == len(layout.parts)
    assert (
        len({tuple(node.words for node in table.all("TH") if node.attributes["Scope"] == "Row") for table in tables})
        == 1
    )


def test_signs_end_where_the_digits_end_and_marks_hang_beyond() -> None:
    own = result(
        [
            {"area": "02", "value": 12.5, "decimals": 1, "note_vi": "Một.", "note_en": "One."},
            {"area": "04", "value": None, "obs_status": "O"},
            {"area": "06", "value": 1234.5, "decimals": 1, "obs_status": "P"},
        ]
    )
    words = table_words(own, block_of(own, ("area",), ("year",)), ["vi"], lambda _: "Bảng 1", ",")
    extents = table_columns.extents_of(words)
    columns = table_columns.fit_columns(words, extents, 8.0, 300.0)
    assert columns is not None
    assert columns.ends[0] - columns.points[0] == pytest.approx(width_of(",5", table_columns.figure_font(False), 8.0))
    assert extents[0].right > extents[0].digits
