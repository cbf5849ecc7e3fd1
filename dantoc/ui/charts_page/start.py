"""Where a chart begins: the dataset to choose, and finished charts to begin from."""

from __future__ import annotations

from html import escape

import streamlit as st

from dantoc.l10n.messages import say
from dantoc.model.text import Locale
from dantoc.ui.charts_page import choosing, gallery


def draw(locale: Locale) -> None:
    """Draw the choice of the dataset; the chart of the one that is chosen opens at once."""
    st.html(f'<p class="lead">{escape(say("pages.charts.lead", locale))}</p>')
    with st.container(key="studio_start"):
        choosing.dataset(None, locale)
    gallery.draw(locale)
