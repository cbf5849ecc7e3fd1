"""The font of the signs that stand for words while a chart is laid out (`standins`): widths, and hardly any ink."""

from __future__ import annotations

import struct

FAMILY = "Dantoc Standin"
FIRST = 0xE000
"""The first of the signs, in the range of letters that Unicode gives to nobody."""
DIGITS, PLACES = 40, 3
"""A width is a number of thousandths of the size, said in at most three digits of forty: up to 64 times the size."""
NUMBERS = 64
"""So many signs without a width tell words of one width apart."""
WIDTHS = tuple(digit * DIGITS**place for place in range(PLACES) for digit in range(DIGITS)) + (0,) * NUMBERS
"""The width of each sign in thousandths of the size."""
_GLYPHS = len(WIDTHS) + 1
_UNITS = 1000
_SPECK = struct.pack(">5h2H3B3B2x", 1, 0, 0, 1, 1, 2, 0, 0x31, 0x35, 0x17, 1, 1, 1)
"""A triangle of a thousandth: words without any ink are not measured."""


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
    """The table from letters to glyphs: one range, and the one that ends every table."""
    last = FIRST + len(WIDTHS) - 1
    ranges = struct.pack(">7H", 4, 32, 0, 4, 4, 1, 0)
    ranges += struct.pack(">9H", last, 0xFFFF, 0, FIRST, 0xFFFF, (1 - FIRST) % 0x10000, 1, 0, 0)
    return struct.pack(">4HI", 0, 1, 3, 1, 12) + ranges


def _names() -> bytes:
    """The table of names: family, style, full name, and name in PostScript."""
    said = {1: FAMILY, 2: "Regular", 4: FAMILY, 6: FAMILY.replace(" ", "")}
    texts = {number: name.encode("utf-16-be") for number, name in said.items()}
    records, content = struct.pack(">3H", 0, len(texts), 6 + 12 * len(texts)), b""
    for number, text in texts.items():
        records += struct.pack(">6H", 3, 1, 0x409, number, len(text), len(content))
        content += text
    return records + content
