"""Where the words of a drawing stand: their boxes, read from the geometry of its SVG."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

from dantoc.figures import fonts

_MOVED = re.compile(r"translate\(\s*(-?[\d.e-]+)[ ,]+(-?[\d.e-]+)\s*\)")
TOUCH = 1.0
"""Boxes may share so many px: the room around letters is not ink."""


@dataclass(frozen=True)
class Box:
    """A line of words with the ink around it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > TOUCH and down > TOUCH and (self.text, self.left) != (other.text, other.left)


def boxes(svg: str) -> list[Box]:
    """The lines of words that are seen."""
    return list(_boxes(ElementTree.fromstring(svg), 0.0, 0.0))


def overlapping(svg: str) -> list[tuple[str, str]]:
    """The words that lie upon others."""
    return [(one.text, other.text) for one, other in combinations(boxes(svg), 2) if one.meets(other)]


def outside(svg: str) -> list[str]:
    """The words that are cut by the edge."""
    view = ElementTree.fromstring(svg).get("viewBox", "")
    left, top, width, height = (float(own) for own in view.split())
    return [
        own.text
        for own in boxes(svg)
        if own.left < left - 1 or own.top < top - 1 or own.right > left + width + 1 or own.bottom > top + height + 1
    ]


def least_type(svg: str) -> float:
    """The size in px of the smallest words."""
    return min(float(own) for own in re.findall(r'font-size="([\d.]+)px"', svg))


def _boxes(node: ElementTree.Element, x: float, y: float) -> Iterator[Box]:
    moved = _MOVED.search(node.get("transform", ""))
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    if node.tag.endswith("}text"):
        if node.get("opacity") != "0":
            yield from _lines(node, x, y)
        return
    for below in node:
        yield from _boxes(below, x, y)


def _lines(node: ElementTree.Element, x: float, y: float) -> Iterator[Box]:
    size = float(node.get("font-size", "11px").removesuffix("px"))
    style = fonts.style_of(node.get("font-weight", ""), node.get("font-style", ""))
    down = 0.0
    lines = [(node.text or "", 0.0), *((own.text or "", float(own.get("dy", "0"))) for own in node)]
    for text, step in lines:
        down += step
        if not text.strip():
            continue
        width = fonts.outline(text, style, size)[1]
        left = x + {"middle": -width / 2, "end": -width}.get(node.get("text-anchor", "start"), 0.0)
        yield Box(text, left, y + down - 0.7 * size, left + width, y + down + 0.15 * size)
