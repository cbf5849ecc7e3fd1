"""What a book says of itself to those who cannot see it: which marks on which page are a heading, a cell, a picture.

While a page is drawn, `Tags` puts the operators of marked content around what is drawn and notes to which element it
belongs; `structure.py` writes the tree of elements into the file. Marks never lie inside each other in the file: what
is begun within another mark interrupts it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dantoc.reports.linking import link_annotation

if TYPE_CHECKING:
    from types import TracebackType

    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.textobject import PDFTextObject

INSIDE: dict[str, frozenset[str]] = {
    "Caption": frozenset({"Table", "Figure", "L"}),
    "TOCI": frozenset({"TOC"}),
    "LI": frozenset({"L"}),
    "Lbl": frozenset({"LI", "Note", "TOCI", "Caption", "P"}),
    "LBody": frozenset({"LI"}),
    "THead": frozenset({"Table"}),
    "TBody": frozenset({"Table"}),
    "TFoot": frozenset({"Table"}),
    "TR": frozenset({"Table", "THead", "TBody", "TFoot"}),
    "TH": frozenset({"TR"}),
    "TD": frozenset({"TR"}),
}
"""Elements that stand in certain others only."""
KINDS = frozenset(INSIDE) | {
    *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "TOC", "Index", "NonStruct"),
    *("P", "H1", "H2", "H3", "H4", "H5", "H6", "L", "Table", "Figure"),
    *("Span", "Quote", "Note", "Reference", "BibEntry", "Link"),
}
"""The standard structure types of PDF 1.7 that a book here is made of."""
ARTIFACTS = {
    "Layout": "/Artifact <</Type/Layout>> BDC",
    "Background": "/Artifact <</Type/Background>> BDC",
    "Page": "/Artifact <</Type/Page>> BDC",
    "Pagination": "/Artifact <</Type/Pagination>> BDC",
    "Header": "/Artifact <</Type/Pagination/Subtype/Header>> BDC",
    "Footer": "/Artifact <</Type/Pagination/Subtype/Footer>> BDC",
}
"""What is drawn and says nothing: rules, grounds, printer's marks, what stands on every page."""
SCOPES = ("", "Row", "Column", "Both")
END = "EMC"


@dataclass(slots=True)
class Mark:
    """Marked content of a page: the page's number, from 1, and the number of the mark in it, from 0."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Linked:
    """A link's annotation as part of the tree: its page, its name in the document, its key in the parent tree."""

    page: int
    name: str
    key: int


@dataclass(slots=True, eq=False)
class Element:
    """A node of the tree: what it is, in which language, what is said in its place, and what it holds in order."""

    kind: str
    parent: Element | None = None
    lang: str = ""
    alt: str = ""
    title: str = ""
    scope: str = ""
    row_span: int = 1
    column_span: int = 1
    headers: tuple[Element, ...] = ()
    box: tuple[float, float, float, float] | None = None
    """Where a figure stands on its page, in points."""
    numbering: str = ""
    """How the items of a list are numbered: ``Decimal``, ``Disc``, …; empty for none."""
    file: str = ""
    """The name of the attached file that holds the same figures."""
    kids: list[Element | Mark | Linked] = field(default_factory=list)
    order: int = 0
    """Its place in the order in which elements were made."""


