"""A choice without figures: which filter to loosen, and a button that does it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from dantoc.engine.engine import Engine
from dantoc.engine.loosening import which_to_loosen
from dantoc.l10n.messages import join, say, say_n
from dantoc.l10n.numbers import format_number
from dantoc.model.dataset import Dataset
from dantoc.model.query import Query
from dantoc.model.text import Locale
from dantoc.model.view import View, default_view
from dantoc.ui.exploring.changing import Change

MOST_WAYS = 4


def draw(engine: Engine, dataset: Dataset, view: View, locale: Locale, change: Change) -> None:
    """Say that nothing bears figures here, and offer the ways out."""
    st.info(say("pages.empty.view", locale))
    for way in which_to_loosen(engine, view.query)[:MOST_WAYS]:
        names = join([dataset.structure[dimension].name.say(locale) for dimension in way.dimensions], locale)
        figures = format_number(way.figures, 0, locale)
        st.button(
            say_n("pages.empty.loosen", way.figures, locale, name=names, n=figures),
            key=f"loosen.{dataset.id}.{'.'.join(way.dimensions)}",
            on_click=change,
            args=(partial(_loosened, query=way.query),),
        )
    st.button(
        say("pages.empty.start", locale),
        key=f"start.{dataset.id}",
        on_click=change,
        args=(lambda _: default_view(dataset),),
    )


def _loosened(view: View, query: Query) -> View:
    return replace(view, query=query)
