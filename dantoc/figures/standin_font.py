"""The font of the signs that stand for words while a chart is laid out (`standins`): widths, and hardly any ink."""

from __future__ import annotations

import struct

FAMILY = "Dantoc Standin"
FIRST = 0xF0000
"""The first of the signs, in the ranges of letters that Unicode gives to nobody."""
ONES, MANY = 5000, 12
"""A sign for each width up to five times the size in thousandths of it, which few words are wider than; then signs for
so many times that, to stand before them. The drawer opens the font's file several times for every sign it measures."""
WIDTHS = (*range(ONES), *(ONES * count for count in range(1, MANY + 1)))
"""The width of each sign in thousandths of the size."""
PLANE, PLANES = 0x10000, 2
"""How many letters Unicode has in each of its ranges, and how many such ranges it gives to nobody."""
TURNS_A_PLANE = (PLANE - 2) // len(WIDTHS)
TURNS = PLANES * TURNS_A_PLANE
"""So many letters are written with the same sign: they tell words of one width apart."""
LAST = FIRST + (PLANES - 1) * PLANE + TURNS_A_PLANE * len(WIDTHS) - 1
_GLYPHS = len(WIDTHS) + 1
_UNITS = 1000
_SPECK = struct.pack(">5h2H3B3B2x", 1, 0, 0, 1, 1, 2, 0, 0x31, 0x35, 0x17, 1, 1, 1)
"""A triangle of a thousandth: words without any ink are not measured."""


def letter(place: int, turn: int = 0) -> str:
    """The letter of the sign at that place of `WIDTHS`, one of `TURNS` that look the same."""
    plane, own = divmod(turn, TURNS_A_PLANE)
    return chr(_first_of(plane, own) + place)


def font_file() -> bytes:
    """The font as a TrueType file."""
    tables = {
        b"cmap": _codes(),
        b"glyf": _SPECK * _GLYPHS,
        b"head": struct.pack(
            ">4I2H2q4h2H3h", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, _UNITS, 0, 0, 0, 0, 1, 1, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">I3hH11hH", 0x10000, 984, -273, 0, max(WIDTHS), *[0] * 11, _GLYPHS),
        b"hmtx": b"".join(struct.pack(">Hh", width, 0) for width in (0, *WIDTHS)),
        b"loca": struct.pack(f">{_GLYPHS + 1}I", *(len(_SPECK) * place for place in range(_GLYPHS + 1))),
        b"maxp": struct.pack(">I14H", 0x10000, _GLYPHS, 3, 1, 0, 0, 2, *[0] * 8),
        b"name": _names(),
        b"post": struct.pack(">2I2h5I", 0x30000, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    head, body, place = struct.pack(">I4H", 0x10000, len(tables), 128, 3, 16), b"", 12 + 16 * len(tables)
    for tag, table in tables.items():
        head += struct.pack(">4s3I", tag, 0, place + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    return head + body


def _codes() -> bytes:
    """The table from letters to glyphs: a range for each turn."""
    firsts = [_first_of(plane, own) for plane in range(PLANES) for own in range(TURNS_A_PLANE)]
    ranges = b"".join(struct.pack(">3I", first, first + len(WIDTHS) - 1, 1) for first in firsts)
    table = struct.pack(">2H3I", 12, 0, 16 + len(ranges), 0, len(firsts)) + ranges
    return struct.pack(">4HI", 0, 1, 3, 10, 12) + table


def _first_of(plane: int, turn: int) -> int:
    return FIRST + plane * PLANE + turn * len(WIDTHS)


def _names() -> bytes:
    """The table of names: family, style, full name, and name in PostScript."""
    said = {1: FAMILY, 2: "Regular", 4: FAMILY, 6: FAMILY.replace(" ", "")}
    texts = {number: name.encode("utf-16-be") for number, name in said.items()}
    records, content = struct.pack(">3H", 0, len(texts), 6 + 12 * len(texts)), b""
    for number, text in texts.items():
        records += struct.pack(">6H", 3, 1, 0x409, number, len(text), len(content))
        content += text
    return records + content
