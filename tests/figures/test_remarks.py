"""What is said of single figures, the lines that others are held against, and the totals of areas."""

from __future__ import annotations

import re

import pytest

from dantoc.figures.drawing import alt_text, draw
from dantoc.figures.marks.lines import domain_of, is_index
from dantoc.figures.palette import LIGHT
from dantoc.figures.plot import Plot
from dantoc.figures.printing import to_svg
from dantoc.model.codes import TOTAL
from dantoc.model.dataset import Break
from dantoc.model.figure import FigureSpec
from dantoc.model.result import DerivedMeasure
from dantoc.model.text import LocalizedText
from tests.figures.drawn import boxes, outside, overlapping
from tests.results import result

SAID = LocalizedText.of(vi="tách nhóm", en="split")
LONG = LocalizedText.of(vi="một lời rất dài " * 8, en="a very long remark " * 8)
YEARS = (2009, 2014, 2019)


def bars() -> list[dict[str, object]]:
    return [{"ethnic_group": group, "value": value} for group, value in (("02", 900.0), ("03", 100.0), ("04", 50.0))]


def lines(*groups: str) -> list[dict[str, object]]:
    unit = {"indicator": "poor_household_rate", "unit": "percent"}
    return [
        {**unit, "ethnic_group": group, "year": year, "value": 10.0 + 30 * place + number}
        for place, group in enumerate(groups)
        for number, year in enumerate(YEARS)
    ]


def said(svg: str) -> list[str]:
    return list(dict.fromkeys(own.text for own in boxes(svg)))


@pytest.mark.parametrize("width", [360, 720, 1200])
def test_words_with_room_stand_beside_their_bar_and_others_under_the_chart_with_a_sign(width: int) -> None:
    spec = FigureSpec("bars", "ethnic_group", annotations=(("03", SAID), ("02", LONG)))
    svg = to_svg(draw(result(bars()), spec, "vi"), width)
    assert overlapping(svg) == [] and outside(svg) == []
    words = {own.text: own for own in boxes(svg)}
    assert words["tách nhóm"].top < words["100"].bottom and words["tách nhóm"].left > words["100"].right
    assert "900 ¹" in words and "100" in words
    assert any(own.startswith("¹ Tày") for own in words) and not any("²" in own for own in words)


@pytest.mark.parametrize("width", [360, 720, 1200])
def test_words_beside_a_line_touch_no_line_and_no_words(width: int) -> None:
    spec = FigureSpec("lines", "year", "ethnic_group", order="code", annotations=(("2014~03", SAID), ("2014~02", LONG)))
    svg = to_svg(draw(result(lines("02", "03")), spec, "en"), width)
    assert overlapping(svg) == [] and outside(svg) == []
    assert "split" in said(svg)
    assert sum(own.startswith("¹") for own in said(svg)) == 1


def test_what_is_said_stays_in_the_alternative_text() -> None:
    spec = FigureSpec("bars", "ethnic_group", annotations=(("03", SAID),))
    assert "split" in alt_text(result(bars()), spec, "en")


def test_a_line_of_reference_runs_under_the_figures_and_never_through_them() -> None:
    spec = FigureSpec("bars", "ethnic_group", target=120)
    layers = draw(result(bars()), spec, "vi")["layer"]
    assert isinstance(layers, list)
    kinds = [layer["mark"] for layer in layers if isinstance(layer["mark"], dict)]
    line = next(place for place, mark in enumerate(kinds) if mark.get("strokeDash"))
    figures = [place for place, mark in enumerate(kinds) if mark["type"] == "text" and mark.get("dx") == 5]
    assert len(figures) == 2 and line < min(figures)
    assert kinds[figures[0]]["stroke"] == "#ffffff" and "stroke" not in kinds[figures[1]]


def test_a_target_widens_the_axis_of_slope_and_area() -> None:
    slope = FigureSpec("slope", "year", "ethnic_group", order="code", target=90)
    svg = to_svg(draw(result(lines("02", "03")), slope, "en"))
    assert "Target: 90" in said(svg) and overlapping(svg) == [] and outside(svg) == []
    svg = to_svg(draw(result(pupils()), FigureSpec("area", "year", "sex", order="code", target=250), "en"))
    assert "Target: 250" in said(svg) and overlapping(svg) == [] and outside(svg) == []


def pupils() -> list[dict[str, object]]:
    parts = {TOTAL: 100.0, "M": 40.0, "F": 60.0}
    return [{"year": year, "sex": sex, "value": own} for year in YEARS for sex, own in parts.items()]


def test_an_area_says_its_printed_total_at_the_last_year_and_none_where_none_is_printed() -> None:
    spec = FigureSpec("area", "year", "sex", order="code")
    assert any(re.search(r"\S 100$", own) for own in said(to_svg(draw(result(pupils()), spec, "en"))))
    apart = [row for row in pupils() if row["sex"] != TOTAL]
    assert not any(re.search(r"\S 100$", own) for own in said(to_svg(draw(result(apart), spec, "en"))))


