"""What is known of a book: how long, how large, its checksum, its addresses; and about how long it will be."""

from __future__ import annotations

from html import escape

from dantoc.l10n.messages import say, say_n
from dantoc.l10n.numbers import format_bytes, format_number
from dantoc.model.publication import Chapter, FigureBlock, ProfilesBlock, Publication, TableBlock
from dantoc.model.text import Locale
from dantoc.reports.bindery import Bound
from dantoc.reports.edition import Choice
from dantoc.reports.order import Order

SHEETS = {"fact_sheet": 2, "key_figures": 16}
"""How many pages those kinds have that always have as many."""
AROUND = 32
"""Pages of a yearbook that belong to any choice: its front, its lists, its glossary, its index."""
A_TABLE, A_FIGURE, AN_OPENER = 1.5, 0.6, 1.0
PROFILES = 53
ON_A4, IN_BOTH = 0.65, 1.4
"""A table takes fewer of the large pages, and more where each of its words stands in two languages."""


def picture_address(order: Order, page: int, width: int) -> str:
    """The address of a page of the book as a picture, so many px wide."""
    path, _, query = order.address.partition("?")
    asked = f"page={page}&width={width}"
    return f"{path.removesuffix('.pdf')}.png?{query + '&' if query else ''}{asked}"


def facts(bound: Bound, locale: Locale) -> str:
    """Size and length in a line: ``3.2 MB, 140 pages``."""
    number = format_number(bound.pages, 0, locale)
    pages = say_n("pages.publications.n_pages", bound.pages, locale, n=number)
    return f"{format_bytes(bound.size, locale)}, {pages}"


def checksum(bound: Bound) -> str:
    """The checksum as HTML that one click selects whole."""
    return f'<p class="checksum">SHA-256 <code>{bound.checksum}</code></p>'


def download(order: Order, bound: Bound, locale: Locale) -> str:
    """The link to the file as HTML, with what is known of it."""
    name = say(f"pages.publications.edition.{order.edition.languages}", locale)
    said = f"PDF, {facts(bound, locale)}"
    label = f"{say('pages.publications.download', locale)}: {name}, {said}"
    return (
        f'<p class="take"><a href="{escape(order.address, quote=True)}" '
        f'download="{escape(order.file_name, quote=True)}" aria-label="{escape(label, quote=True)}">'
        f'{escape(name)}</a> <span class="quiet">{escape(said)}</span></p>'
    )


def about_pages(publication: Publication, order: Order) -> int:
    """About how many pages the book will have; those of a yearbook by tens."""
    edition = order.edition
    wanted = edition.choice.chapters
    own = [one for one in publication.chapters if not one.is_of_any_book]
    chosen = [one for one in own if not wanted or one.id in wanted]
    if publication.kind in SHEETS:
        return max(2, round(SHEETS[publication.kind] * len(chosen) / max(1, len(own))))
    a_table = A_TABLE * (ON_A4 if (edition.paper or publication.paper) == "a4" else 1)
    a_table *= IN_BOTH if edition.is_bilingual else 1
    pages = AROUND + sum(AN_OPENER + _pages(one, edition.choice, a_table) for one in chosen)
    return round(pages / 10) * 10


def _pages(chapter: Chapter, choice: Choice, a_table: float) -> float:
    """About how many pages the blocks of the chapter take."""
    kinds = [type(own) for own in chapter.blocks]
    profiles = len(choice.groups) or PROFILES
    return (
        a_table * kinds.count(TableBlock) + A_FIGURE * kinds.count(FigureBlock) + profiles * kinds.count(ProfilesBlock)
    )
