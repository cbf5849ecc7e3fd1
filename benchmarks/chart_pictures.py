"""A chart as PNG from the figures on: against the renderer alone on the finished specification."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

import vl_convert

from benchmarks.measuring import Row, alternate
from dantoc.engine.engine import open_engine
from dantoc.figures import choice, drawing, printing
from dantoc.model.view import default_view

DATASET = "population_census"


def rows(rounds: int) -> Iterator[Row]:
    """The chart that readers meet first, chosen, drawn and printed at two dots a pixel."""
    engine = open_engine()
    view = default_view(engine.catalogue.dataset(DATASET))
    result = engine.run(view.query, order_by=view.rows[0])
    spec = choice.choose(result, view.rows, view.columns)
    if spec is None:
        raise RuntimeError(f"no chart suits the default view of {DATASET}; one was expected")
    finished = drawing.draw(result, spec, "vi", "print")
    sized = {**finished, "width": printing.WIDTH}

    def ours() -> bytes:
        return printing.to_png(drawing.draw(result, spec, "vi", "print"), alt=drawing.alt_text(result, spec, "vi"))

    pair = alternate(ours, lambda: vl_convert.vegalite_to_png(sized, scale=2.0), rounds)
    yield Row(
        f"chart ({spec.mark}) as PNG, drawn from the figures, with title and description in the file",
        f"vl-convert {version('vl-convert-python')} alone on the finished specification",
        pair,
    )
