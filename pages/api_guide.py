"""The guide to the API: what can be fetched, how it is asked for, and code that does it."""

from __future__ import annotations

import streamlit as st

from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import say
from dantoc.ui import language
from dantoc.ui.api_guide_page import guide

locale = language.locale()

st.title(say("pages.nav.api_guide", locale), anchor=False)
st.markdown(say("pages.api.lead", locale))
guide.draw(open_engine().catalogue, locale)
