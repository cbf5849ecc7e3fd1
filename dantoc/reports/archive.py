"""A drawn book as a file for an archive: tagged PDF/A, with the figures attached, the same bytes every time.

The canvas keeps what is drawn as objects; `ArchiveCanvas.save` adds what the library has no words for (tree of
elements, colour profile, metadata, attachments) and writes all in one go, most objects packed together.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFCatalog, PDFObject, PDFObjectReference, PDFPage
from reportlab.pdfbase.pdfdoc import format as written
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from dantoc.reports.attachments import Attachment, embedded_file, file_specification, names_of_files
from dantoc.reports.pdf_syntax import byte_string, name_tree, reference, stream, text_string
from dantoc.reports.srgb import NAME, srgb_profile
from dantoc.reports.structure import Places, structure_tree
from dantoc.reports.tagging import Element, Tags
from dantoc.reports.text_lines import LinesOf, TextLines
from dantoc.reports.xmp import Description, information, xmp

PARTS = {"1b": (1, "B"), "2b": (2, "B"), "3b": (3, "B")}
"""The parts of PDF/A and their level; the third alone may carry files of any kind."""
WITH_FILES = "3b"
WITHOUT_PACKING = "1b"
"""The part that is of PDF 1.4, which packs no objects together."""
PACK = 200
"""How many objects are packed together; a reader unpacks so many to read one."""
_HEADER = "%PDF-{}\n%âãÏÓ\n"
_TREE = "StructTreeRoot"


@dataclass(frozen=True)
class Archive:
    """What a file says of itself beside its pages: which part of PDF/A it keeps to, its description, its files."""

    description: Description
    part: str = WITH_FILES
    attachments: Sequence[Attachment] = ()

    def __post_init__(self) -> None:
        if self.part not in PARTS:
            raise ValueError(f"no part of PDF/A is called {self.part!r}; allowed: {', '.join(PARTS)}")
        if self.attachments and self.part != WITH_FILES:
            raise ValueError(f"PDF/A-{self.part} carries no attached files; PDF/A-{WITH_FILES} does")


class ArchiveCanvas(Canvas):
    """A canvas whose pages are tagged and whose file an archive takes; `tags`, `archive` are set before it is saved."""

    tags: Tags
    archive: Archive
    _doc: Any
    _code: list[str]
    _filename: Any
    _paragraph: LinesOf | None = None

    @contextmanager
    def lines_of(self, element: Element) -> Iterator[None]:
        """A paragraph draws itself: its words as `element`, their links as parts of it, its grounds as artifacts."""
        self._paragraph = LinesOf(element)
        try:
            with self.tags.artifact(self):
                yield
        finally:
            self._paragraph = None

    @property
    def _in_form(self) -> bool:
        state: Any = self
        return state._formData is not None

    def beginText(self, x: float = 0, y: float = 0, direction: Any = None) -> PDFTextObject:  # noqa: N802
        """A text object; that of a paragraph marks its words itself."""
        if self._paragraph is None or self._in_form:
            return super().beginText(x, y, direction)
        return TextLines(self, x, y, direction, self._paragraph)

    def drawText(self, aTextObject: PDFTextObject) -> None:  # noqa: N802, N803
        """Draws the text object."""
        if not isinstance(aTextObject, TextLines):
            super().drawText(aTextObject)
            return
        aTextObject.close()
        with self.tags.interrupted():
            super().drawText(aTextObject)

    def linkURL(self, url: str, rect: Any, *_: Any, **__: Any) -> None:  # noqa: N802
        """A link to an address, in the coordinates at hand."""
        element, words = self._link(url)
        self.tags.link(self, element, rect, uri=url, words=words)

    def linkRect(self, contents: str, destinationname: str, Rect: Any = None, *_: Any, **__: Any) -> None:  # noqa: N802, N803
        """A link to a place in the book, in the coordinates at hand."""
        element, words = self._link(destinationname)
        self.tags.link(self, element, Rect, to=destinationname, words=contents or words)

    def _link(self, target: str) -> tuple[Element, str]:
        return (self.tags.current, "") if self._paragraph is None else self._paragraph.lay_link(target)

    def showPage(self) -> None:  # noqa: N802 - the library's name
        """Ends the page; its marks are found again by its key in the tree."""
        number = self.getPageNumber()
        if self.tags.is_open:
            raise ValueError(f"page {number} ends within a mark")
        super().showPage()
        page: Any = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.Tabs = "/S"
        page.StructParents = self.tags.keys.get(number)
        page.Trans = None

    def save(self) -> None:
        """Writes the file to where the canvas was opened on."""
        content = self.getpdfdata()
        if hasattr(self._filename, "write"):
            self._filename.write(content)
        else:
            with open(self._filename, "wb") as sink:  # noqa: PTH123 - a name as the library takes it
                sink.write(content)

    def getpdfdata(self) -> bytes:
        """The file as bytes."""
        if self._code:
            self.showPage()
        return archived(self, self.tags, self.archive)


class _Later(PDFObject):
    """An object that has its number now and is written when all others are."""

    content = b"null"

    def format(self, document: object) -> bytes:
        """What it holds by then."""
        return self.content


def archived(canvas: Any, tags: Tags, archive: Archive) -> bytes:
    """All that was drawn on the canvas as one file.

    Raises:
        ValueError: A link goes nowhere, a font is not embedded, or two attached files have the same name.
    """
    document = canvas._doc
    _check_places(canvas)
    for font in document.delayedFonts:
        font.addObjects(document)
    _check_fonts(document)
    _describe(document, archive)
    files = _attach(document, archive)
    tree = _Later()
    document.Reference(tree, _TREE)
    document.Reference(document.Catalog)
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        document.Catalog.Outlines = None
    _name_places(canvas)
    bodies = _all_written(document)
    numbers = {name: number for name, (number, _) in document.idToObjectNumberAndVersion.items()}
    structure = structure_tree(
        tags,
        Places(
            root=numbers[_TREE],
            first=len(bodies) + 1,
            pages={page: numbers[f"Page{page}"] for page in range(1, document.pageCounter)},
            annotations={name[6:]: number for name, number in numbers.items() if name.startswith("Annot.")},
            files=files,
        ),
    )
    bodies[numbers[_TREE] - 1] = structure.root.encode("latin-1")
    # All is written: what it was made of goes, object by object, or a long book would lie in memory three times.
    document.idToObject.clear()
    structure.objects.reverse()
    while structure.objects:
        bodies.append(structure.objects.pop().encode("latin-1"))
    root, info = document.Catalog.__InternalName__, "Information"
    ends = f"/Root {reference(numbers[root])}/Info {reference(numbers[info])}{_identity(bodies)}"
    return _plain(bodies, ends) if archive.part == WITHOUT_PACKING else _packed(bodies, ends)


def _check_places(canvas: Any) -> None:
    lost = [name for name, place in canvas._destinations.items() if place.fmt is None or place.page is None]
    if lost:
        raise ValueError(f"links go to places that the book does not have: {', '.join(sorted(lost))}")


def _check_fonts(document: Any) -> None:
    bare = sorted(name for name in document.fontMapping if name in pdfmetrics.standardFonts)
    if bare:
        raise ValueError(f"fonts that are not embedded: {', '.join(bare)}; open the canvas with initialFontName")


def _describe(document: Any, archive: Archive) -> None:
    """Put into the catalogue of the file what an archive and a screen reader ask for."""
    catalog = document.Catalog
    catalog.__NoDefault__ = [*PDFCatalog.__NoDefault__, "OutputIntents", "AF", "Lang"]
    catalog.Lang = text_string(archive.description.locale)
    catalog.MarkInfo = "<</Marked true>>"
    catalog.ViewerPreferences = "<</DisplayDocTitle true>>"
    catalog.PageMode = "/UseOutlines"
    document.Reference(information(archive.description).encode("latin-1"), "Information")
    catalog.Metadata = document.Reference(xmp(archive.description, *PARTS[archive.part]), "Metadata")
    profile = stream("/N 3/Alternate/DeviceRGB", srgb_profile())
    found = document.Reference(profile, "ColourProfile").format(document).decode()
    said = text_string(NAME)
    catalog.OutputIntents = (
        f"[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier{said}/Info{said}/DestOutputProfile {found}>>]"
    )
    catalog.StructTreeRoot = PDFObjectReference(_TREE)


def _attach(document: Any, archive: Archive) -> dict[str, int]:
    """The numbers of the attached files' specifications, by their names."""
    numbers = []
    for attachment in archive.attachments:
        issued = archive.description.issued
        embedded = _number(document, embedded_file(attachment, issued), f"File.{attachment.name}")
        specification = file_specification(attachment, embedded).encode("latin-1")
        numbers.append(_number(document, specification, f"Specification.{attachment.name}"))
    if numbers:
        document.Catalog.AF = f"[{' '.join(map(reference, numbers))}]"
        document.Catalog.Names = "<</EmbeddedFiles " + names_of_files(archive.attachments, numbers)
    return {attachment.name: number for attachment, number in zip(archive.attachments, numbers, strict=True)}


