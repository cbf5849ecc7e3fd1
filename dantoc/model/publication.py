"""A publication: what an editor puts between two covers, and in which order. Nothing here knows how it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dantoc.model.exhibit import Exhibit
from dantoc.model.text import NO_TEXT, LocalizedText
from dantoc.model.view import View

KINDS = ("yearbook", "fact_sheet", "key_figures")
PAPERS = ("a4", "16x24")
"""Trimmed sheets: A4, and the 160 × 240 mm of printed yearbooks."""
EDITIONS = ("vi", "en", "vi-en")
"""Languages of an edition; in ``vi-en`` each title and head stands in Vietnamese with English below."""


@dataclass(frozen=True)
class TextBlock:
    """Running text: paragraphs, headings (``##``), lists, emphasis and links of Markdown, in each language."""

    id: str
    text: LocalizedText


@dataclass(frozen=True)
class TableBlock:
    """A numbered table: a view of a dataset laid out as the view says.

    `title` and `note` empty are written from the query. Each code of `panels` (a dimension in view; empty for none)
    heads a panel of its own, stacked in the one table. The ``show`` of the view names the measure printed; without it
    all are. An `optional` table is left out where its view has no figure.
    """

    id: str
    dataset: str
    view: View
    title: LocalizedText = NO_TEXT
    note: LocalizedText = NO_TEXT
    panels: str = ""
    optional: bool = False


@dataclass(frozen=True)
class FigureBlock:
    """A numbered chart; maps are numbered and listed by themselves. Its title is the exhibit's.

    An `optional` chart is left out where its view has no figure.
    """

    id: str
    exhibit: Exhibit
    is_map: bool = False
    optional: bool = False


@dataclass(frozen=True)
class KeyFigure:
    """One figure set large: the view of one observation, and the words under it.

    The ``show`` of the view names a derived measure that is set in place of the value. An `optional` figure is left out
    where there is none.
    """

    dataset: str
    view: View
    text: LocalizedText
    optional: bool = False


@dataclass(frozen=True)
class KeyFiguresBlock:
    """A row of figures set large, each one observation of a dataset."""

    id: str
    figures: tuple[KeyFigure, ...]
    title: LocalizedText = NO_TEXT


@dataclass(frozen=True)
class ProfilesBlock:
    """A page each for the codes of a dimension (``ethnic_group``, ``area``): name, figures, small charts.

    `codes` empty means all lowest codes; where a publication is about one code, that code.
    """

    id: str
    dimension: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term:
    """An entry of the glossary."""

    term: LocalizedText
    text: LocalizedText


@dataclass(frozen=True)
class GlossaryBlock:
    """Terms with their definitions, sorted in the language of the edition."""

    id: str
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class GeneratedBlock:
    """What the book writes of itself; `kind` is one of `GENERATED`."""

    id: str
    kind: str


GENERATED = ("contents", "tables", "figures", "maps", "signs", "concepts", "sources", "index")
"""Contents; lists of tables, of figures, of maps; signs used; definitions of the indicators; sources; index of groups
and areas."""

Block = TextBlock | TableBlock | FigureBlock | KeyFiguresBlock | ProfilesBlock | GlossaryBlock | GeneratedBlock


@dataclass(frozen=True)
class Chapter:
    """A chapter: opens on a page of its own with its title and `lead`, where `opens` says so."""

    id: str
    title: LocalizedText
    blocks: tuple[Block, ...]
    lead: LocalizedText = NO_TEXT
    theme: str = ""
    numbered: bool = True
    opens: bool = True

    @property
    def is_of_any_book(self) -> bool:
        """Whether it belongs to whatever is chosen of its publication: words on the book, its contents, its index."""
        return not self.numbered and not any(
            isinstance(own, (TableBlock, FigureBlock, ProfilesBlock)) for own in self.blocks
        )


@dataclass(frozen=True)
class Part:
    """Chapters under one title; a publication without parts has one with an empty title."""

    id: str
    title: LocalizedText
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class Publication:
    """A publication as its editors described it.

    `subject` names the dimension of which one code is what the publication is about (fact sheets), empty for none;
    `subject_codes` are the codes it can be printed for, `about` the one that this is about, and `series` what all of
    them are called together. `issued` is the day it bears, and the only clock that a print goes by.
    """

    id: str
    kind: str
    title: LocalizedText
    subtitle: LocalizedText
    summary: LocalizedText
    imprint: LocalizedText
    year: int
    version: str
    issued: date
    paper: str
    parts: tuple[Part, ...]
    subject: str = ""
    subject_codes: tuple[str, ...] = ()
    about: str = ""
    series: LocalizedText = NO_TEXT
    keywords: LocalizedText = NO_TEXT

    @property
    def chapters(self) -> Iterator[Chapter]:
        """All chapters, in the order of the book."""
        return (chapter for part in self.parts for chapter in part.chapters)

    @property
    def blocks(self) -> Iterator[tuple[Chapter, Block]]:
        """All blocks with their chapter, in the order of the book."""
        return ((chapter, block) for chapter in self.chapters for block in chapter.blocks)

    def titles(self, place: str) -> tuple[LocalizedText, ...]:
        """The titles on the way to a place of the book, named as prints tell it (``people/ages``): that of the chapter,
        and that of the block where it has one of its own."""
        chapter = next((own for own in self.chapters if own.id == place.partition("/")[0]), None)
        if chapter is None:
            return ()
        block = next((own for own in chapter.blocks if own.id == place.partition("/")[2]), None)
        own = block.exhibit.figure.title if isinstance(block, FigureBlock) else getattr(block, "title", NO_TEXT)
        return (chapter.title, own) if own else (chapter.title,)
