"""The colours of charts: indigo, with brocade red and turmeric as accents, checked for colour blindness and in grey."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

RGB = tuple[float, float, float]

FONT = "Source Sans, Source Sans Pro, sans-serif"

_MACHADO: dict[str, tuple[RGB, RGB, RGB]] = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""Full protanopia, deuteranopia and tritanopia: Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB."""

VISIONS = tuple(_MACHADO)


@dataclass(frozen=True)
class Theme:
    """The colours of one ground: paper, ink, and what stands on it."""

    id: str
    paper: str
    ink: str
    quiet: str
    rule: str
    main: str
    accent: str
    second: str
    reference: str
    missing: str
    categorical: tuple[str, ...]
    sequential: tuple[str, ...]


LIGHT = Theme(
    id="light",
    paper="#ffffff",
    ink="#1b1d22",
    quiet="#5a5f6b",
    rule="#dcdee4",
    main="#3a57a0",
    accent="#b3282d",
    second="#e0a526",
    reference="#7d838f",
    missing="#eceef2",
    categorical=("#2b4590", "#e3a21a", "#b3282d", "#4bd2d2", "#7a88cd", "#661933", "#876e7e", "#bfbf88"),
    sequential=("#eef1f9", "#c6d1ec", "#94a8d8", "#526db2", "#2a4187"),
)
DARK = Theme(
    id="dark",
    paper="#14161c",
    ink="#eceef3",
    quiet="#a6abb8",
    rule="#333845",
    main="#86a1ea",
    accent="#ee6f68",
    second="#efbe4f",
    reference="#8d93a1",
    missing="#232733",
    categorical=("#7f9bea", "#f2c14e", "#d8504b", "#ebebad", "#9f5693", "#784bd2", "#adebeb", "#aca69a"),
    sequential=("#222a40", "#31457c", "#4b67b4", "#7f9be0", "#c3d1f7"),
)
PRINT = Theme(
    id="print",
    paper="#ffffff",
    ink="#000000",
    quiet="#444444",
    rule="#cccccc",
    main="#595959",
    accent="#000000",
    second="#b5b5b5",
    reference="#8a8a8a",
    missing="#f7f7f7",
    categorical=("#171717", "#c6c6c6", "#686868", "#303030", "#e8e8e8", "#868686", "#4c4c4c", "#a5a5a5"),
    sequential=("#efefef", "#cfcfcf", "#a6a6a6", "#6b6b6b", "#303030"),
)
"""Greys alone, for a press without colour; eight of them differ by 12 of 100 steps from black to white."""
THEMES = {theme.id: theme for theme in (LIGHT, DARK, PRINT)}


def series_colours(theme: Theme, count: int) -> tuple[str, ...]:
    """`count` colours told apart by everyone; the eight are given again past the eighth."""
    own = theme.categorical
    return tuple(own[place % len(own)] for place in range(count))


def ink_on(theme: Theme, ground: str) -> str:
    """Black or white ink, whichever stands out more on the ground."""
    dark, light = ("#14161c", "#ffffff") if theme.id == "dark" else (theme.ink, "#ffffff")
    return dark if contrast(dark, ground) >= contrast(light, ground) else light


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours as WCAG 2 defines it, from 1 to 21."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of a colour, 0 black to 1 white: what is left of it in grey."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def distance(first: str, second: str, vision: str = "") -> float:
    """How far apart two colours look (CIE76 ΔE), to `vision` (one of `VISIONS`) or to full colour sight."""
    own, other = _seen(_linear(first), vision), _seen(_linear(second), vision)
    return math.dist(_lab(own), _lab(other))


def least_distance(colours: Sequence[str], vision: str = "") -> float:
    """The distance of the two colours that look most alike."""
    pairs = [(a, b) for place, a in enumerate(colours) for b in colours[place + 1 :]]
    return min(distance(a, b, vision) for a, b in pairs)


def _linear(colour: str) -> RGB:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return _lift(red), _lift(green), _lift(blue)


def _lift(level: float) -> float:
    return level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4


def _seen(colour: RGB, vision: str) -> RGB:
    if not vision:
        return colour
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * level for weight, level in zip(row, colour, strict=True))))
        for row in _MACHADO[vision]
    )
    return red, green, blue


def _lab(colour: RGB) -> RGB:
    red, green, blue = colour
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (_root(level) for level in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _root(level: float) -> float:
    return float(level ** (1 / 3)) if level > 0.008856 else 7.787 * level + 16 / 116
