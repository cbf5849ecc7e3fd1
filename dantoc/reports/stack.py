"""Flowables that stay together: a caption with its chart, a table with its source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable


class Stack(Flowable):
    """Flowables one under the other on one page; what has no room moves to the next page whole."""

    def __init__(self, parts: Sequence[Flowable]) -> None:
        super().__init__()
        self._content = list(parts)
        self._wrapped_for = 0.0
        self._highs: list[float] = []
        self._gaps: list[float] = []

    @property
    def content(self) -> Sequence[Flowable]:
        """What stands in it, from the top."""
        return self._content

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as all of them with the space between them."""
        if self._wrapped_for == width:
            return self.width, self.height
        self._wrapped_for = width
        self._highs = [own.wrapOn(canvas_of(self), width, height)[1] for own in self._content]
        pairs = zip(self._content, self._content[1:], strict=False)
        self._gaps = [0.0, *(max(above.getSpaceAfter(), below.getSpaceBefore()) for above, below in pairs)]
        self.width, self.height = width, sum(self._highs) + sum(self._gaps)
        return self.width, self.height

    def measure_again(self) -> None:
        """Forgets how high it is, since something in it has changed."""
        self._wrapped_for = 0.0

    def getSpaceBefore(self) -> float:  # noqa: N802 - the library's name
        """That of the first."""
        return float(self._content[0].getSpaceBefore()) if self._content else 0.0

    def getSpaceAfter(self) -> float:  # noqa: N802
        """That of the last."""
        return float(self._content[-1].getSpaceAfter()) if self._content else 0.0

    def draw(self) -> None:
        """Draws them from the top."""
        top = self.height
        for own, high, gap in zip(self._content, self._highs, self._gaps, strict=True):
            top -= high + gap
            own.drawOn(self.canv, 0, top)


class Kept(Stack):
    """Headings with what follows them: never alone at the foot of a page; what follows may go on over the page."""

    def split(self, width: float, height: float) -> list[Flowable]:
        """The headings with as much of what follows as has room; nothing where they would stand alone."""
        *heads, last = self._content
        self.wrap(width, height)
        room = height - (self.height - self._highs[-1])
        pieces = last.splitOn(self.canv, width, room) if room > 0 else []
        if len(pieces) > 1:
            return self._freed([*heads, *pieces])
        self.measure_again()  # a paragraph that was asked to be parted has forgotten its lines
        canvas: Any = self.canv
        frame = canvas._doctemplate.frame
        return self._freed(self._content) if frame is not None and frame._atTop else []

    @staticmethod
    def _freed(parts: list[Flowable]) -> list[Flowable]:
        """The parts, which nothing keeps together any more."""
        for own in parts:
            own.keepWithNext = 0
        return parts


class Beside(Flowable):
    """Two stacks next to each other, their tops on one line."""

    def __init__(self, left: Stack, right: Stack, shares: tuple[float, float]) -> None:
        """`shares` are the parts of the width that they take; what is left lies between them."""
        super().__init__()
        self._sides, self._shares = (left, right), shares

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as the higher one."""
        taken = zip(self._sides, self._shares, strict=True)
        self._highs = [own.wrapOn(canvas_of(self), width * share, height)[1] for own, share in taken]
        self.width, self.height = width, max(self._highs)
        return self.width, self.height

    def draw(self) -> None:
        """Draws the left one, then the right one."""
        for place, (own, high) in enumerate(zip(self._sides, self._highs, strict=True)):
            own.drawOn(self.canv, place * self.width * (1 - self._shares[1]), self.height - high)


class Columns(Flowable):
    """Paragraphs in two columns of even length, over as many pages as they take."""

    def __init__(self, parts: Sequence[Flowable]) -> None:
        super().__init__()
        self._content = list(parts)
        self._wrapped_for = 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as half of them, where they have room."""
        if self._wrapped_for == width:
            return self.width, self.height
        room = (width + GUTTER) / 2 - GUTTER
        self._measured(width, [own.wrapOn(canvas_of(self), room, height)[1] for own in self._content])
        return width, self.height

    def _measured(self, width: float, highs: list[float]) -> Columns:
        """The columns, whose paragraphs are known to be so high at that width."""
        self._wrapped_for, self._highs = width, highs
        self._step = (width + GUTTER) / 2
        self._cut = self._half()
        self.width, self.height = width, max(sum(highs[: self._cut]), sum(highs[self._cut :]))
        return self

    def _half(self) -> int:
        """How many stand in the first column, so that it is the longer one by as little as can be."""
        whole, so_far = sum(self._highs), 0.0
        for place, high in enumerate(self._highs):
            if so_far >= whole / 2:
                return place
            so_far += high
        return len(self._highs)

    def split(self, width: float, height: float) -> list[Flowable]:
        """The two columns that have room on this page, and the rest; what fills a page is not made even once more."""
        self.wrap(width, height)
        taken, room = 0, [height, height]
        for column in (0, 1):
            while taken < len(self._highs) and self._highs[taken] <= room[column]:
                room[column] -= self._highs[taken]
                taken += 1
        if not taken:
            return []
        filled = _Filled(self._content[:taken], height)._measured(width, self._highs[:taken])
        if taken == len(self._highs):
            return [filled]
        return [
            filled,
            Columns(self._content[taken:])._measured(width, self._highs[taken:]),
        ]

    def draw(self) -> None:
        """Draws the first column, then the second."""
        for column, (first, last) in enumerate(((0, self._cut), (self._cut, len(self._content)))):
            top = self.height
            for own, high in zip(self._content[first:last], self._highs[first:last], strict=True):
                top -= high
                own.drawOn(self.canv, column * self._step, top)


class _Filled(Columns):
    """Two columns of a full page: the first takes what has room in it."""

    def __init__(self, parts: Sequence[Flowable], height: float) -> None:
        super().__init__(parts)
        self._most = height

    def _half(self) -> int:
        so_far = 0.0
        for place, high in enumerate(self._highs):
            so_far += high
            if so_far > self._most:
                return place
        return len(self._highs)


GUTTER = 16.0
"""Room between two columns."""


class Scaled(Flowable):
    """A page that is laid out larger and drawn smaller."""

    def __init__(self, page: Flowable, scale: float, room: float) -> None:
        """`room` is the height of the column, of which it takes all."""
        super().__init__()
        self._page, self._scale, self._room = page, scale, room

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Takes the column whole; a destination without extent may stand above it."""
        self._high = self._page.wrapOn(canvas_of(self), width / self._scale, HIGHEST)[1]
        return width, self._room - 0.1

    def draw(self) -> None:
        """Draws it from the top of the column."""
        canvas = self.canv
        canvas.saveState()
        canvas.scale(self._scale, self._scale)
        self._page.drawOn(canvas, 0, (self._room - 0.1) / self._scale - self._high)
        canvas.restoreState()


HIGHEST = 20_000.0
"""A column that never ends: what is set in it is never parted."""


def canvas_of(own: Flowable) -> Any:
    """The canvas it is about to be drawn on; None while it is only measured."""
    return getattr(own, "canv", None)
