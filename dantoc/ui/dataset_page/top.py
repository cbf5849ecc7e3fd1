"""What the dataset is, said first: the way back, its title, its summary."""

from __future__ import annotations

from html import escape

import streamlit as st

from dantoc.model.dataset import Catalogue, Dataset
from dantoc.model.text import Locale
from dantoc.ui import addresses


def draw(catalogue: Catalogue, dataset: Dataset, locale: Locale) -> None:
    """Draw the themes as ways back to the catalogue, the title and the summary."""
    with st.container(key="crumbs", horizontal=True, gap="small"):
        for theme_id in dataset.themes:
            theme = catalogue.theme(theme_id)
            if theme is not None:
                addresses.link("catalogue", theme.name.say(locale), theme=theme.id)
    st.title(dataset.title.say(locale), anchor=False)
    st.html(f'<p class="lead">{escape(dataset.summary.say(locale))}</p>')
