"""A font of the book that says which letters it does not have, where the library would print empty boxes."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus.doctemplate import LayoutError

NO_BREAK_SPACE = "\u00a0"
"""Is printed as a space."""


class BookFont(TTFont):
    """A TrueType font; to print a letter that it lacks is a fault of the block that asks for it."""

    face: Any

    def __init__(self, name: str, file: str) -> None:
        super().__init__(name, file)
        self._known = frozenset(map(chr, self.face.charToGlyph)) | {NO_BREAK_SPACE}

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> Any:  # noqa: N802 - the library's name
        """The text in runs of the parts of the font that go along.

        Raises:
            LayoutError: the font has no such letter.
        """
        if not self._known.issuperset(text):
            lacking = sorted(set(text) - self._known)
            named = ", ".join(f"{letter!r} (U+{ord(letter):04X})" for letter in lacking)
            raise LayoutError(f"the font {self.fontName} has no letter for {named} in {text[:80]!r}")
        return super().splitString(text, doc, encoding)
