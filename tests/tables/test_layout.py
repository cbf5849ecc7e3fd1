from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dantoc.engine.engine import open_engine
from dantoc.model.dataset import Break
from dantoc.model.query import Query
from dantoc.model.result import DerivedMeasure
from dantoc.model.status import ObsStatus
from dantoc.model.table import StatTable, TableSpec
from dantoc.model.text import LocalizedText
from dantoc.tables.layout import lay_out
from tests.results import result

GROUPS = ("_T", "01", "EM", "02", "03", "05")
BY_GROUP_AND_YEAR = TableSpec(("ethnic_group",), ("year",))

figures = st.dictionaries(
    st.tuples(st.sampled_from(GROUPS), st.sampled_from(("VN", "R1", "02", "04")), st.sampled_from((1999, 2009, 2019))),
    st.tuples(st.integers(0, 10**7), st.sampled_from("AEPBOQ")),
    min_size=1,
)
sides = st.permutations(["ethnic_group", "area", "year", "sex", "indicator"]).flatmap(
    lambda names: st.tuples(st.integers(0, 5), st.integers(0, 5)).map(
        lambda cut: TableSpec(tuple(names[: min(cut)]), tuple(names[min(cut) : max(cut)]))
    )
)


def texts(table: StatTable) -> list[str]:
    return [cell.text for row in table.rows for cell in row.cells]


def one(
    *rows: dict[str, object],
    spec: TableSpec = BY_GROUP_AND_YEAR,
    locale: str = "vi",
    derived: tuple[DerivedMeasure, ...] = (),
    breaks: tuple[Break, ...] = (),
    order: str = "code",
) -> StatTable:
    return lay_out(result(rows, derived=derived, breaks=breaks, order=order), spec, locale)


@given(figures, sides, st.sampled_from(["vi", "en"]))
@settings(max_examples=60, deadline=None)
def test_every_figure_stands_in_exactly_one_cell(
    found: dict[tuple[str, str, int], tuple[int, str]], spec: TableSpec, locale: str
) -> None:
    rows = [
        {
            "ethnic_group": group,
            "area": area,
            "year": year,
            "obs_status": status,
            "value": None if status in "OQ" else value,
        }
        for (group, area, year), (value, status) in found.items()
    ]
    table = lay_out(result(rows), spec, locale)
    printed = Counter(cell.value for row in table.rows for cell in row.cells if not cell.empty)
    assert printed == Counter(row["value"] for row in rows)
    assert {len(row.cells) for row in table.rows} == {table.width}
    assert {len(row.stub) for row in table.rows} == {len(table.stub_heads)}
    assert {sum(cell.span for cell in level) for level in table.heading} == {table.width}


def test_a_gap_a_missing_figure_and_a_suppressed_one_are_not_zero() -> None:
    table = one(
        {"ethnic_group": "02", "year": 1999, "value": 0.0},
        {"ethnic_group": "02", "year": 2009, "obs_status": "O"},
        {"ethnic_group": "03", "year": 2009, "obs_status": "Q"},
    )
    assert texts(table) == ["-", "...", "...", "x"]
    assert [cell.empty for row in table.rows for cell in row.cells] == [False, False, True, False]
    assert [sign.mark for sign in table.signs] == ["...", "-", "x"]


def test_the_zero_of_a_rate_keeps_its_printed_digits() -> None:
    table = one({"indicator": "poor_household_rate", "unit": "percent", "decimals": 1, "value": 0.0})
    assert texts(table) == ["0,0"]
    assert table.unit == "Đơn vị tính: %"


def test_numbers_follow_the_language() -> None:
    row = {"ethnic_group": "02", "value": 1234.5, "decimals": 1}
    assert texts(one(row)) == ["1.234,5"]
    assert texts(one(row, locale="en")) == ["1,234.5"]


def test_the_stub_indents_what_lies_below_what_is_printed_above() -> None:
    table = one(*({"ethnic_group": code, "value": 1.0} for code in ("_T", "01", "EM", "02")))
    assert [(row.stub[0].code, row.stub[0].indent) for row in table.rows] == [
        ("_T", 0),
        ("01", 1),
        ("EM", 1),
        ("02", 2),
    ]
    assert [row.stub[0].aggregate for row in table.rows] == [True, False, True, False]


def test_rows_sorted_by_value_are_not_indented() -> None:
    table = one(*({"ethnic_group": code, "value": 1.0} for code in ("_T", "02")), order="-value")
    assert [row.stub[0].indent for row in table.rows] == [0, 0]


def test_a_repeated_header_opens_once() -> None:
    table = one(
        *({"area": area, "ethnic_group": group, "value": 1.0} for area in ("02", "04") for group in ("02", "03")),
        spec=TableSpec(("area", "ethnic_group"), ("year",)),
    )
    assert [row.stub[0].first for row in table.rows] == [True, False, True, False]


