"""The colours of charts: indigo, with brocade red and turmeric as accents; `tests/figures/test_palette.py` reckons
how they look to the colour-blind and in grey print."""

from __future__ import annotations

from dataclasses import dataclass

RGB = tuple[float, float, float]

FONT = "Source Sans, Source Sans Pro, sans-serif"


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
    fewer: tuple[str, ...] = ()
    """Colours that lie farther apart than the eight, for as many series as there are of them."""


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
    missing="#f1f0ec",
    categorical=("#2b4590", "#e3a21a", "#b3282d", "#4bd2d2", "#7a88cd", "#661933", "#876e7e", "#bfbf88"),
    sequential=("#dee6f7", "#b9c8eb", "#8ba0d5", "#526db2", "#243a7c"),
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
    missing="#232323",
    categorical=("#7f9bea", "#f2c14e", "#c90c4e", "#edfef5", "#7a42d1", "#acad94", "#bd8437", "#347f71"),
    sequential=("#26304f", "#344a85", "#4b67b4", "#7f9be0", "#c3d1f7"),
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
    missing="#ffffff",
    categorical=("#171717", "#c6c6c6", "#686868", "#303030", "#e8e8e8", "#868686", "#4c4c4c", "#a5a5a5"),
    sequential=("#e6e6e6", "#bdbdbd", "#929292", "#606060", "#262626"),
    fewer=("#171717", "#c6c6c6", "#686868", "#969696", "#3e3e3e"),
)
"""Greys alone, for a press without colour: of 100 steps from black to white five of them differ by 18, eight by 12."""
THEMES = {theme.id: theme for theme in (LIGHT, DARK, PRINT)}


def series_colours(theme: Theme, count: int) -> tuple[str, ...]:
    """`count` colours told apart by everyone; the eight are given again past the eighth."""
    own = theme.fewer if count <= len(theme.fewer) else theme.categorical
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


def _linear(colour: str) -> RGB:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return _lift(red), _lift(green), _lift(blue)


def _lift(level: float) -> float:
    return level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4
