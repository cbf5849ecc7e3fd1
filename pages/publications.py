"""Publications: those to take home or to make oneself, leafed through before they are taken, and those of others."""

from __future__ import annotations

import streamlit as st

from dantoc.ui import language
from dantoc.ui.publications_page import desk, editions

locale = language.locale()

if st.query_params.get("id"):
    desk.draw(locale)
else:
    editions.draw(locale)