class Tags:
    """The tree of one document, and the hand that marks what is drawn."""

    def __init__(self, lang: str = "") -> None:
        self.root = Element("Document", lang=lang)
        self.count = 1
        self.marks: dict[int, list[Element]] = {}
        """For each page the elements of its marks, in the order of their numbers."""
        self.keys: dict[int, int] = {}
        """For each page with marks its key in the parent tree."""
        self.links: list[tuple[int, Element]] = []
        """The key of each link's annotation in the parent tree, and its element."""
        self._within = [self.root]
        self._open: list[tuple[Element | str | None, list[str], int]] = []
        self._page = 1
        self._next_key = 0

    @property
    def current(self) -> Element:
        """The element under which the next one goes."""
        return self._within[-1]

    @property
    def is_open(self) -> bool:
        """Whether a mark has begun and not ended."""
        return bool(self._open)

    def new(
        self,
        kind: str,
        parent: Element | None = None,
        *,
        lang: str = "",
        alt: str = "",
        title: str = "",
        scope: str = "",
        row_span: int = 1,
        column_span: int = 1,
        headers: tuple[Element, ...] = (),
    ) -> Element:
        """A new element, the last of `parent`, or of the current one."""
        holder = self._within[-1] if parent is None else parent
        if kind not in KINDS:
            raise ValueError(f"no element is called {kind!r}; allowed: {', '.join(sorted(KINDS))}")
        if kind in INSIDE and holder.kind not in INSIDE[kind]:
            raise ValueError(f"{kind} cannot stand in {holder.kind}; it stands in {', '.join(sorted(INSIDE[kind]))}")
        if scope not in SCOPES:
            raise ValueError(f"a head cannot be of scope {scope!r}; allowed: {', '.join(SCOPES[1:])}")
        made = Element(kind, holder, lang, alt, title, scope, row_span, column_span, headers, order=self.count)
        self.count += 1
        holder.kids.append(made)
        return made

    def enter(self, element: Element) -> None:
        """Make it the current element from here on, in place of the one that is."""
        self._within[-1] = element

    @contextmanager
    def within(self, element: Element) -> Iterator[Element]:
        """Make it the current element for as long as this lasts."""
        self._within.append(element)
        try:
            yield element
        finally:
            self._within.pop()

    def begin(self, canvas: Canvas, element: Element, into: PDFTextObject | None = None) -> None:
        """From here on what is drawn belongs to `element`; `into` a text object, what is said in it.

        What a form draws belongs to where the form is shown, so nothing is marked in one.
        """
        self._begin(canvas, element, into)

    def end(self, canvas: Canvas) -> None:
        """Here ends what was begun last; what it interrupted goes on. A mark around nothing leaves nothing."""
        del canvas  # for the reader of the call: it ends what was begun on it
        what, code, start = self._open.pop()
        if what is not None:
            self.finish(what, code, start)
            self._resume()

    def mark(self, canvas: Canvas, element: Element, into: PDFTextObject | None = None) -> _Marking:
        """`begin` and `end` around what is drawn in between."""
        return _Marking(self, canvas, element, into)

    def artifact(self, canvas: Canvas, kind: str = "Layout") -> _Marking:
        """What is drawn in between is one of `ARTIFACTS` and no part of the tree."""
        if kind not in ARTIFACTS:
            raise ValueError(f"no artifact is called {kind!r}; allowed: {', '.join(ARTIFACTS)}")
        return _Marking(self, canvas, kind, None)

    @contextmanager
    def interrupted(self) -> Iterator[None]:
        """Outside the mark at hand, for what brings marks of its own."""
        self._interrupt()
        yield
        self._resume()

    def link(
        self,
        canvas: Canvas,
        element: Element,
        rect: tuple[float, float, float, float],
        *,
        to: str = "",
        uri: str = "",
        words: str = "",
    ) -> Element:
        """A link over `rect` (in the coordinates at hand) to a destination of the book or to an address.

        A Link element takes it up; under any other element a Link is made. The element is given back.
        """
        if bool(to) == bool(uri):
            raise ValueError(f"a link goes to a destination or to an address: to={to!r}, uri={uri!r}")
        link = element if element.kind == "Link" else self.new("Link", element)
        key = self._new_key()
        name = f"Link{key}"
        link_annotation(canvas, name, rect, key, to=to, uri=uri, words=words)
        link.kids.append(Linked(canvas.getPageNumber(), name, key))
        self.links.append((key, link))
        return link

    def _begin(self, canvas: Canvas, what: Element | str, into: PDFTextObject | None) -> None:
        drawn: Any = canvas if into is None else into
        code: list[str] = drawn._code
        page: Any = canvas
        if page._formData is not None:
            self._open.append((None, code, 0))
            return
        self._page = canvas.getPageNumber()
        self._interrupt()
        self._open.append((what, code, self.start(what, code)))

    def _interrupt(self) -> None:
        if self._open:
            outer, code, start = self._open[-1]
            if outer is not None:
                self.finish(outer, code, start)

    def _resume(self) -> None:
        if self._open:
            outer, code, _ = self._open[-1]
            if outer is not None:
                self._open[-1] = (outer, code, self.start(outer, code))

    def start(self, what: Element | str, code: list[str]) -> int:
        """Begin a mark in that code, on the page at hand; how long the code is with it."""
        if isinstance(what, str):
            code.append(ARTIFACTS[what])
        else:
            marks = self.marks.get(self._page)
            if marks is None:
                marks = self.marks[self._page] = []
                self.keys[self._page] = self._new_key()
            number = len(marks)
            marks.append(what)
            what.kids.append(Mark(self._page, number))
            code.append(f"/{what.kind} <</MCID {number}>> BDC")
        return len(code)

    def finish(self, what: Element | str, code: list[str], start: int) -> None:
        """End a mark that began where `start` says; one around nothing is taken back."""
        if len(code) > start:
            code.append(END)
            return
        code.pop()
        if not isinstance(what, str):
            self.marks[self._page].pop()
            what.kids.pop()

    def _new_key(self) -> int:
        self._next_key += 1
        return self._next_key - 1


class _Marking:
    """A mark for as long as a ``with`` lasts."""

    __slots__ = ("_canvas", "_into", "_tags", "_what")

    def __init__(self, tags: Tags, canvas: Canvas, what: Element | str, into: PDFTextObject | None) -> None:
        self._tags, self._canvas, self._what, self._into = tags, canvas, what, into

    def __enter__(self) -> None:
        self._tags._begin(self._canvas, self._what, self._into)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tags.end(self._canvas)
