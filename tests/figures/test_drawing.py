from __future__ import annotations

import itertools
import json
import re
from html import unescape

import pytest

from dantoc.figures.choice import suggest
from dantoc.figures.drawing import alt_text, draw
from dantoc.figures.lettering import balance, text_width, wrap
from dantoc.figures.marks.lines import spread
from dantoc.figures.miniature import sparkline
from dantoc.figures.printing import to_pdf, to_png, to_svg
from dantoc.model.dataset import Break
from dantoc.model.errors import UnknownOption
from dantoc.model.figure import FigureSpec
from dantoc.model.text import LocalizedText
from tests.results import codelist, result

PROVINCES = tuple(code.id for code in codelist("area") if code.annotation("tile_row"))
BARS = FigureSpec("bars", "ethnic_group")
SPLIT = Break(1999, LocalizedText.of(vi="Tách nhóm.", en="Split."), (("ethnic_group", ("04",)),))


def groups(count: int) -> list[dict[str, object]]:
    return [{"ethnic_group": f"{code:02}", "value": 1000.0 * code} for code in range(2, 2 + count)]


def words(svg: str) -> str:
    return " ".join(unescape(text) for text in re.findall(r">([^<>]+)<", svg))


@pytest.mark.parametrize(("locale", "number"), [("vi", "40.000"), ("en", "40,000")])
def test_every_name_and_figure_of_bars_is_in_the_svg(locale: str, number: str) -> None:
    svg = to_svg(draw(result(groups(39)), BARS, locale), alt="Tất cả")
    said = words(svg)
    for code in range(2, 41):
        name = codelist("ethnic_group")[f"{code:02}"].name.say(locale)
        assert all(word in said for word in name.split())
    assert number in said
    assert "<title>" in svg
    assert "<desc>Tất cả</desc>" in svg


def test_bars_begin_at_zero_and_the_greatest_stands_first() -> None:
    chart = draw(result(groups(5)), BARS, "vi")
    bar = chart["layer"][0]
    assert bar["encoding"]["x"]["scale"]["domain"][0] == 0
    assert [row["category"] for row in bar["data"]["values"]] == ["06", "05", "04", "03", "02"]


def test_totals_are_not_drawn_beside_counts_but_beside_rates() -> None:
    def drawn(indicator: str, unit: str) -> list[str]:
        rows = [{"indicator": indicator, "unit": unit, "ethnic_group": g, "value": 1.0} for g in ("_T", "02", "03")]
        chart = draw(result(rows), BARS, "vi")
        return [row["category"] for row in chart["layer"][0]["data"]["values"]]

    assert drawn("population", "persons") == ["02", "03"]
    assert drawn("poor_household_rate", "percent") == ["_T", "02", "03"]


def test_a_missing_figure_has_no_length_and_is_said() -> None:
    rows = [{"ethnic_group": "02", "value": 5.0}, {"ethnic_group": "03", "obs_status": "O"}]
    chart = draw(result(rows), BARS, "vi")
    values = {row["category"]: (row["value"], row["text"]) for row in chart["layer"][0]["data"]["values"]}
    assert values["03"] == (None, "...")
    assert "... Không có số liệu" in words(to_svg(chart))


def test_more_categories_than_fit_are_cut_and_counted() -> None:
    spec = FigureSpec("bars", "ethnic_group", limit=10)
    said = words(to_svg(draw(result(groups(30)), spec, "en")))
    assert "the 10 largest of 30" in said


def test_no_line_crosses_a_break() -> None:
    rows = [{"ethnic_group": g, "year": y, "value": 1.0 * y} for g in ("02", "04") for y in (1989, 1999, 2009)]
    own = result(rows, breaks=(SPLIT,))
    spec = next(spec for spec in suggest(own, ("ethnic_group",), ("year",)) if spec.mark == "lines")
    data = draw(own, spec, "vi")["layer"][0]["data"]["values"]
    runs = {(row["series"], row["segment"]): set() for row in data}
    for row in data:
        runs[row["series"], row["segment"]].add(row["year"])
    assert sorted(map(sorted, runs.values())) == [[1989], [1989, 1999, 2009], [1999, 2009]]
    hollow = {(row["series"], row["year"]) for row in data if row["fill"] != row["colour"]}
    assert hollow == {("04", 1999)}
    assert "Hoa" in words(to_svg(draw(own, spec, "vi")))


def test_a_year_without_a_figure_is_a_gap() -> None:
    rows = [{"ethnic_group": "02", "year": y, "value": 1.0, "obs_status": "A"} for y in (1989, 2009)]
    rows += [{"ethnic_group": "02", "year": 1999, "obs_status": "O"}]
    data = draw(result(rows), FigureSpec("lines", "year"), "vi")["layer"][0]["data"]["values"]
    assert len({row["segment"] for row in data}) == 2


def test_the_map_has_all_provinces_and_both_archipelagos() -> None:
    rows = [{"area": area, "value": float(place)} for place, area in enumerate(PROVINCES[:40])]
    chart = draw(result(rows), FigureSpec("tiles", "area"), "vi")
    data = chart["layer"][0]["data"]["values"]
    assert {row["category"] for row in data} == set(PROVINCES)
    assert sum(row["text"] == "..." for row in data) == len(PROVINCES) - 40
    assert len({(row["row"], row["column"]) for row in data}) == len(PROVINCES)
    said = words(to_svg(chart))
    assert "Hoàng Sa" in said
    assert "Trường Sa" in said


