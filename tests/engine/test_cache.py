"""What is kept never outgrows its bounds, and what was used last stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dantoc.engine.cache import ResultCache
from dantoc.engine.engine import Engine
from dantoc.model.query import Query
from dantoc.model.result import Result
from tests.engine import made_up


class Sized(Result):
    """A result that claims a number of rows."""

    def __init__(self, rows: int) -> None:
        object.__setattr__(self, "rows", rows)

    def __len__(self) -> int:
        return int(self.__dict__["rows"])


@given(sizes=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 60))))
def test_rows_and_results_stay_within_bounds(sizes: list[tuple[int, int]]) -> None:
    cache, kept = ResultCache(most_rows=100, most_results=4), dict[int, int]()
    for key, rows in sizes:
        cache.put(key, Sized(rows))
        kept[key] = rows
        assert cache.rows <= 100
        assert len(cache) <= 4
        found = {own: cache.get(own) for own in kept}
        assert sum(len(result) for result in found.values() if result is not None) == cache.rows
        assert found[key] is not None


def test_the_one_longest_unused_goes_first() -> None:
    cache = ResultCache(most_rows=100, most_results=2)
    cache.put("a", Sized(1))
    cache.put("b", Sized(1))
    cache.get("a")
    cache.put("c", Sized(1))
    assert cache.get("b") is None
    assert cache.get("a") is not None


def test_a_result_larger_than_the_bound_is_not_kept(engine: Engine) -> None:
    cache, result = ResultCache(most_rows=10), engine.run(Query.of(made_up.ID))
    cache.put("large", result)
    assert (len(cache), cache.rows) == (0, 0)
