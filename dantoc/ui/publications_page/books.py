"""What is known of a book: how long, how large, its checksum, its addresses; and about how long it will be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import say, say_n
from dantoc.l10n.numbers import format_bytes, format_number
from dantoc.model.publication import Chapter, FigureBlock, ProfilesBlock, Publication, TableBlock
from dantoc.model.structure import TIME, Dimension
from dantoc.model.text import Locale
from dantoc.reports.bindery import Bound
from dantoc.reports.choosing import narrowed_to
from dantoc.reports.edition import Choice
from dantoc.reports.ledger import AREA, GROUP
from dantoc.reports.order import Order

SHEETS = {"fact_sheet": 2, "key_figures": 16}
"""How many pages those kinds have that always have as many."""
FRONT, FRONT_IN_BOTH = 35.5, 20.4
"""Pages of a yearbook that belong to any choice: its front, its lists, its glossary, its index; and as many more where
they stand in two languages."""
AN_OPENER, A_FIGURE = 1.6, 1.25
A_TABLE, A_TABLE_IN_BOTH, A_THOUSAND_FIGURES = 0.16, 0.5, 4.3
"""What a table takes of itself, with its title, notes and source, and what its figures take."""
FRONT_ON_A4, ON_A4 = 0.8, 0.69
"""What takes a page of a yearbook takes so much of the large pages."""
PROFILES = 53


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


def download(title: str, order: Order, bound: Bound, locale: Locale) -> str:
    """The link to the file as HTML, with what is known of it; who hears it alone hears of which publication it is."""
    name = say(f"pages.publications.edition.{order.edition.languages}", locale)
    said = f"PDF, {facts(bound, locale)}"
    label = f"{say('pages.publications.download', locale)}: {title}, {name}, {said}"
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
    is_large = (edition.paper or publication.paper) == "a4"
    ids = {one.id for one in chosen}
    left = [own for own in _blocks(publication.id) if own.chapter in ids and own.share(edition.choice)]
    figures = sum(own.figures * own.share(edition.choice) for own in left)
    tables = sum(own.is_table for own in left)
    front = FRONT + (FRONT_IN_BOTH if edition.is_bilingual else 0)
    pages = front * (FRONT_ON_A4 if is_large else 1) + AN_OPENER * len(chosen) + _profiles(chosen, edition.choice)
    set_in_type = tables * (A_TABLE_IN_BOTH if edition.is_bilingual else A_TABLE) + figures / 1_000 * A_THOUSAND_FIGURES
    pages += (set_in_type + A_FIGURE * (len(left) - tables)) * (ON_A4 if is_large else 1)
    return round(pages / 10) * 10


def _profiles(chapters: Sequence[Chapter], choice: Choice) -> int:
    """How many profiles the chapters have, a page each."""
    blocks = [own for one in chapters for own in one.blocks if isinstance(own, ProfilesBlock)]
    return len(blocks) * (len(choice.groups) or PROFILES)


@dataclass(frozen=True)
class _Block:
    """A table or a chart: how many figures a table has, and of which groups, areas and years."""

    chapter: str
    is_table: bool
    figures: int
    codes: tuple[tuple[Dimension, tuple[str, ...]], ...]

    def share(self, choice: Choice) -> float:
        """About how much of it the choice leaves, from 0 to 1."""
        share = 1.0
        for dimension, codes in self.codes:
            said = choice.codes[dimension.id]
            own = narrowed_to(said, codes, dimension) if said else None
            if said and own is None:
                return 0.0
            share *= len(own.kept) / len(codes) if own is not None and codes else 1.0
        return share


@lru_cache(maxsize=16)
def _blocks(id: str) -> tuple[_Block, ...]:
    """The tables and charts of the publication."""
    engine = open_engine()
    found = []
    for chapter, block in engine.publications.publication(id).blocks:
        if isinstance(block, (TableBlock, FigureBlock)):
            query = (block.view if isinstance(block, TableBlock) else block.exhibit.view).query
            structure, codes = engine.catalogue.dataset(query.dataset).structure, engine.codes(query)
            named = tuple((structure[own], codes[own]) for own in (TIME, GROUP, AREA) if own in codes)
            figures = engine.count(query) if isinstance(block, TableBlock) else 0
            found.append(_Block(chapter.id, isinstance(block, TableBlock), figures, named))
    return tuple(found)
