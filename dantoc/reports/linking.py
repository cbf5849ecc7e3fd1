"""Links as annotations of a page, with what an archive and a screen reader ask of them."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from reportlab.pdfbase.pdfdoc import PDFObject
from reportlab.pdfbase.pdfdoc import format as written

from dantoc.reports.pdf_syntax import text_string

ADDRESS = "/:?#[]@!$&'()*+,;=%-._~"
"""Signs that stand in an address as they are; all others that are not ASCII letters and digits become codes."""
PRINTED = 4
"""The flag of an annotation that is not hidden and is printed: archives ask for it."""


def ascii_address(uri: str) -> str:
    """The address with its foreign letters as codes, as an address in a file must be."""
    return quote(uri, safe=ADDRESS)


def link_annotation(
    canvas: Any,
    name: str,
    rect: tuple[float, float, float, float],
    key: int,
    *,
    to: str = "",
    uri: str = "",
    words: str = "",
) -> None:
    """Put a link without a border on the page; `words` say where it goes, `key` finds its element."""
    sides = " ".join(f"{side:.2f}" for side in canvas._absRect(rect, relative=1))
    said = (
        f"<</Type/Annot/Subtype/Link/Rect[{sides}]/Border[0 0 0]/F {PRINTED}/StructParent {key}"
        f"/Contents{text_string(words or uri or to)}"
    )
    if to:
        annotation = _Link(f"{said}/Dest ", canvas._bookmarkReference(to))
    else:
        annotation = _Link(f"{said}/A<</Type/Action/S/URI/URI{text_string(ascii_address(uri))}>>")
    canvas._addAnnotation(annotation, name)


class _Link(PDFObject):
    """A link as it stands in the file but for the place it goes to, which is known at the end."""

    def __init__(self, said: str, to: Any = None) -> None:
        self._said, self._to = said, to

    def format(self, document: Any) -> bytes:
        """The annotation, its destination written into it."""
        place = b"" if self._to is None else written(self._to, document)
        return self._said.encode("latin-1") + place + b">>"
