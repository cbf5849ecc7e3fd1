"""Text made comparable: one form for the same letters, and a form without marks for those who type none."""

from __future__ import annotations

import unicodedata


def nfc(text: str) -> str:
    """The text in Unicode's composed form (NFC), the only one that passes the border of the product."""
    return unicodedata.normalize("NFC", text)


def is_nfc(text: str) -> bool:
    """Whether the text is in composed form already."""
    return unicodedata.is_normalized("NFC", text)


def fold(text: str) -> str:
    """The text in small letters without marks, đ as d: ``Đắk Lắk`` and ``dak lak`` fold alike, composed or not."""
    bare = _without_marks(lower(text).casefold())
    # đ is a letter of its own in Unicode and does not come apart into d and a mark.
    return unicodedata.normalize("NFC", bare.replace("đ", "d"))


def lower(text: str) -> str:
    """The text in small letters, marks kept and composed: what an exact match is measured by."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _without_marks(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
