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
LINE_BELOW = 17


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


def legend_below(plot: Plot, classes: Sequence[tuple[str, str]], left: float = 0.0) -> tuple[list[Json], float]:
    """The layers of (colour, text) pairs under the plot, one a line, and the height in px that they take."""
    layers: list[Json] = []
    for place, (colour, text) in enumerate(classes):
        y: Json = {"expr": f"height + {LINE_BELOW * (place + 0.5) + 4}"}
        square: Json = {"type": "point", "shape": "square", "size": 110, "filled": True, "opacity": 1}
        words: Json = {"type": "text", "text": text, "align": "left", "baseline": "middle", "fontSize": 11}
        layers.append(_one(6 - left, y, {**square, "color": colour, "stroke": plot.theme.rule, "strokeWidth": 0.5}))
        layers.append(_one(17 - left, y, {**words, "color": plot.theme.ink}))
    return layers, LINE_BELOW * len(classes) + 8


def _one(x: float, y: object, mark: Json) -> Json:
    return {"data": {"values": [{}]}, "mark": {**mark, "x": x, "y": y, "clip": False, "tooltip": None}, "encoding": {}}
