"""The words on the chart: as they are written from the query in every language, and as an editor wants them."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from dantoc.l10n import messages
from dantoc.l10n.messages import say
from dantoc.model.dataset import Dataset
from dantoc.model.figure_params import TEXTS, clean_text
from dantoc.model.text import Locale
from dantoc.ui.charts_page import draft, picture, typed
from dantoc.ui.charts_page.draft import Draft, Finished

LINES = {"title": 2, "subtitle": 2, "note": 3}
"""The texts that can be edited here, each with the lines of its field."""


def draw(own: Draft, made: Finished, locale: Locale) -> None:
    """Draw a field for every text in every language, those of the page's language first; then the alt text."""
    for lang in (locale, *(other for other in messages.locales() if other != locale)):
        for name, lines in LINES.items():
            _text(own, made, name, lines, lang, locale)
    st.html(
        f'<p class="quiet">{escape(say("pages.charts.alt", locale))}</p>'
        f'<p class="copyable" tabindex="0">{escape(made.alt)}</p>'
    )


def _text(own: Draft, made: Finished, name: str, lines: int, lang: Locale, locale: Locale) -> None:
    has = getattr(own.asked, name).get(lang) or ""
    plain = "" if name == "note" else getattr(picture.written(made.result, made.spec, lang), name)
    key = f"studio.{name}.{lang}.{own.dataset.id}"
    label = say("pages.charts.in_language", locale, what=_label(name, locale), language=messages.language(lang).name)
    typed.draw(
        label,
        key,
        has or plain,
        partial(take, own.dataset, name, lang, plain),
        locale,
        lines=lines,
        placeholder=say("pages.charts.no_note", locale) if name == "note" else "",
    )
    if has and plain:
        st.button(
            say("pages.charts.take_back", locale),
            key=f"back.{key}",
            icon=":material/undo:",
            type="tertiary",
            help=plain,
            on_click=_take_back,
            args=(own.dataset, name, lang, key),
        )


def _label(name: str, locale: Locale) -> str:
    return say("pages.charts.heading" if name == "title" else f"pages.charts.{name}", locale)


def take(dataset: Dataset, name: str, lang: Locale, written: str, words: str) -> None:
    """Put the words into the address; those that are written anyway, and none at all, are no edit.

    Raises:
        BadText, TooLongText: words that cannot be drawn.
    """
    own = clean_text(f"{name}.{lang}", words, TEXTS[name])
    draft.put(dataset, f"{name}.{lang}", "" if own == written else own)


def _take_back(dataset: Dataset, name: str, lang: Locale, key: str) -> None:
    typed.forget(key)
    draft.put(dataset, f"{name}.{lang}", "")
