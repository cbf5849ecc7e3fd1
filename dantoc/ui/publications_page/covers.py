"""The cover of a publication: its first page as a picture where it is printed, and else a leaf that bears its title."""

from __future__ import annotations

from html import escape

from dantoc.l10n.messages import say
from dantoc.model.publication import Publication
from dantoc.model.text import Locale
from dantoc.reports.bindery import Bound
from dantoc.reports.order import Order
from dantoc.ui.publications_page.books import picture_address

WIDTHS = (240, 480)
"""The pictures that a browser chooses from, in px."""


def cover(publication: Publication, order: Order, bound: Bound | None, locale: Locale) -> str:
    """The cover as HTML. Nothing is printed for the sake of its cover."""
    title = publication.title.say(locale)
    if bound is None:
        return (
            f'<span class="cover cover-blank"><span class="cover-title">{escape(title)}</span>'
            f'<span class="cover-band"></span><span class="cover-year">{publication.year}</span></span>'
        )
    addresses = [(picture_address(order, 1, width), width) for width in WIDTHS]
    choice = ", ".join(f"{own} {width}w" for own, width in addresses)
    alt = say("pages.publications.cover", locale, title=title)
    return (
        f'<span class="cover"><img src="{escape(addresses[0][0], quote=True)}" srcset="{escape(choice, quote=True)}" '
        f'sizes="12rem" loading="lazy" decoding="async" alt="{escape(alt, quote=True)}"></span>'
    )
