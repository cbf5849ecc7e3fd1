"""The gallery: finished charts of the published figures, each of which opens in the studio."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from html import escape

import streamlit as st

from dantoc.engine.engine import open_engine
from dantoc.figures.marks import MARKS
from dantoc.l10n.messages import locales, say, say_n
from dantoc.model.dataset import Catalogue
from dantoc.model.exhibit import Exhibit
from dantoc.model.figure import THEMES
from dantoc.model.figure_params import chart_address, figure_params
from dantoc.model.size import PAGE, Size
from dantoc.model.text import Locale
from dantoc.model.view import view_params
from dantoc.ui import addresses
from dantoc.ui.exploring.asked import Same
from dantoc.ui.following import follow

PARAMETER = "mark"
"""Without a dataset, the mark in the address narrows the gallery."""
CARD = Size(400)
"""The size of a picture on a card: as wide as one, with type that can be read on it."""
LIGHT, DARK, *_ = THEMES


def draw(locale: Locale) -> None:
    """Draw the choice of the mark, and the charts of it as cards."""
    engine = open_engine()
    exhibits = engine.gallery.exhibits.values()
    if not exhibits:
        return
    st.header(say("pages.gallery.title", locale), anchor=False)
    marks = [mark for mark in MARKS if any(own.view.mark == mark for own in exhibits)]
    chosen = _mark_choice(marks, locale)
    shown = in_order(own for own in exhibits if chosen in ("", own.view.mark))
    st.html(f'<p class="quiet">{escape(say_n("pages.gallery.n_charts", len(shown), locale, n=len(shown)))}</p>')
    st.html(cards(engine.catalogue, shown, locale, is_dark=st.context.theme.type == "dark"))


def in_order(exhibits: Iterable[Exhibit]) -> tuple[Exhibit, ...]:
    """The charts of one mark together, in the order of the marks."""
    place = {mark: number for number, mark in enumerate(MARKS)}
    return tuple(sorted(exhibits, key=lambda own: (place.get(own.view.mark, len(place)), own.id)))


def cards(catalogue: Catalogue, exhibits: Sequence[Exhibit], locale: Locale, *, is_dark: bool) -> str:
    """The charts as a list of cards in HTML: the picture, which bears its title, its mark, its dataset."""
    return f'<ul class="gallery">{"".join(_card(catalogue, own, locale, is_dark) for own in exhibits)}</ul>'


def _card(catalogue: Catalogue, own: Exhibit, locale: Locale, is_dark: bool) -> str:
    title = own.figure.title.say(locale)
    mark = say(f"figures.mark_{own.view.mark}", locale)
    dataset = catalogue.dataset(own.dataset)
    link = addresses.path_to("charts", id=own.dataset, **view_params(dataset, own.view), **figure_params(own.figure))
    picture = picture_address(Same(catalogue), Same(own), locale, is_dark)
    return (
        f'<li><a href="{escape(link, quote=True)}" target="_self">'
        f'<span class="gallery-picture"><img src="{escape(picture, quote=True)}" loading="lazy" decoding="async" '
        f'width="{CARD.width:.0f}" height="{CARD.width * 3 // 4:.0f}" alt="{escape(title, quote=True)}"></span>'
        f'<span class="gallery-mark">{escape(mark)}</span></a>'
        f'<span class="card-count">{escape(dataset.title.say(locale))}</span></li>'
    )


def every_picture() -> Iterator[str]:
    """The addresses of the pictures on all cards, those first that most readers see: light before dark."""
    engine = open_engine()
    exhibits = in_order(engine.gallery.exhibits.values())
    for is_dark in (False, True):
        for locale in locales():
            for own in exhibits:
                yield picture_address(Same(engine.catalogue), Same(own), locale, is_dark)


@lru_cache(maxsize=1_024)
def picture_address(catalogue: Same[Catalogue], exhibit: Same[Exhibit], locale: Locale, is_dark: bool) -> str:
    """The address of the picture on a card; a chart of its own theme or size keeps them."""
    own = exhibit.own
    figure = own.figure
    if is_dark and figure.theme == LIGHT:
        figure = replace(figure, theme=DARK)
    if figure.size == PAGE:
        figure = replace(figure, size=CARD)
    return chart_address(catalogue.own.dataset(own.dataset), own.view, figure, "svg", locale)


def _mark_choice(marks: list[str], locale: Locale) -> str:
    """Draw the choice of the mark as the address says it; the mark chosen, empty for all."""
    said = st.query_params.get(PARAMETER, "")
    now = said if said in marks else ""
    key = f"gallery.mark.{locale}"
    follow(key, now)
    st.selectbox(
        say("pages.gallery.mark", locale),
        ["", *marks],
        format_func=lambda mark: say(f"figures.mark_{mark}" if mark else "pages.gallery.every_mark", locale),
        placeholder=say("pages.filter.placeholder", locale),
        key=key,
        on_change=_narrow,
        args=(key,),
        width=340,
    )
    return now


def _narrow(key: str) -> None:
    mark = st.session_state[key]
    if mark:
        st.query_params[PARAMETER] = mark
    else:
        st.query_params.pop(PARAMETER, None)
