"""A legend in one or more lines above the plot: a square of colour and a name, in the order of the series."""

from __future__ import annotations

from collections.abc import Sequence

from dantoc.figures.lettering import text_width
from dantoc.figures.marks.base import LABEL, Json
from dantoc.figures.plot import Plot

WIDTH = 330
"""The legend is broken to fit a phone, so that it is the same on every screen."""
LINE = 18
SQUARE = 10


def legend(plot: Plot, names: Sequence[tuple[str, str]], left: float) -> tuple[Json, ...]:
    """The layers of the legend of (name, colour) pairs, drawn above the plot from `left` px before it."""
    most = min(WIDTH, plot.width - SQUARE) if plot.width else WIDTH
    places: list[tuple[float, int]] = []
    x, line = 0.0, 0
    for name, _ in names:
        width = SQUARE + 6 + text_width(name, LABEL) + 16
        if x and x + width > most:
            x, line = 0.0, line + 1
        places.append((x, line))
        x += width
    height = (line + 1) * LINE + 6
    layers: list[Json] = []
    for (name, colour), (x, row) in zip(names, places, strict=True):
        y = -height + row * LINE + LINE / 2
        layers.append(
            _one(
                x - left + SQUARE / 2,
                y,
                {
                    "type": "point",
                    "shape": "square",
                    "size": SQUARE * SQUARE,
                    "filled": True,
                    "opacity": 1,
                    "color": colour,
                },
            )
        )
        layers.append(
            _one(
                x - left + SQUARE + 6,
                y,
                {
                    "type": "text",
                    "text": name,
                    "align": "left",
                    "baseline": "middle",
                    "fontSize": LABEL,
                    "color": plot.theme.ink,
                },
            )
        )
    return tuple(layers)


def _one(x: float, y: float, mark: Json) -> Json:
    return {"data": {"values": [{}]}, "mark": {**mark, "x": x, "y": y, "clip": False, "tooltip": None}, "encoding": {}}
