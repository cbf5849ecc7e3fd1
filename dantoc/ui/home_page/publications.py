"""The yearbook with its cover, and the way to all publications."""

from __future__ import annotations

from html import escape

import streamlit as st

from dantoc.engine.engine import Engine
from dantoc.l10n.messages import say
from dantoc.model.errors import DantocError
from dantoc.model.text import Locale
from dantoc.reports.bindery import open_bindery
from dantoc.reports.order import read_order
from dantoc.ui import addresses
from dantoc.ui.publications_page import asked
from dantoc.ui.publications_page.covers import cover

SHOWN = "yearbook"


def draw(engine: Engine, locale: Locale) -> None:
    """Draw the yearbook as the page of publications has it; without one, or with a broken one, nothing."""
    try:
        order = read_order(engine, SHOWN, asked.edition_in(locale), {})
    except DantocError:
        return
    publication = engine.publications.publication(SHOWN)
    link = escape(addresses.path_to("publications", id=SHOWN), quote=True)
    picture = cover(publication, order, open_bindery().find(engine, order), locale)
    st.header(say("pages.home.publications", locale), anchor=False)
    with st.container(key="home_yearbook"):
        st.html(
            f'<div class="home-book"><a href="{link}" target="_self" tabindex="-1" aria-hidden="true">{picture}</a>'
            f'<div><p class="home-book-title"><a href="{link}" target="_self">'
            f"{escape(publication.title.say(locale))}</a></p>"
            f'<p class="card-text">{escape(publication.subtitle.say(locale))}</p>'
            f'<p class="card-text">{escape(publication.summary.say(locale))}</p></div></div>'
        )
    addresses.link("publications", say("pages.home.see_publications", locale))
