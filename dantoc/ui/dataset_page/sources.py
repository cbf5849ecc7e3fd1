"""The sources of the figures in view: where each was read, how near to the publisher, how many figures."""

from __future__ import annotations

from collections import Counter
from html import escape

import streamlit as st

from dantoc.l10n.messages import say, say_n
from dantoc.l10n.numbers import format_number
from dantoc.model.dataset import Catalogue, Source
from dantoc.model.result import Result
from dantoc.model.text import Locale
from dantoc.ui.badges import level_badges
from dantoc.ui.listing import listing, outward

LOCATORS = 3
"""So many places in a source are named; how many more there are is said."""


def draw(catalogue: Catalogue, result: Result, locale: Locale) -> None:
    """Draw the sources of the figures in view, and name the others of the dataset."""
    st.html(f"<p>{escape(say('pages.sources.intro', locale))}</p>")
    heads = [say(f"pages.sources.{head}", locale) for head in ("source", "level", "locator", "figures")]
    st.html(listing(say("pages.tab.sources", locale), heads, _rows(catalogue, result, locale)))
    others = [source for source in result.dataset.sources if source not in result.sources]
    if others:
        st.header(say("pages.sources.others", locale), anchor=False)
        st.html("<ul>" + "".join(f"<li>{title_line(source, locale)}</li>" for source in others) + "</ul>")


def title_line(source: Source, locale: Locale) -> str:
    """The source as HTML: its title as a link, its publisher and date, its note."""
    said = ", ".join(part for part in (source.publisher.say(locale), source.published) if part)
    note = source.note.say(locale)
    return (
        outward(source.url, source.title.say(locale))
        + (f". {escape(said)}" if said else "")
        + (f'<br><span class="quiet">{escape(note)}</span>' if note else "")
    )


def places(result: Result) -> dict[str, Counter[str]]:
    """For each source in view, how many of the figures stand at which place in it."""
    found: dict[str, Counter[str]] = {}
    ids, locators = (result.data.column(name).to_pylist() for name in ("source_id", "locator"))
    for source, locator in zip(ids, locators, strict=True):
        found.setdefault(source, Counter())[locator or ""] += 1
    return found


def _rows(catalogue: Catalogue, result: Result, locale: Locale) -> list[tuple[str, str, str, str]]:
    found = places(result)
    return [
        (
            title_line(source, locale),
            level_badges(catalogue, (source.level,), locale),
            _locators(found.get(source.id, Counter()), locale),
            f'<span class="number">{format_number(sum(found.get(source.id, Counter()).values()), 0, locale)}</span>',
        )
        for source in result.sources
    ]


def _locators(counted: Counter[str], locale: Locale) -> str:
    named = [locator for locator, _ in counted.most_common() if locator]
    more = len(named) - LOCATORS
    said = "<br>".join(escape(locator) for locator in named[:LOCATORS])
    return said + (
        f'<br><span class="quiet">{escape(say_n("pages.sources.more", more, locale))}</span>' if more > 0 else ""
    )
