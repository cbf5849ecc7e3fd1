"""The catalogue: search and narrow the datasets, go straight to figures, open a dataset."""

from __future__ import annotations

from html import escape

import streamlit as st

from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import say
from dantoc.ui import browser, language
from dantoc.ui.catalogue_page import asked, hits, narrowing, results, unavailable

locale = language.locale()
engine = open_engine()
index = engine.search_index

wanted = asked.parse(engine.catalogue, st.query_params)
found = index.search(wanted.q, wanted.facets)

st.title(say("pages.nav.catalogue", locale), anchor=False)
st.html(f'<p class="lead">{escape(say("pages.catalogue.lead", locale))}</p>')
narrowing.search_box(wanted, locale)
with st.container(key="catalogue"):
    side, main = st.columns([1, 3], gap="medium")
    with side, browser.choices(say("pages.catalogue.narrow", locale), key="facets"):
        narrowing.facets(engine.catalogue, wanted, found, locale)
    with main:
        hits.draw(engine, index, wanted, locale)
        results.draw(engine, wanted, found, locale)
        unavailable.draw(engine.catalogue, locale)
