"""The quiet row of facts under the title: system, years, number of figures, version, sources, licence."""

from __future__ import annotations

from html import escape

import streamlit as st

from dantoc.l10n.messages import say
from dantoc.l10n.numbers import format_date, format_number, format_years
from dantoc.model.dataset import Catalogue, Dataset
from dantoc.model.text import Locale
from dantoc.ui.badges import level_badges
from dantoc.ui.listing import outward


def draw(catalogue: Catalogue, dataset: Dataset, locale: Locale) -> None:
    """Draw the facts as a list of terms."""
    rows = "".join(
        f"<div><dt>{escape(term)}</dt><dd>{said}</dd></div>" for term, said in facts(catalogue, dataset, locale)
    )
    st.html(f'<dl class="facts">{rows}</dl>')


def facts(catalogue: Catalogue, dataset: Dataset, locale: Locale) -> tuple[tuple[str, str], ...]:
    """The facts as (term, HTML)."""
    version = say("pages.facts.version_of", locale, version=dataset.version, date=format_date(dataset.modified, locale))
    licence = outward(dataset.licence.url, dataset.licence.name.say(locale))
    return (
        (say("pages.facts.system", locale), escape(catalogue.codelist("system")[dataset.system].name.say(locale))),
        (say("pages.facts.years", locale), format_years(dataset.years)),
        (say("pages.facts.figures", locale), format_number(dataset.distribution.rows, 0, locale)),
        (say("pages.facts.levels", locale), level_badges(catalogue, dataset.source_levels, locale)),
        (say("pages.facts.version", locale), escape(version)),
        (say("pages.facts.licence", locale), licence),
    )
