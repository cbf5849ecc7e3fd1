"""The tree of elements that `tagging.Tags` noted, as objects of a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dantoc.reports.pdf_syntax import byte_string, name, name_tree, number_tree, text_string
from dantoc.reports.tagging import Element, Linked, Mark, Tags

KEPT_EMPTY = frozenset({"TH", "TD"})
"""Elements that stand for a place even where nothing is drawn in it."""
NAMED = frozenset({"Note"})
"""Elements that bear a name of their own, so that others can point to them."""


@dataclass(frozen=True)
class Places:
    """The numbers of the objects that the tree points to."""

    root: int
    """The tree's own root."""
    first: int
    """The number from which on its objects are free."""
    pages: Mapping[int, int]
    annotations: Mapping[str, int]
    files: Mapping[str, int]


@dataclass(frozen=True)
class StructureTree:
    """The dictionary of the root, and the objects from `Places.first` on."""

    root: str
    objects: list[str]


def structure_tree(tags: Tags, places: Places) -> StructureTree:
    """The tree of elements, and the way back from each mark of a page and each link to its element.

    An element that holds nothing in the end is left out, except an empty cell.
    """
    elements = _kept(tags.root)
    number = {id(element): places.first + at for at, element in enumerate(elements)}
    named = {id(head) for element in elements for head in element.headers}
    named.update(id(element) for element in elements if element.kind in NAMED)
    _leave_out_languages(elements)
    written = [_element(element, number, named, places) for element in elements]
    parents: list[tuple[int, str]] = []
    ways_back: list[str] = []
    after = places.first + len(elements)
    for page, key in tags.keys.items():
        parents.append((key, f"{after + len(ways_back)} 0 R"))
        ways_back.append(f"[{' '.join([f'{number[id(element)]} 0 R' for element in tags.marks[page]])}]")
    parents.extend((key, f"{number[id(element)]} 0 R") for key, element in tags.links)
    parents.sort()
    root = (
        f"<</Type/StructTreeRoot/K {number[id(tags.root)]} 0 R"
        f"/ParentTree{number_tree(parents)}"
        f"/ParentTreeNextKey {len(parents)}"
    )
    if named:
        ids = {_id(element): f"{number[id(element)]} 0 R" for element in elements if id(element) in named}
        root += f"/IDTree{name_tree(ids)}"
    return StructureTree(root + ">>", written + ways_back)


def _kept(root: Element) -> list[Element]:
    """The elements that hold something, in reading order; kids that hold nothing are taken from their parents."""
    order: list[Element] = []
    ahead = [root]
    while ahead:
        element = ahead.pop()
        order.append(element)
        ahead.extend([kid for kid in reversed(element.kids) if isinstance(kid, Element)])
    empty: set[int] = set()
    for element in reversed(order):
        if empty and any(id(kid) in empty for kid in element.kids):
            element.kids = [kid for kid in element.kids if id(kid) not in empty]
        if not element.kids and element.kind not in KEPT_EMPTY and element is not root:
            empty.add(id(element))
    return [element for element in order if id(element) not in empty] if empty else order


def _leave_out_languages(elements: list[Element]) -> None:
    """Have no element say the language that it is in anyway."""
    spoken: dict[int, str] = {}
    for element in elements:
        around = "" if element.parent is None else spoken[id(element.parent)]
        spoken[id(element)] = element.lang or around
        if element.lang == around:
            element.lang = ""


def _element(element: Element, number: Mapping[int, int], named: set[int], places: Places) -> str:
    parent = places.root if element.parent is None else number[id(element.parent)]
    said = f"<</S/{element.kind}/P {parent} 0 R"
    if id(element) in named:
        said += f"/ID{byte_string(_id(element))}"
    if element.lang:
        said += f"/Lang{text_string(element.lang)}"
    if element.title:
        said += f"/T{text_string(element.title)}"
    if element.alt:
        said += f"/Alt{text_string(element.alt)}"
    if element.file and element.file in places.files:
        said += f"/AF[{places.files[element.file]} 0 R]"
    return f"{said}{_attributes(element)}{_kids(element, number, places)}>>"


def _kids(element: Element, number: Mapping[int, int], places: Places) -> str:
    kids = element.kids
    if not kids:
        return ""
    page = next((kid.page for kid in kids if not isinstance(kid, Element)), None)
    said = "" if page is None else f"/Pg {places.pages[page]} 0 R"
    if len(kids) == 1 and isinstance(kids[0], Mark):
        return f"{said}/K {kids[0].number}"
    return f"{said}/K[{' '.join([_kid(kid, page, number, places) for kid in kids])}]"


def _kid(kid: Element | Mark | Linked, page: int | None, number: Mapping[int, int], places: Places) -> str:
    if isinstance(kid, Element):
        return f"{number[id(kid)]} 0 R"
    on = "" if kid.page == page else f"/Pg {places.pages[kid.page]} 0 R"
    if isinstance(kid, Linked):
        return f"<</Type/OBJR{on}/Obj {places.annotations[kid.name]} 0 R>>"
    return f"<</Type/MCR{on}/MCID {kid.number}>>" if on else str(kid.number)


def _attributes(element: Element) -> str:
    kind = element.kind
    if kind in KEPT_EMPTY:
        said = f"/Scope/{element.scope}" if element.scope else ""
        if element.row_span > 1:
            said += f"/RowSpan {element.row_span}"
        if element.column_span > 1:
            said += f"/ColSpan {element.column_span}"
        if element.headers:
            said += f"/Headers[{' '.join(byte_string(_id(head)) for head in element.headers)}]"
        return f"/A<</O/Table{said}>>" if said else ""
    if element.numbering:
        return f"/A<</O/List/ListNumbering{name(element.numbering)}>>"
    if element.box is not None:
        return f"/A<</O/Layout/Placement/Block/BBox[{' '.join(f'{side:g}' for side in element.box)}]>>"
    return ""


def _id(element: Element) -> bytes:
    return f"e{element.order:08d}".encode()
