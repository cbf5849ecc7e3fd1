"""The search of the catalogue, made once for each catalogue that is served."""

from __future__ import annotations

from functools import lru_cache

from dantoc.catalogue.search import SearchIndex
from dantoc.engine.engine import Engine, open_engine
from dantoc.model.dataset import Dataset


def found_by(text: str) -> tuple[Dataset, ...]:
    """The datasets that the text finds, best first."""
    engine = open_engine()
    return tuple(engine.catalogue.datasets[hit.dataset] for hit in _index(engine).search(text))


@lru_cache(maxsize=1)
def _index(engine: Engine) -> SearchIndex:
    return SearchIndex(engine.catalogue)