def _name_places(canvas: Any) -> None:
    """Name the destinations, so that an address can end in one: ``book.pdf#tables.population``."""
    document = canvas._doc
    places = {name.encode(): written(place, document).decode("latin-1") for name, place in canvas._destinations.items()}
    names = getattr(document.Catalog, "Names", None) or "<<"
    document.Catalog.Names = f"{names}/Dests {name_tree(places)}>>" if places else f"{names}>>"


def _number(document: Any, content: bytes, name: str) -> int:
    document.Reference(content, name)
    return int(document.idToObjectNumberAndVersion[name][0])


def _all_written(document: Any) -> list[bytes]:
    """All objects of the library, the first one's number being 1; to write one may bring up others."""
    bodies: list[bytes] = []
    while (name := document.numberToId.get(len(bodies) + 1)) is not None:
        body = written(document.idToObject[name], document, toplevel=1)
        if body.endswith(b"endstream\n"):
            body = body[:-10] + b"\nendstream"  # archives ask for a line's end between a stream and the word
        bodies.append(body)
    return bodies


def _identity(bodies: Sequence[bytes]) -> str:
    """A name for the file that is made of all it holds."""
    whole = sha256()
    for body in bodies:
        whole.update(body)
    key = byte_string(whole.digest()[:16])
    return f"/ID[{key}{key}]"


