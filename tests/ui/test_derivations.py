"""The choice of derived figures: each under a name of its own, breaks crossed only where a reader asks for it."""

import pytest

from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import locales, say
from dantoc.model.view import parse_view
from dantoc.ui.exploring.arrangement import crossed, derivation_names
from dantoc.ui.exploring.fitting import fitting
from tests.ui.test_pages import assert_sound, opened, words

DATASETS = tuple(open_engine().catalogue.datasets)


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize("dataset", DATASETS)
def test_every_derivation_offered_has_a_name_of_its_own(dataset: str, locale: str) -> None:
    engine = open_engine()
    result = engine.run(engine.catalogue.dataset(dataset).default_view.query)
    for across in (False, True):
        names = derivation_names(result, engine.offers(result), across, locale)
        assert len(set(names.values())) == len(names)
        assert not any(name.startswith("[") or "{" in name for name in names.values())
        assert len(names) <= 16


def test_where_breaks_are_crossed_what_is_offered_crosses_them() -> None:
    engine = open_engine()
    result = engine.run(engine.catalogue.dataset("population_census").default_view.query)
    names = derivation_names(result, engine.offers(result), True, "en")
    assert names["change(year,across_breaks)"].endswith("(across breaks in series)")
    assert "change(year)" not in names
    assert "rank(ethnic_group)" in names


def test_crossing_touches_nothing_but_what_is_over_the_years() -> None:
    chosen = ("rank(area)", "change(year)", "growth(year,1999)")
    across = ("rank(area)", "change(year,across_breaks)", "growth(year,1999,across_breaks)")
    assert crossed(chosen, True) == across
    assert crossed(across, False) == chosen


def test_a_filter_keeps_a_derivation_that_no_menu_offers() -> None:
    dataset = open_engine().catalogue.dataset("population_census")
    asked = "ratio(ethnic_group,EM,01),change(year,1999,across_breaks)"
    view = parse_view(dataset, {"derive": asked, "year": "*", "ethnic_group": "*"})
    assert fitting(view) == view


@pytest.mark.parametrize("locale", locales())
def test_a_page_shows_derived_figures_with_their_formula_and_asks_about_breaks(locale: str) -> None:
    app = opened("dataset", locale, id="population_census", derive="change( year ),ratio(sex,M,F)", year="2009,2019")
    assert_sound(app)
    said = words(app)
    measures = open_engine().run(
        open_engine().catalogue.dataset("population_census").default_view.query.deriving("change(year)")
    )
    assert measures.derived[0].name.say(locale) in said
    assert "÷" in said
    boxes = [own for own in app.checkbox if own.key and own.key.startswith("across_breaks.")]
    assert len(boxes) == 1
    boxes[0].check().run()
    assert_sound(app)
    assert say("engine.across_breaks.name", locale, name=measures.derived[0].name.say(locale)) in words(app)
