"""QR codes: an address as a square of dark and light, for whoever holds the page in their hands."""

from __future__ import annotations

import re
from functools import lru_cache, reduce
from itertools import compress
from math import isqrt
from operator import xor
from typing import Any

from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel, QRRSBlock

from dantoc.reports.pen import Pen
from dantoc.reports.typography import INK

QUIET_ZONE = 4
"""So many light modules a reader wants around the code."""
MODULE, FINER, FINEST = 1.0, 0.9, 0.8
"""The size of a module in points: about a third of a millimetre, a little less for the codes of long addresses."""
MOST_BYTES = 2800
"""So much a code is asked to hold: a little less than the largest that the library knows does."""
_MASK = 3
"""Any of the eight masks may be used, and the code says which; to weigh them all costs ten times the time."""
_DARK = re.compile(rb"\x01+")


@lru_cache(maxsize=512)
def modules(text: str) -> tuple[bytes, ...]:
    """The rows of the code from the top, a byte a module: 1 where it is dark.

    Raises:
        ValueError: the text is longer than a code holds.
    """
    if len(text.encode()) > MOST_BYTES:
        raise ValueError(f"a text of {len(text.encode())} bytes has no QR code; allowed: at most {MOST_BYTES}")
    version = _version(text)
    blank, places = _blank(version)
    codewords = bytes(_codewords(text.encode(), version))
    bits = f"{int.from_bytes(codewords, 'big'):0{8 * len(codewords)}b}"
    drawn = bytearray(blank)
    for place in compress(places, map(int, bits)):
        drawn[place] ^= 1
    side = isqrt(len(drawn))
    return tuple(bytes(drawn[start : start + side]) for start in range(0, len(drawn), side))


def _version(text: str) -> int:
    code: Any = QRCode(None, QRErrorCorrectLevel.L)
    code.addData(QR8bitByte(text))
    return int(code.calculate_version())


@lru_cache(maxsize=40)
def _blank(version: int) -> tuple[bytes, tuple[int, ...]]:
    """The code of that size as it is where every bit of its content is 0, and the places of the bits in their order."""
    library: Any = QRRSBlock
    code: Any = QRCode(version, QRErrorCorrectLevel.L)
    code.dataCache = [0] * sum(own.totalCount for own in library.getRSBlocks(version, QRErrorCorrectLevel.L))
    code.makeImpl(False, _MASK)
    side = len(code.modules)
    places = tuple(row * side + column for column, row in code.dataPosIterator())
    return bytes(own for row in code.modules for own in row), places


def _codewords(content: bytes, version: int) -> list[int]:
    """The bytes of the code: content and what mends it, block by block and then in turn from each block.

    The library's own way to them is exact and takes most of the time of a code; this one reckons with whole blocks.
    """
    library: Any = QRRSBlock
    blocks = library.getRSBlocks(version, QRErrorCorrectLevel.L)
    room = sum(own.dataCount for own in blocks)
    length_bits = 8 if version < 10 else 16
    bits = _BYTES << length_bits | len(content)
    packed = (bits << 8 * len(content) | int.from_bytes(content, "big")) << 4
    used = (4 + length_bits + 8 * len(content) + 4) // 8
    told = packed.to_bytes(used, "big") if used <= room else (packed >> 4).to_bytes(room, "big")
    told += bytes(_PADDING[place % 2] for place in range(room - len(told)))
    data, mending, start = [], [], 0
    for own in blocks:
        part = told[start : start + own.dataCount]
        start += own.dataCount
        data.append(part)
        mending.append(_mending(part, own.totalCount - own.dataCount))
    return [*_in_turn(data), *_in_turn(mending)]


_BYTES = 0b0100
"""What says that the content is bytes."""
_PADDING = (0xEC, 0x11)


def _in_turn(parts: list[bytes]) -> list[int]:
    longest = max(len(part) for part in parts)
    return [part[place] for place in range(longest) for part in parts if place < len(part)]


def _mending(part: bytes, count: int) -> bytes:
    """The remainder of the block by the generator of so many bytes, in the field of 256 elements."""
    steps = _steps(count)
    rest, high = 0, 8 * (count - 1)
    low = (1 << high) - 1
    for byte in part:
        rest = ((rest & low) << 8) ^ steps[byte ^ (rest >> high)]
    return rest.to_bytes(count, "big")


@lru_cache(maxsize=32)
def _steps(count: int) -> tuple[int, ...]:
    """The generator of so many bytes times each element of the field, without its first place."""
    generator, root = [1], 1
    for _ in range(count):
        times = [*generator, 0]
        for place, own in enumerate(generator):
            times[place + 1] ^= _product(own, root)
        generator, root = times, _product(root, 2)
    powers = [int.from_bytes(bytes(_product(own, 1 << bit) for own in generator[1:]), "big") for bit in range(8)]
    return tuple(
        reduce(xor, (power for bit, power in enumerate(powers) if factor >> bit & 1), 0) for factor in range(256)
    )


def _product(one: int, other: int) -> int:
    """The product in the field of 256 elements that QR codes use."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one = one << 1 ^ (0x11D if one & 0x80 else 0)
        other >>= 1
    return product


def side_of(text: str) -> float:
    """How wide and high the code stands, without its quiet zone."""
    count = len(modules(text))
    return count * _module(count)


def draw_code(pen: Pen, text: str, left: float, low: float) -> None:
    """Draws the code with its lower left corner there; a run of dark modules is one box."""
    pen.pattern(_boxes(text), left, low, INK)


@lru_cache(maxsize=512)
def _boxes(text: str) -> str:
    """The dark modules as PDF has them, the lower left corner of the code at the origin."""
    rows = modules(text)
    step = _module(len(rows))
    lengths = [f"{count * step:.2f}" for count in range(len(rows) + 1)]
    boxes = []
    for place, row in enumerate(rows):
        base = lengths[len(rows) - 1 - place]
        for run in _DARK.finditer(row):
            boxes.append(f"{lengths[run.start()]} {base} {lengths[len(run[0])]} {lengths[1]} re")
    return " ".join(boxes)


def _module(count: int) -> float:
    return MODULE if count <= 57 else FINER if count <= 73 else FINEST
