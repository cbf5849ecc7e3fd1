"""The view as a chart: the one that suits its shape first, the others to choose from."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from html import escape
from urllib.parse import quote

import streamlit as st

from dantoc.figures.choice import choose, suggest
from dantoc.figures.drawing import alt_text
from dantoc.figures.drawing import draw as drawn
from dantoc.l10n.messages import say
from dantoc.model.figure import FigureSpec
from dantoc.model.result import Known, Result
from dantoc.model.structure import MEASURE
from dantoc.model.text import Locale
from dantoc.model.view import View, encode, view_params
from dantoc.ui import addresses
from dantoc.ui.dataset_page import state
from dantoc.ui.following import follow
from dantoc.ui.language import PARAMETER

CHART_FILES = ("png", "svg", "pdf")


def draw(result: Result, view: View, locale: Locale) -> None:
    """Draw the chart with the choice of its mark and of the figures it shows, and the way to its files.

    Raises:
        UnknownOption: a mark that these figures cannot be drawn with, or figures that are not among them.
    """
    measure = view.show or MEASURE
    spec = choose(result, view.rows, view.columns, view.mark, measure)
    if spec is None:
        st.info(say("pages.chart.none", locale))
        return
    marks = [own.mark for own in suggest(result, view.rows, view.columns, spec.measure)]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _mark_choice(result, marks, spec.mark, locale)
        _measure_choice(result, spec.measure, locale)
    vega_lite, alt = _drawing(Known(result), spec, locale, st.context.theme.type or "light")
    with st.container(key=f"chart_{spec.mark}"):
        st.vega_lite_chart(None, vega_lite, width="stretch", theme=None, alt=alt)
    st.html(_files(result, view, locale))
    addresses.studio_link(result.dataset, say("pages.chart.studio", locale), view)


def chart_address(result: Result, view: View, extension: str, locale: Locale) -> str:
    """The address of the chart of this view as a picture."""
    params = {PARAMETER: locale, **view_params(result.dataset, view)}
    return f"/api/v1/datasets/{quote(result.dataset.id)}/chart.{extension}?{encode(params)}"


def _files(result: Result, view: View, locale: Locale) -> str:
    files = {extension.upper(): chart_address(result, view, extension, locale) for extension in CHART_FILES}
    links = " · ".join(
        f'<a href="{escape(address, quote=True)}" download>{name}</a>' for name, address in files.items()
    )
    return f'<p class="quiet">{escape(say("pages.chart.files", locale))}: {links}</p>'


@lru_cache(maxsize=64)
def _drawing(asked: Known, spec: FigureSpec, locale: Locale, theme: str) -> tuple[dict[str, object], str]:
    alt = alt_text(asked.result, spec, locale)
    return drawn(asked.result, spec, locale, theme) | {"description": alt, "background": "transparent"}, alt


def _mark_choice(result: Result, marks: list[str], now: str, locale: Locale) -> None:
    if len(marks) < 2:
        return
    key = f"mark.{result.dataset.id}.{locale}"
    follow(key, now)
    st.segmented_control(
        say("pages.chart.mark", locale),
        marks,
        required=True,
        format_func=lambda mark: say(f"figures.mark_{mark}", locale),
        key=key,
        on_change=_set_mark,
        args=(result, key, marks[0]),
    )


def _set_mark(result: Result, key: str, first: str) -> None:
    mark = st.session_state[key] or first
    state.change(result.dataset, lambda view: replace(view, mark="" if mark == first else mark))


def _measure_choice(result: Result, now: str, locale: Locale) -> None:
    if not result.derived:
        return
    names = {measure.id: measure.name.say(locale) for measure in result.derived}
    key = f"show.{result.dataset.id}.{locale}"
    follow(key, now)
    st.selectbox(
        say("pages.chart.measure", locale),
        result.measures,
        format_func=lambda measure: names.get(measure, say("pages.chart.published", locale)),
        placeholder=say("pages.filter.placeholder", locale),
        key=key,
        on_change=_set_measure,
        args=(result, key),
        width=480,
    )


def _set_measure(result: Result, key: str) -> None:
    measure = st.session_state[key]
    state.change(result.dataset, lambda view: replace(view, show="" if measure == "value" else measure))
