"""Derived figures follow from published ones by the formula they state, and are offered where they mean something."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from dantoc.engine.derivations import DERIVATIONS
from dantoc.engine.derivations.years import crossing, is_over_years
from dantoc.engine.engine import Engine, open_engine
from dantoc.l10n.messages import locales
from dantoc.model.dataset import Catalogue, DefaultView, Distribution
from dantoc.model.errors import UnknownDerivation
from dantoc.model.query import Query
from dantoc.model.structure import DataStructure
from tests.engine import made_up
from tests.engine.asking import queries

SHORT = settings(max_examples=25, deadline=None)


def derived(engine: Engine, *derive: str, **selected: str) -> pd.DataFrame:
    return engine.run(Query.of(made_up.ID, selected, derive=derive)).data.to_pandas()


@given(query=queries())
@SHORT
def test_whatever_is_offered_can_be_had(engine: Engine, query: Query) -> None:
    result = engine.run(query)
    keys = tuple(offer.key for offer in engine.offers(result))
    full = engine.run(query.deriving(*keys))
    assert tuple(measure.key for measure in full.derived) == keys
    assert full.data.select(result.data.column_names).equals(result.data)
    for measure in full.derived:
        own = full.data.select([measure.id, f"{measure.id}_status"]).to_pylist()
        assert all((row[measure.id] is None) == (row[f"{measure.id}_status"] in {None, "O", "Q"}) for row in own)


def test_a_share_divides_by_the_topmost_whole_even_when_it_is_out_of_view(engine: Engine) -> None:
    shown = derived(engine, "share(area)", indicator="counted", area="02", ethnic_group="05", sex="F")
    assert list(shown.year) == [2009, 2019]
    for row in shown.itertuples():
        part, whole = (made_up.persons("05", area, "F", row.year) for area in ("02", "VN"))
        assert row.share_area == pytest.approx(part / whole * 100)


def test_a_share_within_divides_by_the_next_whole_above(engine: Engine) -> None:
    shown = derived(engine, "share_within(area)", indicator="counted", ethnic_group="05", sex="_T", year="2019")
    above = {code: region for region, below in made_up.PROVINCES.items() for code in below}
    by_area = shown.set_index("area").share_within_area
    assert pd.isna(by_area["VN"])
    for area, share in by_area.drop("VN").items():
        whole = made_up.persons("05", above.get(str(area), "VN"), "_T", 2019)
        assert share == pytest.approx(made_up.persons("05", str(area), "_T", 2019) / whole * 100)
    for below in made_up.PROVINCES.values():
        assert by_area[list(below)].sum() == pytest.approx(100)


def test_the_whole_itself_is_a_hundred_percent(engine: Engine) -> None:
    shown = derived(engine, "share(ethnic_group)", indicator="counted", area="VN", sex="_T", ethnic_group="_T,EM,01")
    by_group = shown[shown.year == 2009].set_index("ethnic_group").share_ethnic_group
    assert by_group["_T"] == 100
    assert by_group["EM"] + by_group["01"] == pytest.approx(100)


def test_a_derived_figure_carries_the_worst_status_of_its_inputs(engine: Engine) -> None:
    shown = derived(engine, "share(ethnic_group)", indicator="counted", area="VN", sex="_T", year="2019")
    status = shown.set_index("ethnic_group").share_ethnic_group_status
    assert (status["01"], status["02"], status["12"], status["13"]) == ("E", "A", "O", "Q")


@pytest.mark.parametrize("group", ["12", "13"])
def test_a_whole_without_a_figure_gives_no_share_and_no_lesser_whole(engine: Engine, group: str) -> None:
    """The country's figure is missing for one group and suppressed for the other; their regions have theirs."""
    said = {"indicator": "counted", "sex": "_T", "year": "2019", "ethnic_group": group, "area": "R1,02,22"}
    shown = derived(engine, "share(area)", **said)
    assert shown.share_area.isna().all()
    assert set(shown.share_area_status) == {"O" if group == "12" else "Q"}
    assert derived(engine, "share_within(area)", **said).share_within_area.notna().tolist() == [False, True, True]


def test_a_rank_counts_all_groups_in_view_or_not(engine: Engine, frame: pd.DataFrame) -> None:
    slice_ = frame[(frame.indicator == "counted") & (frame.area == "R1") & (frame.sex == "_T") & (frame.year == 2009)]
    lowest = slice_[~slice_.ethnic_group.isin(["_T", "EM"])].set_index("ethnic_group").value
    expected = lowest.rank(ascending=False, method="min")
    shown = derived(
        engine, "rank(ethnic_group)", indicator="counted", area="R1", sex="_T", year="2009", ethnic_group="EM,07,03"
    )
    assert shown.ethnic_group.tolist() == ["EM", "07", "03"]
    assert shown.rank_ethnic_group.tolist()[1:] == [expected["07"], expected["03"]]
    assert pd.isna(shown.rank_ethnic_group[0])


