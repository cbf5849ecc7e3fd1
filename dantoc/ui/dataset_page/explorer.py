"""The part of the page that answers to a choice: filters on one side, the sections on the other."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import say
from dantoc.model.dataset import Dataset
from dantoc.model.result import Result
from dantoc.model.text import Locale
from dantoc.model.view import View
from dantoc.ui import browser, saved_note, shell
from dantoc.ui.dataset_page import about, chart, codebook, sources, state, table, take_home
from dantoc.ui.exploring import arrangement, empty, filters
from dantoc.ui.following import follow

TABS = ("table", "chart", "about", "codebook", "sources", "take")


@st.fragment
def explore(dataset: Dataset, locale: Locale) -> None:
    """Draw filters, layout and sections; a choice reruns only this part of the page."""
    with shell.readable_faults(locale, dataset):
        saved_note.draw(dataset.id, locale)
        engine = open_engine()
        view = state.current_view(dataset)
        result = engine.run(view.query, order_by=view.ordered_by)
        with st.container(key="explorer"):
            side, main = st.columns([1, 3], gap="medium")
            with side, st.container(key="choices"):
                _choices(dataset, view, result, locale)
            with main, shell.readable_faults(locale, dataset):
                _sections(dataset, view, result, locale)


def _choices(dataset: Dataset, view: View, result: Result, locale: Locale) -> None:
    change = partial(state.change, dataset)
    with browser.choices(say("pages.filter.heading", locale), key="filters"):
        filters.draw(dataset, view, result, locale, change)
    with st.expander(say("pages.arrange.heading", locale), expanded=False, key="arrangement"):
        arrangement.draw(dataset, view, result, locale, change)


def _sections(dataset: Dataset, view: View, result: Result, locale: Locale) -> None:
    names = {say(f"pages.tab.{tab}", locale): tab for tab in TABS}
    labels = {tab: name for name, tab in names.items()}
    open_tab = st.query_params.get(state.TAB, TABS[0])
    key = f"tabs.{dataset.id}.{locale}"
    follow(key, labels.get(open_tab, labels[TABS[0]]))
    drawings = {
        "table": partial(table.draw, result, view, locale),
        "chart": partial(chart.draw, result, view, locale),
        "about": partial(about.draw, dataset, locale),
        "codebook": partial(codebook.draw, dataset, locale),
        "sources": partial(sources.draw, open_engine().catalogue, result, locale),
        "take": partial(take_home.draw, result, view, locale),
    }
    for tab, place in zip(TABS, st.tabs(list(names), key=key, on_change=_open, args=(key, names)), strict=True):
        if place.open:
            with place:
                if len(result) or tab in ("about", "codebook"):
                    drawings[tab]()
                else:
                    empty.draw(open_engine(), dataset, view, locale, partial(state.change, dataset))


def _open(key: str, names: dict[str, str]) -> None:
    tab = names[st.session_state[key]]
    if tab == TABS[0]:
        st.query_params.pop(state.TAB, None)
    else:
        st.query_params[state.TAB] = tab
