"""Bytes made smaller for the way: which packing a reader takes, whole or while they are sent."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Protocol

import brotli

IDENTITY = ""
"""No packing."""
ENCODINGS = ("br", "gzip")
"""The packings there are, the one that makes most of the way first: it is taken where the reader wishes both alike."""
SMALLEST = 860
"""Below this size packing saves less than a packet."""
BROTLI_QUALITY = 5
"""A fifth smaller than gzip's 6 in the same time; 6 and more take longer and save a hundredth."""
STREAM_WINDOW = 19
"""Brotli looks 2^19 bytes back in a stream: it sends after 200 kB then, not after a megabyte, and packs as well."""
GZIP_LEVEL = 6
_PACKABLE = ("text/", "application/json", "application/javascript", "application/xml", "image/svg+xml")
_ALSO_CALLED = {"x-gzip": "gzip"}


def is_packable(media_type: str) -> bool:
    """Whether packing makes bytes of this type smaller."""
    named = media_type.partition(";")[0].rstrip()
    return named.startswith(_PACKABLE) or named.endswith(("+json", "+xml"))


@lru_cache(maxsize=512)
def choose(accepted: str) -> str:
    """The packing for a reader who sends this ``Accept-Encoding`` (RFC 9110, 12.5.3); `IDENTITY` where none suits."""
    wishes = _wishes(accepted)
    others = wishes.get("*", 0.0)
    weights = {encoding: wishes.get(encoding, others) for encoding in ENCODINGS}
    best = max(ENCODINGS, key=lambda encoding: weights[encoding])
    plain = wishes.get("identity", 0.0)
    return best if weights[best] > 0 and weights[best] >= plain else IDENTITY


def pack(body: bytes, encoding: str) -> bytes:
    """The bytes packed; the same bytes give the same."""
    if encoding == "br":
        packed: bytes = brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
        return packed
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


def packed_stream(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The chunks packed while they come, never held whole."""
    packer = packer_of(encoding)
    for chunk in chunks:
        packed = packer.process(chunk)
        if packed:
            yield packed
    yield packer.finish()


class Packer(Protocol):
    """Packs piece by piece; what comes out may lag behind what goes in."""

    def process(self, piece: bytes) -> bytes:
        """What is ready to be sent."""

    def finish(self) -> bytes:
        """The rest."""


def packer_of(encoding: str) -> Packer:
    """A packer for one stream."""
    if encoding == "br":
        packer: Packer = brotli.Compressor(mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY, lgwin=STREAM_WINDOW)
        return packer
    return _Gzip()


class _Gzip:
    def __init__(self) -> None:
        self._deflate = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)

    def process(self, piece: bytes) -> bytes:
        return self._deflate.compress(piece)

    def finish(self) -> bytes:
        return self._deflate.flush()


def _wishes(accepted: str) -> dict[str, float]:
    """The weight of each packing named; one whose weight is no number is not wished for."""
    found: dict[str, float] = {}
    for wish in accepted.lower().split(","):
        name, _, parameters = wish.partition(";")
        named = name.strip()
        if named:
            found[_ALSO_CALLED.get(named, named)] = _weight(parameters)
    return found


def _weight(parameters: str) -> float:
    name, _, value = parameters.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        weight = float(value.partition(";")[0])
    except ValueError:
        return 0.0
    return weight if 0 < weight <= 1 else 0.0
