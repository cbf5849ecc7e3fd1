"""Printed tables of the real figures, read back by readers that are not ours."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from itertools import chain, pairwise

import pypdfium2
import pytest
import zxingcpp

from dantoc.engine.engine import open_engine
from dantoc.model.errors import NoFigures
from dantoc.model.publication import TableBlock
from dantoc.model.table import StatTable
from dantoc.model.view import data_address, page_address
from dantoc.reports.table_columns import marks_of
from dantoc.reports.table_words import spec_of
from dantoc.reports.tables import set_table
from dantoc.tables.layout import lay_out
from tests.reports import reading
from tests.reports.tables_in_print import BASE, Word, block, lines_of_words, print_tables, setting, words_of
from tests.web.client import Reader, app

GROUPS = "_T,01,children(EM)"
HARD = {
    "many notes": block("population_census", ethnic_group=GROUPS, area="VN", year="*", order="code"),
    "wide": block(
        "population_census",
        ethnic_group=GROUPS,
        area="children(R1)",
        year="2019",
        rows="ethnic_group",
        columns="area",
        order="code",
    ),
    "two levels": block(
        "province_population",
        indicator="average_population",
        area="*",
        sex="M,F",
        year="2009,2012,2014,2015,2016",
        rows="area",
        columns="sex,year",
        order="code",
    ),
    "panels": block(
        "population_age_1999",
        panels="sex",
        ethnic_group=GROUPS,
        sex="M,F",
        age="_T,children(_T)",
        rows="sex,ethnic_group",
        columns="age",
        order="code",
    ),
    "long names": block(
        "survey_culture_language",
        indicator="literacy_rate_own_script,speaks_mother_tongue_rate,knows_traditional_dance_persons",
        ethnic_group="*",
        sex="*",
        age="*",
        language="_Z",
        residence="*",
        year="2019",
        rows="indicator,ethnic_group,age",
        columns="year",
        order="code",
    ),
    "units beside": block(
        "province_population", area="02", year="2012,2014,2016", rows="indicator", columns="year", order="code"
    ),
    "derived": block(
        "population_census",
        ethnic_group=GROUPS,
        area="VN",
        year="2009,2019",
        derive="growth(year,2009)",
        order="code",
        title=("Dân số và tốc độ tăng", "Population and its growth"),
    ),
}
LONE_ROWS = ("long names",)
"""Those where rows stand on the line of their heads."""
EDITIONS = [("en", "a4"), ("vi-en", "16x24")]


@cache
def printed(name: str, languages: str, paper: str) -> bytes:
    return print_tables(HARD[name], languages=languages, paper=paper)


@cache
def tree_of(name: str, languages: str, paper: str) -> reading.Node:
    return reading.tree(printed(name, languages, paper))


def tables_of(own: TableBlock, languages: str) -> list[StatTable]:
    result = open_engine().run(own.view.query, order_by=own.view.ordered_by)
    return [lay_out(result, spec_of(own), locale) for locale in languages.split("-")]


def said(*texts: str) -> str:
    """What is said in both languages, without spaces; the same words are not said twice."""
    return reading.squeezed("".join(dict.fromkeys(texts)))


every = pytest.mark.parametrize(("languages", "paper"), EDITIONS)
each = pytest.mark.parametrize("name", list(HARD))


@each
@every
def test_the_cells_are_the_engines_figures_one_by_one(name: str, languages: str, paper: str) -> None:
    stat = tables_of(HARD[name], languages)
    parts = tree_of(name, languages, paper).all("Table")
    rows = [_rows_of(part) for part in parts]
    expected = [[reading.squeezed(cell.text + marks_of(cell)) for cell in row.cells] for row in stat[0].rows]
    assert [list(chain(*cells)) for cells in zip(*(own for own in rows), strict=True)] == expected


def _rows_of(table: reading.Node) -> list[list[str]]:
    """The figures of each row that has any, as they are read; the unit of a row is no figure."""
    unit = any(node.words.startswith(("Đơn vị tính", "Unit")) for node in table.all("THead")[0].all("TH"))
    rows = []
    for row in table.all("TBody")[0].all("TR"):
        cells = [reading.squeezed(cell.words) for cell in row.kids if cell.kind == "TD"]
        if cells:
            rows.append(cells[1:] if unit else cells)
    return rows


@each
@every
def test_heads_and_names_are_those_of_the_table_in_each_language(name: str, languages: str, paper: str) -> None:
    stat = tables_of(HARD[name], languages)
    parts = tree_of(name, languages, paper).all("Table")
    last = [said(*(own.heading[-1][place].text for own in stat)) for place in range(len(stat[0].heading[-1]))]
    told: list[str] = []
    for part in parts:
        levels = part.all("THead")[0].all("TR")
        sides = (2 if "Đơn vị" in levels[0].words or "Unit" in levels[0].words else 1) if len(levels) == 1 else 0
        told += [reading.squeezed(head.words) for head in levels[-1].kids[sides:]]
    assert told == last
    names = [said(*(own.rows[place].stub[_inner(own)].text for own in stat)) for place in range(len(stat[0].rows))]
    for part in parts:
        body = [row.kids for row in part.all("TBody")[0].all("TR")]
        told = [reading.squeezed(kids[0].words) for kids in body if len(kids) > 1]
        if name in LONE_ROWS:
            for own in stat:
                inner = [reading.squeezed(row.stub[_inner(own)].text) for row in own.rows]
                assert all(text in said for text, said in zip(inner, told, strict=True) if text != "–")
        else:
            assert told == names


def _inner(table: StatTable) -> int:
    """Which column of the stub names the rows: the last that is no unit."""
    return len(table.stub_heads) - (2 if table.stub_heads[-1] in ("Đơn vị tính", "Unit") else 1)


@each
@every
def test_nothing_lies_outside_the_column_or_over_another(name: str, languages: str, paper: str) -> None:
    pdf = printed(name, languages, paper)
    assert reading.faults_of_layout(pdf) == []
    assert reading.faults_of_marks(pdf) == []
    assert reading.faults_of_links(pdf) == []
    sheet = setting(languages, paper).sheet
    for page in {own.page for own in words_of(pdf)} - {1}:
        left, right = sheet.left(page), sheet.left(page) + sheet.width
        for own in words_of(pdf):
            if own.page == page:
                assert left - 0.5 <= own.left <= own.right <= right + 0.5, own


@pytest.mark.parametrize(("languages", "paper"), [("en", "a4"), ("vi-en", "16x24")])
@pytest.mark.parametrize("name", ["many notes", "derived", "units beside", "long names"])
def test_words_stand_under_the_head_of_their_column_with_the_marks_in_line(
    name: str, languages: str, paper: str
) -> None:
    stat = tables_of(HARD[name], languages)[0]
    mark = "." if languages == "en" else ","
    sheet = setting(languages, paper).sheet
    columns: list[list[Word]] = [[] for _ in range(stat.width)]
    expected = [[cell.text for cell in row.cells if cell.text] for row in stat.rows]
    whole = [place for place, row in enumerate(stat.rows) if all(cell.text for cell in row.cells)]
    found = 0
    for line in lines_of_words([own for own in words_of(printed(name, languages, paper)) if own.size in (7.9, 6.6)]):
        texts = [own.text for own in line]
        row = found if found in whole and texts[-stat.width :] == expected[found] else None
        if row is None:
            continue
        found += 1
        for column, own in zip(columns, line[-stat.width :], strict=True):
            edge = sheet.left(own.page)
            column.append(replace(own, left=own.left - edge, right=own.right - edge))
    assert found == len(stat.rows)
    for place, column in enumerate(columns):
        points = {round(_point(own, mark), 1) for own in column if re.search(r"\d", own.text)}
        assert max(points) - min(points) <= 0.3, (place, points)
    starts = [(min(own.left for own in column), max(own.right for own in column)) for column in columns]
    assert all(one[1] < other[0] for one, other in pairwise(starts))


def _point(own: Word, mark: str) -> float:
    """Where the decimal mark stands, or would: every digit is as wide as the others."""
    fraction = own.text.partition(mark)[2]
    if not fraction or len(fraction) > 2:
        return own.right
    digit = 0.497 * own.size if own.font.endswith("Regular") else 0.512 * own.size
    point = 0.249 * own.size if own.font.endswith("Regular") else 0.263 * own.size
    return own.right - len(fraction) * digit - point


@each
@every
def test_heads_are_said_again_on_every_page_and_rows_once(name: str, languages: str, paper: str) -> None:
    pdf = printed(name, languages, paper)
    own = tree_of(name, languages, paper)
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    going_on = {"vi": "(Tiếp theo)", "en": "(Cont.)"}
    label = {"vi": "Bảng 1.", "en": "Table 1."}
    pages = [text for text in texts if label[languages[:2]] in text]
    assert len(pages) == len(texts) - 1
    for text in pages[1:]:
        assert all(going_on[locale] in text for locale in languages.split("-"))
    assert all(going_on[locale] not in pages[0].split("\n")[1] for locale in languages.split("-"))
    assert len(own.all("Caption")) == len(own.all("Table"))


@pytest.mark.parametrize("languages", ["vi", "en", "vi-en"])
def test_the_attached_file_is_what_the_api_gives(languages: str) -> None:
    reader = Reader(app())
    for number, own in enumerate((HARD["derived"], HARD["panels"]), start=1):
        files = reading.attached(print_tables(*[HARD["derived"], HARD["panels"]][:number], languages=languages))
        dataset = open_engine().catalogue.dataset(own.dataset)
        locale = languages[:2]
        name = f"{'bang' if locale == 'vi' else 'table'}-{number:03}.csv"
        answer = reader.get(data_address(dataset, own.view, "csv", locale))
        assert answer.status_code == 200
        assert files[name] == answer.content


@pytest.mark.parametrize(("languages", "paper"), [("en", "a4")])
@pytest.mark.parametrize("name", list(HARD))
def test_the_code_leads_to_the_view_on_the_site(name: str, languages: str, paper: str) -> None:
    pdf = printed(name, languages, paper)
    dataset = open_engine().catalogue.dataset(HARD[name].dataset)
    address = BASE + page_address(dataset, HARD[name].view, languages)
    seen = []
    for page in pypdfium2.PdfDocument(pdf):
        seen += [own.text for own in zxingcpp.read_barcodes(page.render(scale=3).to_pil())]
    assert seen == [address]
    assert {own[2] for own in reading.links(pdf)} == {address}


def test_each_run_of_the_bilingual_edition_says_its_language() -> None:
    by_language: dict[str, set[str]] = {"vi": set(), "en": set()}

    def walk(node: reading.Node, around: str) -> None:
        own = node.lang or around
        by_language[own].add(node.words)
        for kid in node.kids:
            walk(kid, own)

    walk(tree_of("two levels", "vi-en", "16x24"), "vi")
    vi, en = tables_of(HARD["two levels"], "vi-en")
    assert {cell.text for cell in vi.heading[0]} <= by_language["vi"]
    assert {cell.text for cell in en.heading[0]} <= by_language["en"]
    for row_vi, row_en in zip(vi.rows, en.rows, strict=True):
        assert row_vi.stub[0].text in by_language["vi"]
        assert row_en.stub[0].text in by_language["en" if row_en.stub[0].text != row_vi.stub[0].text else "vi"]


def test_heads_say_over_how_many_columns_they_stand_and_rows_of_a_panel_name_it() -> None:
    two = tree_of("two levels", "en", "a4").all("Table")[0].all("THead")[0]
    spans = [[head.attributes.get("ColSpan", 1) for head in level.kids] for level in two.all("TR")]
    assert spans == [[1, 5, 5], [1] * 10]
    assert two.all("TH")[0].attributes["RowSpan"] == 2
    panels = tree_of("panels", "vi-en", "16x24").all("Table")[0]
    heads = [row.kids[0] for row in panels.all("TBody")[0].all("TR") if len(row.kids) == 1]
    assert [head.words for head in heads] == ["Nam Male", "Nữ Female"]
    figures = panels.all("TD")
    assert all(len(cell.attributes["Headers"]) == 3 for cell in figures)  # type: ignore[arg-type]


def test_the_whole_country_stands_first_and_each_region_before_its_provinces() -> None:
    pdf = printed("two levels", "vi", "a4")
    rows = [line for line in lines_of_words([own for own in words_of(pdf) if own.size == 7.9]) if len(line) > 8]
    names = {" ".join(own.text for own in line[:-10]): line[0] for line in rows}
    whole, region = names["Cả nước"], names["Trung du và miền núi phía Bắc"]
    province = names["Hà Giang"]
    assert (
        list(names).index("Cả nước")
        < list(names).index("Trung du và miền núi phía Bắc")
        < list(names).index("Hà Giang")
    )
    assert whole.font.endswith("Semibold") and region.font.endswith("Semibold") and province.font.endswith("Regular")
    assert whole.left == pytest.approx(region.left, abs=0.3)
    assert province.left > region.left + 5


def test_a_view_without_figures_is_a_fault_unless_it_may_be_left_out() -> None:
    own = block("population_census", ethnic_group="54", area="VN", year="1989", order="code", sex="F")
    result = open_engine().run(own.view.query)
    assert len(result) == 0
    with pytest.raises(NoFigures):
        set_table(own, setting())
    optional = TableBlock(own.id, own.dataset, own.view, optional=True)
    assert set_table(optional, setting()) == []


def test_the_same_table_gives_the_same_bytes() -> None:
    first = print_tables(HARD["derived"], languages="vi-en")
    assert print_tables(HARD["derived"], languages="vi-en") == first
    assert io.BytesIO(first).read(5) == b"%PDF-"