def test_small_charts_are_all_held_against_the_one_that_is_asked_for() -> None:
    spec = FigureSpec("small_multiples", "year", facet="ethnic_group", order="code", reference="02")
    chart = draw(result(lines("02", "03", "04", "05")), spec, "en")
    segments = set(re.findall(r"'segment': '(02-\d-\d)'", str(chart)))
    assert segments == {"02-0-0", "02-1-0", "02-2-0"}
    svg = to_svg(chart)
    assert "Grey in each chart: Tay." in said(svg)
    assert overlapping(svg) == []


def test_a_scatter_is_crossed_at_the_figures_of_the_reference() -> None:
    rows: list[dict[str, object]] = [
        {"indicator": name, "unit": "percent", "ethnic_group": f"{group:02}", "value": float(group * (1 + place))}
        for place, name in enumerate(("poor_household_rate", "near_poor_household_rate"))
        for group in range(2, 10)
    ]
    spec = FigureSpec("scatter", "ethnic_group", "indicator", order="code", reference="05")
    layers = draw(result(rows), spec, "en")["layer"]
    assert isinstance(layers, list)
    crossed = [layer["data"]["values"] for layer in layers if layer["mark"].get("strokeDash") == [5, 3]]
    assert [sorted(row.values()) for own in crossed for row in own] == [[5.0, 10.0]] * 2


def test_an_index_does_not_begin_at_zero() -> None:
    name = LocalizedText.of(vi="Chỉ số", en="Index")
    derived = DerivedMeasure("index_year", "index(year)", name, "index", 1, name, name)
    rows = [{**row, "index_year": 100.0 + place, "index_year_status": "A"} for place, row in enumerate(lines("02"))]
    plot = Plot.of(result(rows, derived=(derived,)), FigureSpec("lines", "year", measure="index_year"), "en", LIGHT)
    assert is_index(plot)
    assert 0 < domain_of(plot, [40.0, 100.0, 160.0])[0] < 100


def pairs(*years: int) -> list[dict[str, object]]:
    unit = {"indicator": "poor_household_rate", "unit": "percent"}
    return [
        {**unit, "ethnic_group": f"{group:02}", "year": year, "value": 10.0 * place + 3 * number}
        for place, group in enumerate(range(2, 6))
        for number, year in enumerate(years)
    ]


@pytest.mark.parametrize(("mark", "years"), [("dumbbell", (2009, 2019)), ("dots", YEARS)])
@pytest.mark.parametrize("width", [360, 720])
def test_words_stand_in_the_row_of_their_dots_outside_the_figure(mark: str, years: tuple[int, ...], width: int) -> None:
    words = (("03~2019", SAID), ("05~2009", LocalizedText.of(vi="từ đây", en="from here")), ("02~2019", LONG))
    spec = FigureSpec(mark, "ethnic_group", "year", annotations=words)
    svg = to_svg(draw(result(pairs(*years)), spec, "en"), width)
    assert overlapping(svg) == [] and outside(svg) == []
    own = {box.text: box for box in boxes(svg)}
    assert own["split"].left > own["16" if mark == "dots" else "13"].right
    assert own["from here"].right < own["30"].left
    assert sum(text.startswith("¹") for text in own) == 1 and not any("²" in text for text in own)


def cloud() -> list[dict[str, object]]:
    return [
        {"indicator": name, "unit": "percent", "ethnic_group": f"{group:02}", "value": float(group * (1 + place))}
        for place, name in enumerate(("poor_household_rate", "near_poor_household_rate"))
        for group in range(2, 10)
    ]


@pytest.mark.parametrize("width", [360, 720, 1200])
def test_words_stand_beside_the_name_of_a_dot_and_others_under_the_chart_with_a_sign_at_it(width: int) -> None:
    spec = FigureSpec("scatter", "ethnic_group", "indicator", order="code", annotations=(("03", SAID), ("05", LONG)))
    svg = to_svg(draw(result(cloud()), spec, "en"), width)
    assert overlapping(svg) == [] and outside(svg) == []
    texts = said(svg)
    assert "Thai: split" in texts or "Thái: split" in texts
    assert any(own.endswith(" ¹") for own in texts) and any(own.startswith("¹") for own in texts)


