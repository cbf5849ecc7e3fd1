"""One dataset: what it shows, the figures to cut and arrange, and how to take them home."""

from __future__ import annotations

import streamlit as st

from dantoc.engine.engine import open_engine
from dantoc.ui import language, shell
from dantoc.ui.dataset_page import explorer, facts, top

locale = language.locale()
catalogue = open_engine().catalogue

dataset = catalogue.dataset(st.query_params.get("id", ""))
shell.configure(dataset.title.say(locale), locale)
top.draw(catalogue, dataset, locale)
facts.draw(catalogue, dataset, locale)
explorer.explore(dataset, locale)
