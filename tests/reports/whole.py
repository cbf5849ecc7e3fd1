"""A whole publication of the real figures as readers find it: its tables with what stands below them, its pages, its
links."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import parse_qsl, urlsplit

import pikepdf
import pypdfium2

from dantoc.engine.engine import open_engine
from dantoc.model.publication import FigureBlock, Publication, TableBlock
from dantoc.model.view import View, gather_params, parse_view
from dantoc.reports.book import print_book
from dantoc.reports.edition import Edition
from tests.reports import reading
from tests.reports.once import Once
from tests.reports.printed import BASE, PICTURES

NUMBER = re.compile(r"(?:Bảng|Table) (\d+)\.")
"""How the caption of a numbered table begins."""


@dataclass
class FoundTable:
    """A table of the book: the elements that hold its columns, and the paragraphs below the last of them."""

    number: int
    parts: list[reading.Node] = field(default_factory=list)
    below: list[reading.Node] = field(default_factory=list)

    @property
    def addresses(self) -> set[int | str]:
        """Where the links below it lead."""
        return {to for node in self.below for link in node.walk() for to in link.leads}


def tables_in(tree: reading.Node) -> list[FoundTable]:
    """The numbered tables in reading order."""
    found: list[FoundTable] = []
    for holder in tree.walk():
        _read_tables(holder.kids, found)
    return found


def _read_tables(kids: list[reading.Node], found: list[FoundTable]) -> None:
    """Adds the tables among the elements; what is below one ends with its address and the code of it."""
    ended = is_coded = True
    for kid in kids:
        caption = NUMBER.match(kid.kids[0].words) if kid.kind == "Table" and kid.kids[0].kind == "Caption" else None
        if caption:
            if not found or found[-1].number != int(caption[1]):
                found.append(FoundTable(int(caption[1])))
            found[-1].parts.append(kid)
            ended = is_coded = False
        elif kid.kind in {"P", "Note"} and not (ended and (is_coded or not _is_code(kid))):
            found[-1].below.append(kid)
            is_coded = is_coded or _is_code(kid)
            ended = ended or (not _is_code(kid) and bool(kid.all("Link")))
        else:
            ended = is_coded = True


def _is_code(node: reading.Node) -> bool:
    return any(own.alt for own in node.all("Figure"))


@dataclass(frozen=True)
class Whole:
    """A printed publication and what it was printed from."""

    publication: Publication
    languages: str
    pdf: bytes
    once: Once

    @property
    def locales(self) -> list[str]:
        return self.languages.split("-")

    @property
    def _name(self) -> str:
        return f"{self.publication.id}.{self.languages}"

    @cached_property
    def tree(self) -> reading.Node:
        """Its elements."""
        return self.once.get(f"{self._name}.tree", lambda: reading.tree(self.pdf))

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page without its spaces."""
        return self.once.get(f"{self._name}.pages", lambda: [reading.squeezed(text) for text in page_texts(self.pdf)])

    @cached_property
    def tables(self) -> dict[int, FoundTable]:
        """The numbered tables."""
        found = tables_in(self.tree)
        assert len({own.number for own in found}) == len(found), "a number is borne by two tables"
        return {own.number: own for own in found}

    @cached_property
    def table_blocks(self) -> list[TableBlock]:
        """The tables that have figures, in the order of the book."""
        blocks = [own for _, own in self.publication.blocks if isinstance(own, TableBlock)]
        return [own for own in blocks if not own.optional or len(open_engine().run(own.view.query))]

    @property
    def figure_blocks(self) -> list[FigureBlock]:
        return [own for _, own in self.publication.blocks if isinstance(own, FigureBlock)]


def print_whole(id: str, languages: str, once: Once) -> Whole:
    """The publication in an edition, printed once a test run."""
    engine = open_engine()
    own = engine.publications.publication(id)
    pdf = once.get(
        f"{id}.{languages}.pdf",
        lambda: print_book(engine, own, Edition(languages), base_url=BASE, pictures=PICTURES),
    )
    return Whole(own, languages, pdf, once)


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page as PDFium reads it, in the order in which it is drawn."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = []
        for page in document:
            text = page.get_textpage()
            texts.append(text.get_text_range().replace("\x02", "-").replace("\ufffe", "-"))
            text.close()
            page.close()
        return texts
    finally:
        document.close()


def count_pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def view_of(address: str) -> tuple[str, View]:
    """The dataset and the view that an address of the site says."""
    said = parse_qsl(urlsplit(address).query)
    dataset = open_engine().catalogue.dataset(dict(said)["id"])
    params = gather_params(dataset, [(name, value) for name, value in said if name not in {"id", "lang"}])
    return dataset.id, parse_view(dataset, params)


def entries(tree: reading.Node) -> Iterator[tuple[str, reading.Node]]:
    """Each line of the contents and lists: the heading it stands under, and its link."""
    heading = ""
    for node in tree.walk():
        if node.kind in {"H1", "H2"}:
            heading = node.words
        elif node.kind == "TOCI":
            for link in node.all("Link"):
                yield heading, link