def _plain(bodies: Sequence[bytes], ends: str) -> bytes:
    """The file as PDF 1.4: every object by itself, and a table of where each begins."""
    chunks = [_HEADER.format("1.4").encode("latin-1")]
    offset, table = len(chunks[0]), [b"0000000000 65535 f \n"]
    for number, body in enumerate(bodies, start=1):
        chunk = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        table.append(b"%010d 00000 n \n" % offset)
        chunks.append(chunk)
        offset += len(chunk)
    chunks.append(b"xref\n0 %d\n" % len(table))
    chunks.extend(table)
    chunks.append(f"trailer\n<</Size {len(table)}{ends}>>\nstartxref\n{offset}\n%%EOF\n".encode())
    return b"".join(chunks)


def _packed(bodies: Sequence[bytes], ends: str) -> bytes:
    """The file as PDF 1.7: streams by themselves, all other objects packed together."""
    chunks = [_HEADER.format("1.7").encode("latin-1")]
    offset = len(chunks[0])
    places: list[tuple[int, int, int]] = [(0, 0, 65535)] * (len(bodies) + 1)
    small: list[int] = []
    for number, body in enumerate(bodies, start=1):
        if not body.endswith(b"endstream"):
            small.append(number)
            continue
        places[number] = (1, offset, 0)
        chunks.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        offset += len(chunks[-1])
    for start in range(0, len(small), PACK):
        pack, number = small[start : start + PACK], len(places)
        chunks.append(b"%d 0 obj\n%b\nendobj\n" % (number, _pack(pack, bodies)))
        for at, held in enumerate(pack):
            places[held] = (2, number, at)
        places.append((1, offset, 0))
        offset += len(chunks[-1])
    places.append((1, offset, 0))
    table = b"".join([bytes((kind,)) + where.to_bytes(4) + at.to_bytes(2) for kind, where, at in places])
    said = f"/Type/XRef/Size {len(places)}/W[1 4 2]{ends}"
    chunks.append(b"%d 0 obj\n%b\nendobj\n" % (len(places) - 1, stream(said, table)))
    chunks.append(f"startxref\n{offset}\n%%EOF\n".encode())
    return b"".join(chunks)


def _pack(numbers: Sequence[int], bodies: Sequence[bytes]) -> bytes:
    """The stream that holds those objects, the first part of it saying where each begins."""
    places, offset = [], 0
    for number in numbers:
        places.append(f"{number} {offset}")
        offset += len(bodies[number - 1]) + 1
    index = " ".join(places).encode() + b"\n"
    content = index + b"\n".join([bodies[number - 1] for number in numbers])
    # The sixth level packs as small as the ninth here, in half the time.
    entries = f"/Type/ObjStm/N {len(numbers)}/First {len(index)}/Filter/FlateDecode"
    return stream(entries, zlib.compress(content, 6), packed=False)
