"""A printed publication read back by programs that did not write it, and judged: tags, places, links, files, archive.

Poppler, QPDF, PDFium and PDFBox each say what they find. Functions that begin with ``faults_of`` give a
line for each fault; a test holds the list to be empty, and a control beside it shows that it can be otherwise.
"""

from __future__ import annotations

import ctypes
import io
import re
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pypdfium2
from pypdfium2 import raw

from tests.system import JARS, PREFLIGHT

PAINTS = frozenset(["Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "EI"])
"""Operators that leave something on the page."""
TOUCH = 0.6
"""How far, in points, letters may reach into each other, as an accent into the line above."""


@dataclass
class Node:
    """An element of the structure tree as a reader finds it: its kind, the text that is its own, what it holds."""

    kind: str
    text: str = ""
    lang: str = ""
    alt: str = ""
    linked: int = 0
    """How many links lie over it."""
    leads: list[int | str] = field(default_factory=list)
    """The page (from 1) or the address that each of them goes to."""
    attributes: dict[str, object] = field(default_factory=dict)
    kids: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def all(self, *kinds: str) -> list[Node]:
        """The elements of those kinds, in reading order."""
        return [node for node in self.walk() if node.kind in kinds]

    @property
    def words(self) -> str:
        """All text in it, in reading order."""
        return " ".join(" ".join(node.text for node in self.walk() if node.text).split())

    @property
    def order(self) -> list[tuple[str, str]]:
        """Kind and own text (without its spaces) of each element in reading order."""
        return [(node.kind, squeezed(node.text)) for node in self.walk()]


@dataclass(frozen=True)
class Letter:
    """A letter on a page with the box of its ink and the size it is set in, in points."""

    page: int
    sign: str
    left: float
    low: float
    right: float
    high: float
    size: float


def tool(*command: str, pdf: bytes) -> str:
    """What a program prints of the document; `{}` stands for the file."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        said = subprocess.run(
            [file.name if part == "{}" else part for part in command], capture_output=True, check=False
        )
        return (
            (said.stdout + said.stderr)
            .decode("utf-8", "replace")
            .replace(file.name, "FILE")
            .replace(Path(file.name).name, "FILE")
        )


def faults_of_syntax(pdf: bytes) -> list[str]:
    """What QPDF finds wrong with the file."""
    said = tool("qpdf", "--check", "{}", pdf=pdf)
    return [] if "No syntax or stream encoding errors found" in said and "WARNING" not in said else said.splitlines()


def preflight(pdf: bytes) -> list[str]:
    """What PDFBox Preflight finds against PDF/A-1b."""
    jars = ":".join(str(JARS / f"{name}.jar") for name in PREFLIGHT)
    said = tool("java", "-cp", jars, "org.apache.pdfbox.preflight.Validator_A1b", "{}", pdf=pdf).strip()
    return [] if said == "The file FILE is a valid PDF/A-1b file" else said.splitlines()


def poppler_order(pdf: bytes) -> list[tuple[str, str]]:
    """Kind and own text (without its spaces) of each element as Poppler reads them, in order."""
    found: list[tuple[int, str, list[str]]] = []
    for line in tool("pdfinfo", "-struct-text", "{}", pdf=pdf).splitlines():
        depth = len(line) - len(line.lstrip())
        content = line.strip()
        if content.startswith('"') and content.endswith('"'):
            holder = next(entry for entry in reversed(found) if entry[0] < depth)
            holder[2].append(content[1:-1])
        elif (match := re.match(r"([A-Z][A-Za-z0-9]*)\b", content)) and match[1] != "Object":
            found.append((depth, match[1], []))
    return [(kind, squeezed("".join(texts))) for _, kind, texts in found]


def squeezed(text: str) -> str:
    """The text without its spaces, of which every reader finds others."""
    return "".join(text.split())


def tree(pdf: bytes) -> Node:
    """The structure tree as QPDF reads it, each element with the text that PDFium finds in its marks."""
    texts = _texts(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages, start=1)}
        return _node(document.Root.StructTreeRoot.K, pages, texts)


def _node(said: pikepdf.Object, pages: dict[tuple[int, int], int], texts: dict[tuple[int, int], str]) -> Node:
    node = Node(kind=str(said.S)[1:], lang=str(said.get("/Lang", "")), alt=str(said.get("/Alt", "")))
    node.attributes = {key[1:]: _plain(value) for key, value in dict(said.get("/A", {})).items()}
    kids = said.get("/K")
    for kid in () if kids is None else kids if isinstance(kids, pikepdf.Array) else (kids,):
        if isinstance(kid, int):
            node.text += texts.get((pages[said.Pg.objgen], kid), "")
        elif kid.get("/Type") == "/MCR":
            node.text += texts.get((pages[kid.get("/Pg", said.get("/Pg")).objgen], int(kid.MCID)), "")
        elif kid.get("/Type") == "/OBJR":
            node.linked += 1
            node.leads.append(pages[kid.Obj.Dest[0].objgen] if "/Dest" in kid.Obj else str(kid.Obj.A.URI))
        else:
            assert kid.P.objgen == said.objgen, f"{kid.S} does not know {said.S} as its parent"
            node.kids.append(_node(kid, pages, texts))
    return node


def _plain(value: object) -> object:
    if isinstance(value, pikepdf.Name):
        return str(value)[1:]
    if isinstance(value, pikepdf.Array):
        return [_plain(one) for one in value]
    return bytes(value) if isinstance(value, pikepdf.String) else value


def _texts(pdf: bytes) -> dict[tuple[int, int], str]:
    """The text of each mark, by page and number."""
    texts: dict[tuple[int, int], str] = defaultdict(str)
    document = pypdfium2.PdfDocument(pdf)
    try:
        for at in range(len(document)):
            page = document[at]
            text = page.get_textpage()
            drawn = [raw.FPDFPage_GetObject(page, number) for number in range(raw.FPDFPage_CountObjects(page))]
            for one in drawn:
                mark = raw.FPDFPageObj_GetMarkedContentID(one)
                if mark >= 0:
                    texts[at + 1, mark] += _text_of(one, text)
            text.close()
            page.close()
    finally:
        document.close()
    return texts


def _text_of(drawn: object, text: pypdfium2.PdfTextPage) -> str:
    kind = raw.FPDFPageObj_GetType(drawn)
    if kind == raw.FPDF_PAGEOBJ_FORM:
        return "".join(
            _text_of(raw.FPDFFormObj_GetObject(drawn, at), text) for at in range(raw.FPDFFormObj_CountObjects(drawn))
        )
    if kind != raw.FPDF_PAGEOBJ_TEXT:
        return ""
    size = raw.FPDFTextObj_GetText(drawn, text, None, 0)
    letters = (ctypes.c_ushort * (size // 2))()
    raw.FPDFTextObj_GetText(drawn, text, letters, size)
    return bytes(letters).decode("utf-16-le").rstrip("\0").replace("\x02", "-")


def letters(pdf: bytes, pages: Iterable[int] | None = None) -> Iterator[list[Letter]]:
    """For each page (from 1) the letters on it, with the boxes of their ink, as PDFium measures them."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(1, len(document) + 1) if pages is None else pages:
            page = document[number - 1]
            text = page.get_textpage()
            yield list(_letters(text, number))
            text.close()
            page.close()
    finally:
        document.close()


def _letters(text: pypdfium2.PdfTextPage, page: int) -> Iterator[Letter]:
    left, right, low, high = (ctypes.c_double() for _ in range(4))
    for at in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, at)
        if code <= 0x20 or code == 0xA0 or raw.FPDFText_IsGenerated(text, at) == 1:
            continue
        raw.FPDFText_GetCharBox(text, at, left, right, low, high)
        size = raw.FPDFText_GetFontSize(text, at)
        yield Letter(page, chr(code), left.value, low.value, right.value, high.value, size)


def faults_of_layout(
    pdf: bytes,
    *,
    inside: tuple[float, float, float, float] | None = None,
    pages: Iterable[int] | None = None,
    touch: float = TOUCH,
) -> list[str]:
    """Letters that lie over others, and letters beyond the trimmed page, or beyond the box `inside` it (left, low,
    right, high in points from the corner of the page)."""
    boxes = _boxes(pdf)
    faults: list[str] = []
    for found in letters(pdf, pages):
        if not found:
            continue
        box = inside or boxes[found[0].page - 1]
        beyond = [
            letter
            for letter in found
            if letter.left < box[0] - 0.5
            or letter.low < box[1] - 0.5
            or letter.right > box[2] + 0.5
            or letter.high > box[3] + 0.5
        ]
        if beyond:
            faults.append(f"page {beyond[0].page}: beyond the page: {_said(beyond)}")
        if over := _over(found, touch):
            faults.append(f"page {found[0].page}: over each other: {_said(over)}")
    return faults


def _boxes(pdf: bytes) -> list[tuple[float, float, float, float]]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [_sides(page.trimbox) for page in document.pages]


def _sides(box: pikepdf.Array) -> tuple[float, float, float, float]:
    left, low, right, high = (float(side) for side in box)
    return left, low, right, high


def _over(found: Sequence[Letter], touch: float) -> list[Letter]:
    """Letters that share more ground with another than the ends of strokes may."""
    cell = 12.0
    grid: dict[tuple[int, int], list[int]] = defaultdict(list)
    over: dict[int, None] = {}
    for at, one in enumerate(found):
        if one.right - one.left <= 0 or one.high - one.low <= 0:
            continue
        near: set[int] = set()
        for column in range(int(one.left // cell), int(one.right // cell) + 1):
            for row in range(int(one.low // cell), int(one.high // cell) + 1):
                near.update(grid[column, row])
                grid[column, row].append(at)
        for other_at in near:
            other = found[other_at]
            wide = min(one.right, other.right) - max(one.left, other.left)
            high = min(one.high, other.high) - max(one.low, other.low)
            # Neighbours in a word may reach under each other's arms: the accent of "Tỷ" stands under the bar of its T.
            room = 0.3 * one.size if at - other_at == 1 and one.size == other.size else touch
            if wide > room and high > touch:
                over[other_at] = over[at] = None
    return [found[at] for at in sorted(over)]


def _said(found: Sequence[Letter]) -> str:
    first = found[0]
    signs = "".join(letter.sign for letter in found[:40])
    return f"{len(found)} letters, {signs!r} at ({first.left:.1f}, {first.low:.1f}) of {first.size:.1f} points"


def faults_of_links(pdf: bytes) -> list[str]:
    """Links, lines of the outline and named places that go nowhere, and links that do not say where they go."""
    faults: list[str] = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = {page.obj.objgen for page in document.pages}
        for number, page in enumerate(document.pages, start=1):
            for link in page.obj.get("/Annots", []):
                where = f"page {number}: link {str(link.get('/Contents', ''))!r}"
                if not str(link.get("/Contents", "")):
                    faults.append(f"{where} says nothing")
                if "/Dest" in link:
                    if not _arrives(document, link.Dest, pages):
                        faults.append(f"{where} goes nowhere")
                elif not re.match(r"https?://[^ ]+$", str(link.A.URI)):
                    faults.append(f"{where} has no address: {link.A.URI}")
        with document.open_outline() as outline:
            ahead = list(outline.root)
            while ahead:
                entry = ahead.pop()
                ahead.extend(entry.children)
                if entry.destination is None or not _arrives(document, entry.destination, pages):
                    faults.append(f"outline: {entry.title!r} goes nowhere")
        faults.extend(
            f"name {name!r} stands for no place"
            for name, place in places(document).items()
            if not _arrives(document, place, pages)
        )
    return faults


def places(document: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """The named destinations."""
    names = document.Root.get("/Names", {})
    return dict(pikepdf.NameTree(names.Dests)) if "/Dests" in names else {}


def _arrives(document: pikepdf.Pdf, place: pikepdf.Object, pages: set[tuple[int, int]]) -> bool:
    if isinstance(place, pikepdf.String):
        named = places(document).get(str(place))
        return named is not None and _arrives(document, named, pages)
    return isinstance(place, pikepdf.Array) and len(place) > 1 and place[0].objgen in pages


def links(pdf: bytes) -> list[tuple[int, str, int | str]]:
    """Each link: its page, what it says, and the page (from 1) or the address it goes to."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        number = {page.obj.objgen: at for at, page in enumerate(document.pages, start=1)}
        return [
            (
                at,
                str(link.Contents),
                number[link.Dest[0].objgen] if "/Dest" in link else str(link.A.URI),
            )
            for at, page in enumerate(document.pages, start=1)
            for link in page.obj.get("/Annots", [])
        ]


def faults_of_marks(pdf: bytes) -> list[str]:
    """What is drawn and is neither part of an element nor an artifact, and marks that the tree does not know, or that
    lie inside each other."""
    faults: list[str] = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tree_root = document.Root.get("/StructTreeRoot")
        if tree_root is None:
            return ["there is no tree of elements"]
        back = pikepdf.NumberTree(tree_root.ParentTree)
        for number, page in enumerate(document.pages, start=1):
            held = list(back[int(page.obj.StructParents)]) if "/StructParents" in page.obj else []
            open_marks: list[int | None] = []
            bare: Counter[str] = Counter()
            seen: set[int] = set()
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name in {"BDC", "BMC"}:
                    mark = (
                        operands[1].get("/MCID")
                        if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary)
                        else None
                    )
                    if open_marks:
                        faults.append(f"page {number}: {operands[0]} lies inside another mark")
                    open_marks.append(mark)
                    if mark is not None:
                        seen.add(int(mark))
                        if int(mark) >= len(held) or operands[0] != held[int(mark)].S:
                            faults.append(f"page {number}: mark {mark} {operands[0]} is not the tree's")
                elif name == "EMC":
                    open_marks.pop()
                elif name in PAINTS and not open_marks:
                    bare[name] += 1
            if open_marks:
                faults.append(f"page {number}: {len(open_marks)} marks do not end")
            if bare:
                faults.append(f"page {number}: drawn outside all marks: {dict(bare)}")
            if len(seen) != len(held):
                faults.append(f"page {number}: {len(held)} marks are noted and {len(seen)} drawn")
    return faults


def faults_of_headings(root: Node) -> list[str]:
    """Headings that leave out a level on the way down."""
    faults: list[str] = []
    above = 0
    for node in root.walk():
        if re.fullmatch(r"H[1-6]", node.kind):
            if int(node.kind[1]) > above + 1:
                faults.append(f"{node.kind} {node.words[:60]!r} follows H{above}")
            above = int(node.kind[1])
    return faults


def faults_of_glyphs(pdf: bytes) -> list[str]:
    """Pages with letters that no font has: what is drawn in their place, an empty box, stands for no letter."""
    faults: list[str] = []
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document, start=1):
        text = page.get_textpage()
        drawn = Counter(raw.FPDFText_GetUnicode(text, at) for at in range(raw.FPDFText_CountChars(text)))
        if drawn[0] or drawn[0xFFFD]:
            faults.append(f"page {number}: {drawn[0] + drawn[0xFFFD]} letters are boxes")
        text.close()
        page.close()
    document.close()
    return faults


def attached(pdf: bytes) -> dict[str, bytes]:
    """The files that go along, by name."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {name: file.get_file().read_bytes() for name, file in document.attachments.items()}


def faults_of_archive(pdf: bytes, part: str) -> list[str]:
    """What an archive does not take, as far as it can be seen without a judge of that part of PDF/A."""
    checks = _Checks()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        checks.hold(re.match(rb"%PDF-1\.\d\n%[\x80-\xff]{4}", pdf) is not None, "the head is not that of a binary file")
        checks.hold("/ID" in document.trailer, "the file has no identity")
        checks.hold(not document.is_encrypted, "the file is encrypted")
        intents = root.get("/OutputIntents", [])
        checks.hold(len(intents) == 1 and intents[0].S == "/GTS_PDFA1", "there is no one output intent of PDF/A")
        for intent in intents:
            checks.hold(int(intent.DestOutputProfile.N) == 3, "the profile is not one of three colours")
        metadata = root.Metadata
        checks.hold("/Filter" not in metadata, "the metadata are packed")
        with document.open_metadata() as xmp:
            checks.hold(xmp.pdfa_status == part.upper(), f"the metadata say PDF/A-{xmp.pdfa_status}")
            checks.hold(xmp.get("dc:title") == str(document.docinfo.Title), "two titles")
            checks.hold(xmp.get("pdf:Producer") == str(document.docinfo.Producer), "two producers")
        checks.hold(root.MarkInfo.Marked == True, "the file is not marked as tagged")  # noqa: E712
        checks.hold("/Lang" in root, "the file says no language")
        checks.hold(root.ViewerPreferences.DisplayDocTitle == True, "a reader shows the file's name")  # noqa: E712
        for entry in ("/OpenAction", "/AA", "/AcroForm", "/Perms", "/Collection"):
            checks.hold(entry not in root, f"the catalogue has {entry}")
        for number, page in enumerate(document.pages, start=1):
            checks.hold(page.obj.get("/Tabs") == "/S", f"page {number} is not walked in the order of its elements")
            for annotation in page.obj.get("/Annots", []):
                checks.hold(int(annotation.get("/F", 0)) & 7 == 4, f"page {number}: an annotation is not printed")
                checks.hold("/StructParent" in annotation, f"page {number}: an annotation without an element")
        for one in document.objects:
            if isinstance(one, pikepdf.Dictionary):
                _check_object(one, part, checks)
            elif isinstance(one, pikepdf.Stream):
                filters = str(one.get("/Filter", ""))
                checks.hold("LZW" not in filters and "Crypt" not in filters, f"a stream is packed with {filters}")
                checks.hold(not one.get("/Interpolate", False), "a picture is smoothed")
                checks.hold(one.get("/Subtype") != "/PS", "a form is PostScript")
        _check_files(document, part, checks)
    return checks.faults


class _Checks:
    def __init__(self) -> None:
        self.faults: list[str] = []

    def hold(self, right: bool, fault: str) -> None:
        if not right and fault not in self.faults:
            self.faults.append(fault)


def _check_object(one: pikepdf.Dictionary, part: str, checks: _Checks) -> None:
    kind = one.get("/Type")
    if kind == "/Font" and one.get("/Subtype") in {"/TrueType", "/Type1"}:
        named = str(one.get("/BaseFont"))
        held = one.get("/FontDescriptor", {})
        checks.hold(any(key in held for key in ("/FontFile", "/FontFile2", "/FontFile3")), f"{named} is not embedded")
        checks.hold("/ToUnicode" in one, f"{named} does not say its letters")
    elif kind == "/ExtGState":
        checks.hold("/TR" not in one and "/HTP" not in one, "a state of graphics transfers colours")
        clear = float(one.get("/ca", 1)) < 1 or float(one.get("/CA", 1)) < 1 or "/SMask" in one
        checks.hold(part != "1b" or not clear, "something is drawn transparent")
    elif kind == "/Action" or one.get("/S") in {"/JavaScript", "/Launch", "/Sound", "/Movie"}:
        checks.hold(one.get("/S") in {"/URI", "/GoTo"}, f"an action is {one.get('/S')}")


def _check_files(document: pikepdf.Pdf, part: str, checks: _Checks) -> None:
    names = document.Root.get("/Names", {})
    if part != "3b":
        checks.hold("/EmbeddedFiles" not in names, "files are attached")
        return
    if "/EmbeddedFiles" not in names:
        return
    associated = {one.objgen for one in document.Root.get("/AF", [])}
    for name, file in pikepdf.NameTree(names.EmbeddedFiles).items():
        checks.hold(file.objgen in associated, f"{name} is not associated with the document")
        checks.hold("/AFRelationship" in file and "/F" in file and "/UF" in file, f"{name} is not described")
        checks.hold("/Subtype" in file.EF.F, f"{name} has no type")
        checks.hold("/ModDate" in file.EF.F.get("/Params", {}), f"{name} has no day")


def page_labels(pdf: bytes) -> list[str]:
    """What each page is called."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [page.label for page in document.pages]


def outline(pdf: bytes) -> list[tuple[int, str]]:
    """The lines of the outline with their depth, from 0."""
    found: list[tuple[int, str]] = []
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as said:
        ahead = [(0, entry) for entry in reversed(list(said.root))]
        while ahead:
            depth, entry = ahead.pop()
            found.append((depth, entry.title))
            ahead.extend((depth + 1, kid) for kid in reversed(list(entry.children)))
    return found


def outline_pages(pdf: bytes) -> list[tuple[str, int]]:
    """The lines of the outline in their order, each with the page (from 1) that it leads to."""
    found: list[tuple[str, int]] = []
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as said:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages, start=1)}
        named = places(document)
        ahead = list(reversed(list(said.root)))
        while ahead:
            entry = ahead.pop()
            place = entry.destination
            place = named[str(place)] if isinstance(place, pikepdf.String) else place
            assert isinstance(place, pikepdf.Array)
            found.append((entry.title, pages[place[0].objgen]))
            ahead.extend(reversed(list(entry.children)))
    return found


def pages_of_places(pdf: bytes) -> dict[str, int]:
    """The page (from 1) of each named destination."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages, start=1)}
        return {name: pages[place[0].objgen] for name, place in places(document).items()}


def xmp(pdf: bytes, *names: str) -> list[object]:
    """Those of the metadata, as pikepdf reads them."""
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_metadata() as said:
        return [said.get(name) for name in names]
