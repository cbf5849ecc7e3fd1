"""How wide words are in print, and where to break them, so that no label is ever cut."""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache

_WIDTHS = {
    200: " ",
    260: "',.:;ij|l·’",
    290: "I!",
    320: "f()[]{}-",
    350: "t/\\r°",
    420: "*s“”",
    450: '?zxc"',
    480: "vyJY–",
    500: "L#$+0123456789<=>F^_ek~−ag",
    540: "VXESTZ",
    560: "A`hnoubdpqđ",
    590: "PRCKB",
    640: "DGNU&Đ",
    670: "HOQ",
    730: "wM",
    800: "W—",
    850: "%m@",
    950: "…",
    1200: "‰",
}
"""Advance widths of Source Sans Regular in thousandths of the size, rounded up; a letter's marks add nothing to it."""
_EM = {sign: width / 1000 for width, signs in _WIDTHS.items() for sign in signs}
_HORN = 0.045
"""What the horn of ơ and ư lets stand out."""


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of the text in px, on the safe side, in Source Sans of that size."""
    return _ems(text) * size * (1.06 if bold else 1.0)


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines of at most `width` px, broken between words; a word that is too long stands alone."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines) or ("",)


def balance(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in as few lines of at most `width` px as it needs, of lengths as even as words allow."""
    lines = wrap(text, width, size, bold=bold)
    while len(lines) > 1:
        tighter = max(text_width(line, size, bold=bold) for line in lines) - 1
        closer = wrap(text, tighter, size, bold=bold)
        if len(closer) > len(lines) or max(text_width(line, size, bold=bold) for line in closer) > tighter:
            return lines
        lines = closer
    return lines


def literal(content: object) -> str:
    """The content as a literal of Vega's expression language, which reads JSON."""
    return json.dumps(content, ensure_ascii=False)


@lru_cache(maxsize=16_384)
def _ems(text: str) -> float:
    """The width of the text in ems; a chart asks for the same words many times over."""
    return sum(_em(sign) for sign in unicodedata.normalize("NFC", text))


def _em(sign: str) -> float:
    own = _EM.get(sign)
    if own is not None:
        return own
    base = unicodedata.normalize("NFD", sign)[0]
    return _EM.get(base, 0.85) + (_HORN if base in "oOuU" else 0.0)
