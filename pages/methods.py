"""Methods and sources: how to read the figures, the codes they bear, where they were read."""

from __future__ import annotations

import streamlit as st

from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import say
from dantoc.ui import language
from dantoc.ui.methods_page import codes, rules, source_list

locale = language.locale()
catalogue = open_engine().catalogue

st.title(say("pages.nav.methods", locale), anchor=False)
st.markdown(say("pages.methods.lead", locale))
rules.contents(locale)
rules.draw(catalogue, locale)
codes.draw(catalogue, locale)
source_list.draw(catalogue, locale)
