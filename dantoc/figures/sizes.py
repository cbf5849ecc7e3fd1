"""How a chart is fitted to the size it leaves in: how large its type is there, and how much of it there is room for.

A chart is laid out in a space of its own, in which type has the size that it has on a page, and is then enlarged to its
place: `Sheet.zoom` is by how much. Where its figures need more room than there is, type becomes smaller, down to what
can still be read; where that is not enough, the greatest categories are drawn and the subtitle counts them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dantoc.model.size import MM, PAGE, Size

PX_A_MM = 96 / 25.4
"""CSS px in a millimetre."""
TYPE: Mapping[str, float] = {
    "wide": 1.6,
    "square": 1.75,
    "story": 2.5,
    "link": 1.5,
    "a4": 1.0,
    "a4-half": 0.95,
    "column": 0.72,
}
"""How much larger type is than on a page of the product: pictures for telephones are seen small, print is seen near."""
USUAL_WIDTH = 760
"""A chart of another size in px has the type of a page where it is about as wide."""
SHRUNK = 0.7
"""Type becomes so much smaller than is usual in a size, at most, before categories are left out."""
SHRUNK_WHOLE = 0.5
"""So much smaller where nothing can be left out."""
LEAST_ON_SCREEN, LEAST_IN_PRINT = 0.75, 0.64
"""No type is smaller than this: notes are 8 px high then, or 5.3 pt."""
STEP = 0.93
EDGE = 0.025
"""Of the shorter side of a picture."""
MOST_STRETCHED = 2.4
"""Rows are drawn so many times as high as they come, at most: what room is left above and below stays empty."""
PRINT_WIDTH = 110
"""Sizes in mm that are at least as wide have type of the size of a page, narrower ones that of a column."""


@dataclass(frozen=True)
class Sheet:
    """The space in which a chart is laid out: `width` and `height` in px before it is enlarged; 0 as high as it
    comes."""

    width: int
    height: float
    zoom: float

    @property
    def is_open(self) -> bool:
        """Whether the sheet ends where the chart does."""
        return not self.height


def in_px(size: Size) -> tuple[float, float]:
    """Width and height of a picture of that size in CSS px; a height of 0 is as high as the chart comes."""
    factor = PX_A_MM if size.unit == MM else 1.0
    return size.width * factor, size.height * factor


def margin(size: Size) -> float:
    """The edge in CSS px that stays empty around a picture; print has the edges of its page."""
    return 0.0 if size.unit == MM else EDGE * min(side for side in in_px(size) if side)


def is_page(size: Size) -> bool:
    """Whether a chart of that size fits itself to the place it stands in."""
    return size == PAGE


def sheets(size: Size, *, is_whole: bool = False) -> Iterator[Sheet]:
    """The sheets to lay a chart of that size out on, that of the largest type first; `is_whole` for one that can leave
    nothing out, such as a map."""
    width, height = (side and side - 2 * margin(size) for side in in_px(size))
    zoom = _usual(size, width, height)
    least = max(LEAST_IN_PRINT if size.unit == MM else LEAST_ON_SCREEN, SHRUNK * zoom)
    least = SHRUNK_WHOLE * zoom if is_whole else least
    while True:
        own = round(width / zoom)
        yield Sheet(own, height * own / width, width / own)
        if height == 0 or zoom <= least:
            return
        zoom = max(zoom * STEP, least)


def _usual(size: Size, width: float, height: float) -> float:
    if size.name in TYPE:
        return TYPE[size.name]
    if size.unit == MM:
        return TYPE["a4"] if size.width >= PRINT_WIDTH else TYPE["column"]
    longer = max(width, min(height, 1.5 * width))
    return min(max(longer / USUAL_WIDTH, 0.8), 4.0)