def test_equal_values_share_a_rank(engine: Engine) -> None:
    shown = derived(engine, "rank(ethnic_group)", indicator="rate").sort_values("value", ascending=False)
    assert shown.rank_ethnic_group.tolist() == shown.value.rank(ascending=False, method="min").tolist()
    assert shown.rank_ethnic_group.duplicated().any()


def test_a_rate_has_no_share(engine: Engine) -> None:
    keys = {offer.key for offer in engine.offers(engine.run(Query.of(made_up.ID, {"indicator": "rate"})))}
    assert keys == {"rank(ethnic_group)"}
    with pytest.raises(UnknownDerivation):
        derived(engine, "difference(sex,M)", indicator="counted")
    mixed = derived(engine, "share(ethnic_group)", ethnic_group="02", area="VN", sex="_T", year="2009")
    assert mixed.set_index("indicator").share_ethnic_group.isna().to_dict() == {"counted": False, "rate": True}


@pytest.mark.parametrize(
    "key", ["share", "share(zone)", "growth(area)", "rank(sex)", "share(year)", "share(indicator)", ""]
)
def test_an_unknown_or_meaningless_derivation_is_refused_with_those_that_are_not(engine: Engine, key: str) -> None:
    query = Query.of(made_up.ID, {"indicator": "counted"}, derive=(key,))
    with pytest.raises(UnknownDerivation) as caught:
        engine.run(query)
    assert caught.value.value == key
    assert set(caught.value.allowed) == {offer.key for offer in engine.offers(engine.run(query.deriving()))}


def test_one_derivation_written_twice_is_one_column(engine: Engine) -> None:
    query = Query.of(made_up.ID, {"indicator": "counted"}, derive=("rank(area)", "rank( area )"))
    with pytest.raises(UnknownDerivation):
        engine.run(query)
    query = query.deriving("share(area)", "share( area )", "share(area)")
    assert [measure.id for measure in engine.run(query).derived] == ["share_area"]


def test_every_derivation_says_its_name_formula_and_inputs_in_every_language() -> None:
    real, measures = open_engine(), []
    for dataset in ("population_census", "province_population", "minority_pupils_teachers", "province_health"):
        whole = real.run(Query.of(dataset))
        keys = [offer.key for offer in real.offers(whole)]
        crossed = [crossing(key, True) for key in keys if is_over_years(key)]
        measures += [*real.run(whole.query.deriving(*keys)).derived, *real.run(whole.query.deriving(*crossed)).derived]
    assert {measure.key.split("(")[0] for measure in measures} == {own.id for own in DERIVATIONS}
    for measure in measures:
        for text in (measure.name, measure.formula, measure.inputs):
            assert not text.missing(locales())
            assert not any(said.startswith("[") or "{" in said for _, said in text)


def test_a_dataset_without_indicators_can_be_ranked_and_is_never_shared(
    made_up_catalogue: Catalogue, tmp_path: Path
) -> None:
    engine = Engine(_without_indicators(made_up_catalogue, tmp_path))
    plain = engine.run(Query.of(made_up.ID, {"area": "VN", "sex": "_T", "year": "2009"}))
    assert not any(offer.key.startswith("share") for offer in engine.offers(plain))
    ranked = engine.run(plain.query.deriving("rank(ethnic_group)")).data.to_pandas().set_index("ethnic_group")
    lowest = ranked.value.drop(["_T", "EM"])
    assert ranked.rank_ethnic_group.dropna().to_dict() == lowest.rank(ascending=False, method="min").to_dict()
    engine.close()


def _without_indicators(catalogue: Catalogue, folder: Path) -> Catalogue:
    own = catalogue.datasets[made_up.ID]
    figures = pq.read_table(own.distribution.path)
    counted = figures.filter(pc.equal(figures.column("indicator").cast("string"), "counted")).drop(["indicator"])
    path = folder / "data.parquet"
    pq.write_table(counted, path)
    structure = DataStructure(tuple(dimension for dimension in own.structure if dimension.id != "indicator"))
    view = DefaultView(Query.of(made_up.ID), own.default_view.rows, own.default_view.columns)
    file = Distribution(str(path), len(counted), path.stat().st_size, sha256(path.read_bytes()).hexdigest())
    bare = replace(own, structure=structure, default_view=view, distribution=file)
    return replace(catalogue, datasets={made_up.ID: bare})
