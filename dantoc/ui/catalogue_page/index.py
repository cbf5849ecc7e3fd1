"""The search index of the catalogue, made once a process."""

from __future__ import annotations

from functools import lru_cache

from dantoc.catalogue.search import SearchIndex
from dantoc.engine.engine import Engine, open_engine


def search_index() -> SearchIndex:
    """The index over the catalogue that this process serves."""
    return _made(open_engine())


@lru_cache(maxsize=1)
def _made(engine: Engine) -> SearchIndex:
    return SearchIndex(engine.catalogue)
