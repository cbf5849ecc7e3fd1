"""Density: persons for each square kilometre, whatever unit the population is printed in."""

from __future__ import annotations

import pytest

from dantoc.engine.engine import open_engine
from dantoc.model.errors import UnknownDerivation
from dantoc.model.query import Query
from tests.engine.derivations.few import derive, figures, measure, told


def place(people: float | None, area: float | None, code: str = "01", **more: object) -> list[dict[str, object]]:
    own = (("average_population", people, "thousand_persons"), ("area_km2", area, "km2"))
    return [
        {"indicator": name, "value": value, "unit": unit, "area": code, "obs_status": "A" if value is not None else "Q"}
        | more
        for name, value, unit in own
    ]


def test_thousands_of_persons_by_square_kilometres():
    whole = figures(place(7_202.9, 3_358.9))
    assert told(whole, "density(area)", "indicator") == {
        "average_population": (pytest.approx(7_202_900 / 3_358.9), "A"),
        "area_km2": (None, None),
    }
    said = measure(derive(whole, "density(area)"), "density(area)")
    assert said.unit == "persons_per_km2"
    assert said.name.say("en") != "Population density"


def test_it_stands_on_the_area_where_the_population_is_out_of_view():
    assert told(figures(place(3, 2)), "density(area)", "indicator", indicator=["area_km2"])["area_km2"] == (1500, "A")


def test_nothing_suppressed_missing_or_empty_gives_one():
    rows = [*place(1, None, "01"), *place(1, 0, "02"), *place(1, 1, "04"), *place(1, 1, "06")[:1]]
    found = told(figures(rows), "density(area)", "area", "indicator")
    assert [found[area, "average_population"] for area in ("01", "02", "04", "06")] == [
        (None, "Q"),
        (None, "O"),
        (1000, "A"),
        (None, "O"),
    ]


def test_one_sex_does_not_have_the_whole_area():
    rows = [*place(2, 1), {**place(1, 1)[0], "sex": "M"}]
    assert told(figures(rows), "density(area)", "sex", "indicator")["M", "average_population"] == (None, "O")


def test_the_worst_flag_is_carried():
    rows = place(2, 1)
    rows[1] |= {"obs_status": "P"}
    assert told(figures(rows), "density(area)", "indicator")["average_population"] == (2000, "P")


def test_a_dataset_without_an_area_has_none():
    with pytest.raises(UnknownDerivation):
        derive(figures([{"value": 1}, {"value": 2, "year": 2009}]), "density(area)")


def test_it_agrees_with_the_published_density_within_its_rounding():
    """Densities are printed as whole persons, most of them; those of 2015 rest on other populations than it prints."""
    query = Query.of("province_population", {"sex": "_T", "residence": "_T"}, derive=("density(area)",))
    frame = open_engine().run(query).data.to_pandas()
    derived = frame.dropna(subset="density_area").set_index(["area", "year"]).density_area
    published = frame[frame.indicator == "population_density"].set_index(["area", "year"]).value
    both = derived.to_frame("derived").join(published.rename("published"), how="inner").reset_index()
    off = (both.derived - both.published).abs()
    assert len(both) == 420
    assert (off[both.year != 2015] <= 0.501).all()
    assert (off / both.published).max() < 0.022