@pytest.mark.parametrize("width", [360, 1200])
@pytest.mark.parametrize("mark", ["bars", "lines", "slope", "dumbbell"])
def test_a_long_name_of_a_line_is_said_under_a_narrow_chart_and_never_cut(mark: str, width: int) -> None:
    name = LocalizedText.of(vi="Mục tiêu của chương trình đến năm 2030 đối với mọi hộ dân tộc thiểu số cả nước")
    spec = FigureSpec(mark, "ethnic_group", target=24.5, target_text=name)
    if mark in ("lines", "slope"):
        spec = FigureSpec(mark, "year", "ethnic_group", order="code", target=24.5, target_text=name)
    elif mark == "dumbbell":
        spec = FigureSpec(mark, "ethnic_group", "year", target=24.5, target_text=name)
    rows = [row for row in pairs(2009, 2019) if mark != "bars" or row["year"] == 2019]
    svg = to_svg(draw(result(rows), spec, "vi"), width)
    assert overlapping(svg) == [] and outside(svg) == []
    assert ("24,5" in said(svg)) == (width < 600)
    assert any(own.startswith("Đường nét đứt: Mục tiêu") for own in said(svg))


def test_columns_of_bars_show_the_one_that_all_are_held_against_and_the_target() -> None:
    rows: list[dict[str, object]] = [
        {"ethnic_group": group, "residence": place, "value": float(number + 10 * step)}
        for number, group in enumerate(("02", "03", "04", "05"))
        for step, place in enumerate(("_T", "U", "R"))
    ]
    spec = FigureSpec("small_multiples", "ethnic_group", facet="residence", reference="_T", target=15.0)
    chart = draw(result([{**row, "indicator": "poor_household_rate", "unit": "percent"} for row in rows]), spec, "en")
    assert isinstance(chart["layer"], list)
    layers = [layer for layer in chart["layer"] if layer["mark"]["type"] == "rule"]
    ticks = next(layer["data"]["values"] for layer in layers if layer["mark"].get("strokeWidth") == 2)
    lines = next(layer["data"]["values"] for layer in layers if layer["mark"].get("strokeDash"))
    assert len(ticks) == 8 and len(lines) == 2
    svg = to_svg(chart)
    assert overlapping(svg) == [] and outside(svg) == []
    assert any(own.startswith("Upright stroke at each bar: ") for own in said(svg))


@pytest.mark.parametrize(
    ("spec", "sentence"),
    [
        (FigureSpec("slope", "year", "ethnic_group", order="code"), "From 2009 to 2019: Tay up from 0 to 3;"),
        (FigureSpec("dumbbell", "ethnic_group", "year"), "; Tay up from 0 to 3."),
        (FigureSpec("lines", "year", "ethnic_group", order="code"), "From 2009 to 2019: Tay up from 0 to 3;"),
    ],
)
def test_the_alternative_text_of_years_says_who_rose_and_fell(spec: FigureSpec, sentence: str) -> None:
    assert sentence in alt_text(result(pairs(2009, 2019)), spec, "en")


def test_the_alternative_text_of_two_series_says_which_lie_farthest_apart_and_nothing_across_a_break() -> None:
    rows: list[dict[str, object]] = [
        {"indicator": "poor_household_rate", "unit": "percent", "ethnic_group": group, "sex": sex, "value": value}
        for group, values in (("02", (1.0, 2.0)), ("03", (9.0, 3.0)), ("04", (5.0, 5.0)))
        for sex, value in zip(("M", "F"), values, strict=True)
    ]
    told = alt_text(result(rows), FigureSpec("grouped_bars", "ethnic_group", "sex"), "en")
    assert "Farthest apart: Thai (Male 9; Female 3)." in told
    split = Break(2010, LocalizedText.of(vi="Tách", en="Split"), (("ethnic_group", ("02",)),))
    told = alt_text(result(pairs(2009, 2019), breaks=(split,)), FigureSpec("dumbbell", "ethnic_group", "year"), "en")
    assert "; Thai up from 10 to 13." in told and "Tay up" not in told


def test_names_over_the_columns_of_a_heat_map_stand_on_its_cells_at_any_number_of_lines() -> None:
    rows: list[dict[str, object]] = [
        {"indicator": "poor_household_rate", "unit": "percent", "area": area, "year": year, "value": float(year)}
        for area in ("R1", "R2", "R3", "R4")
        for year in (2009, 2014, 2019, 2020)
    ]
    for width in (360, 720):
        svg = to_svg(draw(result(rows), FigureSpec("heatmap", "year", "area", order="code"), "vi"), width)
        assert overlapping(svg) == [] and outside(svg) == []


def test_figures_that_differ_in_noughts_alone_are_printed_alike() -> None:
    rows = [
        {"indicator": "poor_household_rate", "unit": "percent", "ethnic_group": "02", "year": year, "value": value}
        | {"decimals": decimals}
        for year, value, decimals in ((2009, 905.0, 1), (2014, 1258.0, 1), (2019, 3438.0, 0))
    ]
    assert {"905", "3,438"} <= set(said(to_svg(draw(result(rows), FigureSpec("lines", "year"), "en"))))
    rows[0]["value"] = 905.5
    assert {"905.5", "3,438"} <= set(said(to_svg(draw(result(rows), FigureSpec("lines", "year"), "en"))))
