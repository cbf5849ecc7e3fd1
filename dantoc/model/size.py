"""How large a chart leaves: a preset by name, or width and height in px or mm."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dantoc.model.errors import BadSize

PX, MM = "px", "mm"
BOUNDS: Mapping[str, tuple[float, float]] = {PX: (200, 4000), MM: (30, 420)}
"""The least and the greatest width and height: from a thumbnail to the long side of A3."""
MOST_UNLIKE = 5.0
"""No side is longer than so many times the other: nothing can be read in a strip."""
_SAID = re.compile(r"(?P<width>\d{1,4}(?:\.\d)?)(?:x(?P<height>\d{1,4}(?:\.\d)?))?(?P<unit>px|mm)?")


@dataclass(frozen=True)
class Size:
    """Width and height in `unit`; a height of 0 is as high as the chart comes. `name` is that of the preset."""

    width: float
    height: float = 0
    unit: str = PX
    name: str = ""

    def __str__(self) -> str:
        return self.name or _number(self.width) + (f"x{_number(self.height)}" if self.height else "") + self.unit

    @classmethod
    def parse(cls, text: str) -> Size:
        """The size that the text says: ``wide``, ``800x600``, ``90x60mm``, ``90mm``.

        Raises:
            BadSize: neither a preset nor a width and height within the bounds.
        """
        said = text.strip()
        if said in PRESETS:
            return PRESETS[said]
        found = _SAID.fullmatch(said)
        if found is None:
            raise BadSize("size", said, ALLOWED)
        unit = found["unit"] or PX
        size = cls(float(found["width"]), float(found["height"] or 0), unit)
        least, most = BOUNDS[unit]
        sides = (size.width, size.height) if found["height"] else (size.width,)
        if not all(least <= side <= most for side in sides) or max(sides) > MOST_UNLIKE * min(sides):
            raise BadSize("size", said, ALLOWED)
        return size


PAGE = Size(720, name="page")
"""As a chart stands on a page of the product: as high as it comes."""
PRESETS: Mapping[str, Size] = {
    own.name: own
    for own in (
        PAGE,
        Size(1280, 720, PX, "wide"),
        Size(1080, 1080, PX, "square"),
        Size(1080, 1920, PX, "story"),
        Size(1200, 630, PX, "link"),
        Size(170, 247, MM, "a4"),
        Size(170, 120, MM, "a4-half"),
        Size(45, 0, MM, "column"),
    )
}
"""By name: 16:9, a square, a story of 9:16, the preview of a link, the text area of an A4 page and half of it, one
newspaper column."""
ALLOWED = (
    *PRESETS,
    *(f"{low:g}x{low:g}{unit} – {high:g}x{high:g}{unit}" for unit, (low, high) in BOUNDS.items()),
    f"≤ {MOST_UNLIKE:g}:1",
)
"""What a size may be, for those who said another."""


def _number(length: float) -> str:
    return f"{length:g}"
