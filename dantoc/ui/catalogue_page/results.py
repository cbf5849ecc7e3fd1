"""The datasets found, best first, a card each; and what to loosen where there are none."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from html import escape

import streamlit as st

from dantoc.catalogue.search import Found, Hit
from dantoc.engine.engine import Engine, open_engine
from dantoc.figures.miniature import sparkline
from dantoc.l10n.messages import join, say, say_n
from dantoc.l10n.numbers import format_number, format_years
from dantoc.model.dataset import Dataset
from dantoc.model.errors import DantocError
from dantoc.model.text import Locale, LocalizedText
from dantoc.ui import addresses
from dantoc.ui.badges import level_badges
from dantoc.ui.catalogue_page.asked import Asked, show
from dantoc.ui.plain_text import plain

A_PAGE = 10
MATCHES = 4
"""So many of the codes that the words name are told on a card."""


def draw(engine: Engine, asked: Asked, found: Found, locale: Locale) -> None:
    """Draw the number of hits, the cards of this page, and the ways to the other pages."""
    st.html(f'<p class="quiet" role="status">{escape(say_n("core.n_datasets", len(found), locale))}</p>')
    if not found.hits:
        _nothing(asked, found, locale)
        return
    pages = -(-len(found) // A_PAGE)
    page = min(asked.page, pages)
    with st.container(key="results"):
        for hit in found.hits[(page - 1) * A_PAGE : page * A_PAGE]:
            with st.container(key=f"result_{hit.dataset}"):
                _card(engine, hit, asked, locale)
    if pages > 1:
        _pages(asked, page, pages, locale)


def facts_line(dataset: Dataset, locale: Locale) -> str:
    """Years, groups, areas and number of figures, in a line."""
    figures = dataset.distribution.rows
    parts = [format_years(dataset.years)]
    for dimension, key in (("ethnic_group", "groups"), ("area", "areas")):
        if dimension in dataset.structure:
            own = dataset.structure[dimension]
            lowest = [code for code in own.codes if own.codelist is not None and not own.codelist.children(code)]
            parts += [say_n(f"pages.catalogue.{key}", len(lowest), locale)] if len(lowest) > 1 else []
    return " · ".join([*parts, say_n("core.n_figures", figures, locale, n=format_number(figures, 0, locale))])


def told_matches(engine: Engine, hit: Hit) -> list[LocalizedText]:
    """The codes that the words name, as a card tells them; headings of the lists only where nothing else is named."""
    codelists = engine.catalogue.codelists
    named = [match for match in hit.matches if not codelists[match.dimension][match.code].grouping]
    return [match.name for match in (named or hit.matches)[:MATCHES]]


def _card(engine: Engine, hit: Hit, asked: Asked, locale: Locale) -> None:
    dataset = engine.catalogue.datasets[hit.dataset]
    text, picture = st.columns([5, 1], vertical_alignment="center")
    with text:
        addresses.dataset_link(dataset, dataset.title.say(locale))
        matches = join([name.say(locale) for name in told_matches(engine, hit)], locale) if asked.q else ""
        matched = say("pages.catalogue.matched", locale, names=matches) if matches else ""
        st.html(
            f'<p class="result-text">{escape(dataset.summary.say(locale))}</p>'
            + (f'<p class="result-facts">{escape(matched)}</p>' if matched else "")
            + f'<p class="result-facts">{escape(facts_line(dataset, locale))} '
            f"{level_badges(engine.catalogue, dataset.source_levels, locale)}</p>"
        )
    with picture:
        drawn = _picture(dataset.id, dataset.version)
        if drawn:
            st.html(f'<div class="result-picture" aria-hidden="true" style="mask-image:url({drawn})"></div>')


@lru_cache(maxsize=1_024)
def _picture(dataset: str, version: str) -> str:
    """The small picture of the dataset's default view as a data address, none where it cannot be drawn.

    Streamlit strips SVG from HTML; as a mask the picture still takes the colour of the theme.
    """
    engine = open_engine()
    try:
        drawn = sparkline(engine.run(engine.catalogue.datasets[dataset].default_view.query))
    except DantocError:
        return ""
    return f"data:image/svg+xml;base64,{b64encode(drawn.encode()).decode()}" if drawn else ""


def _pages(asked: Asked, page: int, pages: int, locale: Locale) -> None:
    with st.container(key="result_pages", horizontal=True, gap="small"):
        st.html(f'<span class="quiet">{escape(say("pages.catalogue.pages", locale))}</span>', width="content")
        for number in range(1, pages + 1):
            with st.container(key="page_here" if number == page else f"page_{number}", width="content"):
                addresses.link(
                    "catalogue", str(number), **{**asked.params(), "page": "" if number == 1 else str(number)}
                )


def _nothing(asked: Asked, found: Found, locale: Locale) -> None:
    key = "pages.catalogue.empty_words" if asked == Asked(q=asked.q, page=asked.page) else "pages.catalogue.empty"
    st.info(say(key, locale, text=plain(asked.q)))
    for condition, count in found.loosen:
        st.button(
            _loosening(condition, count, asked, locale),
            key=f"catalogue.loosen.{condition}",
            on_click=show,
            args=(asked.without(condition),),
        )


def _loosening(condition: str, count: int, asked: Asked, locale: Locale) -> str:
    if condition == "text":
        return say_n("pages.catalogue.loosen_words", count, locale, text=plain(asked.q))
    name = say("pages.catalogue.years" if condition == "year" else f"pages.catalogue.{condition}", locale)
    return say_n("pages.catalogue.loosen", count, locale, name=name)
