"""What is drawn once for all readers is drawn again where the figures stand in another order."""

from dataclasses import replace

from dantoc.engine.engine import open_engine
from dantoc.model.query import Query
from dantoc.model.result import Known
from dantoc.ui.exploring.asked import Same
from dantoc.ui.exploring.choices import label, offered

QUERY = Query.of(
    "population_census",
    {"area": "leaves(VN)", "ethnic_group": "children(EM)", "sex": "_T", "residence": "_T", "year": "2019"},
    order="-value",
)


def test_the_same_figures_in_the_same_order_are_drawn_once() -> None:
    engine = open_engine()
    assert Known(engine.run(QUERY, order_by="area")) == Known(engine.run(QUERY, order_by="area"))


def test_another_order_of_the_same_figures_is_drawn_by_itself() -> None:
    engine = open_engine()
    by_area, by_group = (engine.run(QUERY, order_by=own) for own in ("area", "ethnic_group"))
    assert by_area.codes != by_group.codes
    assert Known(by_area) != Known(by_group)


def test_the_choices_of_a_dimension_are_its_own_whatever_its_twin_in_another_catalogue_holds() -> None:
    dimension = open_engine().catalogue.dataset("population_census").structure["area"]
    fewer = replace(dimension, codes=dimension.codes[:3])
    assert Same(dimension) == Same(dimension) != Same(fewer)
    chosen = QUERY.selection("area")
    assert len(offered(fewer, chosen)) < len(offered(dimension, chosen))
    assert label(fewer, "*", "en") != label(dimension, "*", "en")
