"""The datasets that were published or mended last."""

from __future__ import annotations

from html import escape

import streamlit as st

from dantoc.l10n.messages import say, say_n
from dantoc.l10n.numbers import format_date, format_number, format_years
from dantoc.model.dataset import Catalogue, Dataset
from dantoc.model.text import Locale
from dantoc.ui import addresses

SHOWN = 6


def draw(catalogue: Catalogue, locale: Locale) -> None:
    """Draw the latest datasets as links, with date, years and number of figures."""
    st.header(say("pages.home.latest", locale), anchor=False)
    with st.container(key="latest"):
        for dataset in latest(catalogue):
            with st.container(key=f"latest_{dataset.id}", gap="xxsmall"):
                addresses.dataset_link(dataset, dataset.title.say(locale))
                figures = format_number(dataset.distribution.rows, 0, locale)
                said = (
                    format_date(dataset.modified, locale),
                    format_years(dataset.years),
                    say_n("core.n_figures", dataset.distribution.rows, locale, n=figures),
                )
                st.html(f'<p class="card-count">{escape(" · ".join(said))}</p>')


def latest(catalogue: Catalogue) -> tuple[Dataset, ...]:
    """The datasets of the latest dates, those with more figures first within a day."""
    ordered = sorted(catalogue.datasets.values(), key=lambda own: (own.modified, own.distribution.rows), reverse=True)
    return tuple(ordered[:SHOWN])
