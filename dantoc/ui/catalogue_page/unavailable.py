"""The datasets that cannot be served as their files stand: named, so that nobody looks for them in vain."""

from __future__ import annotations

import streamlit as st

from dantoc.l10n.messages import join, say_n
from dantoc.model.dataset import Catalogue
from dantoc.model.text import Locale
from dantoc.ui.plain_text import plain


def draw(catalogue: Catalogue, locale: Locale) -> None:
    """Name the datasets that are broken; nothing where all are whole."""
    if catalogue.broken:
        names = join([plain(dataset) for dataset in sorted(catalogue.broken)], locale)
        st.warning(say_n("pages.catalogue.unavailable", len(catalogue.broken), locale, names=names))
