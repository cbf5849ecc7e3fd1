"""The chart that an address says, and the address that says a chart."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import locales
from dantoc.model.errors import BadText, UnknownDimension
from dantoc.model.figure import SORTS, THEMES
from dantoc.model.figure_params import MOST_CATEGORIES
from dantoc.model.size import PRESETS
from dantoc.ui.charts_page import draft
from dantoc.ui.charts_page.faults import parameter_of

CATALOGUE = open_engine().catalogue
DATASET = CATALOGUE.dataset("population_census")
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=60)
SAID = st.fixed_dictionaries(
    {},
    optional={
        "ethnic_group": st.sampled_from(["08", "top(10)", "children(EM)"]),
        "year": st.sampled_from(["2019", "1999:2019", "latest"]),
        "order": st.sampled_from(["code", "value"]),
        "sort": st.sampled_from(SORTS),
        "highlight": st.sampled_from(["08", "02,08"]),
        "across": st.sampled_from(["population", "08"]),
        "limit": st.integers(1, MOST_CATEGORIES).map(str),
        "reference": st.sampled_from(["VN", "EM"]),
        "target": st.integers(-10_000, 10_000).map(str),
        "size": st.sampled_from([*PRESETS, "800x600px", "90x60mm", "90mm"]),
        "theme": st.sampled_from(THEMES),
        "both": st.just("yes"),
        "at.08.vi": WORDS,
        **{f"{name}.{lang}": WORDS for name in ("title", "subtitle", "note", "target") for lang in locales()},
    },
)


@given(SAID)
def test_a_chart_is_read_from_the_address_it_writes(said: dict[str, str]) -> None:
    own = draft.read(DATASET, said.items())
    written = draft.written(own)
    assert draft.read(DATASET, ((name, value) for name, value in written.items() if name != "id")) == own


@given(SAID)
def test_a_change_of_the_figures_keeps_all_that_was_said_of_the_drawing(said: dict[str, str]) -> None:
    own = draft.read(DATASET, said.items())
    changed = draft.fitting(replace(own, view=replace(own.view, query=own.view.query.selecting("year", "2009"))))
    assert changed.asked == own.asked


def test_axes_that_the_figures_no_longer_have_are_let_go_with_nothing_else() -> None:
    own = draft.read(DATASET, {"mark": "lines", "category": "year", "series": "ethnic_group", "theme": "dark"}.items())
    narrowed = replace(own, view=replace(own.view, query=own.view.query.selecting("year", "2009")))
    fitted = draft.fitting(narrowed)
    assert (fitted.view.mark, fitted.asked.category, fitted.asked.series) == ("", "", "")
    assert fitted.asked.theme == "dark"


def test_a_dataset_begins_with_the_look_of_the_chart_before() -> None:
    own = draft.read(DATASET, {"title.en": "People", "theme": "print", "both": "yes", "highlight": "08"}.items())
    other = draft.started(CATALOGUE.dataset("province_health"), own)
    assert draft.written(other) == {"id": "province_health", "theme": "print", "both": "yes"}


def test_the_address_of_a_chart_keeps_the_language_and_drops_what_is_not_its_own() -> None:
    own = draft.read(DATASET, {"theme": "dark"}.items())
    assert draft.address(own, {"lang": "en", "year": "2009"}) == {"lang": "en", "id": DATASET.id, "theme": "dark"}


@pytest.mark.parametrize(
    ("error", "said", "found"),
    [
        (BadText("title.vi", "<b>"), ("id", "title.vi"), "title.vi"),
        (UnknownDimension("parameter", "colour"), ("id", "colour"), "colour"),
        (UnknownDimension("parameter", "colour"), ("id",), ""),
    ],
)
def test_the_parameter_at_fault_is_found_in_the_address(error: Exception, said: tuple[str, ...], found: str) -> None:
    assert parameter_of(error, said) == found