def test_two_levels_of_heading_have_spanners() -> None:
    table = one(
        *({"sex": sex, "year": year, "ethnic_group": "02", "value": 1.0} for sex in "MF" for year in (2009, 2019)),
        spec=TableSpec(("ethnic_group",), ("year", "sex")),
    )
    assert [(cell.text, cell.span) for cell in table.heading[0]] == [("2009", 2), ("2019", 2)]
    assert [cell.text for cell in table.heading[1]] == ["Nam", "Nữ", "Nam", "Nữ"]


def test_units_that_differ_stand_in_a_column_of_their_own() -> None:
    table = one(
        {"indicator": "population", "value": 5.0},
        {"indicator": "household_size", "unit": "percent", "value": 4.0},
        spec=TableSpec(("indicator",), ("year",)),
    )
    assert table.unit == ""
    assert table.stub_heads[-1] == "Đơn vị tính"
    assert {row.stub[-1].text for row in table.rows} == {"người", "%"}


def test_units_that_follow_the_indicators_stand_in_the_heading() -> None:
    table = one(
        {"indicator": "population", "value": 5.0, "ethnic_group": "02"},
        {"indicator": "household_size", "unit": "percent", "value": 4.0, "ethnic_group": "02"},
        spec=TableSpec(("ethnic_group",), ("indicator",)),
        locale="en",
    )
    assert [cell.text.rpartition(" (")[2] for cell in table.heading[0]] == ["%)", "persons)"]


def test_measures_are_the_innermost_heading_with_their_units() -> None:
    share = DerivedMeasure(
        "share",
        "share_of_total(ethnic_group)",
        LocalizedText.of(vi="Tỷ trọng", en="Share"),
        "percent",
        1,
        LocalizedText.of(vi="phần / tổng", en="part / total"),
        LocalizedText.of(vi="dân số", en="population"),
    )
    row = {"ethnic_group": "02", "value": 10.0, "share": 12.34, "share_status": "A"}
    table = one(row, derived=(share,))
    assert [cell.text for cell in table.heading[-1]] == ["Dân số (người)", "Tỷ trọng (%)"]
    assert texts(table) == ["10", "12,3"]
    assert [cell.derived for cell in table.rows[0].cells] == [False, True]
    assert any("phần / tổng" in note.text for note in table.notes)


def test_footnotes_are_numbered_in_reading_order_and_shared() -> None:
    notes = {"02": "B", "03": "A", "05": "B", "07": None}
    table = one(
        *({"ethnic_group": code, "value": 1.0, "note_vi": note, "note_en": note} for code, note in notes.items())
    )
    assert [cell.notes for row in table.rows for cell in row.cells] == [("1",), ("2",), ("1",), ()]
    assert [(note.mark, note.text) for note in table.notes] == [("1", "B"), ("2", "A")]


def test_a_note_on_every_figure_is_general() -> None:
    table = one(*({"ethnic_group": code, "value": 1.0, "note_vi": "X", "note_en": "X"} for code in ("02", "03")))
    assert [(note.mark, note.text) for note in table.notes] == [("", "X")]
    assert not any(cell.notes for row in table.rows for cell in row.cells)


def test_a_break_is_marked_once_a_year_before_the_published_figure() -> None:
    hoa = {"ethnic_group": "04", "area": "VN", "sex": "_T", "residence": "_T"}
    result = open_engine().run(Query.of("population_census", hoa, derive=("growth(year)",)))
    marked = [cell for row in lay_out(result, BY_GROUP_AND_YEAR, "en").rows for cell in row.cells if cell.break_before]
    assert len(marked) == 3
    assert not any(cell.derived for cell in marked)


def test_a_break_is_marked_before_its_first_figure_and_named() -> None:
    own = Break(1999, LocalizedText.of(vi="Tách nhóm.", en="Split."), (("ethnic_group", ("04",)),))
    table = one(
        *({"ethnic_group": code, "year": year, "value": 1.0} for code in ("02", "04") for year in (1989, 1999, 2009)),
        breaks=(own,),
    )
    assert [[cell.break_before for cell in row.cells] for row in table.rows] == [[False] * 3, [False, True, False]]
    assert [note.text for note in table.notes] == ["Gián đoạn chuỗi số liệu (Hoa): Tách nhóm."]


def test_only_flags_that_occur_are_explained() -> None:
    table = one({"ethnic_group": "02", "value": 1.0, "obs_status": "P"}, {"ethnic_group": "03", "value": 2.0})
    assert [sign.mark for sign in table.signs] == ["p"]
    assert table.rows[0].cells[0].status is ObsStatus.PROVISIONAL


