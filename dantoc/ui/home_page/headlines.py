"""Four figures to begin with, each as published, with its source and the way to its table."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from dantoc.engine.engine import Engine
from dantoc.l10n.messages import say
from dantoc.l10n.numbers import format_number
from dantoc.model.query import Query
from dantoc.model.text import Locale
from dantoc.model.view import View
from dantoc.ui import addresses


@dataclass(frozen=True)
class Headline:
    """One figure to show: its words (``pages.headline.<id>``), its dataset, and what singles it out there."""

    id: str
    dataset: str
    select: tuple[tuple[str, str], ...]
    around: tuple[tuple[str, str], ...] = ()
    """What the linked page selects otherwise, so that the figure is seen among its neighbours."""


HEADLINES = (
    Headline(
        "population_share",
        "survey_population",
        (("indicator", "population_share"), ("ethnic_group", "EM"), ("area", "VN"), ("sex", "_T"), ("year", "2019")),
        (("year", "*"),),
    ),
    Headline(
        "households",
        "households_by_size_2019",
        (("ethnic_group", "EM"), ("area", "VN"), ("household_size", "_T"), ("year", "2019")),
        (("household_size", "*"),),
    ),
    Headline(
        "literacy",
        "survey_education",
        (("indicator", "literacy_rate_vietnamese"), ("ethnic_group", "EM"), ("area", "VN"), ("year", "2019")),
        (("year", "*"),),
    ),
    Headline(
        "poverty",
        "poverty_review",
        (("indicator", "em_poor_household_rate"), ("ethnic_group", "EM"), ("area", "VN"), ("year", "2024")),
        (("year", "2021:"),),
    ),
)


@dataclass(frozen=True)
class Figure:
    """A headline's figure as it is printed."""

    headline: Headline
    text: str
    unit: str
    year: str
    source: str


def figure(engine: Engine, headline: Headline, locale: Locale) -> Figure | None:
    """The published figure of a headline, or None where the catalogue does not give exactly one."""
    if headline.dataset not in engine.catalogue.datasets:
        return None
    result = engine.run(Query.of(headline.dataset, dict(headline.select)))
    if len(result) != 1 or result.data["value"][0].as_py() is None:
        return None
    (row,) = result.data.to_pylist()
    (source,) = result.sources
    return Figure(
        headline,
        format_number(row["value"], row["decimals"], locale),
        result.dataset.unit_symbol(row["unit"], locale),
        str(row["year"]),
        ", ".join(part for part in (source.title.say(locale), source.publisher.say(locale)) if part),
    )


def draw(engine: Engine, locale: Locale) -> None:
    """Draw the figures side by side; one that cannot be served is left out."""
    shown = [own for own in (figure(engine, headline, locale) for headline in HEADLINES) if own]
    if not shown:
        return
    st.header(say("pages.home.headlines", locale), anchor=False)
    with st.container(key="headlines"):
        for place, own in zip(st.columns(len(shown), gap="medium"), shown, strict=True):
            with place:
                _draw_one(engine, own, locale)


def linked_view(engine: Engine, headline: Headline) -> View:
    """The view that shows the figure among its neighbours."""
    dataset = engine.catalogue.dataset(headline.dataset)
    query = Query.of(headline.dataset, {**dict(headline.select), **dict(headline.around)})
    axes = tuple(name for name, _ in headline.around)
    rest = tuple(name for name in ("ethnic_group",) if name not in axes)
    return View(query, axes or dataset.default_view.rows, rest)


def _draw_one(engine: Engine, own: Figure, locale: Locale) -> None:
    st.html(
        f'<p class="headline-figure"><span class="headline-number">{escape(own.text)}</span>'
        f'<span class="headline-{"sign" if own.unit == "%" else "unit"}">{escape(own.unit)}</span></p>'
        f'<p class="headline-words">{escape(say(f"pages.headline.{own.headline.id}", locale, year=own.year))}</p>'
        f'<p class="headline-source">{escape(say("core.source", locale))}: {escape(own.source)}</p>'
    )
    dataset = engine.catalogue.dataset(own.headline.dataset)
    addresses.dataset_link(dataset, say("pages.home.see_table", locale), linked_view(engine, own.headline))
