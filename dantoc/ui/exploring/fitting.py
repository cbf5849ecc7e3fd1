"""What a changed view lets go of, since its figures no longer admit it."""

from __future__ import annotations

from dataclasses import replace

from dantoc.engine.engine import open_engine
from dantoc.figures.choice import suggest
from dantoc.model.structure import MEASURE
from dantoc.model.view import View


def fitting(view: View) -> View:
    """The view without the derived figures and the mark that its figures no longer admit.

    A share of the provinces means nothing once the country alone is chosen: a filter lets go of it, where an address
    that says so is told what is wrong.
    """
    if not (view.query.derive or view.show or view.mark):
        return view
    engine = open_engine()
    plain = engine.run(view.query.deriving(), order_by=view.ordered_by)
    query = view.query.deriving(*(derivation for derivation in view.query.derive if engine.fits(plain, derivation)))
    result = engine.run(query, order_by=view.ordered_by)
    show = view.show if view.show in result.measures else ""
    marks = {own.mark for own in suggest(result, view.rows, view.columns, show or MEASURE)}
    return replace(view, query=query, show=show, mark=view.mark if view.mark in marks else "")
