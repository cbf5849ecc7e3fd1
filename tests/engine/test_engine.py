"""A query is answered with the figures that a plain filter of the file gives, in the order promised, every time."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from threading import Event

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from dantoc.engine import warehouse
from dantoc.engine.engine import Engine
from dantoc.engine.loading import load
from dantoc.engine.warehouse import Warehouse
from dantoc.l10n.messages import locales
from dantoc.model.dataset import Catalogue, Dataset
from dantoc.model.errors import BrokenDataset, TooManyCells, UnknownDataset, UnknownDimension
from dantoc.model.query import Query
from dantoc.model.result import Result
from tests.engine import made_up
from tests.engine.asking import queries

SHORT = settings(max_examples=60, deadline=None)


def filtered(frame: pd.DataFrame, codes: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    """The rows of the frame that bear the codes, by pandas alone."""
    for dimension, own in codes.items():
        frame = frame[frame[dimension].astype(str).isin(own)]
    return frame


def as_set(frame: pd.DataFrame) -> set[tuple[object, ...]]:
    clean = frame.astype(object).where(frame.notna(), None)
    return set(
        clean[[*made_up.DIMENSIONS, "value", "unit", "obs_status", "note_vi"]].itertuples(index=False, name=None)
    )


def order_of(result: Result) -> list[tuple[int, ...]]:
    places = [{code: place for place, code in enumerate(result.codes[own])} for own in made_up.DIMENSIONS]
    rows = result.data.select(made_up.DIMENSIONS).to_pylist()
    return [tuple(place[str(row[own])] for own, place in zip(made_up.DIMENSIONS, places, strict=True)) for row in rows]


@given(query=queries())
@SHORT
def test_the_rows_are_those_of_a_plain_filter(engine: Engine, frame: pd.DataFrame, query: Query) -> None:
    result = engine.run(query)
    expected = filtered(frame, engine.codes(query))
    assert len(result) == len(expected) == engine.count(query)
    assert as_set(result.data.to_pandas()) == as_set(expected)


@given(query=queries())
@SHORT
def test_the_rows_follow_the_codes_in_view_and_bear_each_of_them(engine: Engine, query: Query) -> None:
    result = engine.run(query)
    places = order_of(result)
    assert all(before < after for before, after in pairwise(places))
    for place, dimension in enumerate(made_up.DIMENSIONS):
        assert {row[place] for row in places} == set(range(len(result.codes[dimension])))


@given(query=queries())
@SHORT
def test_parts_add_up_in_every_slice(engine: Engine, query: Query) -> None:
    whole = query.selecting("sex", "*").selecting("indicator", "counted")
    shown = engine.run(whole).data.to_pandas().dropna(subset="value")
    wide = shown.pivot_table(index=["ethnic_group", "area", "year"], columns="sex", values="value")
    if {"_T", "M", "F"} <= set(wide.columns):
        full = wide.dropna()
        assert ((full["M"] + full["F"]) == full["_T"]).all()


def test_the_columns_are_those_that_are_documented(engine: Engine) -> None:
    for query in (Query.of(made_up.ID), Query.of(made_up.ID, {"year": "2000"})):
        types = {field.name: str(field.type) for field in engine.run(query).data.schema}
        assert types == {
            **dict.fromkeys(made_up.DIMENSIONS, "string"),
            "year": "int16",
            "value": "double",
            "decimals": "int8",
            **dict.fromkeys(("unit", "obs_status", "source_id", "locator"), "string"),
            **{f"note_{locale}": "string" for locale in locales()},
        }


def test_nothing_found_is_a_result_without_rows(engine: Engine) -> None:
    result = engine.run(Query.of(made_up.ID, {"indicator": "rate", "year": "2019"}, derive=("share(area)",)))
    assert (len(result), result.sources, result.breaks, result.derived) == (0, (), (), ())
    assert set(result.codes.values()) == {()}


@pytest.mark.parametrize("order", ["value", "-value"])
def test_order_by_value_keeps_totals_first_and_sorts_the_rest_in_the_last_year(engine: Engine, order: str) -> None:
    selected = {"indicator": "counted", "ethnic_group": "01,EM,_T,03,02,04", "area": "VN", "sex": "_T"}
    groups = engine.run(Query.of(made_up.ID, selected, order=order)).codes["ethnic_group"]
    assert groups[:2] == ("EM", "_T")
    values = [made_up.persons(group, "VN", "_T", 2019) for group in groups[2:]]
    assert values == sorted(values, reverse=order == "-value")
    assert len(values) == 4


def test_order_by_value_puts_codes_without_a_value_last(engine: Engine) -> None:
    selected = {"indicator": "counted", "ethnic_group": "children(EM)", "area": "VN", "sex": "_T"}
    groups = engine.run(Query.of(made_up.ID, selected, order="-value")).codes["ethnic_group"]
    assert groups[-2:] == (made_up.MISSING[1], made_up.SUPPRESSED[1])


def test_the_caller_says_which_dimension_the_values_order(engine: Engine) -> None:
    query = Query.of(made_up.ID, {"indicator": "counted", "area": "children(R1)", "sex": "_T"}, order="value")
    areas = engine.run(query, order_by="area").codes["area"]
    values = [made_up.persons("_T", area, "_T", 2019) for area in areas]
    assert values == sorted(values)
    assert engine.run(query).codes["area"] == ("02", "04", "06")
    with pytest.raises(UnknownDimension):
        engine.run(query, order_by="zone")


def test_the_sources_are_those_of_the_figures_in_view_most_used_first(engine: Engine) -> None:
    def ids(**selected: str) -> list[str]:
        return [source.id for source in engine.run(Query.of(made_up.ID, selected)).sources]

    assert ids() == ["book", "web"]
    assert ids(indicator="rate") == ["web"]
    assert ids(area="VN", ethnic_group="02", sex="_T", year="2009") == ["book", "web"]


@pytest.mark.parametrize(
    ("selected", "after"),
    [
        ({"ethnic_group": "02"}, [2009, 2019]),
        ({"ethnic_group": "05"}, [2019]),
        ({"ethnic_group": "02", "year": "1999:2009"}, [2009]),
        ({"ethnic_group": "02", "year": "2009:2019"}, [2019]),
        ({"ethnic_group": "02", "year": "2019"}, []),
        ({"ethnic_group": "02,05", "sex": "F", "area": "02"}, [2019]),
    ],
)
def test_a_break_counts_where_figures_in_view_stand_on_both_sides(
    engine: Engine, selected: dict[str, str], after: list[int]
) -> None:
    assert [change.after for change in engine.run(Query.of(made_up.ID, selected)).breaks] == after


def test_more_figures_than_the_limit_are_refused_with_their_number(engine: Engine, frame: pd.DataFrame) -> None:
    query = Query.of(made_up.ID, {"sex": "_T"})
    there_are = len(frame[frame.sex == "_T"])
    for _ in range(2):
        with pytest.raises(TooManyCells) as caught:
            engine.run(query, limit_cells=there_are - 1)
        assert caught.value.value == str(there_are)
        assert len(engine.run(query, limit_cells=there_are)) == there_are


def test_an_unknown_dataset_is_named(engine: Engine) -> None:
    with pytest.raises(UnknownDataset):
        engine.run(Query.of("nothing"))


def test_sixteen_threads_get_what_one_gets(made_up_catalogue: Catalogue) -> None:
    asked = [
        Query.of(made_up.ID, {"area": area, "year": year, "ethnic_group": group, "indicator": "counted"}, derive=derive)
        for area in ("VN", "children(R1)", "top(2)")
        for year in ("2009", "latest", "*")
        for group in ("*", "top(3)", "02,05")
        for derive in ((), ("share(ethnic_group)", "rank(ethnic_group)"))
    ]
    alone, together = Engine(made_up_catalogue), Engine(made_up_catalogue)
    expected = [alone.run(query).data for query in asked]
    with ThreadPoolExecutor(16) as threads:
        found = list(threads.map(lambda query: together.run(query).data, asked * 4))
    assert all(one.equals(other) for one, other in zip(found, expected * 4, strict=True))
    alone.close()
    together.close()


def test_the_same_question_is_answered_from_memory(engine: Engine) -> None:
    query = Query.of(made_up.ID, {"sex": "F", "year": "2019"})
    assert engine.run(query) is engine.run(query)


def test_another_database_gives_the_same_figures(made_up_catalogue: Catalogue, engine: Engine, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'warehouse.sqlite'}"
    assert [own.id for own in load(url, [made_up_catalogue.dataset(made_up.ID)])] == [made_up.ID]
    elsewhere = Engine(made_up_catalogue, url)
    for selected in ({}, {"area": "top(2)", "year": "latest"}, {"ethnic_group": "children(F_A)", "sex": "F"}):
        query = Query.of(made_up.ID, selected, order="-value")
        assert elsewhere.run(query).data.equals(engine.run(query).data)
    elsewhere.close()


@given(query=queries())
@settings(max_examples=40, deadline=None)
def test_what_is_asked_in_sql_and_what_is_held_in_memory_are_the_same(
    engine: Engine, in_a_table: Engine, on_disk: Engine, query: Query
) -> None:
    for own in (in_a_table, on_disk):
        assert own.run(query).data.equals(engine.run(query).data)
        assert own.count(query) == engine.count(query)


@pytest.fixture(scope="module")
def in_a_table(made_up_catalogue: Catalogue) -> Iterator[Engine]:
    """An engine for which every dataset is too large to hold."""
    opened = Engine(made_up_catalogue, held_rows=0)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def on_disk(made_up_catalogue: Catalogue) -> Iterator[Engine]:
    """An engine for which every file is too large to be read into the database, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warehouse, "READ_INTO_TABLES", 0)
        opened = Engine(made_up_catalogue, held_rows=0)
        opened.run(Query.of(made_up.ID))
    yield opened
    opened.close()


