"""The kinds of chart that the figures admit, best first, and why another is not offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from html import escape

import streamlit as st

from dantoc.figures import finishing
from dantoc.figures.choice import Choice
from dantoc.figures.marks import heatmap
from dantoc.figures.marks.base import Refusal
from dantoc.l10n.messages import say
from dantoc.model.dataset import Dataset
from dantoc.model.figure import FigureSpec
from dantoc.model.result import Known, Result
from dantoc.model.text import Locale
from dantoc.model.view import View
from dantoc.ui.charts_page import draft, picture
from dantoc.ui.charts_page.draft import Draft
from dantoc.ui.following import follow

Axes = tuple[str, str, str]
"""Category, series and facet."""


def draw(own: Draft, result: Result, spec: FigureSpec | None, locale: Locale) -> None:
    """Draw the choice of the mark and of its axes, and name the other marks with what each lacks."""
    weighed = picture.choice(own, result)
    if weighed.offers:
        _marks(own, weighed, spec.mark if spec is not None else None, locale)
    if spec is not None:
        _axes(own, result, spec, locale)
        _across(own, result, spec, locale)
    st.html(refusals(weighed.refusals, locale))


def refusals(refused: Mapping[str, Refusal], locale: Locale) -> str:
    """The marks that are not offered, each with what it lacks, as HTML that opens when asked."""
    if not refused:
        return ""
    rows = "".join(
        f"<li><strong>{escape(say(f'figures.mark_{mark}', locale))}</strong>: {escape(why.say(locale))}</li>"
        for mark, why in refused.items()
    )
    summary = escape(say("pages.charts.refused", locale, n=len(refused)))
    return f'<details class="refused"><summary>{summary}</summary><ul>{rows}</ul></details>'


def _marks(own: Draft, weighed: Choice, now: str | None, locale: Locale) -> None:
    offered = [spec.mark for spec in weighed.offers]
    key = f"studio.mark.{own.dataset.id}.{locale}"
    follow(key, now)
    st.pills(
        say("pages.chart.mark", locale),
        offered,
        required=now is not None,
        format_func=partial(_mark_name, locale=locale),
        key=key,
        help=say("pages.charts.mark_help", locale),
        on_change=_set_mark,
        args=(own.dataset, key, offered[0]),
    )


def _mark_name(mark: str, locale: Locale) -> str:
    return say(f"figures.mark_{mark}", locale)


def _set_mark(dataset: Dataset, key: str, first: str) -> None:
    """The mark that is chosen, with axes of its own: those of another mark need not be among them."""
    mark = st.session_state[key] or first
    draft.change(
        dataset,
        lambda own: replace(
            own,
            view=replace(own.view, mark="" if mark == first else mark),
            asked=replace(own.asked, category="", series="", facet=""),
        ),
    )


def _axes(own: Draft, result: Result, spec: FigureSpec, locale: Locale) -> None:
    offered = axes(result, own.view, spec.mark)
    if len(offered) < 2:
        return
    names = [axes_name(own.dataset, each, spec.mark, locale) for each in offered]
    now = (spec.category, spec.series, spec.facet)
    key = f"studio.axes.{own.dataset.id}.{locale}"
    follow(key, names[offered.index(now)] if now in offered else names[0])
    st.selectbox(
        say("pages.charts.axes", locale),
        names,
        placeholder=say("pages.filter.placeholder", locale),
        key=key,
        on_change=_set_axes,
        args=(own.dataset, key, offered, names),
    )


def _set_axes(dataset: Dataset, key: str, offered: Sequence[Axes], names: Sequence[str]) -> None:
    category, series, facet = offered[names.index(st.session_state[key])]
    draft.change_figure(dataset, lambda own: replace(own, category=category, series=series, facet=facet))


def _across(own: Draft, result: Result, spec: FigureSpec, locale: Locale) -> None:
    """Draw the choice of the indicator that goes across, where two can."""
    offered = finishing.may_go_across(result, spec)
    if len(offered) < 2:
        return
    series = own.dataset.structure[spec.series]
    key = f"studio.across.{own.dataset.id}.{locale}"
    follow(key, spec.across or offered[0])
    st.selectbox(
        say("pages.charts.across", locale),
        offered,
        format_func=lambda code: series.code(code).name.say(locale),
        placeholder=say("pages.filter.placeholder", locale),
        key=key,
        on_change=_set_across,
        args=(own.dataset, key, offered[0]),
    )


def _set_across(dataset: Dataset, key: str, first: str) -> None:
    chosen = st.session_state[key]
    draft.change_figure(dataset, lambda own: replace(own, across="" if chosen == first else chosen))


def axes_name(dataset: Dataset, own: Axes, mark: str, locale: Locale) -> str:
    """The axes in words: ``Ethnic group, by colour: Sex``, or what the rows and the columns are."""
    category, series, facet = (dataset.structure[name].name.say(locale) if name else "" for name in own)
    if mark == heatmap.MARK.id:
        return say("pages.charts.axes_cells", locale, rows=category, columns=series)
    said = [category]
    said += [say("pages.charts.axes_series", locale, name=series)] if series else []
    said += [say("pages.charts.axes_facet", locale, name=facet)] if facet else []
    return " · ".join(said)


def axes(result: Result, view: View, mark: str) -> tuple[Axes, ...]:
    """The axes that the mark can have with these figures and that an address can ask for, best first."""
    return _offered(Known(result), view, mark, picture.of_map())


@lru_cache(maxsize=picture.KEPT)
def _offered(asked: Known, view: View, mark: str, map_edition: str) -> tuple[Axes, ...]:
    offers = finishing.every_offer(asked.result, view, finishing.measure_of(asked.result, view))
    each = dict.fromkeys((own.category, own.series, own.facet) for own in offers if own.mark == mark)
    return tuple(own for own in each if own == _found(own, each))


def _found(asked: Axes, offered: Mapping[Axes, None]) -> Axes:
    """The first of the axes that have all that is asked for, as an address that says so is read."""
    return next(own for own in offered if all(not said or said == has for said, has in zip(asked, own, strict=True)))
