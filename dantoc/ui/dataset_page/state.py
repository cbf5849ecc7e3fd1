"""The view on the page and the address that says it: the address is the truth, the widgets follow it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from dantoc.engine.engine import open_engine
from dantoc.figures.choice import suggest
from dantoc.model.dataset import Dataset
from dantoc.model.structure import MEASURE
from dantoc.model.view import View, gather_params, parse_view, view_params
from dantoc.ui.language import PARAMETER

TAB = "tab"
_KEPT = ("id", PARAMETER, TAB)


def current_view(dataset: Dataset) -> View:
    """The view that the address says.

    Raises:
        DantocError: a parameter or a value that the dataset does not know.
    """
    items = ((name, value) for name in st.query_params for value in st.query_params.get_all(name))
    return parse_view(dataset, gather_params(dataset, items))


def show(dataset: Dataset, view: View) -> None:
    """Make the address say the view, defaults left out."""
    st.query_params.from_dict(address(dataset, view, {**st.query_params}))


def address(dataset: Dataset, view: View, now: Mapping[str, str]) -> dict[str, str]:
    """The parameters of the page in the view given; the language and the open tab stay as they are `now`."""
    return {name: now[name] for name in _KEPT if name in now} | {"id": dataset.id} | view_params(dataset, view)


def change(dataset: Dataset, make: Callable[[View], View]) -> None:
    """Replace the view on the page with what `make` makes of it."""
    show(dataset, make(current_view(dataset)))


def select(dataset: Dataset, dimension: str, selection: str) -> None:
    """Ask for another selection of one dimension."""
    change(dataset, lambda view: fitting(replace(view, query=view.query.selecting(dimension, selection))))


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
