"""Words put straight on a canvas: a string is written as PDF has it once a document, and placed as often as needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics

Written = tuple[tuple[str, str], ...]
"""Runs of a string: the font's name in the document, and what shows the letters."""

_WRITTEN: WeakKeyDictionary[Any, dict[tuple[str, str], Written]] = WeakKeyDictionary()
"""By document, what was written in it."""


class Pen:
    """Draws on the page at hand; good for as long as one drawing lasts, whose state of the canvas it keeps in mind."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._code: list[str] = canvas._code
        self._written = _WRITTEN.setdefault(canvas, {})
        self._font: tuple[str, float] = ("", 0.0)
        self._colour = ""

    def begin_anew(self) -> None:
        """Keeps nothing in mind: others have changed the state of the canvas."""
        self._font, self._colour = ("", 0.0), ""

    def colour(self, colour: str) -> None:
        """From here on words are drawn in this colour."""
        if colour != self._colour:
            self._code.append(_fill(colour))
            self._colour = colour

    def words(self, left: float, base: float, text: str, font: str, size: float) -> None:
        """The text from `left` on the line `base`."""
        written = self._written.get((font, text))
        if written is None:
            written = self._written[font, text] = self._write(font, text)
        said = [f"BT 1 0 0 1 {left:.2f} {base:.2f} Tm"]
        for name, shown in written:
            if self._font != (name, size):
                self._font = (name, size)
                said.append(f"{name} {size:g} Tf")
            said.append(shown)
        said.append("ET")
        self._code.append(" ".join(said))

    def rules(self, lines: Iterable[tuple[float, float, float, float]], thick: float, colour: str) -> None:
        """Straight lines from (x, y) to (x, y)."""
        drawn = " ".join(f"{x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l" for x0, y0, x1, y1 in lines)
        if drawn:
            self._code.append(f"{_stroke(colour)} {thick:g} w {drawn} S")

    def dashes(self, lines: Sequence[tuple[float, float, float, float]], thick: float, colour: str) -> None:
        """Straight lines of dashes."""
        if lines:
            self._code.append("[1.5 1.5] 0 d")
            self.rules(lines, thick, colour)
            self._code.append("[] 0 d")

    def grounds(self, boxes: Iterable[tuple[float, float, float, float]], colour: str) -> None:
        """Filled boxes: left, low, width, height."""
        drawn = " ".join(f"{left:.2f} {low:.2f} {width:.2f} {high:.2f} re" for left, low, width, high in boxes)
        if drawn:
            self._code.append(f"{_fill(colour)} {drawn} f")
            self._colour = colour

    def pattern(self, boxes: str, left: float, low: float, colour: str) -> None:
        """Filled boxes as PDF has them, their origin there."""
        self._code.append(f"q 1 0 0 1 {left:.2f} {low:.2f} cm {_fill(colour)} {boxes} f Q")

    def _write(self, font: str, text: str) -> Written:
        own: Any = pdfmetrics.getFont(font)
        document = self._canvas._doc
        return tuple(
            (own.getSubsetInternalName(subset, document), f"({self._canvas._escape(letters)}) Tj")
            for subset, letters in own.splitString(text, document)
        )


@lru_cache(maxsize=64)
def _parts(colour: str) -> str:
    own = HexColor(colour)
    return " ".join(f"{part:.4g}" for part in (own.red, own.green, own.blue))


def _fill(colour: str) -> str:
    return f"{_parts(colour)} rg"


def _stroke(colour: str) -> str:
    return f"{_parts(colour)} RG"
