"""Tables printed for tests, on either paper and in every edition, and read back by pdfplumber word by word."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any

import pdfplumber
from reportlab.platypus import Flowable

from dantoc.engine.engine import Engine, open_engine
from dantoc.model.publication import Publication, TableBlock
from dantoc.model.text import LocalizedText
from dantoc.model.view import parse_view
from dantoc.reports.archive import Archive
from dantoc.reports.attachments import Attachment
from dantoc.reports.edition import Edition
from dantoc.reports.flow import BODY, Anchor, Book, new_page
from dantoc.reports.pictures import Pictures
from dantoc.reports.setting import Setting
from dantoc.reports.sheet import PAPERS, Sheet
from dantoc.reports.tables import set_table
from dantoc.reports.tagging import Tags
from dantoc.reports.xmp import description

BASE = "https://dantoc.example.org"
_TITLE = LocalizedText.of(vi="Sách thử", en="Book on trial")


@dataclass(frozen=True)
class Word:
    """A word of a page: its box in points from the upper left corner of the page, and the size of its type."""

    page: int
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    font: str

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def block(dataset: str, *, panels: str = "", title: tuple[str, str] | None = None, **params: str) -> TableBlock:
    """The block of a view said as an address says it."""
    view = parse_view(open_engine().catalogue.dataset(dataset), params)
    text = LocalizedText.of(vi=title[0], en=title[1]) if title else LocalizedText()
    return TableBlock(f"{dataset}_{len(params)}", dataset, view, title=text, panels=panels)


def setting(languages: str = "vi", paper: str = "a4", engine: Engine | None = None, archive: str = "3b") -> Setting:
    """What a block is given, for a book with nothing in it."""
    publication = Publication(
        id="trial",
        kind="yearbook",
        title=_TITLE,
        subtitle=_TITLE,
        summary=_TITLE,
        imprint=_TITLE,
        year=2026,
        version="1.0.0",
        paper=paper,
        parts=(),
        issued=date(2026, 11, 23),
    )
    return Setting(
        engine=engine or open_engine(),
        publication=publication,
        edition=Edition(languages, paper, archive=archive),
        sheet=Sheet(PAPERS[paper]),
        base_url=BASE,
        pictures=Pictures(),
    )


def bind(own: Setting, make: Callable[[Setting], Sequence[Flowable]]) -> bytes:
    """A book of the flowables, each on the page where the one before ended."""
    book = Book(own, Tags(own.locale), "x")
    book.lay([*new_page(BODY), Anchor(own, "start", "Sách thử"), *make(own)])

    def finish(canvas: Any, pages: int) -> None:
        kept = own.attached if own.edition.archive == "3b" else []
        files = [Attachment(file.name, file.content(), file.title, file.mime) for file in kept]
        canvas.archive = Archive(description(own), own.edition.archive, files)

    return book.close(finish)


def print_tables(*blocks: TableBlock, languages: str = "vi", paper: str = "a4") -> bytes:
    """A book of these tables."""
    return bind(setting(languages, paper), lambda own: [piece for one in blocks for piece in set_table(one, own)])


@cache
def words_of(pdf: bytes, *, turned: bool = False) -> tuple[Word, ...]:
    """The words of all pages as pdfplumber finds them; of turned pages with the page turned upright."""
    found = []
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages, start=1):
            said = page.extract_words(
                x_tolerance=1.2, y_tolerance=0.5, extra_attrs=["size", "fontname", "upright"], keep_blank_chars=False
            )
            found += [
                Word(
                    number,
                    own["text"],
                    own["x0"],
                    own["x1"],
                    own["top"],
                    own["bottom"],
                    round(own["size"], 1),
                    own["fontname"].rpartition("+")[2],
                )
                for own in said
                if own["upright"] is not turned
            ]
    return tuple(found)


def lines_of_words(words: Sequence[Word]) -> list[list[Word]]:
    """The words line by line from the top, each from the left; marks are smaller and stand on lines of their own."""
    ordered = sorted(words, key=lambda own: (own.page, round(own.bottom * 2), own.left))
    return [list(line) for _, line in groupby(ordered, key=lambda own: (own.page, round(own.bottom * 2)))]
