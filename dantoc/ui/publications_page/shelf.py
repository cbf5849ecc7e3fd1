"""The official shelf: what others have published, with publisher, year and the way there."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby
from urllib.parse import urlsplit

import streamlit as st

from dantoc.l10n.folding import fold
from dantoc.l10n.messages import say, say_n
from dantoc.l10n.numbers import format_number
from dantoc.model.shelf import ShelfEntry
from dantoc.model.text import Locale
from dantoc.ui.following import follow
from dantoc.ui.listing import outward
from dantoc.ui.plain_text import plain

PARAMETER = "q"
_FIELD = "publications.shelf"


def draw(entries: Sequence[ShelfEntry], locale: Locale) -> None:
    """Draw the entries by topic, narrowed by the words that the reader typed."""
    if not entries:
        return
    st.header(say("pages.publications.shelf", locale), anchor=False)
    st.html(f"<p>{escape(say('pages.publications.shelf_lead', locale))}</p>")
    words = st.query_params.get(PARAMETER, "")
    follow(_FIELD, words)
    with st.container(key="shelf_search"):
        st.text_input(
            say("pages.publications.shelf_search", locale),
            key=_FIELD,
            type="search",
            placeholder=say("pages.publications.shelf_placeholder", locale),
            icon=":material/search:",
            on_change=_search,
        )
    found = [own for own in entries if matches(own, words, locale)]
    if not found:
        st.info(say("pages.publications.shelf_nothing", locale, words=plain(words)))
        return
    st.html(f'<p class="quiet">{escape(say_n("pages.publications.shelf_n", len(found), locale))}</p>')
    st.html(shelf(found, locale))


def matches(entry: ShelfEntry, words: str, locale: Locale) -> bool:
    """Whether every word stands somewhere in the entry, in either language, with marks or without."""
    texts = (*(text for _, text in entry.title), *(text for _, text in entry.publisher))
    numbers = (str(entry.year or ""), entry.isbn, entry.isbn.replace("-", ""))
    said = fold(" ".join((*texts, _topic(entry.topic, locale), *numbers, host(entry.url))))
    return all(word in said for word in fold(words).split())


def shelf(entries: Sequence[ShelfEntry], locale: Locale) -> str:
    """The entries as HTML: a heading a topic, below it a list."""
    parts = []
    for topic, own in groupby(entries, key=lambda entry: entry.topic):
        items = "".join(f"<li>{_item(entry, locale)}</li>" for entry in own)
        parts.append(f"<h3>{escape(_topic(topic, locale))}</h3><ul>{items}</ul>")
    return f'<div class="shelf">{"".join(parts)}</div>'


def _item(entry: ShelfEntry, locale: Locale) -> str:
    """The title, which leads to where it can be read, what is known of the publication, and where that is."""
    title = entry.title.say(locale)
    pages = format_number(entry.pages, 0, locale)
    known = (
        entry.publisher.say(locale),
        str(entry.year or ""),
        say_n("pages.publications.n_pages", entry.pages, locale, n=pages) if entry.pages else "",
        f"ISBN {entry.isbn}" if entry.isbn else "",
        host(entry.url),
    )
    link = outward(entry.url, f"[{title}]" if locale in entry.translated else title)
    return f'{link}<span class="card-count">{escape(" · ".join(own for own in known if own))}</span>'


def host(url: str) -> str:
    """Where an address leads, as readers know it: ``gso.gov.vn``."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _topic(topic: str, locale: Locale) -> str:
    return say(f"catalogue.shelf.{topic}", locale)


def _search() -> None:
    words = " ".join(str(st.session_state[_FIELD] or "").split())
    if words:
        st.query_params[PARAMETER] = words
    else:
        st.query_params.pop(PARAMETER, None)
