"""All sources that figures were read in, with a search over them."""

from __future__ import annotations

from html import escape

import streamlit as st

from dantoc.l10n.folding import fold
from dantoc.l10n.messages import say, say_n
from dantoc.l10n.numbers import format_number
from dantoc.l10n.sorting import sort_key
from dantoc.model.dataset import Catalogue, Source
from dantoc.model.text import Locale
from dantoc.ui import addresses
from dantoc.ui.badges import level_badges
from dantoc.ui.dataset_page.sources import title_line
from dantoc.ui.listing import listing


def draw(catalogue: Catalogue, locale: Locale) -> None:
    """Draw terms of use, then the search box and the sources that match."""
    _licences(catalogue, locale)
    st.header(say("pages.methods.sources", locale), anchor="sources")
    st.text_input(
        say("pages.methods.search", locale),
        key="q",
        bind="query-params",
        type="search",
        icon=":material/search:",
        placeholder=say("pages.methods.search_placeholder", locale),
    )
    found = matching(catalogue, st.session_state["q"] or "", locale)
    count = say_n("pages.methods.n_sources", len(found), locale, n=format_number(len(found), 0, locale))
    st.html(f'<p class="quiet" role="status">{escape(count)}</p>')
    heads = [say(f"pages.methods.head.{head}", locale) for head in ("source", "level", "datasets")]
    rows = [
        (
            title_line(source, locale),
            level_badges(catalogue, (source.level,), locale),
            _datasets(catalogue, source, locale),
        )
        for source in found
    ]
    st.html(listing(say("pages.methods.sources", locale), heads, rows))


def matching(catalogue: Catalogue, text: str, locale: Locale) -> tuple[Source, ...]:
    """The sources that hold every word of `text`, marks aside, in the order of their titles."""
    words = fold(text).split()
    found = [source for source in catalogue.sources.values() if all(word in _searched(source) for word in words)]
    return tuple(sorted(found, key=lambda source: sort_key(source.title.say(locale))))


def _searched(source: Source) -> str:
    texts = " ".join(text for _, text in (*source.title, *source.publisher))
    return fold(f"{texts} {source.published} {source.url} {source.id}")


def _datasets(catalogue: Catalogue, source: Source, locale: Locale) -> str:
    links = [
        f'<a href="{escape(addresses.path_to("dataset", id=dataset.id), quote=True)}" target="_self">'
        f"{escape(dataset.title.say(locale))}</a>"
        for dataset in catalogue.datasets.values()
        if source in dataset.sources
    ]
    return "<br>".join(links)


def _licences(catalogue: Catalogue, locale: Locale) -> None:
    st.header(say("pages.methods.licence", locale), anchor="licence")
    for licence in catalogue.licences.values():
        st.markdown(f"**{licence.name.say(locale)}**\n\n{licence.text.say(locale)}")
        if licence.url:
            st.markdown(f"[{licence.url}]({licence.url})")
