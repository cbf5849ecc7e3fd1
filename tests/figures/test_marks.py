"""Marks beyond bars and lines: what each draws of its figures, and what stands where on paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dantoc.engine.engine import open_engine
from dantoc.figures.choice import choose, suggest, weigh
from dantoc.figures.drawing import alt_text, draw
from dantoc.figures.finishing import finish, may_go_across
from dantoc.figures.marks import MARKS, plot_of
from dantoc.figures.marks.scatter import PAGE_WIDTHS, PHONE_WIDTHS
from dantoc.figures.palette import LIGHT
from dantoc.figures.printing import to_svg
from dantoc.l10n.messages import find, locales
from dantoc.model.dataset import Break
from dantoc.model.figure import FigureSpec
from dantoc.model.figure_params import ASKED
from dantoc.model.result import Result
from dantoc.model.structure import DataStructure
from dantoc.model.text import LocalizedText
from dantoc.model.view import parse_view
from tests.figures.drawn import boxes, outside, overlapping
from tests.results import codelist, result

GROUPS = ("02", "03", "04", "05", "06", "07", "08", "09")
SPLIT = Break(2009, LocalizedText.of(vi="Tách nhóm.", en="Split."), (("ethnic_group", ("04",)),))
VIEWS = {
    "dumbbell": ("poverty_review", {}),
    "dumbbell with gaps": ("survey_marriage", {}),
    "slope": ("poverty_review", {}),
    "slope with gaps": ("survey_marriage", {}),
    "area": (
        "province_population",
        {"indicator": "average_population", "area": "VN", "residence": "*", "rows": "year", "columns": "residence"},
    ),
    "scatter": (
        "province_health",
        {"indicator": "infant_mortality_rate_area,total_fertility_rate_area", "area": "leaves(VN)", "year": "2016"},
    ),
    "scatter of years": (
        "province_living_standards",
        {"indicator": "poverty_rate_income", "area": "leaves(VN)", "year": "2006,2016", "quintile": "_T"},
    ),
    "bubble": (
        "province_population",
        {
            "indicator": "average_population,net_migration_rate,population_density",
            "area": "leaves(VN)",
            "year": "2016",
            "sex": "_T",
            "residence": "_T",
        },
    ),
    "small_multiples": (
        "population_census",
        {"ethnic_group": "02,03,04,05,06,07,08,09,10,11,12,13", "rows": "ethnic_group", "columns": "year"},
    ),
    "small_multiples of bars": ("education_census_1999", {"ethnic_group": ",".join(GROUPS)}),
    "ranking": ("population_census", {"year": "1999,2019"}),
    "stacked_counts": ("education_census_1999", {"ethnic_group": ",".join(GROUPS)}),
}


def viewed(name: str) -> tuple[Result, FigureSpec]:
    dataset, params = VIEWS[name]
    engine = open_engine()
    view = parse_view(engine.catalogue.dataset(dataset), params)
    own = engine.run(view.query, order_by=view.ordered_by)
    spec = choose(own, view.rows, view.columns, name.partition(" ")[0])
    assert spec is not None
    return own, spec


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize("name", VIEWS)
def test_no_two_words_touch_and_none_leaves_the_picture(name: str, locale: str) -> None:
    own, spec = viewed(name)
    chart = draw(own, spec, locale)
    for width in (360, 599, 720, 1200):
        svg = to_svg(chart, width)
        assert len(boxes(svg)) > 8
        assert overlapping(svg) == [], width
        assert outside(svg) == [], width


@pytest.mark.parametrize("mark", MARKS)
def test_every_mark_says_what_it_needs(mark: str) -> None:
    assert all(find(f"figures.needs_{mark}", locale) for locale in locales())


def test_every_mark_is_offered_or_says_why_not_on_every_published_dataset() -> None:
    engine = open_engine()
    for dataset in engine.catalogue.datasets.values():
        view = dataset.default_view
        own = engine.run(view.query)
        choice = weigh(own, view.rows, view.columns)
        offered = {spec.mark for spec in choice.offers}
        assert offered | set(choice.refusals) == set(MARKS), dataset.id
        assert offered.isdisjoint(choice.refusals), dataset.id
        for refusal in choice.refusals.values():
            said = {refusal.say(locale) for locale in locales()}
            assert len(said) == len(locales())
            assert not any(own.startswith("[") for own in said), refusal


def by_year(years: tuple[int, ...], *, breaks: tuple[Break, ...] = (), unit: str = "percent") -> Result:
    rows = [
        {"ethnic_group": group, "year": year, "value": 10.0 * place + number, "unit": unit}
        | ({"indicator": "poor_household_rate"} if unit == "percent" else {})
        for place, group in enumerate(GROUPS)
        for number, year in enumerate(years)
    ]
    return result(rows, breaks=breaks)


def rows_in(chart: object) -> list[dict[str, object]]:
    if isinstance(chart, dict):
        own = chart.get("values")
        here = [row for row in own if isinstance(row, dict)] if isinstance(own, list) else []
        return here + [row for value in chart.values() for row in rows_in(value)]
    return [row for value in chart for row in rows_in(value)] if isinstance(chart, list) else []


def test_two_years_make_a_dumbbell_and_three_make_dots() -> None:
    def marks(*years: int) -> set[str]:
        return {own.mark for own in suggest(by_year(years), ("ethnic_group",), ("year",))}

    assert "dumbbell" in marks(2009, 2019) and "dots" not in marks(2009, 2019)
    assert "dots" in marks(1999, 2009, 2019) and "dumbbell" not in marks(1999, 2009, 2019)


def test_no_bar_of_a_dumbbell_and_no_line_of_a_slope_crosses_a_break() -> None:
    own = by_year((1999, 2009), breaks=(SPLIT,))
    dumbbell = draw(own, FigureSpec("dumbbell", "ethnic_group", "year"), "vi")
    joined = {row["category"] for row in rows_in(dumbbell) if "high" in row}
    assert joined == set(GROUPS) - {"04"}
    slope = draw(own, FigureSpec("slope", "year", "ethnic_group"), "vi")
    lines = {row["series"] for row in rows_in(slope["layer"][1])}
    assert lines == set(GROUPS) - {"04"}
    for chart in (dumbbell, slope):
        assert [row["fill"] for row in rows_in(chart) if row.get("fill") == LIGHT.paper] == [LIGHT.paper]


def test_a_slope_draws_the_first_and_the_last_year_alone() -> None:
    chart = draw(by_year((1989, 1999, 2009, 2019)), FigureSpec("slope", "year", "ethnic_group"), "vi")
    assert {row["category"] for row in rows_in(chart) if "category" in row} == {"1989", "2019"}


def pupils(total: float) -> Result:
    parts = {"_T": total, "M": 40.0, "F": 60.0}
    years = (1989, 1999, 2009)
    return result([{"year": year, "sex": sex, "value": own} for year in years for sex, own in parts.items()])


def test_areas_are_stacked_only_where_parts_add_up() -> None:
    assert "area" in {own.mark for own in suggest(pupils(100), ("sex",), ("year",))}
    assert weigh(pupils(130), ("sex",), ("year",)).refusals["area"].reason == "needs_area"


def test_an_area_lies_on_the_one_below() -> None:
    rows = rows_in(draw(pupils(100), FigureSpec("area", "year", "sex"), "vi")["layer"][0])
    assert {(row["series"], row["floor"], row["ceiling"]) for row in rows} == {("M", 0.0, 40.0), ("F", 40.0, 100.0)}


def two_indicators(*more: str) -> Result:
    units = {"poor_household_rate": "percent", "household_size": "persons_per_household", "population": "persons"}
    names = ("poor_household_rate", "household_size", *more)
    return result(
        [
            {"indicator": name, "unit": units[name], "ethnic_group": group, "value": (place + 1.0) * (number + 1)}
            for place, group in enumerate(GROUPS)
            for number, name in enumerate(names)
            if (group, name) != ("09", "household_size")
        ]
    )


def test_a_scatter_has_a_dot_for_each_with_both_figures_and_says_how_many_lack_one() -> None:
    spec = FigureSpec("scatter", "ethnic_group", "indicator", order="code")
    chart = draw(two_indicators(), spec, "en")
    assert {row["category"] for row in rows_in(chart) if "across_text" in row} == set(GROUPS) - {"09"}
    said = " ".join(own.text for own in boxes(to_svg(chart)))
    assert "Shown are the 7 of 8" in said
    assert "Unit:" not in said
    assert "highest" in alt_text(two_indicators(), spec, "en")


def test_bubbles_are_as_large_in_area_as_their_population() -> None:
    own = two_indicators("population")
    spec = next(own for own in suggest(own, ("ethnic_group",), ("indicator",)) if own.mark == "bubble")
    rows = {row["category"]: row for row in rows_in(draw(own, spec, "vi")) if "across_text" in row}
    areas = [float(str(rows[group]["area"])) for group in GROUPS[:-1]]
    assert areas == sorted(areas)
    assert weigh(two_indicators(), ("ethnic_group",), ("indicator",)).refusals["bubble"].reason == "needs_bubble"


@pytest.mark.parametrize("name", ["scatter", "bubble"])
def test_an_editor_says_which_indicator_goes_across(name: str) -> None:
    dataset, params = VIEWS[name]
    view = parse_view(open_engine().catalogue.dataset(dataset), {**params, "mark": name})
    own = open_engine().run(view.query, order_by=view.ordered_by)
    first, second = may_go_across(own, viewed(name)[1])

    def made(across: str) -> dict[object, tuple[object, object]]:
        spec = finish(own, view, replace(ASKED, across=across))
        assert spec is not None
        rows = [row for row in rows_in(draw(own, spec, "en")) if "across_text" in row]
        assert len(rows) > 50
        assert not overlapping(to_svg(draw(own, spec, "en")))
        return {row["category"]: (row["across_text"], row["text"]) for row in rows}

    dots, turned = made(first), made(second)
    assert made("") == dots
    assert turned == {group: (up, across) for group, (across, up) in dots.items()}
    sizes = [code for code in own.codes["indicator"] if code not in (first, second)]
    assert [made(code) for code in sizes] == [dots] * len(sizes), "the size of the dots goes nowhere"


def test_of_two_years_the_earlier_goes_across_and_other_charts_keep_the_order_of_their_series() -> None:
    own, spec = viewed("scatter of years")
    assert may_go_across(own, spec) == ()
    own, spec = viewed("slope")
    assert may_go_across(own, spec) == ()


def test_names_of_dots_are_placed_for_every_width_that_a_page_may_have() -> None:
    assert min(PHONE_WIDTHS) < 300 < max(PHONE_WIDTHS) <= min(PAGE_WIDTHS) < 1100 < max(PAGE_WIDTHS)


def test_small_charts_share_one_scale() -> None:
    own = by_year((1999, 2009, 2019))
    spec = FigureSpec("small_multiples", "year", facet="ethnic_group", order="code")
    chart = draw(own, spec, "vi")
    assert len(plot_of(own, spec, "vi", LIGHT).panels) == len(GROUPS)
    drawn = [row for row in rows_in(chart) if "segment" in row]
    feet = {
        group: min(float(str(row["y"])) for row in drawn if str(row["segment"]).startswith(group))
        for group in ("02", "03")
    }
    values = {group: 10.0 * place + 2 for place, group in enumerate(("02", "03"))}
    assert feet["02"] > feet["03"] and values["02"] < values["03"]
    assert "Các biểu đồ dùng chung một thang đo" in " ".join(own.text for own in boxes(to_svg(chart)))


def test_alternative_text_names_the_panel() -> None:
    spec = FigureSpec("small_multiples", "year", facet="ethnic_group", order="code")
    assert f"{codelist('ethnic_group')['09'].name.say('en')}, 2019: 72" in alt_text(
        by_year((1999, 2009, 2019)), spec, "en"
    )


def test_ranks_skip_aggregates_share_ties_and_are_not_compared_across_a_break() -> None:
    now = {"_T": 50.0, "02": 9.0, "03": 9.0, "04": 3.0, "05": 2.0, "06": None, "07": 1.0}
    before = {"_T": 50.0, "02": 5.0, "03": 9.0, "04": 30.0, "05": 4.0, "06": 1.0, "07": 0.5}
    rows = [
        {
            "indicator": "poor_household_rate",
            "unit": "percent",
            "ethnic_group": group,
            "year": year,
            "value": own[group],
        }
        | ({"obs_status": "O"} if own[group] is None else {})
        for year, own in ((1999, before), (2009, now))
        for group in own
    ]
    chart = draw(result(rows, breaks=(SPLIT,)), FigureSpec("ranking", "ethnic_group", "year"), "vi")
    layers = chart["layer"]
    ranks = {row["category"]: row["text"] for row in layers[2]["data"]["values"]}
    assert ranks == {"02": "1", "03": "1", "04": "3", "05": "4", "07": "5"}
    order = [row["category"] for row in layers[0]["data"]["values"]]
    assert order[0] == "_T" and order[-1] == "06"
    changes = {row["category"]: row["text"] for row in layers[5]["data"]["values"]}
    assert changes == {"02": "2", "03": "1", "05": "–", "07": "–"}


def test_a_stacked_bar_is_as_long_as_its_total_and_says_it() -> None:
    rows = [
        {"ethnic_group": group, "sex": sex, "value": value}
        for group, own in (("02", (10, 90)), ("03", (600, 400)))
        for sex, value in (("M", own[0]), ("F", own[1]), ("_T", sum(own)))
    ]
    chart = draw(result(rows), FigureSpec("stacked_counts", "ethnic_group", "sex"), "vi")
    totals = {row["category"]: (row["end"], row["text"]) for row in chart["layer"][2]["data"]["values"]}
    assert totals == {"03": (1000.0, "1.000"), "02": (100.0, "100")}
    assert chart["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 1000.0]


def of_34(codes: tuple[str, ...]) -> Result:
    own = result([{"area": code, "value": float(place)} for place, code in enumerate(codes)])
    dimensions = [
        replace(one, codelist=codelist("area_2025")) if one.id == "area" else one for one in own.dataset.structure
    ]
    return replace(own, dataset=replace(own.dataset, structure=DataStructure(tuple(dimensions))))


def test_the_34_provinces_have_a_map_of_their_own_and_never_one_of_the_63() -> None:
    codes = tuple(code.id for code in codelist("area_2025"))
    own = of_34(codes)
    offered = {spec.mark for spec in suggest(own, ("area",), ())}
    assert "tiles_34" in offered and "tiles" not in offered
    chart = draw(own, FigureSpec("tiles_34", "area", order="code"), "vi")
    data = chart["layer"][0]["data"]["values"]
    assert {row["category"] for row in data} == set(codes)
    assert len({(row["row"], row["column"]) for row in data}) == 34
    for width in (360, 720):
        svg = to_svg(chart, width)
        assert overlapping(svg) == []
        said = " ".join(own.text for own in boxes(svg))
        assert "Hoàng Sa" in said and "Trường Sa" in said


def test_the_63_provinces_are_never_set_on_the_tiles_of_the_34() -> None:
    codes = tuple(code.id for code in codelist("area") if code.annotation("tile_row"))
    own = result([{"area": code, "value": float(place)} for place, code in enumerate(codes)])
    choice = weigh(own, ("area",), ())
    assert "tiles" in {spec.mark for spec in choice.offers}
    assert choice.refusals["tiles_34"].reason == "needs_tiles_34"
