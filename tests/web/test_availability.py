"""What there is, told before it is asked for: the answer and the figures themselves agree."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import locales
from tests.web.client import Reader

WHOLE = "/api/v1/datasets/population_census"
COUNTS = f"{WHOLE}/availability"
DATASETS = tuple(open_engine().catalogue.datasets)


@pytest.mark.parametrize("dataset", DATASETS)
def test_what_is_available_is_what_is_given(reader: Reader, dataset: str):
    said = reader.get(f"/api/v1/datasets/{dataset}/availability?lang=en").json()
    own = open_engine().catalogue.dataset(dataset)
    assert said["figures"] == own.distribution.rows
    assert said["count"] == len(said["available"])
    first = said["available"][0]
    chosen = "&".join(f"{name}={first[name]}" for name in said["by"])
    given = reader.get(f"/api/v1/datasets/{dataset}/data?{chosen}").json()["observations"]
    assert len(given) == first["figures"]


def test_the_selection_narrows_what_is_counted(reader: Reader):
    said = reader.get(f"{COUNTS}?by=area,year&ethnic_group=08&lang=en").json()
    assert said["by"] == ["area", "year"]
    assert said["selections"]["ethnic_group"] == "08"
    parts = urlsplit(said["links"]["data"])
    assert len(reader.get(f"{parts.path}?{parts.query}").json()["observations"]) == said["figures"]
    page = urlsplit(said["links"]["page"])
    assert reader.get(f"{page.path}?{page.query}").status_code == 200
    areas = {own["code"]: own["label"] for own in said["codes"]["area"]}
    assert areas["VN"] == "Viet Nam"
    assert set(areas) == {own["area"] for own in said["available"]}


def test_a_dimension_named_twice_is_counted_by_once(reader: Reader):
    assert reader.get(f"{COUNTS}?by=year,year, area").json()["by"] == ["year", "area"]


def test_nothing_selected_is_an_answer_without_combinations(reader: Reader):
    said = reader.get(f"{COUNTS}?area=R1&year=1989").json()
    assert (said["figures"], said["count"], said["available"]) == (0, 0, [])


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize(
    ("query", "parameter", "value"),
    [
        ("by=colour", "by", "colour"),
        ("by=value", "by", "value"),
        ("area=99", "area", "99"),
        ("year=2019:2009", "year", "2019:2009"),
        ("rows=area", "parameter", "rows"),
        ("format=csv", "parameter", "format"),
    ],
)
def test_what_cannot_be_counted_is_named(reader: Reader, query: str, parameter: str, value: str, locale: str):
    answer = reader.get(f"{COUNTS}?{query}&lang={locale}")
    said = answer.json()
    assert (answer.status_code, said["parameter"], said["value"]) == (400, parameter, value)
    assert said["allowed"]


def test_too_many_combinations_are_refused(reader: Reader, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("dantoc.web.api_availability.MOST_COMBINATIONS", 10)
    said = reader.get(f"{COUNTS}?by=area,year,ethnic_group,sex&lang=en").json()
    assert (said["status"], said["parameter"], said["allowed"]) == (413, "by", ["≤ 10"])


def test_the_metadata_lists_what_can_be_derived_and_each_is_answered(reader: Reader):
    for locale in locales():
        offered = reader.get(f"{WHOLE}?lang={locale}").json()["derivations"]
        assert "rank(ethnic_group)" in [own["key"] for own in offered]
        for own in offered:
            answer = reader.get(f"{WHOLE}/data?derive={own['key']}&limit=1&lang={locale}")
            assert answer.status_code == 200, answer.text
            assert answer.json()["metadata"]["derived"][0]["key"] == own["key"]
