"""How far apart colours look, to full sight, to the colour-blind and in grey: reckoned from published definitions.

Nothing here comes from the product: what it checks is reckoned anew. Sight: Machado, Oliveira and Fernandes, "A
Physiologically-based Model for Simulation of Color Vision Deficiency" (IEEE TVCG 15/6, 2009), severity 1.0, on linear
RGB. Distance: CIEDE2000 (CIE 142-2001), as written out by Sharma, Wu and Dalal (Color Research and Application 30/1,
2005), for sRGB under D65. Contrast: WCAG 2.
"""

from __future__ import annotations

from functools import cache
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

Triple = tuple[float, float, float]

FULL, GREY = "full", "grey"
MATRICES: dict[str, tuple[Triple, Triple, Triple]] = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
SIGHTS = (FULL, *MATRICES)


def difference(first: str, second: str, sight: str = FULL) -> float:
    """How far apart two colours look, in CIEDE2000; about 2 is just seen where they touch."""
    return ciede2000(_lab(_seen(first, sight)), _lab(_seen(second, sight)))


def lightness(colour: str) -> float:
    """What is left of a colour in grey print: CIE lightness, 0 black to 100 white."""
    return _lab(_seen(colour, GREY))[0]


def contrast(first: str, second: str) -> float:
    """The contrast of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(_linear(first)), _luminance(_linear(second))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ciede2000(first: Triple, second: Triple) -> float:
    """The distance of two colours of CIELAB."""
    (l1, a1, b1), (l2, a2, b2) = first, second
    mean = (hypot(a1, b1) + hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * sqrt(mean**7 / (mean**7 + 25**7))
    c1, c2 = hypot(stretch * a1, b1), hypot(stretch * a2, b2)
    h1, h2 = degrees(atan2(b1, stretch * a1)) % 360, degrees(atan2(b2, stretch * a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    across = 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    tone = (
        1
        - 0.17 * cos(radians(hue - 30))
        + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6))
        - 0.20 * cos(radians(4 * hue - 63))
    )
    down = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2))
    out = (c2 - c1) / (1 + 0.045 * chroma)
    round_ = across / (1 + 0.015 * chroma * tone)
    bend = 2 * sqrt(chroma**7 / (chroma**7 + 25**7)) * sin(radians(60 * exp(-(((hue - 275) / 25) ** 2))))
    return sqrt(down**2 + out**2 + round_**2 - bend * out * round_)


@cache
def _seen(colour: str, sight: str) -> Triple:
    own = _linear(colour)
    if sight == GREY:
        return (_luminance(own),) * 3
    if sight == FULL:
        return own
    red, green, blue = (sum(w * c for w, c in zip(row, own, strict=True)) for row in MATRICES[sight])
    return _clipped(red), _clipped(green), _clipped(blue)


def _clipped(level: float) -> float:
    return min(1.0, max(0.0, level))


def _linear(colour: str) -> Triple:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _lifted(red), _lifted(green), _lifted(blue)


def _lifted(level: float) -> float:
    return level / 12.92 if level <= 0.04045 else float(((level + 0.055) / 1.055) ** 2.4)


def _luminance(linear: Triple) -> float:
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _lab(linear: Triple) -> Triple:
    red, green, blue = linear
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = _root(x), _root(y), _root(z)
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _root(level: float) -> float:
    return float(level ** (1 / 3)) if level > 216 / 24389 else (24389 / 27 * level + 16) / 116
