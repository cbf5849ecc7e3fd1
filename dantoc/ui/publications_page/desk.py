"""One publication: what it is, the book as it is wished, its file, its pages."""

from __future__ import annotations

from html import escape

import streamlit as st

from dantoc.engine.engine import open_engine
from dantoc.l10n.faults import describe_error, error_title
from dantoc.l10n.messages import say
from dantoc.l10n.numbers import format_date
from dantoc.model.errors import DantocError
from dantoc.model.publication import Publication
from dantoc.model.text import Locale
from dantoc.reports.bindery import Bound, open_bindery
from dantoc.reports.order import Order
from dantoc.ui import addresses, shell
from dantoc.ui.plain_text import plain
from dantoc.ui.publications_page import asked, choosing, covers, preview, printing
from dantoc.ui.publications_page.contents import contents


def draw(locale: Locale) -> None:
    """Draw the publication that the address says, in the edition that it says."""
    with st.container(key="crumbs"):
        addresses.link("publications", say("pages.publications.all", locale))
    engine = open_engine()
    try:
        order = asked.current(locale)
        publication = engine.publications.publication(order.publication, order.about)
    except DantocError as error:
        _fault(error, locale)
        return
    shell.configure(publication.title.say(locale), locale)
    bound = open_bindery().find(engine, order)
    _top(publication, locale)
    with st.container(key="desk"):
        side, main = st.columns([4, 7], gap="large")
        with side:
            _wishes(publication, order, bound, locale)
        with main:
            _pages(publication, order, bound, locale)


def _top(publication: Publication, locale: Locale) -> None:
    st.title(publication.title.say(locale), anchor=False)
    st.html(f'<p class="lead">{escape(publication.subtitle.say(locale))}</p>')
    st.html(f'<p class="quiet">{escape(published(publication, locale))}</p>')


def published(publication: Publication, locale: Locale) -> str:
    """Year, version and day of the publication in a line."""
    version = say("pages.publications.version", locale, version=publication.version)
    issued = say("pages.publications.issued", locale, date=format_date(publication.issued, locale))
    return " · ".join((str(publication.year), version, issued))


def _wishes(publication: Publication, order: Order, bound: Bound | None, locale: Locale) -> None:
    if publication.subject:
        choosing.subject(publication, order, locale)
    choosing.languages(order, locale)
    printing.draw(publication, order, bound, locale)
    with st.expander(say("pages.publications.own", locale), expanded=asked.is_own(order), key="own_book"):
        choosing.own_book(publication, order, locale)
    with st.expander(say("pages.publications.contents", locale), key="book_contents"):
        st.html(contents(publication, locale, order if bound else None))


def _pages(publication: Publication, order: Order, bound: Bound | None, locale: Locale) -> None:
    if bound is not None:
        preview.draw(publication, order, bound, locale)
        return
    picture = covers.cover(publication, order, None, locale)
    st.html(f'<p>{escape(publication.summary.say(locale))}</p><div class="not-yet">{picture}</div>')


def _fault(error: DantocError, locale: Locale) -> None:
    """What is wrong in the address, and the ways on: the publication as its editor meant it, all publications."""
    st.title(error_title(error, locale), anchor=False)
    st.error(plain(describe_error(error, locale)))
    wanted = st.query_params.get(asked.ID, "")
    with st.container(horizontal=True):
        if wanted in {own.id for own in open_engine().publications.sound}:
            addresses.link("publications", say("pages.publications.plain", locale), id=wanted)
        addresses.link("publications", say("pages.publications.all", locale))
        addresses.link("home", say("pages.fault.home", locale))
