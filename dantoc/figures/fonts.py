"""The product's font in charts that leave: where its files lie, what of it goes along, and letters as outlines."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import font_source_sans_pro

FAMILY = "Source Sans"
"""As the charts name it first."""
REGULAR, SEMIBOLD, BOLD, ITALIC = "Regular", "Semibold", "Bold", "It"
STYLES = (REGULAR, SEMIBOLD, BOLD, ITALIC)
_CSS: Mapping[str, tuple[int, str]] = {
    REGULAR: (400, "normal"),
    SEMIBOLD: (600, "normal"),
    BOLD: (700, "normal"),
    ITALIC: (400, "italic"),
}
"""Weight and style of each file as a stylesheet says them."""


def file_of(style: str) -> Path:
    """The font file of the style."""
    return Path(font_source_sans_pro.__file__).parent / "files" / f"SourceSansPro-{style}.ttf"


def style_of(weight: str, slant: str = "") -> str:
    """The style that stands for a weight and a slant as a drawing says them."""
    if slant == "italic":
        return ITALIC
    if weight == "bold":
        return BOLD
    number = int(weight) if weight.isdigit() else 400
    return BOLD if number >= 700 else SEMIBOLD if number >= 600 else REGULAR


def stylesheet(said: Mapping[str, Iterable[str]]) -> str:
    """Rules that carry the letters of these texts, by style, inside the document: it looks the same everywhere."""
    faces = []
    for style in STYLES:
        letters = "".join(sorted(set("".join(said.get(style, ())))))
        if letters:
            weight, slant = _CSS[style]
            content = base64.b64encode(_subset(style, letters)).decode()
            faces.append(
                f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};font-style:{slant};'
                f'src:url("data:font/ttf;base64,{content}") format("truetype")}}'
            )
    return "".join(faces)


def has(text: str, style: str) -> bool:
    """Whether the font has every letter of the text."""
    return _letters(style).issuperset(map(ord, text))


@lru_cache(maxsize=8192)
def advance(text: str, style: str) -> int:
    """The width of the text in thousandths of the size, as it is set."""
    buffer, _, units = _shaped(text, style)
    total: int = sum(place.x_advance for place in buffer.glyph_positions)
    return round(total * 1000 / units)


@lru_cache(maxsize=4096)
def outline(text: str, style: str, size: float) -> tuple[str, float]:
    """The text as the data of a path that begins at the origin of its first letter, and its width in px."""
    buffer, font, units = _shaped(text, style)
    scale = size / units
    pen = _Pen(scale)
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        pen.begin(place.x_offset, place.y_offset)
        font.draw_glyph_with_pen(info.codepoint, pen)
        pen.advance(place.x_advance)
    return "".join(pen.said), pen.x * scale


def _shaped(text: str, style: str) -> tuple[Any, Any, int]:
    """The letters of the text in their places, the font, and how many of its units make its size."""
    import uharfbuzz as harfbuzz

    font, units = _font(style)
    buffer = harfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    harfbuzz.shape(font, buffer)
    return buffer, font, units


class _Pen:
    """Writes the curves of letters, one after the other, as path data; up is up in a font and down in a drawing."""

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._dx = self._dy = 0.0
        self.x = 0.0
        self.said: list[str] = []

    def begin(self, dx: float, dy: float) -> None:
        """The next letter stands at this offset."""
        self._dx, self._dy = self.x + dx, dy

    def advance(self, width: float) -> None:
        """The letter was so wide."""
        self.x += width

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - the name that the library calls
        self._say("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._say("L", point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._say("Q", *points)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._say("C", *points)

    def closePath(self) -> None:  # noqa: N802
        self.said.append("Z")

    def endPath(self) -> None:  # noqa: N802
        """An open outline ends where it is."""

    def _say(self, letter: str, *points: tuple[float, float]) -> None:
        scale, dx, dy = self._scale, self._dx, self._dy
        self.said.append(letter + " ".join([f"{(x + dx) * scale:.2f} {-(y + dy) * scale:.2f}" for x, y in points]))


@lru_cache(maxsize=len(STYLES))
def _face(style: str) -> Any:
    import uharfbuzz as harfbuzz

    return harfbuzz.Face(harfbuzz.Blob.from_file_path(str(file_of(style))))


@lru_cache(maxsize=len(STYLES))
def _font(style: str) -> tuple[Any, int]:
    import uharfbuzz as harfbuzz

    face = _face(style)
    return harfbuzz.Font(face), face.upem


@lru_cache(maxsize=len(STYLES))
def _letters(style: str) -> frozenset[int]:
    return frozenset(_face(style).unicodes)


@lru_cache(maxsize=64)
def _subset(style: str, letters: str) -> bytes:
    """The font file with these letters only."""
    import uharfbuzz as harfbuzz

    wanted = harfbuzz.SubsetInput()
    wanted.sets(harfbuzz.SubsetInputSets.UNICODE).update(ord(letter) for letter in letters)
    return bytes(harfbuzz.subset(_face(style), wanted).blob.data)