@pytest.mark.parametrize("content", [b"nonsense", b"", None])
def test_a_file_that_changed_after_it_was_read_is_refused_without_naming_the_folder(
    tmp_path: Path, content: bytes | None
) -> None:
    catalogue = made_up.write(tmp_path)
    path = Path(catalogue.dataset(made_up.ID).distribution.path)
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    broken = Engine(catalogue)
    with pytest.raises(BrokenDataset, match=r"data\.parquet changed") as refused:
        broken.run(Query.of(made_up.ID))
    assert str(tmp_path) not in str(refused.value)
    broken.close()


def test_figures_once_in_use_stay_as_they_were_when_the_file_changes(tmp_path: Path) -> None:
    catalogue = made_up.write(tmp_path)
    own = Engine(catalogue)
    before = own.run(Query.of(made_up.ID, {"year": "latest"})).data
    Path(catalogue.dataset(made_up.ID).distribution.path).write_bytes(b"nonsense")
    assert own.run(Query.of(made_up.ID, {"year": "latest"}), order_by="area").data.num_rows == before.num_rows
    own.close()


def test_a_file_with_columns_of_another_kind_is_a_broken_dataset(tmp_path: Path) -> None:
    catalogue = made_up.write(tmp_path)
    dataset = catalogue.dataset(made_up.ID)
    path = Path(dataset.distribution.path)
    table = pq.read_table(path)
    words = pa.array(["abc"] * table.num_rows)
    pq.write_table(table.set_column(table.schema.get_field_index("value"), "value", words), path)
    distribution = replace(dataset.distribution, sha256=sha256(path.read_bytes()).hexdigest())
    broken = Engine(replace(catalogue, datasets={made_up.ID: replace(dataset, distribution=distribution)}))
    with pytest.raises(BrokenDataset, match="abc"):
        broken.run(Query.of(made_up.ID))
    broken.close()


