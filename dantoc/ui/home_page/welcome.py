"""The first thing a reader sees: the woven band, the name, one sentence, the search box."""

from __future__ import annotations

from html import escape

import streamlit as st

from dantoc.l10n.messages import say
from dantoc.model.text import Locale
from dantoc.ui import addresses, language

SEARCH = "home.search"


def draw(locale: Locale) -> None:
    """Draw band, name and sentence, and a search box that leads to the catalogue."""
    st.html('<div class="band" role="presentation"></div>')
    st.title(say("core.product", locale), anchor=False)
    st.html(f'<p class="lead">{escape(say("pages.home.lead", locale))}</p>')
    with st.container(key="home_search"):
        asked = st.text_input(
            say("pages.search.label", locale),
            key=SEARCH,
            type="search",
            placeholder=say("pages.search.placeholder", locale),
            icon=":material/search:",
        )
    if asked and asked.strip():
        st.switch_page(addresses.script_of("catalogue"), query_params=language.params(q=asked.strip()))
