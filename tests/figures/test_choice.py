from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dantoc.engine.engine import open_engine
from dantoc.figures.choice import choose, suggest
from dantoc.figures.drawing import alt_text, draw
from dantoc.figures.marks import MARKS
from dantoc.l10n.messages import find, locales
from dantoc.model.dataset import Break
from dantoc.model.errors import UnknownOption
from dantoc.model.figure import FigureSpec
from dantoc.model.result import Result
from dantoc.model.text import LocalizedText
from tests.results import codelist, result

ROOT = Path(__file__).resolve().parents[2]
PROVINCES = tuple(code.id for code in codelist("area") if code.annotation("tile_row"))
AGES = tuple(code.id for code in codelist("age") if code.parent())


def first(
    *rows: dict[str, object], dimensions: tuple[str, ...] = ("indicator", "ethnic_group", "area", "sex", "age", "year")
) -> str:
    own = result(rows, dimensions=dimensions)
    return suggest(own, ("ethnic_group",), ("year",))[0].mark


def test_provinces_make_a_map() -> None:
    assert first(*({"area": area, "value": float(place)} for place, area in enumerate(PROVINCES))) == "tiles"


def test_years_make_lines() -> None:
    rows = [{"ethnic_group": code, "year": year, "value": 1.0} for code in ("02", "03") for year in (1989, 1999, 2009)]
    assert first(*rows) == "lines"


def test_groups_make_bars_sorted_by_value() -> None:
    rows = [{"ethnic_group": f"{code:02}", "value": float(code)} for code in range(2, 50)]
    assert first(*rows) == "bars"
    spec = suggest(result(rows), ("ethnic_group",), ("year",))[0]
    assert (spec.category, spec.order) == ("ethnic_group", "value")


def test_both_sexes_make_grouped_bars() -> None:
    rows = [{"ethnic_group": code, "sex": sex, "value": 1.0} for code in ("02", "03", "05") for sex in "MF"]
    assert first(*rows) == "grouped_bars"


def test_ages_of_both_sexes_make_a_pyramid() -> None:
    assert first(*({"age": age, "sex": sex, "value": 1.0} for age in AGES for sex in "MF")) == "pyramid"


def test_groups_by_many_categories_make_a_heatmap() -> None:
    rows = [{"ethnic_group": f"{code:02}", "age": age, "value": 1.0} for code in range(2, 20) for age in AGES[:9]]
    assert first(*rows) == "heatmap"


def test_one_figure_is_a_number() -> None:
    assert first({"ethnic_group": "02", "value": 1.0}) == "number"


def test_parts_are_stacked_only_where_they_add_up() -> None:
    def rows(total: float) -> list[dict[str, object]]:
        parts = {"_T": total, "M": 40.0, "F": 60.0}
        return [{"ethnic_group": g, "sex": sex, "value": own} for g in ("02", "03") for sex, own in parts.items()]

    sides = (("ethnic_group",), ("sex",))
    assert "stacked_bars" in {own.mark for own in suggest(result(rows(100)), *sides)}
    assert "stacked_bars" not in {own.mark for own in suggest(result(rows(120)), *sides)}


@given(
    st.sets(
        st.tuples(
            st.sampled_from(("_T", "01", "EM", "02", "03", "34")),
            st.sampled_from(("VN", "R1", "02", "04", "06")),
            st.sampled_from(("_T", "M", "F")),
            st.sampled_from((1989, 1999, 2009)),
            st.sampled_from(("population", "household_size")),
        ),
        min_size=1,
        max_size=40,
    ),
    st.sampled_from("AOQP"),
    st.sampled_from(locales()),
)
@settings(max_examples=60, deadline=None)
def test_never_empty_handed_and_every_offer_can_be_drawn_and_said(
    keys: set[tuple[str, str, str, int, str]], status: str, locale: str
) -> None:
    rows = [
        {"ethnic_group": g, "area": a, "sex": s, "year": y, "indicator": i, "value": None if status in "OQ" else 7.0}
        | {"obs_status": status, "unit": "persons" if i == "population" else "percent"}
        for g, a, s, y, i in keys
    ]
    own = result(rows)
    offers = suggest(own, ("ethnic_group",), ("year",))
    assert offers
    for spec in offers:
        chart = draw(own, spec, locale)
        assert chart["layer"]
        assert alt_text(own, spec, locale)


def test_a_mark_that_is_named_is_the_one_that_weighing_all_would_offer() -> None:
    rows = [
        {"ethnic_group": code, "year": year, "value": float(year) / int(code)}
        for code in ("02", "03", "05", "08")
        for year in (1999, 2009, 2019)
    ]
    own, several = result(rows), set()
    for offer in suggest(own, ("ethnic_group",), ("year",)):
        several.add(offer.mark)
        assert choose(own, ("ethnic_group",), ("year",), offer.mark) == offer
    assert len(several) > 4


