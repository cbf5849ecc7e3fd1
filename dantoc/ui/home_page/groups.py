"""The 53 ethnic minorities by their official names, in the order of the official list."""

from __future__ import annotations

from html import escape

import streamlit as st

from dantoc.l10n.messages import say
from dantoc.model.codes import MINORITIES
from dantoc.model.dataset import Catalogue
from dantoc.model.text import Locale
from dantoc.ui import addresses


def draw(catalogue: Catalogue, locale: Locale) -> None:
    """Draw a link a group to the datasets that hold figures on it."""
    groups = catalogue.codelist("ethnic_group")
    st.header(groups[MINORITIES].name.say(locale), anchor=False)
    st.html(f'<p class="quiet">{escape(say("pages.home.groups", locale))}</p>')
    with st.container(key="groups", horizontal=True, gap="small"):
        for code in groups.children(MINORITIES):
            addresses.link("catalogue", groups[code].name.say(locale), group=code)