def test_a_dataset_that_is_slow_to_read_keeps_nobody_waiting_who_asks_for_another(
    made_up_catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = made_up_catalogue.dataset(made_up.ID)
    slow = replace(made_up.write(tmp_path).dataset(made_up.ID), id="slow")
    reading, answered = Event(), Event()

    def late(figures: pa.Table, dataset: Dataset) -> pa.Table:
        if dataset.id == "slow":
            reading.set()
            assert answered.wait(30)
        return figures

    monkeypatch.setattr(warehouse, "disclosed", late)
    read = Warehouse()
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(read.count, slow, {})
        assert reading.wait(30)
        found = read.count(quick, {})
        answered.set()
        assert first.result() == found
    read.close()


def test_that_a_dataset_cannot_be_protected_is_found_out_once(
    made_up_catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, tried = made_up_catalogue.dataset(made_up.ID), list[str]()

    def refuse(figures: pa.Table, dataset: Dataset) -> pa.Table:
        tried.append(dataset.id)
        raise BrokenDataset("dataset", dataset.id, (), "given away")

    monkeypatch.setattr(warehouse, "disclosed", refuse)
    asked = Warehouse()
    traces = []
    for _ in range(5):
        with pytest.raises(BrokenDataset, match="given away") as refused:
            asked.count(own, {})
        traces.append(len(refused.traceback))
    assert len(tried) == 1
    assert len(set(traces[1:])) == 1
    asked.close()