def test_the_classes_of_a_map_of_losses_are_said_in_words() -> None:
    rows = [{"area": area, "value": place - 30.0} for place, area in enumerate(PROVINCES)]
    printed = words(to_svg(draw(result(rows), FigureSpec("tiles", "area"), "en")))
    for said in ("−30 to −19", "−5 to 6", "7 – 19"):
        assert said in printed


def test_the_pyramid_has_its_oldest_on_top_and_men_on_the_left() -> None:
    rows = [{"age": age, "sex": sex, "value": 3.0} for age in ("0", "1-4", "85+", "15+") for sex in "MF"]
    own = result(rows, dimensions=("indicator", "ethnic_group", "area", "sex", "age", "year"))
    data = draw(own, FigureSpec("pyramid", "age", "sex"), "vi")["layer"][0]["data"]["values"]
    assert [row["category"] for row in data][::2] == ["85+", "1-4", "0"]
    assert {row["series"]: row["end"] for row in data} == {"M": -3.0, "F": 3.0}


def test_titles_sources_and_version_stand_in_the_chart() -> None:
    said = words(to_svg(draw(result(groups(3)), BARS, "en")))
    assert "Source: Source office" in said
    assert "version 1.0.0" in said
    assert "Unit: persons" in said


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_a_chart_is_plain_json_and_the_same_twice(theme: str) -> None:
    own = result(groups(4))
    assert json.dumps(draw(own, BARS, "vi", theme)) == json.dumps(draw(own, BARS, "vi", theme))


def test_strange_marks_and_themes_are_refused() -> None:
    own = result(groups(2))
    for call in (
        lambda: draw(own, FigureSpec("pie", "ethnic_group"), "vi"),
        lambda: draw(own, BARS, "vi", "sepia"),
        lambda: alt_text(own, FigureSpec("pie", "ethnic_group"), "vi"),
    ):
        with pytest.raises(UnknownOption):
            call()


def test_the_alternative_text_names_the_highest_three_and_the_lowest() -> None:
    own = result(groups(9))
    said = alt_text(own, BARS, "en")
    highest = [codelist("ethnic_group")[code].name.say("en") for code in ("10", "09", "08")]
    assert f"Highest: {highest[0]} 10,000; {highest[1]} 9,000; {highest[2]} 8,000." in said
    assert f"Lowest: {codelist('ethnic_group')['02'].name.say('en')} 2,000." in said


def test_files_are_what_they_say() -> None:
    chart = draw(result(groups(3)), BARS, "vi")
    png = to_png(chart, alt="Mô tả")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert "Mô tả".encode() in png
    assert to_pdf(chart)[:5] == b"%PDF-"


def test_names_at_line_ends_never_touch() -> None:
    for places in itertools.permutations([0.0, 3.0, 4.0, 99.0]):
        moved = spread(places, (14, 14, 28, 14), 100)
        assert max(moved) <= 100
        ends = sorted(
            (middle - size / 2, middle + size / 2) for middle, size in zip(moved, (14, 14, 28, 14), strict=True)
        )
        assert all(second[0] > first[1] for first, second in itertools.pairwise(ends))


def test_lines_of_words_fit_and_lose_nothing() -> None:
    text = "Bắc Trung Bộ và Duyên hải miền Trung"
    for broken in (wrap(text, 120, 12), balance(text, 120, 12)):
        assert " ".join(broken) == text
        assert all(text_width(line, 12) <= 120 for line in broken)


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("Tỷ lệ hộ nghèo phân theo dân tộc thiểu số, Điều tra 53 dân tộc thiểu số, 2019", ("dân tộc", "thiểu số,")),
        ("Ở vùng cao của cả nước Việt Nam, người Bru Vân Kiều", ("Việt Nam,", "Bru Vân Kiều")),
        ("Child marriage of ethnic minorities of Viet Nam fell in 2018", ("Viet Nam", "in 2018")),
    ],
)
def test_headings_are_not_broken_within_words_of_several_syllables_nor_within_names(
    text: str, together: tuple[str, ...]
) -> None:
    for width in range(120, 700, 20):
        lines = balance(text, width, 17, bold=True)
        assert " ".join(lines) == text
        assert len(lines) <= len(wrap(text, width, 17, bold=True)) + 1
        if width >= 200:
            assert all(any(own in line for line in lines) for own in together), lines


def test_miniatures_are_deterministic_and_follow_the_shape() -> None:
    bars = sparkline(result(groups(12)))
    assert bars == sparkline(result(groups(12)))
    assert bars.count("<rect") == 9
    assert 'aria-hidden="true"' in bars
    assert "<title>Dân số</title>" in sparkline(result(groups(3)), "Dân số")
    years = [{"year": year, "value": float(year)} for year in (1989, 1999, 2009)]
    assert "<polyline" in sparkline(result(years))
    assert sparkline(result([])) == ""
    areas = [{"area": area, "value": 1.0} for area in PROVINCES]
    assert sparkline(result(areas)).count("<rect") == len(PROVINCES)


def test_no_mark_of_a_picture_is_an_image_without_words() -> None:
    own = result([{**row, "year": year} for row in groups(5) for year in (2009, 2019)])
    svg = to_svg(draw(own, FigureSpec("dots", "ethnic_group", "year"), "en"))
    symbols = re.findall(r'<[^>]*role="graphics-symbol"[^>]*>', svg)
    assert all('aria-label="' in symbol for symbol in symbols)
