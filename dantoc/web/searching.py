"""What a text finds in the catalogue that this process serves."""

from __future__ import annotations

from dantoc.engine.engine import open_engine
from dantoc.model.dataset import Dataset


def found_by(text: str) -> tuple[Dataset, ...]:
    """The datasets that the text finds, best first."""
    engine = open_engine()
    return tuple(engine.catalogue.datasets[hit.dataset] for hit in engine.search_index.search(text))
