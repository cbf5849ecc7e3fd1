"""How wide words are, and where a line ends: asked once a text, however often it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from reportlab.pdfbase.pdfmetrics import stringWidth

from dantoc.reports.typography import fonts

_THOUSAND = 1000.0
_KEPT = 1 << 16


def width_of(text: str, font: str, size: float) -> float:
    """The width of the text in points, a space at its end included."""
    return _width(text, font) * size


def widest(texts: Iterable[str], font: str, size: float) -> float:
    """The width of the widest of the texts; 0 for none."""
    return max((_width(text, font) for text in texts), default=0.0) * size


def longest_word(text: str, font: str, size: float) -> float:
    """The width of the widest word: what a column must have, lest a word be cut."""
    return widest(text.split(" "), font, size)


@lru_cache(maxsize=_KEPT)
def lines_of(text: str, font: str, size: float, width: float, taken: float = 0.0) -> tuple[str, ...]:
    """The text in lines of at most `width`, the first shorter by `taken`; a word wider than a line goes on in the next.

    A line that ends between two words keeps the space there, so that who reads the file finds two words.
    """
    lines: list[str] = []
    line, room = "", width - taken
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width_of(longer, font, size) <= room:
            line = longer
            continue
        if line or (taken and not lines):
            lines.append(f"{line} " if line else "")
            room = width
        *full, line = _pieces(word, font, size, room)
        lines.extend(full)
    return (*lines, line) if line or not lines else tuple(lines)


def title_lines(text: str, font: str, size: float, width: float) -> tuple[str, ...]:
    """A title in as few lines as `lines_of` needs: no word stands alone on the last where the first can spare some, and
    no line ends within a date or a word of two syllables that titles are full of."""
    bound = _BOUND.sub(lambda found: found[0].replace(" ", _TIE), text)
    best = lines_of(bound, font, size, width)
    for share in _NARROWER if len(best) > 1 else ():
        if width_of(best[-1], font, size) >= LAST_LINE * width:
            break
        narrower = lines_of(bound, font, size, width * share)
        if len(narrower) > len(best):
            break
        best = narrower
    return tuple(line.replace(_TIE, " ") for line in best)


LAST_LINE = 0.3
"""The last line of a title is at least so much of the width, where that takes no line more."""
_NARROWER = (0.95, 0.9, 0.85, 0.8, 0.75, 0.7)
_TIE = "\u00a0"
_BOUND = re.compile(
    r"[Dd]ân tộc|[Tt]hống kê|thiểu số|thành phố|địa phương|giới tính|thành thị|nông thôn|Duyên hải|[Mm]iền núi"
    r"|Vi[eệ]t Nam|sơ bộ \d{4}|preliminary \d{4}"
    r"|\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}"
)
"""What is not parted between two lines of a title."""


def _pieces(word: str, font: str, size: float, width: float) -> list[str]:
    """The word cut where a line is full; at least a letter a piece."""
    pieces, piece = [], ""
    for letter in word:
        if piece and width_of(piece + letter, font, size) > width:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]


@lru_cache(maxsize=_KEPT)
def _width(text: str, font: str) -> float:
    """The width at a size of one point."""
    fonts()
    return float(stringWidth(text, font, _THOUSAND)) / _THOUSAND
