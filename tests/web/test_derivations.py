"""`derive=` of the API: every derivation on a real dataset, in JSON and CSV, and in the description of the dataset."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from dantoc.engine.derivations import DERIVATIONS
from tests.web.client import Reader

CENSUS = "population_census/data?sex=_T&residence=_T"
ASKED = {
    "share": (f"{CENSUS}&area=VN&year=2019", "share(ethnic_group)", "share_ethnic_group"),
    "share_within": (f"{CENSUS}&area=VN&year=2019", "share_within(ethnic_group)", "share_within_ethnic_group"),
    "rank": (f"{CENSUS}&area=VN&year=2019", "rank(ethnic_group)", "rank_ethnic_group"),
    "difference": ("province_health/data?year=2016", "difference(area,VN)", "difference_area_VN"),
    "change": (f"{CENSUS}&area=VN", "change(year,2009,across_breaks)", "change_year_2009_across_breaks"),
    "percentage_change": (f"{CENSUS}&area=VN", "percentage_change(year)", "percentage_change_year"),
    "growth": (f"{CENSUS}&area=VN", "growth(year,1999)", "growth_year_1999"),
    "index": (f"{CENSUS}&area=VN", "index(year)", "index_year"),
    "ratio": (
        "minority_pupils_teachers/data?level=_T",
        "ratio(indicator,em_pupils,em_teachers)",
        "ratio_indicator_em_pupils_em_teachers",
    ),
    "density": ("province_population/data?year=2016", "density(area)", "density_area"),
    "diversity": (f"{CENSUS}&ethnic_group=_T&year=2019", "diversity(ethnic_group)", "diversity_ethnic_group"),
    "concentration": (f"{CENSUS}&area=VN&year=2019", "concentration(area)", "concentration_area"),
}


def test_every_derivation_is_asked_for() -> None:
    assert set(ASKED) == {own.id for own in DERIVATIONS}


@pytest.mark.parametrize("derivation", ASKED)
def test_json_and_csv_give_the_same_derived_figures_and_say_how(reader: Reader, derivation: str) -> None:
    path, key, column = ASKED[derivation]
    json = reader.get(f"/api/v1/datasets/{path}&derive={key}&lang=en")
    assert json.status_code == 200, json.text
    said = json.json()
    (measure,) = said["metadata"]["derived"]
    assert (measure["column"], measure["key"]) == (column, key)
    assert measure["formula"]
    assert measure["inputs"]
    csv = reader.get(f"/api/v1/datasets/{path}&derive={key}&format=csv&labels=codes")
    table = pd.read_csv(io.BytesIO(csv.content), dtype=str, keep_default_na=False)
    values = ["" if row[column] is None else row[column] for row in said["observations"]]
    statuses = [row[f"{column}_status"] or "" for row in said["observations"]]
    assert table[f"{column}_status"].tolist() == statuses
    assert [float(value) if value else "" for value in table[column]] == values
    assert any(value != "" for value in values)
    assert {status for status, value in zip(statuses, values, strict=True) if value == ""} <= {"", "O", "Q"}


@pytest.mark.parametrize(
    ("key", "kind", "allowed"),
    [
        ("change(area)", "unknown_derivation", "rank(ethnic_group)"),
        ("ratio(sex,M)", "unknown_derivation", "ratio(DIMENSION,CODE,CODE)"),
        ("ratio(sex,M,X)", "unknown_code", "F"),
        ("change(year,2010)", "unknown_code", "2009"),
        ("difference(area,VN)", "unknown_derivation", "share(ethnic_group)"),
    ],
)
def test_what_means_nothing_is_a_problem_that_names_what_does(
    reader: Reader, key: str, kind: str, allowed: str
) -> None:
    answer = reader.get(f"/api/v1/datasets/{CENSUS}&area=VN&derive={key}&lang=en")
    assert answer.status_code == 400
    said = answer.json()
    assert kind in said["type"]
    assert said["parameter"] == "derive"
    assert allowed in said["allowed"]
