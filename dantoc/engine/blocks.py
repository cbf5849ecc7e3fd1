"""A question too large to be answered at once, as smaller ones whose answers follow one another."""

from __future__ import annotations

from collections.abc import Iterator

from dantoc.engine.engine import Engine
from dantoc.model.query import Query
from dantoc.model.selection import Selection


def blocks(engine: Engine, query: Query, most: int) -> Iterator[Query]:
    """Queries that together give exactly the rows of `query`, in its order; each at most `most` figures.

    The query derives nothing and is in the order of codes: its rows are then those of the first codes of the first
    dimension, then those of the next. One code of every dimension is as small as a block gets.

    Raises:
        As `Engine.run`, for the dataset and the selections.
    """
    codes = engine.codes(query)
    named = {dimension: Selection.codes(*own) for dimension, own in codes.items()}
    yield from _split(engine, Query(query.dataset, tuple(sorted(named.items()))), tuple(codes.items()), most)


def _split(
    engine: Engine, query: Query, dimensions: tuple[tuple[str, tuple[str, ...]], ...], most: int
) -> Iterator[Query]:
    """The query itself where it is small enough, otherwise the runs of codes of its first dimension in turn."""
    if not dimensions or engine.count(query) <= most:
        yield query
        return
    (first, codes), rest = dimensions[0], dimensions[1:]
    counted = engine.available(query, (first,)).to_pylist()
    figures = {str(row[first]): int(row["figures"]) for row in counted}
    for run in _runs(codes, figures, most):
        narrower = query.selecting(first, Selection.codes(*run))
        if len(run) > 1 or figures[run[0]] <= most:
            yield narrower
        else:
            yield from _split(engine, narrower, rest, most)


def _runs(codes: tuple[str, ...], figures: dict[str, int], most: int) -> Iterator[tuple[str, ...]]:
    """The codes that bear figures, in order, as runs of at most `most` figures; a larger code stands alone."""
    run: list[str] = []
    size = 0
    for code in codes:
        own = figures.get(code, 0)
        if run and own and size + own > most:
            yield tuple(run)
            run, size = [], 0
        if own:
            run.append(code)
            size += own
    if run:
        yield tuple(run)
