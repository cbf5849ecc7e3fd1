"""What the chart is made of: dataset, indicator, groups, areas, years, and what is shown of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache, partial

import streamlit as st

from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import say
from dantoc.l10n.sorting import sort_key
from dantoc.model.dataset import Catalogue
from dantoc.model.result import Result
from dantoc.model.text import Locale
from dantoc.ui import focus
from dantoc.ui.charts_page import draft
from dantoc.ui.charts_page.draft import Draft
from dantoc.ui.exploring import filters
from dantoc.ui.exploring.asked import Same
from dantoc.ui.exploring.choices import found_in_a_box
from dantoc.ui.following import follow


def draw(own: Draft, result: Result | None, locale: Locale, *, has_filters: bool) -> None:
    """Draw the choice of the dataset and the filters of the one that is chosen."""
    dataset(own, locale)
    if has_filters:
        filters.draw(own.dataset, own.view, result, locale, partial(draft.change_view, own.dataset))


def dataset(own: Draft | None, locale: Locale) -> None:
    """Draw the choice of the dataset, searched by what is typed with marks or without."""
    names = dataset_names(open_engine().catalogue, locale)
    key = f"studio.dataset.{locale}"
    follow(key, own.dataset.id if own else None)
    st.selectbox(
        say("pages.charts.dataset", locale),
        list(names),
        index=None if own is None else 0,
        format_func=names.__getitem__,
        key=key,
        placeholder=say("pages.charts.dataset_placeholder", locale),
        filter_mode="contains",
        on_change=_choose,
        args=(own, key),
    )


def dataset_names(catalogue: Catalogue, locale: Locale) -> Mapping[str, str]:
    """Every dataset by id with its name, in the order of the alphabet; the names of its themes find it too."""
    return _names(Same(catalogue), locale)


@lru_cache(maxsize=8)
def _names(same: Same[Catalogue], locale: Locale) -> Mapping[str, str]:
    catalogue = same.own
    themes = {theme.id: theme.name.say(locale) for theme in catalogue.themes}
    datasets = sorted(catalogue.datasets.values(), key=lambda one: sort_key(one.title.say(locale)))
    return {
        one.id: found_in_a_box(one.title.say(locale), *(themes.get(theme, "") for theme in one.themes))
        for one in datasets
    }


def _choose(own: Draft | None, key: str) -> None:
    chosen = st.session_state[key]
    if chosen:
        draft.show(draft.started(open_engine().catalogue.dataset(chosen), own))
        if own is None:
            focus.onto("stage")  # the box that had it gives way to the chart
