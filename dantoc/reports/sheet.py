"""The sheet a page is printed on: its trimmed size, its margins and grid, and the room around it for the printer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MM = 72 / 25.4
"""Points in a millimetre."""
BLEED = 3 * MM
SLUG = 10 * MM
"""Room around the trimmed page for crop marks."""
MARK, GAP = 5 * MM, 3.5 * MM
"""Length of a crop mark, and how far it stands off the trim."""


@dataclass(frozen=True)
class Paper:
    """A trimmed page and its margins in mm; the outer margin is the side away from the spine."""

    width: float
    height: float
    inner: float
    outer: float
    top: float
    bottom: float


PAPERS: Mapping[str, Paper] = {
    "a4": Paper(210, 297, 22, 18, 26, 24),
    "16x24": Paper(160, 240, 20, 16, 22, 20),
}


@dataclass(frozen=True)
class Sheet:
    """A page in points. The origin is the lower left corner of the medium; `x0`, `y0` that of the trimmed page."""

    paper: Paper
    crop: bool = False

    @property
    def x0(self) -> float:
        """The left edge of the trimmed page."""
        return SLUG if self.crop else 0.0

    @property
    def y0(self) -> float:
        """The lower edge of the trimmed page."""
        return self.x0

    @property
    def trim(self) -> tuple[float, float]:
        """Width and height of the trimmed page."""
        return self.paper.width * MM, self.paper.height * MM

    @property
    def media(self) -> tuple[float, float]:
        """Width and height of what comes out of the printer."""
        width, height = self.trim
        return width + 2 * self.x0, height + 2 * self.y0

    @property
    def trim_box(self) -> tuple[float, float, float, float]:
        """The trimmed page in the medium."""
        width, height = self.trim
        return self.x0, self.y0, self.x0 + width, self.y0 + height

    @property
    def bleed_box(self) -> tuple[float, float, float, float]:
        """The trimmed page with the bleed; the same as the trimmed page where there is none."""
        left, low, right, high = self.trim_box
        bleed = BLEED if self.crop else 0.0
        return left - bleed, low - bleed, right + bleed, high + bleed

    @property
    def width(self) -> float:
        """The width of the column of text."""
        return (self.paper.width - self.paper.inner - self.paper.outer) * MM

    @property
    def height(self) -> float:
        """The height of the column of text."""
        return (self.paper.height - self.paper.top - self.paper.bottom) * MM

    def left(self, page: int) -> float:
        """The left edge of the column of text on a page, counted from 1: odd pages lie to the right of the spine."""
        margin = self.paper.inner if page % 2 else self.paper.outer
        return self.x0 + margin * MM

    @property
    def low(self) -> float:
        """The lower edge of the column of text."""
        return self.y0 + self.paper.bottom * MM

    @property
    def high(self) -> float:
        """The upper edge of the column of text."""
        return self.low + self.height

    def crop_marks(self) -> list[tuple[float, float, float, float]]:
        """The lines at the corners that show where the page is trimmed; none where they were not asked for."""
        if not self.crop:
            return []
        left, low, right, high = self.trim_box
        marks = []
        for x, way in ((left, -1), (right, 1)):
            for y in (low, high):
                marks.append((x + way * GAP, y, x + way * (GAP + MARK), y))
        for y, way in ((low, -1), (high, 1)):
            for x in (left, right):
                marks.append((x, y + way * GAP, x, y + way * (GAP + MARK)))
        return marks
