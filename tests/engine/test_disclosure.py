"""No suppressed figure leaves the engine, whatever the file holds."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from dantoc.engine.disclosure import statuses_hidden
from dantoc.engine.engine import Engine
from dantoc.model.query import Query
from tests.engine import made_up
from tests.engine.asking import queries

ROWS = st.lists(st.tuples(st.none() | st.floats(allow_nan=False), st.sampled_from("ABEPOQ")))


@given(rows=ROWS)
def test_only_suppressed_figures_lose_their_number(rows: list[tuple[float | None, str]]) -> None:
    values, statuses = [row[0] for row in rows], [row[1] for row in rows]
    table = pa.table({"value": pa.array(values, pa.float64()), "obs_status": pa.array(statuses, pa.string())})
    shown = statuses_hidden(table)
    assert shown.column("obs_status").to_pylist() == statuses
    assert shown.column("value").to_pylist() == [None if status == "Q" else value for value, status in rows]


def test_the_file_holds_a_number_that_the_engine_hides(engine: Engine) -> None:
    stored = made_up.figures()
    assert stored[stored.obs_status == "Q"].value.notna().all()
    key = dict(zip(made_up.DIMENSIONS, map(str, made_up.SUPPRESSED), strict=True))
    derive = ("share(ethnic_group)", "rank(ethnic_group)", "share_within(ethnic_group)")
    (row,) = engine.run(Query.of(made_up.ID, key, derive=derive)).data.to_pylist()
    numbers = ("value", "share_ethnic_group", "rank_ethnic_group", "share_within_ethnic_group")
    assert [row[name] for name in numbers] == [None] * 4
    assert {row["obs_status"], row["share_ethnic_group_status"], row["rank_ethnic_group_status"]} == {"Q"}


@given(query=queries())
@settings(max_examples=40, deadline=None)
def test_no_view_shows_one(engine: Engine, query: Query) -> None:
    for row in engine.run(query).data.select(["value", "obs_status"]).to_pylist():
        assert row["obs_status"] != "Q" or row["value"] is None
