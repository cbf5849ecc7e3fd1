"""The colours of a book, as a profile of the International Color Consortium: sRGB, computed from its standard.

Archives ask for a profile in the file, so that red is the same red in fifty years. This one is written from the
numbers of IEC 61966-2-1 (primaries adapted to D50, the curve in 1,024 steps), so it is the product's own.
"""

from __future__ import annotations

import struct
from functools import lru_cache

NAME = "sRGB IEC61966-2.1"
WHITE = (0.9642, 1.0, 0.8249)
PRIMARIES = {
    "rXYZ": (0.43607, 0.22249, 0.01392),
    "gXYZ": (0.38515, 0.71687, 0.09708),
    "bXYZ": (0.14307, 0.06061, 0.71410),
}
STEPS = 1024
_HEADER = 128


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """The profile, in version 2 of its format, which every part of PDF/A takes."""
    curve = b"curv" + struct.pack(">II", 0, STEPS)
    curve += struct.pack(f">{STEPS}H", *(round(65535 * _linear(step / (STEPS - 1))) for step in range(STEPS)))
    tags = {"desc": _description(NAME), "cprt": b"text\0\0\0\0" + b"No rights reserved\0", "wtpt": _xyz(WHITE)}
    tags |= {tag: _xyz(primary) for tag, primary in PRIMARIES.items()}
    tags |= dict.fromkeys(("rTRC", "gTRC", "bTRC"), curve)
    table, content, places = b"", b"", {}
    start = _HEADER + 4 + 12 * len(tags)
    for tag, data in tags.items():
        if data not in places:
            places[data] = start + len(content)
            content += data + bytes(-len(data) % 4)
        table += tag.encode() + struct.pack(">II", places[data], len(data))
    size = start + len(content)
    return _header(size) + struct.pack(">I", len(tags)) + table + content


def _linear(signal: float) -> float:
    return signal / 12.92 if signal <= 0.04045 else float(((signal + 0.055) / 1.055) ** 2.4)


def _header(size: int) -> bytes:
    return struct.pack(
        ">I4sI4s4s4s6H4s4sI4s4sQI3i4s44x",
        size, b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ", 2000, 1, 1, 0, 0, 0, b"acsp", b"\0\0\0\0",
        0, b"\0\0\0\0", b"\0\0\0\0", 0, 0, *(_fixed(part) for part in WHITE), b"\0\0\0\0",
    )  # fmt: skip


def _xyz(colour: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(_fixed(part) for part in colour))


def _fixed(number: float) -> int:
    return round(number * 65536)


def _description(text: str) -> bytes:
    ascii_text = text.encode() + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(ascii_text)) + ascii_text + bytes(4 + 4 + 2 + 1 + 67)
