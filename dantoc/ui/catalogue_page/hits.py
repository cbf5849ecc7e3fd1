"""The way straight to the figures: a group, a province or an indicator that the reader names or has chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

import streamlit as st

from dantoc.catalogue.search import AREA, GROUP, SearchIndex
from dantoc.engine.engine import Engine
from dantoc.l10n.messages import say
from dantoc.model.dataset import Dataset
from dantoc.model.query import Query
from dantoc.model.structure import INDICATOR
from dantoc.model.text import Locale
from dantoc.model.view import View, default_view
from dantoc.ui import addresses
from dantoc.ui.catalogue_page.asked import Asked

POPULATION = "population_census"
TOTALS = {INDICATOR: "population", "sex": "_T", "residence": "_T", "year": "latest"}
SHOWN = 3
_WORDS = {GROUP: "pages.catalogue.hit.group", AREA: "pages.catalogue.hit.area"}


@dataclass(frozen=True)
class Way:
    """A view that shows figures of the code named."""

    dimension: str
    code: str
    dataset: Dataset
    view: View

    def label(self, locale: Locale) -> str:
        """What the link says."""
        name = self.dataset.structure[self.dimension].code(self.code).name.say(locale)
        return say(_WORDS[self.dimension], locale, name=name) if self.dimension in _WORDS else name


def draw(engine: Engine, index: SearchIndex, asked: Asked, locale: Locale) -> None:
    """Draw links to the figures of what is named; nothing where nothing is."""
    found = ways(engine, index, asked)
    if not found:
        return
    with st.container(key="hits", gap="xxsmall"):
        st.html(f'<p class="quiet">{escape(say("pages.catalogue.hits", locale))}</p>')
        for way in found:
            addresses.dataset_link(way.dataset, way.label(locale), way.view)


def ways(engine: Engine, index: SearchIndex, asked: Asked) -> tuple[Way, ...]:
    """The views that show figures of the group and the area chosen and of what the words name."""
    named = [(dimension, code) for dimension, code in ((GROUP, asked.group), (AREA, asked.area)) if code]
    if asked.q:
        named += [(suggestion.dimension, suggestion.code) for suggestion in index.suggest(asked.q)]
    found = (_way(engine, dimension, code) for dimension, code in dict.fromkeys(named))
    return tuple(way for way in found if way is not None)[:SHOWN]


def _way(engine: Engine, dimension: str, code: str) -> Way | None:
    if dimension == INDICATOR:
        return _of_indicator(engine, code)
    if POPULATION not in engine.catalogue.datasets:
        return None
    query = Query.of(POPULATION, {**TOTALS, GROUP: "children(EM)", AREA: "leaves(VN)", dimension: code}, order="-value")
    if not engine.count(query):
        return None
    axis = AREA if dimension == GROUP else GROUP
    return Way(dimension, code, engine.catalogue.datasets[POPULATION], View(query, (axis,), ("year",)))


def _of_indicator(engine: Engine, indicator: str) -> Way | None:
    for dataset in engine.catalogue.datasets.values():
        if INDICATOR in dataset.structure and indicator in dataset.structure[INDICATOR].codes:
            view = default_view(dataset)
            query = view.query.selecting(INDICATOR, indicator)
            if engine.count(query):
                return Way(INDICATOR, indicator, dataset, replace(view, query=query))
    return None
