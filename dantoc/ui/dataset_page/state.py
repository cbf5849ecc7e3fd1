"""The view on the page and the address that says it: the address is the truth, the widgets follow it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from dantoc.model.dataset import Dataset
from dantoc.model.view import View, gather_params, parse_view, view_params
from dantoc.ui.exploring.fitting import fitting
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
    """Replace the view on the page with what `make` makes of it, without what its figures no longer admit."""
    show(dataset, fitting(make(current_view(dataset))))
