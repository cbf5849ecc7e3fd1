from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from dantoc.model.table import Cell, Footnote, HeadCell, Row, StatTable, StubCell, TableSpec
from dantoc.tables.html import to_html
from dantoc.tables.layout import lay_out
from dantoc.tables.style import DARK, LIGHT, css
from tests.results import result, source

VOID = frozenset({"br", "col", "hr", "img"})


class Reader(HTMLParser):
    """Reads the grid of a table as a browser would, and every text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.widths: list[int] = []
        self.headers: list[dict[str, str | None]] = []
        self.texts: list[str] = []
        self._reach: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        own = dict(attrs)
        if tag == "tr":
            self.widths.append(sum(1 for left in self._reach if left > 0))
            self._reach = [left - 1 for left in self._reach if left > 0]
        if tag in ("td", "th"):
            self.widths[-1] += int(own.get("colspan") or 1)
            down = int(own.get("rowspan") or 1) - 1
            self._reach += [down] * int(own.get("colspan") or 1)
        if tag == "th":
            self.headers.append(own)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def test_the_grid_closes_and_every_header_has_a_scope() -> None:
    rows = [
        {"area": area, "ethnic_group": group, "sex": sex, "year": year, "value": 1.0}
        for area in ("02", "04")
        for group in ("_T", "02")
        for sex in ("M", "F")
        for year in (2009, 2019)
    ]
    page = to_html(lay_out(result(rows), TableSpec(("area", "ethnic_group"), ("year", "sex")), "vi"))
    reader = read(page)
    assert len(set(reader.widths)) == 1
    assert {header["scope"] for header in reader.headers} == {"col", "colgroup", "row"}
    assert page.count("<caption>") == 1


def test_flags_are_spelt_out_and_marks_stand_above() -> None:
    rows = [
        {"ethnic_group": "02", "value": 5.0, "obs_status": "P", "note_vi": "Chú", "note_en": "Note"},
        {"ethnic_group": "03", "value": 6.0},
    ]
    page = to_html(lay_out(result(rows), TableSpec(("ethnic_group",), ("year",)), "en"))
    assert '<sup><abbr title="provisional">p</abbr>,1</sup>' in page
    assert "<li><sup>1</sup> Note</li>" in page


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30))
@settings(max_examples=50, deadline=None)
def test_no_text_becomes_markup(text: str) -> None:
    table = StatTable(
        locale="vi",
        title=text,
        subtitle=text,
        unit=text,
        stub_heads=(text,),
        heading=((HeadCell(text),),),
        rows=(Row((StubCell(text),), (Cell(text, notes=(text,)),)),),
        constants=((text, text),),
        notes=(Footnote("1", text),),
        signs=(Footnote(text, text),),
        sources=(text,),
    )
    tags = set(re.findall(r"<(\w+)", to_html(table)))
    assert tags <= {
        "div",
        "table",
        "caption",
        "span",
        "colgroup",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "p",
        "b",
        "ul",
        "li",
        "sup",
    }
    read(to_html(table))


def test_an_empty_table_says_so() -> None:
    page = to_html(lay_out(result([]), TableSpec(("ethnic_group",), ("year",)), "vi"))
    assert "Không có số liệu cho lựa chọn này." in page


def test_light_and_dark_define_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()
    used = set(re.findall(r"var\(--dt-([a-z]+)\)", css()))
    assert used <= LIGHT.keys()
    assert "prefers-color-scheme:dark" in css()
    assert DARK["ink"] in css("dark")
    assert LIGHT["ink"] not in css("dark")


def test_several_sources_stand_in_a_list_and_one_in_a_line() -> None:
    def html(*names: str) -> str:
        own = result([{"ethnic_group": "02", "value": 1.0}], sources=tuple(source(name) for name in names))
        return to_html(lay_out(own, TableSpec(("ethnic_group",), ("year",)), "vi"))

    assert html("a", "b").count("<li>Nguồn") == 2
    assert "<li>Nguồn" not in html("a")


def test_a_long_heading_over_a_narrow_column_is_given_room() -> None:
    names = {"Index": "", "Index (1989 = 100)": "dt-long", "Change from the previous year available": "dt-longer"}
    table = StatTable("en", "", "", "", (), (tuple(HeadCell(name) for name in names),), ())
    page = to_html(table)
    for name, kind in names.items():
        assert re.search(rf'<th scope="col"{f" class=.{kind}." if kind else ""}>{re.escape(name)}<', page)
        assert not kind or f".{kind}{{min-width" in css()
