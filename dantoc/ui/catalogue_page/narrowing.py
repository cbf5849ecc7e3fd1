"""The search box and the facets that narrow the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from dantoc.catalogue.search import Found
from dantoc.l10n.messages import say
from dantoc.model.dataset import Catalogue
from dantoc.model.text import Locale
from dantoc.ui.catalogue_page.asked import LEVELS, Asked, show
from dantoc.ui.following import follow

SEARCH = "catalogue.q"
YEARS = "catalogue.years"
INDENT = "  "


def search_box(asked: Asked, locale: Locale) -> None:
    """Draw the search box with what is searched."""
    follow(SEARCH, asked.q)
    st.text_input(
        say("pages.search.label", locale),
        key=SEARCH,
        type="search",
        placeholder=say("pages.search.placeholder", locale),
        icon=":material/search:",
        on_change=lambda: show(replace(asked, q=(st.session_state[SEARCH] or "").strip(), page=1)),
    )


def facets(catalogue: Catalogue, asked: Asked, found: Found, locale: Locale) -> None:
    """Draw a choice a facet, each value with the number of its datasets under the other conditions."""
    themes = {theme.id: theme.name.say(locale) for theme in catalogue.themes}
    levels = {code.id: code.name.say(locale) for code in catalogue.codelist("source_level") if code.id in LEVELS}
    _facet("theme", asked, themes, found.counts["theme"], locale)
    _facet("group", asked, _indented(catalogue, "ethnic_group", locale), found.counts["group"], locale)
    _facet("area", asked, _indented(catalogue, "area", locale), found.counts["area"], locale)
    _years(catalogue, asked, locale)
    _facet("level", asked, levels, found.counts["level"], locale)
    if asked.narrowed:
        st.button(say("pages.catalogue.clear", locale), key="catalogue.clear", on_click=show, args=(Asked(),))


def _facet(facet: str, asked: Asked, names: Mapping[str, str], counts: Mapping[str, int], locale: Locale) -> None:
    chosen = getattr(asked, facet)
    key = f"catalogue.{facet}.{locale}"
    follow(key, chosen or None)
    st.selectbox(
        say(f"pages.catalogue.{facet}", locale),
        [value for value in names if value in counts or value == chosen],
        format_func=_counted(names, counts),
        key=key,
        index=None,
        placeholder=say("pages.catalogue.any", locale),
        on_change=_choose,
        args=(facet, key, asked),
    )


def _choose(facet: str, key: str, asked: Asked) -> None:
    show(asked.choosing(facet, st.session_state[key] or ""))


def _counted(names: Mapping[str, str], counts: Mapping[str, int]) -> Callable[[str], str]:
    return lambda value: f"{names[value]} ({counts.get(value, 0)})"


def _indented(catalogue: Catalogue, codelist: str, locale: Locale) -> dict[str, str]:
    codes = catalogue.codelist(codelist)
    return {code.id: INDENT * codes.depth(code.id) + code.name.say(locale) for code in codes}


def _years(catalogue: Catalogue, asked: Asked, locale: Locale) -> None:
    years = sorted({year for dataset in catalogue.datasets.values() for year in dataset.years})
    if len(years) < 2:
        return
    first, last = years[0], years[-1]
    span = list(range(first, last + 1))
    follow(YEARS, (max(first, min(asked.start or first, last)), min(last, max(asked.end or last, first))))
    st.select_slider(
        say("pages.catalogue.years", locale),
        span,
        value=(first, last),
        key=YEARS,
        on_change=_choose_years,
        args=(asked, first, last),
    )


def _choose_years(asked: Asked, first: int, last: int) -> None:
    start, end = st.session_state[YEARS]
    show(replace(asked, start=start if start > first else None, end=end if end < last else None, page=1))
