"""How the table is laid out: rows, columns, order, and what is derived."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

import streamlit as st

from dantoc.engine.derivations import Offer
from dantoc.engine.derivations.years import crossing, is_over_years
from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import say
from dantoc.model.dataset import Dataset
from dantoc.model.query import ORDERS
from dantoc.model.result import Result
from dantoc.model.text import Locale
from dantoc.model.view import View
from dantoc.ui.exploring.changing import Change
from dantoc.ui.following import follow


def draw(dataset: Dataset, view: View, result: Result, locale: Locale, change: Change) -> None:
    """Draw the choice of rows, columns, order and derived figures."""
    sides(dataset, view, locale, change)
    order(dataset, view, locale, change)
    derivations(dataset, result, locale, change)


def placed(view: View, side: str, chosen: Iterable[str]) -> View:
    """The view with these dimensions on `side` (``rows``, ``columns``); the other side gives up what this one takes."""
    taken = tuple(chosen)
    if side == "rows":
        return replace(view, rows=taken, columns=tuple(name for name in view.columns if name not in taken))
    return replace(view, columns=taken, rows=tuple(name for name in view.rows if name not in taken))


def sides(dataset: Dataset, view: View, locale: Locale, change: Change) -> None:
    """Draw the choice of what goes down the side and what across."""
    names = [dimension.id for dimension in dataset.structure if not dimension.is_constant]
    for side, chosen in (("rows", view.rows), ("columns", view.columns)):
        key = f"{side}.{dataset.id}.{locale}"
        follow(key, list(chosen))
        st.multiselect(
            say(f"pages.arrange.{side}", locale),
            [*names, *(name for name in chosen if name not in names)],
            format_func=partial(_dimension_name, dataset=dataset, locale=locale),
            key=key,
            on_change=_place,
            args=(change, side, key),
            placeholder=say(f"pages.arrange.no_{side}", locale),
            select_all=False,
        )
    st.button(
        say("pages.arrange.swap", locale),
        key=f"swap.{dataset.id}",
        icon=":material/swap_horiz:",
        on_click=change,
        args=(View.swapped,),
    )


def _dimension_name(dimension: str, dataset: Dataset, locale: Locale) -> str:
    return dataset.structure[dimension].name.say(locale)


def _place(change: Change, side: str, key: str) -> None:
    chosen = tuple(st.session_state[key])
    change(lambda view: placed(view, side, chosen))


def order(dataset: Dataset, view: View, locale: Locale, change: Change) -> None:
    """Draw the choice of the order."""
    key = f"order.{dataset.id}.{locale}"
    follow(key, view.query.order)
    st.selectbox(
        say("pages.arrange.order", locale),
        ORDERS,
        format_func=lambda own: say(f"pages.order.{own}", locale),
        placeholder=say("pages.filter.placeholder", locale),
        key=key,
        on_change=_put_in_order,
        args=(change, key),
    )


def _put_in_order(change: Change, key: str) -> None:
    chosen = st.session_state[key]
    change(lambda view: replace(view, query=replace(view.query, order=chosen)))


def derivations(dataset: Dataset, result: Result, locale: Locale, change: Change) -> None:
    """Draw the choice of what is derived."""
    chosen = [measure.key for measure in result.derived]
    across = any(derivation == crossing(derivation, True) for derivation in chosen if is_over_years(derivation))
    names = derivation_names(result, open_engine().offers(result), across, locale)
    if not names:
        return
    key = f"derive.{dataset.id}.{locale}"
    follow(key, chosen)
    st.multiselect(
        say("pages.arrange.derive", locale),
        list(names),
        format_func=lambda derivation: names[derivation],
        key=key,
        help=say("pages.arrange.derive_help", locale),
        on_change=_derive,
        args=(change, key),
        placeholder=say("pages.arrange.no_derive", locale),
        select_all=False,
    )

    if dataset.breaks and any(is_over_years(derivation) for derivation in chosen):
        across_breaks(dataset, across, locale, partial(_cross, change))


def derivation_names(result: Result, offers: Iterable[Offer], across: bool, locale: Locale) -> dict[str, str]:
    """What can be derived for the view, by key, each under its name: what is derived already, then what is offered.

    Where breaks are crossed, what is offered over the years crosses them too.
    """
    names = {measure.key: measure.name.say(locale) for measure in result.derived}
    for offer in offers:
        if across and is_over_years(offer.key):
            said = say("engine.across_breaks.name", locale, name=offer.name.say(locale))
            names.setdefault(crossing(offer.key, True), said)
        else:
            names.setdefault(offer.key, offer.name.say(locale))
    return names


def _derive(change: Change, key: str) -> None:
    chosen = tuple(st.session_state[key])
    change(lambda view: replace(view, query=view.query.deriving(*chosen)))


def across_breaks(dataset: Dataset, across: bool, locale: Locale, put: Callable[[bool], None]) -> None:
    """Draw the choice whether figures over the years are computed across breaks: they are not unless a reader asks."""
    key = f"across_breaks.{dataset.id}.{locale}"
    follow(key, across)
    st.checkbox(
        say("pages.arrange.across_breaks", locale),
        key=key,
        help=say("pages.arrange.across_breaks_help", locale),
        on_change=_put_across,
        args=(put, key),
    )


def _put_across(put: Callable[[bool], None], key: str) -> None:
    put(bool(st.session_state[key]))


def _cross(change: Change, wanted: bool) -> None:
    change(lambda view: replace(view, query=view.query.deriving(*crossed(view.query.derive, wanted))))


def crossed(derived: Iterable[str], wanted: bool) -> tuple[str, ...]:
    """The derivations, those over the years with or without the crossing of breaks."""
    return tuple(crossing(own, wanted) if is_over_years(own) else own for own in derived)
