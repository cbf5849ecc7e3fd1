"""The woven band of small diamonds, the one ornament: drawn in curves, as often as it takes to fill a width."""

from __future__ import annotations

from typing import Any

from dantoc.reports.typography import INDIGO, RED, TURMERIC

TILE, HIGH = 96.0, 16.0
"""Width and height of a piece of the band in its own units; pieces are laid end to end."""
_RINGS = ((8.0, True), (24.0, False), (40.0, True), (56.0, True), (72.0, False), (88.0, True))
"""The middles of the diamonds, and whether they have a heart of the main colour."""
_HEART = {24.0: RED, 72.0: TURMERIC}
"""Where the middle of a diamond is of another colour."""


def draw_band(canvas: Any, left: float, low: float, width: float, height: float = 8.0, ground: str = "") -> None:
    """Draws the band from `left`, `low`, clipped at `width`; all white where it lies on a dark `ground`."""
    scale = height / HIGH
    canvas.saveState()
    edge = canvas.beginPath()
    edge.rect(left, low, width, height)
    canvas.clipPath(edge, stroke=0, fill=0)
    canvas.translate(left, low)
    canvas.scale(scale, scale)
    main = "#ffffff" if ground else INDIGO
    count = int(width / scale / TILE) + 1
    path = canvas.beginPath()
    for piece in range(count):
        start = piece * TILE
        for place, open_heart in _RINGS:
            middle = start + place
            for reach in (7.0, 4.2, 2.3) if open_heart else (7.0, 4.2):
                _diamond(path, middle, 8.0, reach)
        for place in range(6):
            for y in (2.0, 14.0):
                _diamond(path, start + 16.0 * place, y, 1.5)
    canvas.setFillColor(main)
    canvas.drawPath(path, stroke=0, fill=1, fillMode=0)
    for middle, colour in _HEART.items():
        hearts = canvas.beginPath()
        for piece in range(count):
            _diamond(hearts, piece * TILE + middle, 8.0, 2.3)
        canvas.setFillColor(main if ground else colour)
        canvas.drawPath(hearts, stroke=0, fill=1, fillMode=0)
    canvas.restoreState()


def _diamond(path: Any, x: float, y: float, reach: float) -> None:
    path.moveTo(x - reach, y)
    path.lineTo(x, y + reach)
    path.lineTo(x + reach, y)
    path.lineTo(x, y - reach)
    path.close()
