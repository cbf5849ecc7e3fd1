"""The book that the address of the page says: the address is the truth, the widgets follow it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from dantoc.engine.engine import Engine, open_engine
from dantoc.model.publication import EDITIONS
from dantoc.model.text import VIETNAMESE, Locale
from dantoc.reports.edition import ALL_OF_IT, ARCHIVES, Choice
from dantoc.reports.order import Order, order_params, read_order
from dantoc.ui.language import PARAMETER

ID, EDITION, PAGE = "id", "edition", "page"
BESIDES = (ID, EDITION, PAGE, PARAMETER)
"""What the address of the page says beside the choice."""


def read(engine: Engine, said: Mapping[str, str], locale: Locale) -> Order:
    """The book that the parameters say; where they name no edition it is that of the page's language.

    Raises:
        DantocError: a publication, a parameter or a value that there is none of.
    """
    choice = {name: value for name, value in said.items() if name not in BESIDES}
    return read_order(engine, said.get(ID, ""), said.get(EDITION) or edition_in(locale), choice)


def edition_in(locale: Locale) -> str:
    """The edition for readers of the language."""
    return locale if locale in EDITIONS else VIETNAMESE


def written(order: Order) -> dict[str, str]:
    """The parameters that say the book, defaults left out; `read` gives the same book back."""
    return {ID: order.publication, EDITION: order.edition.languages, **order_params(order)}


def bare(order: Order) -> Order:
    """The whole publication in the same languages, as its editor meant it."""
    edition = replace(order.edition, paper="", crop=False, choice=ALL_OF_IT, archive=ARCHIVES[0])
    return replace(order, edition=edition)


def is_own(order: Order) -> bool:
    """Whether anything was chosen of the publication but its languages and its subject."""
    return order != bare(order)


def current(locale: Locale) -> Order:
    """The book that the address says.

    Raises:
        DantocError: a publication, a parameter or a value that there is none of.
    """
    return read(open_engine(), {**st.query_params}, locale)


def show(order: Order) -> None:
    """Make the address say the book, opened at its first page."""
    kept = {PARAMETER: st.query_params[PARAMETER]} if PARAMETER in st.query_params else {}
    st.query_params.from_dict(kept | written(order))


def change(order: Order, make: Callable[[Order], Order]) -> None:
    """Put what `make` makes of the book in its place, read again as an address is: one book has one address."""
    made = written(make(order))
    show(read(open_engine(), made, VIETNAMESE))


def change_choice(order: Order, name: str, chosen: tuple[str, ...]) -> None:
    """Choose other chapters, groups, areas or years of the publication."""
    change(
        order, lambda own: replace(own, edition=replace(own.edition, choice=_with(own.edition.choice, name, chosen)))
    )


def _with(choice: Choice, name: str, chosen: tuple[str, ...]) -> Choice:
    return replace(choice, **{name: chosen})
