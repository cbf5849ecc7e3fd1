"""Some finished charts, and the way to make one."""

from __future__ import annotations

import streamlit as st

from dantoc.engine.engine import Engine
from dantoc.l10n.messages import say
from dantoc.model.text import Locale
from dantoc.ui import addresses
from dantoc.ui.charts_page.gallery import cards

SHOWN = ("child_marriage", "poverty_slope", "literacy_northern_mountains")
"""Charts of the gallery that tell at once what can be made; one that is not there is left out."""


def draw(engine: Engine, locale: Locale) -> None:
    """Draw the charts as cards, then the way to the studio."""
    st.header(say("pages.home.charts", locale), anchor=False)
    exhibits = engine.gallery.exhibits
    shown = [exhibits[own] for own in SHOWN if own in exhibits]
    if shown:
        st.html(cards(engine.catalogue, shown, locale, is_dark=st.context.theme.type == "dark"))
    addresses.link("charts", say("pages.home.make_chart", locale))
