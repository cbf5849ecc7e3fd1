"""How things are written in a PDF: texts, names, dates, references, trees of names, streams."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

_ESCAPED = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)", "\n": r"\n", "\r": r"\r"})
_PLAIN = frozenset(chr(code) for code in range(0x21, 0x7F)) - frozenset("#()<>[]{}/%")
LEAF = 64
"""How many entries a leaf of a tree of names or numbers holds."""


def text_string(text: str) -> str:
    """A text for a reader of any language: as it is where it is ASCII, in UTF-16 where not."""
    if text.isascii():
        return f"({text.translate(_ESCAPED)})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def byte_string(content: bytes) -> str:
    """Bytes, as the keys of a tree of names are."""
    return f"<{content.hex().upper()}>"


def name(text: str) -> str:
    """A name, with what a name may not hold written as codes: ``/text#2Fcsv``."""
    return "/" + "".join(sign if sign in _PLAIN else f"#{ord(sign):02X}" for sign in text)


def reference(number: int) -> str:
    """The object of that number."""
    return f"{number} 0 R"


def day(issued: date) -> str:
    """A day as the date of a PDF, at midnight of the world's clock."""
    return f"(D:{issued:%Y%m%d}000000Z)"


def stream(entries: str, content: bytes, *, packed: bool = True) -> bytes:
    """The object that holds `content`, with `entries` in its dictionary."""
    if packed:
        content = zlib.compress(content, 9)
        entries += "/Filter/FlateDecode"
    return f"<<{entries}/Length {len(content)}>>\nstream\n".encode("latin-1") + content + b"\nendstream"


def name_tree(entries: Mapping[bytes, str]) -> str:
    """The dictionary of a tree of names, its leaves written into it."""
    ordered = sorted(entries.items())
    if len(ordered) <= LEAF:
        return f"<</Names[{_pairs(ordered)}]>>"
    leaves = (ordered[at : at + LEAF] for at in range(0, len(ordered), LEAF))
    kids = (
        f"<</Limits[{byte_string(leaf[0][0])}{byte_string(leaf[-1][0])}]/Names[{_pairs(leaf)}]>>" for leaf in leaves
    )
    return f"<</Kids[{' '.join(kids)}]>>"


def number_tree(entries: Sequence[tuple[int, str]]) -> str:
    """The dictionary of a tree of numbers, its leaves written into it; `entries` are in order."""
    leaves = (entries[at : at + LEAF] for at in range(0, len(entries), LEAF))
    kids = (
        f"<</Limits[{leaf[0][0]} {leaf[-1][0]}]/Nums[{' '.join([f'{key} {value}' for key, value in leaf])}]>>"
        for leaf in leaves
    )
    return f"<</Kids[{' '.join(kids)}]>>"


def _pairs(entries: Iterable[tuple[bytes, str]]) -> str:
    return " ".join(f"{byte_string(key)} {value}" for key, value in entries)
