"""The picture: the very drawing that leaves, fetched from its own address, with what it shows in words beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlsplit

import streamlit as st

from dantoc.catalogue.settings import settings
from dantoc.figures import drawing, finishing, map_file, printing
from dantoc.figures.choice import Choice, weigh
from dantoc.figures.drawing import Caption
from dantoc.figures.press import PRESS, Job
from dantoc.figures.sizes import is_page
from dantoc.model.figure import FigureSpec
from dantoc.model.figure_params import ASKED, chart_address
from dantoc.model.result import Known, Result
from dantoc.model.text import NO_TEXT, Locale
from dantoc.model.view import View
from dantoc.ui import addresses, browser
from dantoc.ui.charts_page.draft import Draft, Finished

_SHOWN = "studio picture"
KEPT = 256
"""So many charts are remembered, with what was weighed and written for them."""


@dataclass(frozen=True)
class Drawn:
    """A chart as its size leaves it, and what it shows in words."""

    spec: FigureSpec
    alt: str


def finish(own: Draft, result: Result, locale: Locale) -> Finished | None:
    """The chart of these figures; None where there is no figure to draw.

    Raises:
        UnknownOption: mark, measure or axes that do not suit the figures.
        TooManyMarks: it has no room in its size.
    """
    spec = admitted(own, result)
    if spec is None:
        return None
    drawn = _drawn(Known(result), spec, locale, of_map())
    title = own.asked.title.get(locale) or written(result, drawn.spec, locale).title
    return Finished(own.dataset, own.view, own.asked, drawn.spec, result, title, drawn.alt)


def admitted(own: Draft, result: Result) -> FigureSpec | None:
    """The chart that is asked for with what the figures choose of it; texts and looks choose nothing.

    Raises:
        UnknownOption: mark, measure or axes that do not suit the figures.
    """
    asked = own.asked
    bare = replace(ASKED, category=asked.category, series=asked.series, facet=asked.facet, order=asked.order)
    chosen = _chosen(Known(result), own.view, bare, of_map())
    if chosen is None:
        return None
    return replace(
        asked,
        mark=chosen.mark,
        category=chosen.category,
        series=chosen.series,
        facet=chosen.facet,
        measure=chosen.measure,
        order=chosen.order,
        limit=asked.limit or chosen.limit,
        highlight=asked.highlight or chosen.highlight,
    )


def choice(own: Draft, result: Result) -> Choice:
    """Every mark weighed for the figures in view.

    Raises:
        UnknownOption: a measure that is not among the figures.
    """
    return weigh(result, own.view.rows, own.view.columns, finishing.measure_of(result, own.view))


def written(result: Result, spec: FigureSpec, locale: Locale) -> Caption:
    """The words around the chart as they are written from the query, whatever was edited."""
    return _written(Known(result), replace(spec, title=NO_TEXT, subtitle=NO_TEXT, note=NO_TEXT, annotations=()), locale)


def draw(finished: Finished, locale: Locale) -> None:
    """Draw the picture; a reader who cannot see it hears what it shows."""
    on_phone = is_page(finished.spec.size) and browser.on_phone(st.context.headers.get("User-Agent", ""))
    more = {"screen": "phone"} if on_phone else {}
    path = chart_address(finished.dataset, finished.view, finished.asked, "svg", locale, **more)
    if st.session_state.get(_SHOWN) != path:
        # The browser asks for it a tenth of a second from now: what draws it has begun by then.
        width = printing.PHONE_WIDTH if on_phone else printing.WIDTH
        chart = drawing.draw(finished.result, finished.spec, locale)
        PRESS.ahead(Job(chart, ("svg",), finished.spec.size, finished.alt, locale, width=width))
        st.session_state[_SHOWN] = path
    kind = "_page" if is_page(finished.spec.size) else ""
    with st.container(key=f"picture_{finished.spec.theme}{kind}"):
        st.image(_here() + path, width="stretch", alt=finished.alt)


def of_map() -> str:
    """The edition of the map file, which may change while the process runs: what is remembered of a chart knows it."""
    return map_file.edition(settings().map_file)


def _here() -> str:
    """Where this page was opened: a picture from elsewhere would not be let in."""
    if not st.context.url:
        return addresses.base()
    own = urlsplit(st.context.url)
    return f"{own.scheme}://{own.netloc}"


@lru_cache(maxsize=KEPT)
def _chosen(asked: Known, view: View, bare: FigureSpec, map_edition: str) -> FigureSpec | None:
    return finishing.finish(asked.result, view, bare)


@lru_cache(maxsize=KEPT)
def _drawn(asked: Known, spec: FigureSpec, locale: Locale, map_edition: str) -> Drawn:
    fitted = drawing.fit(asked.result, spec, locale)
    return Drawn(fitted, drawing.alt_text(asked.result, fitted, locale))


@lru_cache(maxsize=KEPT)
def _written(asked: Known, spec: FigureSpec, locale: Locale) -> Caption:
    return drawing.caption(asked.result, spec, locale)
