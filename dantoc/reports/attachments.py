"""Files that go along in a PDF: the figures of each table, as a machine reads them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import md5

from dantoc.reports.pdf_syntax import day, name, name_tree, stream, text_string

FIGURES = "Data"
"""How the file stands to the document: the figures that the page shows."""


@dataclass(frozen=True)
class Packed:
    """The content of a file as it stands in the PDF: ten times smaller, with what is said of it."""

    deflated: bytes
    size: int
    checksum: str

    @classmethod
    def of(cls, content: bytes) -> Packed:
        """The content packed."""
        return cls(zlib.compress(content, 9), len(content), md5(content, usedforsecurity=False).hexdigest().upper())


@dataclass(frozen=True)
class Attachment:
    """A file with its name, what it is in words, and its type."""

    name: str
    content: bytes | Packed
    title: str
    mime: str = "text/csv"
    relationship: str = FIGURES


def embedded_file(attachment: Attachment, issued: date) -> bytes:
    """The stream that holds the file, with its size and checksum; its days are those of the publication."""
    own = attachment.content if isinstance(attachment.content, Packed) else Packed.of(attachment.content)
    parameters = f"/Size {own.size}/CheckSum<{own.checksum}>/CreationDate{day(issued)}/ModDate{day(issued)}"
    return stream(
        f"/Type/EmbeddedFile/Subtype{name(attachment.mime)}/Params<<{parameters}>>/Filter/FlateDecode",
        own.deflated,
        packed=False,
    )


def file_specification(attachment: Attachment, embedded: int) -> str:
    """What says of the embedded file how it is called and what it holds."""
    return (
        f"<</Type/Filespec/F{text_string(attachment.name)}/UF{text_string(attachment.name)}"
        f"/Desc{text_string(attachment.title)}/AFRelationship{name(attachment.relationship)}"
        f"/EF<</F {embedded} 0 R/UF {embedded} 0 R>>>>"
    )


def names_of_files(attachments: Sequence[Attachment], specifications: Sequence[int]) -> str:
    """The tree in which a reader finds the files by name.

    Raises:
        ValueError: Two files have the same name.
    """
    found = {
        attachment.name.encode(): f"{number} 0 R"
        for attachment, number in zip(attachments, specifications, strict=True)
    }
    if len(found) < len(attachments):
        names = [attachment.name for attachment in attachments]
        twice = sorted({one for one in names if names.count(one) > 1})
        raise ValueError(f"two attached files have the same name: {', '.join(twice)}")
    return name_tree(found)