def test_constants_leave_out_totals() -> None:
    table = one(
        *({"ethnic_group": "02", "area": "02", "year": year, "value": 1.0} for year in (2009, 2019)),
        spec=TableSpec((), ("year",)),
        locale="en",
    )
    assert table.constants == (("Indicator", "Population"), ("Ethnic group", "Tay"), ("Area", "Ha Giang"))


def test_an_empty_result_is_a_table_without_rows() -> None:
    table = lay_out(result([]), BY_GROUP_AND_YEAR, "vi")
    assert (table.rows, table.width) == ((), 0)


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_nineteen_thousand_figures_are_laid_out_in_a_second(locale: str) -> None:
    ages = ("0", "1-4", "5-9", "10-14", "15-17", "18-19")
    rows = [
        {"ethnic_group": f"{group:02}", "sex": sex, "age": age, "year": year, "value": group * 1000.0 + year}
        for group in range(1, 54)
        for sex in ("_T", "M", "F")
        for age in ages
        for year in range(2000, 2020)
    ]
    own = result(rows, dimensions=("indicator", "ethnic_group", "area", "sex", "age", "year"))
    start = time.perf_counter()
    table = lay_out(own, TableSpec(("ethnic_group", "age"), ("sex", "year")), locale)
    assert time.perf_counter() - start < 2.0
    assert len(table.rows) * table.width == len(rows)


def test_published_datasets_print_their_default_view_whole() -> None:
    engine = open_engine()
    for dataset in engine.catalogue.datasets.values():
        view = dataset.default_view
        own = engine.run(view.query)
        for locale in ("vi", "en"):
            table = lay_out(own, TableSpec(view.rows, view.columns), locale)
            printed = [cell for row in table.rows for cell in row.cells if not cell.empty]
            assert len(printed) == len(own) * len(own.measures), dataset.id
            units = {dataset.unit_symbol(unit, locale) for unit in own.units}
            assert units.isdisjoint({"persons"} if locale == "vi" else {"thousand_vnd"}), dataset.id
            assert table.title
            assert "[" not in table.title + table.unit + "".join(sign.text for sign in table.signs), dataset.id


def derived_of(unit: str = "") -> DerivedMeasure:
    text = LocalizedText.of(vi="Tỷ số", en="Ratio")
    return DerivedMeasure("ratio", "ratio(sex,M,F)", text, unit, 1, text, text)


SEXES_BY_YEAR = [
    {"sex": sex, "year": year, "value": float(year), "ratio": ratio, "ratio_status": status}
    for sex, year, ratio, status in (
        ("_T", 2009, None, "O"),
        ("_T", 2019, 99.1, "A"),
        ("M", 2009, None, None),
        ("M", 2019, None, None),
    )
]


def test_a_derived_measure_is_left_out_of_the_columns_where_it_has_no_figure() -> None:
    table = one(*SEXES_BY_YEAR, spec=TableSpec(("sex",), ("year",)), locale="en", derived=(derived_of(),))
    assert [(cell.text, cell.span) for cell in table.heading[0]] == [("2009", 1), ("2019", 2)]
    assert [cell.text for cell in table.heading[1]] == ["Population (persons)", "Population (persons)", "Ratio"]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["2,009", "2,019", "99.1"],
        ["2,009", "2,019", ""],
    ]
    assert table.width == 3
    assert table.signs == ()


def test_a_figure_that_stands_on_another_row_is_neither_missing_nor_told() -> None:
    table = one(*SEXES_BY_YEAR, spec=TableSpec(("year",), ("sex",)), locale="en", derived=(derived_of(),))
    assert [(cell.text, cell.span) for cell in table.heading[0]] == [("Both sexes", 2), ("Male", 1)]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["2,009", "...", "2,009"],
        ["2,019", "99.1", "2,019"],
    ]


def test_a_suppressed_derived_figure_is_told_and_published_columns_always_stand() -> None:
    rows = [
        {"year": 2009, "value": None, "obs_status": "O", "ratio": None, "ratio_status": "Q"},
        {"year": 2019, "value": None, "obs_status": "O", "ratio": None, "ratio_status": "O"},
    ]
    table = one(*rows, locale="en", derived=(derived_of(),))
    assert [cell.text for cell in table.rows[0].cells] == ["...", "x", "..."]


def test_a_table_of_a_derived_measure_alone_has_no_empty_rows() -> None:
    spec = TableSpec(("sex",), ("year",), measures=("ratio",))
    table = one(*SEXES_BY_YEAR, spec=spec, locale="en", derived=(derived_of(),))
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["99.1"]]
    assert [cell.text for cell in table.heading[0]] == ["2019"]


def test_a_derived_measure_without_any_figure_is_said_to_have_none() -> None:
    table = one({"year": 2019, "value": 1.0, "ratio": None, "ratio_status": "O"}, locale="en", derived=(derived_of(),))
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["1"]]
    assert any("no value in this table" in note.text for note in table.notes)
