"""The main script: the frame around every page, and the page that the address names."""

from __future__ import annotations

import streamlit as st

from dantoc.ui import addresses, language, shell

locale = language.locale()
page = st.navigation(addresses.pages(locale), position="hidden")
shell.configure(page.title, locale)
shell.style(locale)
shell.document_language(locale)
shell.header(page.url_path, locale)
with shell.readable_faults(locale):
    page.run()
shell.footer(locale)
