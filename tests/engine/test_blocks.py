"""A question in blocks gives the rows that it gives at once, in their order."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dantoc.engine.blocks import blocks
from dantoc.engine.engine import Engine
from dantoc.model.query import Query
from tests.engine import made_up
from tests.engine.test_available import SELECTIONS


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(SELECTIONS, st.integers(1, 300))
def test_the_blocks_joined_are_the_whole(engine: Engine, selected: dict[str, str], most: int):
    query = Query.of(made_up.ID, selected)
    results = [engine.run(own) for own in blocks(engine, query, most)]
    whole = engine.run(query).data
    assert pa.concat_tables([own.data for own in results]).to_pylist() == whole.to_pylist()
    assert all(len(own) <= most for own in results)


def test_a_small_question_is_one_block(engine: Engine):
    query = Query.of(made_up.ID, {"year": "latest"})
    assert len(list(blocks(engine, query, 100_000))) == 1
