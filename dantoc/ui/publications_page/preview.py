"""The pages of a printed book as pictures, to be leafed through without any reader of PDF."""

from __future__ import annotations

from html import escape

import streamlit as st

from dantoc.l10n.faults import describe_error
from dantoc.l10n.messages import say
from dantoc.l10n.numbers import format_number
from dantoc.model.errors import UnknownOption
from dantoc.model.publication import Publication
from dantoc.model.text import Locale
from dantoc.reports.bindery import Bound
from dantoc.reports.order import Order
from dantoc.ui.following import follow
from dantoc.ui.plain_text import plain
from dantoc.ui.publications_page.asked import PAGE
from dantoc.ui.publications_page.books import picture_address

WIDTHS = (480, 960, 1440)
"""The pictures that a browser chooses from, in px."""
SIZES = "(max-width: 40rem) 75vw, 40rem"
"""How wide the picture stands on the page; on a phone a little less, whose finest dots cost twice the bytes."""
RATIOS = {"a4": "210 / 297", "16x24": "160 / 240"}
_FIELD = "publications.page"


@st.fragment
def draw(publication: Publication, order: Order, bound: Bound, locale: Locale) -> None:
    """Draw the page that the address says, and the ways to the others; turning a page reruns only this."""
    page = _page(bound, locale)
    title = publication.title.say(locale)
    with st.container(key="leafing", gap="small"):
        st.html(f'<h2 class="unseen">{escape(say("pages.publications.pages", locale))}</h2>')
        _ways(page, bound.pages, locale)
        st.html(leaf(publication, order, page, bound.pages, title, locale))


def leaf(publication: Publication, order: Order, page: int, pages: int, title: str, locale: Locale) -> str:
    """The page as a picture in HTML; the next one is fetched with it, so that it is there when it is turned to."""
    said = say("pages.publications.page_of", locale, **_numbers(page, pages, locale))
    alt = f"{said}. {title}"
    edition = order.edition
    shape = "" if edition.crop else f' style="aspect-ratio: {RATIOS[edition.paper or publication.paper]}"'
    ahead = _picture(order, page + 1, "", ' class="unseen" aria-hidden="true"') if page < pages else ""
    return f'<figure class="leaf"{shape}>{_picture(order, page, alt, "")}{ahead}</figure>'


def _picture(order: Order, page: int, alt: str, more: str) -> str:
    choice = ", ".join(f"{picture_address(order, page, width)} {width}w" for width in WIDTHS)
    first = escape(picture_address(order, page, WIDTHS[0]), quote=True)
    return (
        f'<img src="{first}" srcset="{escape(choice, quote=True)}" sizes="{SIZES}" decoding="async" '
        f'alt="{escape(alt, quote=True)}"{more}>'
    )


def _ways(page: int, pages: int, locale: Locale) -> None:
    """The ways to the page before, to the one after, and to any by its number; the arrow keys turn pages too."""
    with st.container(key="leaves", horizontal=True, vertical_alignment="bottom", gap="small"):
        st.button(
            say("pages.publications.page_before", locale),
            key="publications.before",
            icon=":material/chevron_left:",
            disabled=page <= 1,
            on_click=_turn,
            args=(page - 1,),
            shortcut="Left",
        )
        follow(_FIELD, page)
        st.number_input(
            say("pages.publications.page_number", locale, n=format_number(pages, 0, locale)),
            min_value=1,
            max_value=pages,
            step=1,
            key=_FIELD,
            on_change=_turn_to,
            width=140,
        )
        st.button(
            say("pages.publications.page_after", locale),
            key="publications.after",
            icon=":material/chevron_right:",
            icon_position="right",
            disabled=page >= pages,
            on_click=_turn,
            args=(page + 1,),
            shortcut="Right",
        )


def _page(bound: Bound, locale: Locale) -> int:
    """The page that the address says; one that there is not is told, and the first one is shown."""
    said = st.query_params.get(PAGE, "1")
    if said.isascii() and said.isdigit() and 1 <= int(said[:9]) <= bound.pages:
        return int(said[:9])
    error = UnknownOption(PAGE, said, (f"1–{bound.pages}",))
    st.error(plain(describe_error(error, locale)))
    return 1


def _turn(page: int) -> None:
    if page > 1:
        st.query_params[PAGE] = str(page)
    else:
        st.query_params.pop(PAGE, None)


def _turn_to() -> None:
    _turn(int(st.session_state[_FIELD] or 1))


def _numbers(page: int, pages: int, locale: Locale) -> dict[str, str]:
    return {"page": format_number(page, 0, locale), "pages": format_number(pages, 0, locale)}
