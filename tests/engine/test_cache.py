"""What is kept never outgrows its bounds, and what was used last stays."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantoc.engine.cache import MadeOnce, ResultCache
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


def test_a_result_larger_than_the_bound_is_not_kept_and_pushes_no_other_out(engine: Engine) -> None:
    cache, result = ResultCache(most_rows=10), engine.run(Query.of(made_up.ID))
    cache.put("small", Sized(3))
    cache.put("large", result)
    assert (len(cache), cache.rows) == (1, 3)


def test_threads_that_ask_at_once_get_the_one_that_was_made() -> None:
    made: list[object] = []

    def make() -> object:
        sleep(0.02)
        made.append(object())
        return made[-1]

    once = MadeOnce(make)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: once(), range(8)))
    assert len(made) == 1
    assert all(own is made[0] for own in found)
    once.cache_clear()
    assert once() is made[1]


def test_what_could_not_be_made_is_tried_again() -> None:
    answers = iter([None, "made"])

    def make() -> str:
        found = next(answers)
        if found is None:
            raise OSError("not yet")
        return found

    once = MadeOnce(make)
    with pytest.raises(OSError, match="not yet"):
        once()
    assert once() == "made"
