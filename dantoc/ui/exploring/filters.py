"""The filters: one for each dimension that has more than one code."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from dantoc.l10n.messages import say
from dantoc.model.dataset import Dataset
from dantoc.model.result import Result
from dantoc.model.structure import Dimension
from dantoc.model.text import Locale
from dantoc.model.view import View
from dantoc.ui.exploring import choices
from dantoc.ui.exploring.changing import Change
from dantoc.ui.following import follow

SLIDER_YEARS = 4
"""From so many years on, a range can be drawn with the slider."""


def draw(dataset: Dataset, view: View, result: Result | None, locale: Locale, change: Change) -> None:
    """Draw the filters as the address says them, for the figures in view where there are any; a change rewrites the
    address."""
    for dimension in dataset.structure:
        if not dimension.is_constant:
            _codes(dataset, dimension, view, locale, change)
        if dimension.is_time and len(dimension.codes) >= SLIDER_YEARS:
            _range(dataset, dimension, result, locale, change)


def _codes(dataset: Dataset, dimension: Dimension, view: View, locale: Locale, change: Change) -> None:
    chosen = view.query.selection(dimension.id)
    parts = [str(part) for part in chosen.parts]
    key = f"filter.{dataset.id}.{dimension.id}.{locale}"
    follow(key, parts)
    st.multiselect(
        dimension.name.say(locale),
        choices.offered(dimension, chosen),
        format_func=partial(_label, dimension=dimension, locale=locale),
        key=key,
        on_change=_chosen,
        args=(change, dimension.id, key, parts),
        placeholder=say("pages.filter.placeholder", locale),
        select_all=False,
        filter_mode="contains",
    )


def _label(part: str, dimension: Dimension, locale: Locale) -> str:
    return choices.label(dimension, part, locale)


def _chosen(change: Change, dimension: str, key: str, before: list[str]) -> None:
    _select(change, dimension, choices.merged(before, st.session_state[key]))


def _range(dataset: Dataset, dimension: Dimension, result: Result | None, locale: Locale, change: Change) -> None:
    years = [int(code) for code in dimension.codes]
    shown = [int(code) for code in result.codes.get(dimension.id, ())] if result else []
    shown = shown or years
    key = f"range.{dataset.id}.{dimension.id}.{locale}"
    follow(key, (min(shown), max(shown)))
    st.select_slider(
        say("pages.filter.range", locale),
        years,
        value=(years[0], years[-1]),
        key=key,
        on_change=_ranged,
        args=(change, dimension.id, key, years),
    )


def _ranged(change: Change, dimension: str, key: str, years: list[int]) -> None:
    first, last = st.session_state[key]
    _select(change, dimension, choices.span(first, last, years))


def _select(change: Change, dimension: str, selection: str) -> None:
    change(lambda view: replace(view, query=view.query.selecting(dimension, selection)))
