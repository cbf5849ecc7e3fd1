"""The codebook: every column of the dataset, what it means, and the codes it holds."""

from __future__ import annotations

from html import escape

import streamlit as st

from dantoc.l10n.messages import locales, say, say_n
from dantoc.l10n.numbers import format_years
from dantoc.model.codes import Code
from dantoc.model.dataset import Dataset
from dantoc.model.structure import ATTRIBUTES, MEASURE, Dimension
from dantoc.model.text import Locale
from dantoc.ui.listing import listing


def draw(dataset: Dataset, locale: Locale) -> None:
    """Draw the list of columns, then the codes of each dimension."""
    st.header(say("pages.codebook.columns", locale), anchor=False)
    st.html(_columns(dataset, locale))
    st.header(say("pages.codebook.codes", locale), anchor=False)
    for dimension in dataset.structure:
        count = say_n("pages.codebook.count", len(dimension.codes), locale)
        with st.expander(f"{dimension.name.say(locale)} ({count})", expanded=len(dimension.codes) == 1):
            st.html(codes_html(dimension, locale))


def codes_html(dimension: Dimension, locale: Locale) -> str:
    """The codes of the dimension that bear figures, as an HTML table; the years as a span."""
    if dimension.is_time:
        return f"<p>{format_years([int(code) for code in dimension.codes])}: {', '.join(dimension.codes)}</p>"
    heads = [say(f"pages.codebook.{head}", locale) for head in ("code", "name", "meaning")]
    rows = [_code_row(dimension.code(code), locale) for code in dimension.codes]
    return listing(dimension.name.say(locale), heads, rows)


def _code_row(code: Code, locale: Locale) -> tuple[str, str, str]:
    others = ", ".join(code.aliases)
    meaning = code.description.say(locale)
    if others:
        meaning = f"{meaning} " + say("pages.codebook.other_names", locale, names=others)
    return f"<code>{escape(code.id)}</code>", escape(code.name.say(locale)), escape(meaning.strip())


def _columns_beside() -> list[tuple[str, str]]:
    """The columns beside the dimensions, each with the word that names it; the notes in every language."""
    return [(column, column) for column in (MEASURE, *ATTRIBUTES)] + [(f"note_{own}", "note") for own in locales()]


def _columns(dataset: Dataset, locale: Locale) -> str:
    heads = [say(f"pages.codebook.{head}", locale) for head in ("column", "name", "meaning")]
    rows = [
        (
            f"<code>{escape(dimension.id)}</code>",
            escape(dimension.name.say(locale)),
            escape(dimension.concept.description.say(locale)),
        )
        for dimension in dataset.structure
    ]
    rows += [
        (
            f"<code>{column}</code>",
            escape(say(f"pages.column.{word}", locale)),
            escape(say(f"pages.column.{word}.meaning", locale)),
        )
        for column, word in _columns_beside()
    ]
    return listing(say("pages.codebook.columns", locale), heads, rows)
