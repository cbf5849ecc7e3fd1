"""All publications: a card each, with the files that are printed, and the shelf of those of others."""

from __future__ import annotations

from html import escape

import streamlit as st

from dantoc.engine.engine import Engine, open_engine
from dantoc.l10n.faults import describe_error
from dantoc.l10n.messages import say
from dantoc.model.publication import EDITIONS, KINDS, Publication
from dantoc.model.text import Locale
from dantoc.reports.bindery import Bound, open_bindery
from dantoc.reports.order import Order, read_order
from dantoc.ui import addresses
from dantoc.ui.plain_text import plain
from dantoc.ui.publications_page import asked, books, choosing, covers, desk, printing, shelf
from dantoc.ui.publications_page.contents import contents

SHOWN_FIRST = ("yearbook", "key_figures", "fact_sheet")
"""The kinds in the order of the page."""


def draw(locale: Locale) -> None:
    """Draw the cards, then the shelf."""
    st.title(say("pages.publications.title", locale), anchor=False)
    st.html(f'<p class="lead">{escape(say("pages.publications.lead", locale))}</p>')
    engine = open_engine()
    every = listed(engine)
    for publication in every:
        if not publication.subject:
            _book(engine, publication, locale)
    _sheets([own for own in every if own.subject], locale)
    for error in engine.publications.broken.values():
        st.warning(plain(describe_error(error, locale)))
    shelf.draw(engine.shelf.entries, locale)


def listed(engine: Engine) -> tuple[Publication, ...]:
    """The publications that can be printed: books before sheets, the larger kind first."""
    shown = (*SHOWN_FIRST, *KINDS)
    return tuple(
        sorted(
            engine.publications.sound,
            key=lambda own: (shown.index(own.kind), own.subject != "ethnic_group", own.id),
        )
    )


def orders(engine: Engine, publication: Publication) -> dict[str, Order]:
    """The whole publication in each edition."""
    return {own: read_order(engine, publication.id, own, {}) for own in EDITIONS}


def _book(engine: Engine, publication: Publication, locale: Locale) -> None:
    every = orders(engine, publication)
    printed = {own: open_bindery().find(engine, order) for own, order in every.items()}
    shown = next((own for own in (asked.edition_in(locale), *EDITIONS) if printed[own]), asked.edition_in(locale))
    with st.container(key=f"publication_{publication.id}"):
        side, main = st.columns([1, 4], gap="medium")
    with side:
        link = addresses.path_to("publications", id=publication.id)
        st.html(
            f'<a class="cover-link" href="{escape(link, quote=True)}" target="_self" tabindex="-1" aria-hidden="true">'
            f"{covers.cover(publication, every[shown], printed[shown], locale)}</a>"
        )
    with main:
        st.header(publication.title.say(locale), anchor=False)
        st.html(
            f'<p class="card-text">{escape(publication.subtitle.say(locale))}</p>'
            f'<p class="quiet">{escape(desk.published(publication, locale))}</p>'
            f"<p>{escape(publication.summary.say(locale))}</p>"
        )
        addresses.link("publications", say("pages.publications.leaf_through", locale), id=publication.id)
        _files(publication, every, printed, locale)
        with st.expander(say("pages.publications.contents", locale), key=f"contents_{publication.id}"):
            st.html(contents(publication, locale))


def _files(publication: Publication, every: dict[str, Order], printed: dict[str, Bound | None], locale: Locale) -> None:
    """The files that are printed with their checksums, then the buttons that make the other editions."""
    files = [(every[own], bound) for own, bound in printed.items() if bound is not None]
    if files:
        title = publication.title.say(locale)
        st.html("".join(books.download(title, order, bound, locale) + books.checksum(bound) for order, bound in files))
    with st.container(key=f"files_{publication.id}", horizontal=True, gap="small"):
        for own, order in every.items():
            if printed[own] is None:
                st.button(
                    printing.make_label(publication, order, locale),
                    key=f"publications.make.{publication.id}.{own}",
                    icon=printing.ICON,
                    on_click=_make,
                    args=(order,),
                )


def _make(order: Order) -> None:
    """Go to the desk and begin the printing there."""
    asked.show(order)
    printing.begin(order)


def _sheets(every: list[Publication], locale: Locale) -> None:
    """Draw the fact sheets side by side, each with the choice of whom it is about."""
    if not every:
        return
    with st.container(key="publication_sheets"):
        places = st.columns(len(every), gap="large")
    for place, publication in zip(places, every, strict=True):
        with place:
            st.header(publication.series.say(locale), anchor=False)
            st.html(f"<p>{escape(say(f'pages.publications.series.{publication.subject}', locale))}</p>")
            with st.container(key=f"subject_{publication.id}"):
                choosing.subject(publication, None, locale)
