from __future__ import annotations

import pytest

from dantoc.figures.drawing import alt_text, draw, fit
from dantoc.figures.printing import drawn
from dantoc.figures.sizes import in_px, sheets
from dantoc.model.errors import TooManyMarks
from dantoc.model.figure import FigureSpec
from dantoc.model.size import PRESETS, Size
from tests.figures.drawn import least_type, outside, overlapping
from tests.results import codelist, result

PROVINCES = tuple(code.id for code in codelist("area") if code.annotation("tile_row"))
FIXED = [own for own in PRESETS.values() if own.name != "page"]
YEARS = (1989, 1999, 2009, 2019)


def groups(count: int) -> list[dict[str, object]]:
    return [{"ethnic_group": f"{code:02}", "value": 1000.0 * code} for code in range(2, 2 + count)]


def of(size: Size, count: int) -> FigureSpec:
    return FigureSpec("bars", "ethnic_group", size=size)


@pytest.mark.parametrize("size", FIXED, ids=str)
@pytest.mark.parametrize("count", [3, 12, 50])
def test_bars_fill_the_size_and_nothing_lies_outside_or_upon_another(size: Size, count: int) -> None:
    own = result(groups(count))
    picture = drawn(draw(own, of(size, count), "vi"), size)
    width, height = in_px(size)
    assert (picture.width, picture.height or 0) == (size.width, size.height or picture.height)
    _, _, across, down = picture.view
    if height:
        assert across / down == pytest.approx(width / height, rel=0.002)
    svg = picture.svg()
    assert not outside(svg), outside(svg)
    assert not overlapping(svg), overlapping(svg)


@pytest.mark.parametrize("size", FIXED, ids=str)
def test_type_can_be_read_in_every_size(size: Size) -> None:
    picture = drawn(draw(result(groups(50)), of(size, 50), "vi"), size)
    zoom = in_px(size)[0] / picture.view[2]
    assert least_type(picture.svg()) * zoom >= (6.9 if size.unit == "mm" else 8)


def test_what_has_no_room_is_left_out_and_counted() -> None:
    own = result(groups(50))
    fitted = fit(own, of(PRESETS["link"], 50), "en")
    assert 3 <= fitted.limit < 50
    said = " ".join(drawn(draw(own, fitted, "en"), fitted.size).svg().split())
    assert f"the {fitted.limit} largest of 50" in said
    assert f"{fitted.limit} figures" in alt_text(own, fitted, "en")


def test_a_small_chart_keeps_all_its_categories() -> None:
    assert fit(result(groups(5)), of(PRESETS["link"], 5), "vi").limit == 0


@pytest.mark.parametrize("name", ["wide", "square", "story", "link", "a4"])
def test_a_map_is_whole_in_every_size(name: str) -> None:
    rows = [{"area": area, "value": float(place)} for place, area in enumerate(PROVINCES)]
    svg = drawn(draw(result(rows), FigureSpec("tiles", "area", size=PRESETS[name]), "vi"), PRESETS[name]).svg()
    for area in PROVINCES:
        assert all(word in svg for word in codelist("area")[area].name.say("vi").split())
    assert not outside(svg)
    assert not overlapping(svg), overlapping(svg)


@pytest.mark.parametrize("name", ["wide", "square", "story", "link"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_names_on_a_map_of_all_provinces_can_be_read(name: str, lang: str) -> None:
    rows = [{"area": area, "value": 1000.0 * place} for place, area in enumerate(PROVINCES)]
    picture = drawn(draw(result(rows), FigureSpec("tiles", "area", size=PRESETS[name]), lang), PRESETS[name])
    assert least_type(picture.svg()) * in_px(PRESETS[name])[0] / picture.view[2] >= 11.5


def test_on_a_wide_and_low_sheet_name_and_figure_of_a_province_stand_in_one_line() -> None:
    rows = [{"area": area, "value": float(place)} for place, area in enumerate(PROVINCES)]
    low, high = (
        draw(result(rows), FigureSpec("tiles", "area", size=PRESETS[name]), "vi")["layer"] for name in ("link", "story")
    )
    assert [layer["mark"].get("align") for layer in low[1:3]] == ["left", "right"]
    assert [layer["mark"].get("align") for layer in high[1:3]] == [None, None]


def test_lines_keep_their_names_apart_when_stretched() -> None:
    rows = [{"ethnic_group": g, "year": y, "value": 1000.0 + y + int(g)} for g in ("02", "03", "05") for y in YEARS]
    spec = FigureSpec("lines", "year", "ethnic_group", order="code", size=PRESETS["story"])
    svg = drawn(draw(result(rows), spec, "vi"), spec.size).svg()
    assert not overlapping(svg), overlapping(svg)
    assert not outside(svg), outside(svg)


def test_a_size_without_room_for_anything_is_refused_with_the_way_on() -> None:
    size = Size.parse("200x60mm")
    rows = [{"area": area, "value": float(place)} for place, area in enumerate(PROVINCES)]
    with pytest.raises(TooManyMarks) as refused:
        draw(result(rows), FigureSpec("tiles", "area", size=size), "vi")
    assert "limit=10" in refused.value.allowed


@pytest.mark.parametrize("size", [*FIXED, Size.parse("640x400"), Size.parse("90mm")], ids=str)
def test_sheets_have_the_shape_of_the_size_and_ever_smaller_type(size: Size) -> None:
    own = list(sheets(size))
    zooms = [sheet.zoom for sheet in own]
    assert zooms == sorted(zooms, reverse=True)
    assert all(sheet.is_open == (size.height == 0) for sheet in own)
