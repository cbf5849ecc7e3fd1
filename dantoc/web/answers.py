"""Answers as bytes that are kept, packed and not sent twice to a reader who has them."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock

from starlette.requests import Request
from starlette.responses import Response

from dantoc.web.edition import edition

SHELF_BYTES = 64 << 20
LARGEST_KEPT = 4 << 20
SMALLEST_PACKED = 860
"""Below this size packing saves less than a packet."""
_PACKABLE = ("text/", "application/json", "application/problem+json", "application/xml", "image/svg+xml")
_GZIP = "-gzip"
_PACKED = "\0packed "
"""Before the key of packed bytes: no key begins so, whatever a reader searches for."""


@dataclass(frozen=True)
class Answer:
    """The bytes of an answer with what goes before them."""

    body: bytes
    media_type: str
    tag: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def packable(self) -> bool:
        """Whether packing makes it smaller."""
        return len(self.body) >= SMALLEST_PACKED and self.media_type.startswith(_PACKABLE)


class Shelf:
    """The answers given lately, by key, within so many bytes; safe for threads."""

    def __init__(self, most_bytes: int = SHELF_BYTES) -> None:
        self._most = most_bytes
        self._kept: OrderedDict[str, Answer] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: str) -> Answer | None:
        """The answer kept under the key, or None."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: str, answer: Answer) -> None:
        """Keeps the answer, and lets go of those not asked for longest."""
        if len(answer.body) > LARGEST_KEPT:
            return
        with self._lock:
            before = self._kept.pop(key, None)
            self._bytes += len(answer.body) - (len(before.body) if before else 0)
            self._kept[key] = answer
            while self._bytes > self._most:
                _, gone = self._kept.popitem(last=False)
                self._bytes -= len(gone.body)

    def clear(self) -> None:
        """Forgets all answers."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    @property
    def bytes(self) -> int:
        """How many bytes are kept."""
        return self._bytes


SHELF = Shelf()


def kept(key: str, make: Callable[[], Answer]) -> Answer:
    """The answer under the key, made and kept where it is not there yet."""
    found = SHELF.get(key)
    if found is None:
        found = make()
        SHELF.put(key, found)
    return found


def json_answer(value: object, locale: str, media_type: str = "application/json") -> Answer:
    """The value as readable JSON, with a tag made of its bytes."""
    body = (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
    return Answer(body, media_type, fingerprint(body.decode()), {"Content-Language": locale})


def fingerprint(*parts: object) -> str:
    """A tag for an answer that is settled by these parts and by the edition of the product that gives it."""
    said = "\n".join([*edition(), *(str(part) for part in parts)])
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def has_it(request: Request, tag: str) -> bool:
    """Whether the reader says that it holds the answer of this tag (`If-None-Match`)."""
    return any(own in (tag, tag + _GZIP, "*") for own in _held(request))


def not_changed(request: Request, tag: str) -> Response:
    """The answer to a reader who has it already, under the tag held: the packed bytes have one of their own."""
    packed = tag not in _held(request) and tag + _GZIP in _held(request)
    return Response(status_code=304, headers=_standing(tag + _GZIP if packed else tag))


def _held(request: Request) -> tuple[str, ...]:
    """The tags that the reader says it holds."""
    said = request.headers.get("if-none-match", "")
    return tuple(own.strip().removeprefix("W/").strip('"') for own in said.split(","))


def respond(request: Request, answer: Answer, key: str = "") -> Response:
    """The answer sent: nothing where the reader has it, packed where it takes that; `key` keeps the packed bytes."""
    if has_it(request, answer.tag):
        return not_changed(request, answer.tag)
    headers = {**_standing(answer.tag), **answer.headers}
    if not (answer.packable and _takes_gzip(request.headers.get("accept-encoding", ""))):
        return Response(answer.body, media_type=answer.media_type, headers=headers)
    packed = kept(_PACKED + key, lambda: _pack(answer)) if key else _pack(answer)
    headers |= {"Content-Encoding": "gzip", "ETag": f'"{answer.tag}{_GZIP}"'}
    return Response(packed.body, media_type=answer.media_type, headers=headers)


def streaming_headers(tag: str, headers: Mapping[str, str]) -> dict[str, str]:
    """The headers of an answer that is sent while it is written."""
    return {**_standing(tag), **headers}


def gather(chunks: Iterable[bytes], most: int = LARGEST_KEPT) -> tuple[bytes, bool]:
    """The chunks joined until they are all there or more than `most` bytes, and whether they are all there."""
    found: list[bytes] = []
    size = 0
    for chunk in chunks:
        found.append(chunk)
        size += len(chunk)
        if size > most:
            return b"".join(found), False
    return b"".join(found), True


def _pack(answer: Answer) -> Answer:
    return Answer(gzip.compress(answer.body, 6, mtime=0), answer.media_type, answer.tag)


def _standing(tag: str) -> dict[str, str]:
    return {"ETag": f'"{tag}"', "Cache-Control": "public, no-cache", "Vary": "Accept-Encoding, Accept-Language"}


def _takes_gzip(accepted: str) -> bool:
    for wish in accepted.lower().split(","):
        name, _, weight = wish.partition(";")
        if name.strip() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