def test_an_empty_result_has_no_chart() -> None:
    assert suggest(result([]), ("ethnic_group",), ()) == ()
    assert choose(result([]), ("ethnic_group",), (), "bars") is None


def test_a_mark_that_does_not_suit_is_refused_with_those_that_do() -> None:
    own = result([{"ethnic_group": code, "value": 1.0} for code in ("02", "03")])
    with pytest.raises(UnknownOption) as caught:
        choose(own, ("ethnic_group",), ("year",), "pyramid")
    assert caught.value.allowed == ("bars",)
    with pytest.raises(UnknownOption):
        suggest(own, (), (), "no_such_measure")


@pytest.mark.parametrize("mark", MARKS)
def test_every_mark_is_documented_and_named(mark: str) -> None:
    assert f"| `{mark}` |" in (ROOT / "docs" / "charts.md").read_text(encoding="utf-8")
    assert all(find(f"figures.mark_{mark}", locale) for locale in locales())


def test_every_published_dataset_has_a_first_chart_that_compares() -> None:
    engine = open_engine()
    for dataset in engine.catalogue.datasets.values():
        view = dataset.default_view
        own = engine.run(view.query)
        offers = suggest(own, view.rows, view.columns)
        assert offers, dataset.id
        for spec in offers:
            assert draw(own, spec, "vi")["layer"], (dataset.id, spec.mark)
            assert "[vi:" not in alt_text(own, spec, "vi"), (dataset.id, spec.mark)


def listed() -> Result:
    own = {"unit": "flag", "value": 1.0, "indicator": "difficulty_list_groups"}
    return result([own | {"ethnic_group": code, "sex": sex} for code, sex in (("02", "M"), ("03", "M"), ("05", "F"))])


def test_figures_that_only_say_yes_are_listed_and_nothing_else() -> None:
    assert [own.mark for own in suggest(listed(), ("ethnic_group",), ("sex",))] == ["names"]


def test_a_list_prints_every_name_under_its_head_with_how_many_stand_there() -> None:
    (spec,) = suggest(listed(), ("ethnic_group",), ("sex",))
    said = [row["text"] for layer in draw(listed(), spec, "vi")["layer"][1:3] for row in layer["data"]["values"]]
    assert said == ["Nam: 2", "Nữ: 1", "Tày", "Thái", "Khơ-me"]
    assert "Nam: Tày, Thái. Nữ: Khơ-me." in alt_text(listed(), spec, "vi")


def test_years_that_breaks_part_everywhere_are_no_line() -> None:
    splits = tuple(Break(year, LocalizedText.of(vi="Tách.", en="Split."), ()) for year in (1999, 2009))
    rows = [{"ethnic_group": "04", "year": year, "value": 1.0 * year} for year in (1989, 1999, 2009)]
    assert "lines" not in {own.mark for own in suggest(result(rows, breaks=splits), ("ethnic_group",), ("year",))}
    assert "lines" in {own.mark for own in suggest(result(rows), ("ethnic_group",), ("year",))}


def test_series_that_never_meet_in_a_category_are_not_set_against_each_other() -> None:
    rows = [{"ethnic_group": f"{code:02}", "year": 2009 + 10 * (code % 2), "value": 1.0} for code in range(2, 12)]
    assert {own.series for own in suggest(result(rows), ("ethnic_group",), ("year",))} == {""}


def test_a_map_mostly_bare_gives_way_to_the_parts_of_a_whole() -> None:
    parts = {"_T": 100.0, "M": 40.0, "F": 60.0}
    rows = [{"area": area, "sex": sex, "value": own} for area in PROVINCES[:22] for sex, own in parts.items()]
    ranked = [own.mark for own in suggest(result(rows), ("area",), ("sex",))]
    assert ranked.index("stacked_bars") < ranked.index("tiles")


def test_a_stacked_bar_is_drawn_only_where_all_its_parts_are_known() -> None:
    rows = [
        {"ethnic_group": group, "sex": sex, "value": value}
        for group, parts in (("02", (10, 90)), ("03", (60, 40)), ("05", (5, None)))
        for sex, value in zip("MF", parts, strict=True)
        if value is not None
    ]
    rows += [{"ethnic_group": group, "sex": "_T", "value": 100.0} for group in ("02", "03", "05")]
    chart = draw(result(rows), FigureSpec("stacked_bars", "ethnic_group", "sex"), "vi")
    drawn = [row["category"] for row in chart["layer"][0]["data"]["values"]]
    assert list(dict.fromkeys(drawn)) == ["03", "02"]
    assert "Chỉ thể hiện 2 trong 3 mục" in str(chart["layer"][-1]["mark"]["text"])
