"""Charts of derived figures: drawn where there are any, named as what they are, never stacked unless they add up."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from dantoc.engine.engine import open_engine
from dantoc.figures.choice import choose, suggest
from dantoc.figures.drawing import alt_text, draw
from dantoc.model.query import Query
from dantoc.model.result import Result
from dantoc.model.structure import MEASURE

RATIO = "ratio_sex_M_F"


def asked(dataset: str, derive: str, **selected: str) -> Result:
    return open_engine().run(Query.of(dataset, selected, derive=(derive,)))


def by_age() -> Result:
    return asked("population_age_1999", "ratio(sex,M,F)", ethnic_group="05", sex="*", age="*")


def test_a_chart_skips_the_rows_on_which_a_ratio_does_not_stand() -> None:
    spec = choose(by_age(), ("age",), ("sex",), measure=RATIO)
    assert spec is not None
    assert (spec.mark, spec.category, spec.series) == ("bars", "age", "")
    drawn = json.dumps(draw(by_age(), spec, "en"))
    assert '"text": "..."' not in drawn


def test_the_published_figures_of_the_same_view_are_drawn_as_before() -> None:
    plain = open_engine().run(by_age().query.deriving())
    assert suggest(by_age(), ("age",), ("sex",)) == suggest(plain, ("age",), ("sex",))


def test_lines_of_a_ratio_run_over_the_years() -> None:
    result = asked("province_population", "ratio(sex,M,F)", indicator="average_population", area="VN", residence="_T")
    spec = choose(result, ("sex",), ("year",), measure=RATIO)
    assert spec is not None
    assert (spec.mark, spec.series) == ("lines", "")
    values = [point.get("value") for layer in draw(result, spec, "en")["layer"] for point in layer["data"]["values"]]
    assert {round(value) for value in values if value is not None} <= set(range(95, 100))


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_the_heading_names_the_measure_its_unit_and_that_it_is_derived(locale: str) -> None:
    view = {"indicator": "average_population", "sex": "_T", "residence": "_T", "year": "2016"}
    result = asked("province_population", "density(area)", **view)
    measure = result.derived[0]
    spec = choose(result, ("area",), ("year",), "bars", measure.id)
    assert spec is not None
    heading = json.dumps(draw(result, spec, locale)["title"], ensure_ascii=False)
    words = " ".join(heading.replace('"', " ").replace(",", " ").split())
    for part in (measure.name.say(locale), result.dataset.unit_symbol(measure.unit, locale)):
        assert part in words
    assert {"vi": "tính từ số liệu đã công bố", "en": "Derived from published figures"}[locale] in words
    assert measure.name.say(locale) in alt_text(result, spec, locale)


def test_figures_that_do_not_add_up_are_not_stacked() -> None:
    view = open_engine().catalogue.dataset("education_census_1999").default_view
    result = open_engine().run(view.query.deriving("ratio(sex,M,F)"))
    assert "stacked_bars" in {spec.mark for spec in suggest(result, view.rows, view.columns)}
    assert "stacked_bars" not in {spec.mark for spec in suggest(result, view.rows, view.columns, RATIO)}


def test_a_derived_measure_without_any_figure_is_still_answered() -> None:
    result = asked("population_census", "change(year)", area="VN", sex="_T", residence="_T", year="1989")
    specs = suggest(result, ("ethnic_group",), ("year",), "change_year")
    assert specs
    assert draw(result, specs[0], "en")


def test_the_measure_may_be_named_as_it_was_asked_for() -> None:
    by_column = choose(by_age(), ("age",), ("sex",), measure=RATIO)
    assert choose(by_age(), ("age",), ("sex",), measure="ratio(sex,M,F)") == by_column is not None


@pytest.mark.parametrize("mark", ["bars", "lines"])
def test_what_a_break_keeps_from_being_computed_is_named(mark: str) -> None:
    """The Hoa have breaks between all censuses: they are no category, and no line."""
    result = asked("population_census", "growth(year)", ethnic_group="02,03,04", area="VN", sex="_T", residence="_T")
    spec = choose(result, ("ethnic_group",), ("year",), mark, "growth_year")
    assert spec is not None
    chart = json.dumps(draw(result, spec, "en"))
    assert "Cannot be computed: Hoa" in chart
    assert "Break in series (Hoa): " in chart
    assert "Cannot be computed" not in json.dumps(draw(result, replace(spec, measure=MEASURE), "en"))


def test_what_a_measure_does_not_stand_on_is_not_called_uncomputable() -> None:
    result = asked("population_census", "diversity(ethnic_group)", area="leaves(VN)", year="2019", sex="_T")
    spec = choose(result, ("area",), ("ethnic_group",), "bars", "diversity_ethnic_group")
    assert spec is not None
    assert "Cannot be computed" not in json.dumps(draw(result, spec, "en"))
