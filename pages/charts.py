"""The chart studio: from a question to a printable chart, or the start, where a chart is begun."""

from __future__ import annotations

import streamlit as st

from dantoc.l10n.messages import say
from dantoc.ui import language
from dantoc.ui.charts_page import start, studio

locale = language.locale()

st.title(say("pages.charts.title", locale), anchor=False)
if st.query_params.get("id"):
    studio.make(locale)
else:
    start.draw(locale)
