"""Which filter to loosen where a query finds nothing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from dantoc.engine.engine import Engine
from dantoc.model.query import Query
from dantoc.model.selection import Selection


@dataclass(frozen=True)
class Loosening:
    """Dimensions that, asked for whole, would bring `figures` figures; `query` is the query that does so."""

    dimensions: tuple[str, ...]
    figures: int
    query: Query


def which_to_loosen(engine: Engine, query: Query) -> tuple[Loosening, ...]:
    """The smallest changes that would bring figures, the richest first; none where the query finds figures as it is.

    As few dimensions as possible are set back to all: one if one is enough, else two, and so on.

    Raises:
        As `Engine.run`, for the dataset and the selections.
    """
    if engine.count(query):
        return ()
    narrowed = [dimension for dimension, selection in query.selections if not selection.is_all]
    for size in range(1, len(narrowed) + 1):
        found = [own for chosen in combinations(narrowed, size) if (own := _loosened(engine, query, chosen)).figures]
        if found:
            return tuple(sorted(found, key=lambda own: -own.figures))
    return ()


def _loosened(engine: Engine, query: Query, dimensions: tuple[str, ...]) -> Loosening:
    looser = query
    for dimension in dimensions:
        looser = looser.selecting(dimension, Selection.all())
    return Loosening(dimensions, engine.count(looser), looser)
