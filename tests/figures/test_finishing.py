from __future__ import annotations

from dataclasses import replace

import pytest

from dantoc.engine.engine import open_engine
from dantoc.figures.drawing import alt_text, caption, draw
from dantoc.figures.finishing import finish, with_reference
from dantoc.figures.printing import to_svg
from dantoc.model.errors import UnknownCode, UnknownOption
from dantoc.model.figure import FigureSpec
from dantoc.model.figure_params import ASKED
from dantoc.model.text import LocalizedText
from dantoc.model.view import parse_view
from tests.figures.test_drawing import words
from tests.results import result

ENGINE = open_engine()
CENSUS = ENGINE.catalogue.dataset("population_census")
RATES = [
    {"indicator": "poor_household_rate", "unit": "percent", "ethnic_group": code, "value": value}
    for code, value in (("_T", 10.0), ("02", 20.0), ("03", 30.0), ("04", 40.0))
]
BARS = FigureSpec("bars", "ethnic_group")


def test_what_is_not_asked_for_is_as_the_result_has_it_best() -> None:
    view = parse_view(CENSUS, {"ethnic_group": "02,03,06", "year": "2019", "area": "VN"})
    found = ENGINE.run(view.query)
    plain = finish(found, view, ASKED)
    assert plain is not None
    asked = finish(found, view, replace(ASKED, title=LocalizedText.of(vi="Tên"), highlight=("06",), order="code"))
    assert asked == replace(plain, title=LocalizedText.of(vi="Tên"), highlight=("06",), order="code")


def test_a_derived_measure_may_be_named_as_it_was_asked_for() -> None:
    params = {"ethnic_group": "02,03,06", "year": "1999,2019", "area": "VN", "derive": "growth(year)"}
    views = [parse_view(CENSUS, {**params, "show": show}) for show in ("growth(year)", "growth_year")]
    said = {finish(ENGINE.run(view.query), view, ASKED) for view in views}
    assert [own.measure for own in said if own is not None] == ["growth_year"]


def test_axes_are_exchanged_where_the_mark_admits_it_and_else_named() -> None:
    view = parse_view(CENSUS, {"ethnic_group": "02,03,06", "year": "1999,2009,2019", "area": "VN", "mark": "heatmap"})
    found = ENGINE.run(view.query)
    spec = finish(found, view, replace(ASKED, category="ethnic_group"))
    assert spec is not None
    assert spec.category == "ethnic_group"
    with pytest.raises(UnknownOption) as refused:
        finish(found, view, replace(ASKED, category="sex"))
    assert "ethnic_group" in refused.value.allowed


def test_the_reference_is_asked_for_with_the_rest() -> None:
    view = parse_view(CENSUS, {"area": "children(R1)"})
    asked = replace(ASKED, reference="VN")
    assert str(with_reference(CENSUS, view.query, asked).selection("area")) == "children(R1),VN"
    assert with_reference(CENSUS, view.query, ASKED) == view.query
    with pytest.raises(UnknownCode):
        with_reference(CENSUS, view.query, replace(ASKED, reference="nowhere"))


def test_the_reference_is_a_line_and_no_bar() -> None:
    own = result(RATES)
    chart = draw(own, replace(BARS, reference="_T"), "vi")
    layers = [layer for layer in chart["layer"] if layer["mark"]["type"] == "rule" and "strokeDash" in layer["mark"]]
    assert [layer["data"]["values"][0]["at"] for layer in layers] == [10.0]
    assert [row["category"] for row in chart["layer"][0]["data"]["values"]] == ["04", "03", "02"]
    said = words(to_svg(chart))
    assert "Tổng số: 10,0" in said or ": 10" in said


@pytest.mark.parametrize("target", [-5.0, 25.0, 90.0])
def test_a_target_stands_on_the_axis_wherever_it_lies(target: float) -> None:
    spec = replace(BARS, target=target, target_text=LocalizedText.of(vi="Mục tiêu 2030"))
    chart = draw(result(RATES), spec, "vi")
    domains = [
        layer["encoding"]["x"]["scale"]["domain"] for layer in chart["layer"] if "x" in layer.get("encoding", {})
    ]
    assert all(low <= target <= high for low, high in domains)
    assert len({tuple(own) for own in domains}) == 1
    assert "Mục tiêu 2030: " in words(to_svg(chart))
    assert "Mục tiêu 2030: " in alt_text(result(RATES), spec, "vi")


@pytest.mark.parametrize(("both", "words_said"), [(False, "Mục tiêu 2030"), (True, "Mục tiêu 2030 / Target 2030")])
def test_a_target_is_called_in_both_languages_where_the_chart_is(both: bool, words_said: str) -> None:
    text = LocalizedText.of(vi="Mục tiêu 2030", en="Target 2030")
    spec = replace(BARS, target=25.0, target_text=text, both=both)
    assert f"{words_said}: 25" in words(to_svg(draw(result(RATES), spec, "vi")))


def test_lines_reach_the_target_too() -> None:
    rows = [{"ethnic_group": "02", "year": year, "value": 10.0 + year} for year in (1999, 2009, 2019)]
    chart = draw(result(rows), FigureSpec("lines", "year", order="code", target=5000.0), "en")
    assert "Target: 5,000" in words(to_svg(chart))
    assert chart["layer"][0]["encoding"]["y"]["scale"]["domain"][1] >= 5000


def test_a_note_on_a_figure_has_its_sign_beside_the_figure() -> None:
    spec = replace(BARS, annotations=(("03", LocalizedText.of(vi="Đợt điều tra bổ sung.")),))
    own = result(RATES)
    chart = draw(own, spec, "vi")
    texts = {row["category"]: row["text"] for row in chart["layer"][0]["data"]["values"]}
    assert [code for code, text in texts.items() if text.endswith("¹")] == ["03"]
    assert "¹ Thái: Đợt điều tra bổ sung." in words(to_svg(chart))
    assert "¹ Thái: Đợt điều tra bổ sung." in alt_text(own, spec, "vi")


def test_edited_words_stand_in_their_language_and_written_ones_in_the_others() -> None:
    spec = replace(BARS, title=LocalizedText.of(vi="Ai nghèo nhất?"), note=LocalizedText.of(en="Own note."))
    own = result(RATES)
    vietnamese, english = caption(own, spec, "vi"), caption(own, spec, "en")
    assert vietnamese.title == "Ai nghèo nhất?"
    assert english.title == caption(own, BARS, "en").title
    assert english.notes[0] == "Own note."
    assert "Own note." not in vietnamese.notes


def test_both_languages_stand_on_one_chart_the_first_above() -> None:
    own = result(RATES)
    both = replace(BARS, both=True)
    said = words(to_svg(draw(own, both, "vi")))
    for locale in ("vi", "en"):
        one = caption(own, BARS, locale)
        assert all(word in said for word in one.title.split())
        assert one.dataset.split(":")[0] in said
    assert said.index("Nguồn") < said.index("Source:")
    other = words(to_svg(draw(own, both, "en")))
    assert other.index("Source:") < other.index("Nguồn")
