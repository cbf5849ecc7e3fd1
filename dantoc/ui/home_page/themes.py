"""The themes with how many datasets each gathers."""

from __future__ import annotations

from html import escape

import streamlit as st

from dantoc.l10n.messages import say, say_n
from dantoc.model.dataset import Catalogue
from dantoc.model.text import Locale
from dantoc.ui import addresses


def draw(catalogue: Catalogue, locale: Locale) -> None:
    """Draw a card a theme that leads to its datasets."""
    st.header(say("pages.home.themes", locale), anchor=False)
    with st.container(key="themes"):
        for theme in catalogue.themes:
            count = counted(catalogue, theme.id)
            with st.container(key=f"theme_{theme.id}", gap="xxsmall"):
                addresses.link("catalogue", theme.name.say(locale), theme=theme.id)
                st.html(
                    f'<p class="card-text">{escape(theme.description.say(locale))}</p>'
                    f'<p class="card-count">{escape(say_n("core.n_datasets", count, locale))}</p>'
                )


def counted(catalogue: Catalogue, theme: str) -> int:
    """How many datasets stand under the theme."""
    return sum(theme in dataset.themes for dataset in catalogue.datasets.values())
