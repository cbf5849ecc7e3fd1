"""What stands in a publication: its parts and chapters, with how many tables, figures and maps each has."""

from __future__ import annotations

from collections import Counter
from html import escape

from dantoc.l10n.messages import say_n
from dantoc.l10n.numbers import format_number
from dantoc.model.publication import Chapter, FigureBlock, Publication, TableBlock
from dantoc.model.text import Locale
from dantoc.reports.order import Order

COUNTED = ("tables", "figures", "maps")


def contents(publication: Publication, locale: Locale, order: Order | None = None) -> str:
    """The parts and chapters as nested lists in HTML; of a book that is printed, each leads to its page."""
    chosen = order.edition.choice.chapters if order else ()
    parts = []
    for part in publication.parts:
        chapters = [own for own in part.chapters if not chosen or own.id in chosen or own.is_of_any_book]
        said = "".join(f"<li>{_chapter(own, locale, order)}</li>" for own in chapters)
        if not said:
            continue
        title = part.title.say(locale) if part.title else ""
        parts.append(f"<li>{escape(title)}<ul>{said}</ul></li>" if title else said)
    return f'<ul class="book-contents">{"".join(parts)}</ul>'


def _chapter(chapter: Chapter, locale: Locale, order: Order | None) -> str:
    title = escape(chapter.title.say(locale))
    if order is not None:
        place = f"{order.address}#nameddest=chapter.{chapter.id}"
        title = f'<a href="{escape(place, quote=True)}" target="_blank">{title}</a>'
    counts = counted(chapter, locale)
    return f'{title} <span class="quiet">{escape(counts)}</span>' if counts else title


def counted(chapter: Chapter, locale: Locale) -> str:
    """How many tables, figures and maps the chapter has, in words; nothing where it has none."""
    found = Counter(
        "tables" if isinstance(own, TableBlock) else "maps" if own.is_map else "figures"
        for own in chapter.blocks
        if isinstance(own, (TableBlock, FigureBlock))
    )
    return ", ".join(
        say_n(f"pages.publications.n_{kind}", found[kind], locale, n=format_number(found[kind], 0, locale))
        for kind in COUNTED
        if found[kind]
    )
