"""About the dataset: what it holds, whom it covers, how it came about, how good it is."""

from __future__ import annotations

from html import escape

import streamlit as st

from dantoc.l10n.disclosure import say_policy
from dantoc.l10n.messages import join, say
from dantoc.l10n.numbers import format_date
from dantoc.model.dataset import Dataset
from dantoc.model.text import Locale, LocalizedText
from dantoc.ui.listing import outward

SECTIONS = ("description", "coverage", "method", "quality", "known_problems", "comparability")


def draw(dataset: Dataset, locale: Locale) -> None:
    """Draw the texts of the dataset, its breaks, and who answers for it."""
    for section in SECTIONS:
        st.header(say(f"pages.about.{section}", locale), anchor=False)
        st.markdown(getattr(dataset, section).say(locale))
    st.header(say("pages.about.disclosure", locale), anchor=False)
    st.markdown(say_policy(dataset.disclosure, locale))
    _breaks(dataset, locale)
    _publisher(dataset, locale)


def _breaks(dataset: Dataset, locale: Locale) -> None:
    if not dataset.breaks:
        return
    st.header(say("pages.about.breaks", locale), anchor=False)
    st.markdown("\n".join(f"- {line}" for line in break_lines(dataset, locale)))


def break_lines(dataset: Dataset, locale: Locale) -> list[str]:
    """The breaks as Markdown, one line for those that touch the same codes for the same reason."""
    years: dict[tuple[tuple[tuple[str, tuple[str, ...]], ...], LocalizedText], list[str]] = {}
    for own in dataset.breaks:
        years.setdefault((own.where, own.text), []).append(str(own.after))
    lines = []
    for (where, text), after in years.items():
        touched = "; ".join(
            join([dataset.structure[dimension].code(code).name.say(locale) for code in codes], locale)
            for dimension, codes in where
            if dimension in dataset.structure
        )
        heading = say("pages.about.break_after", locale, year=join(after, locale)) + (
            f" ({touched})" if touched else ""
        )
        lines.append(f"**{heading}**: {text.say(locale)}")
    return lines


def _publisher(dataset: Dataset, locale: Locale) -> None:
    st.header(say("pages.about.publisher", locale), anchor=False)
    issued, modified = (format_date(day, locale) for day in (dataset.issued, dataset.modified))
    st.html(
        f"<p>{outward(dataset.publisher_url, dataset.publisher.say(locale))}</p>"
        f"<p>{escape(dataset.contact.say(locale))}</p>"
        f"<p>{escape(say('pages.about.dates', locale, issued=issued, modified=modified))}</p>"
    )
