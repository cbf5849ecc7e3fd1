"""Links as annotations of a page, with what an archive and a screen reader ask of them."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

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
    said = {
        "Type": PDFName("Annot"),
        "Subtype": PDFName("Link"),
        "Rect": PDFArray(canvas._absRect(rect, relative=1)),
        "Border": PDFArray([0, 0, 0]),
        "F": PRINTED,
        "StructParent": key,
        "Contents": PDFString(words or uri or to),
    }
    if to:
        said["Dest"] = canvas._bookmarkReference(to)
    else:
        said["A"] = PDFDictionary(
            {"Type": PDFName("Action"), "S": PDFName("URI"), "URI": PDFString(ascii_address(uri))}
        )
    canvas._addAnnotation(PDFDictionary(said), name)
