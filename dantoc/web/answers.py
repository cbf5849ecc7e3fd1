"""Answers as bytes that are kept, packed and not sent twice to a reader who has them."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from threading import Lock

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dantoc.web import packing
from dantoc.web.edition import edition

SHELF_BYTES = 64 << 20
LARGEST_KEPT = 4 << 20
MOST_KEPT = 20_000
"""So many answers at most: what goes before them takes room too, and a thousand small ones ask for more of it."""
_SUFFIXES = tuple(f"-{encoding}" for encoding in packing.ENCODINGS)
"""What the tag of packed bytes ends with: other bytes need a tag of their own."""
_PACKED = "\0packed "
"""Before the key of packed bytes: no key begins so, whatever a reader searches for."""


@dataclass(frozen=True)
class Answer:
    """The bytes of an answer with what goes before them; `kept` is true of one that comes from the shelf."""

    body: bytes
    media_type: str
    tag: str
    headers: Mapping[str, str] = field(default_factory=dict)
    kept: bool = False

    @property
    def packable(self) -> bool:
        """Whether packing makes it smaller."""
        return len(self.body) >= packing.SMALLEST and packing.is_packable(self.media_type)


class Shelf:
    """The answers given lately, by key, within so many bytes; safe for threads."""

    def __init__(self, most_bytes: int = SHELF_BYTES) -> None:
        self._most = most_bytes
        self._kept: OrderedDict[str, Answer] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()
        self.cleared = 0
        """How often all was forgotten: who keeps something made of these answers forgets it then."""

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
            self._kept[key] = replace(answer, kept=True)
            while self._bytes > self._most or len(self._kept) > MOST_KEPT:
                _, gone = self._kept.popitem(last=False)
                self._bytes -= len(gone.body)

    def clear(self) -> None:
        """Forgets all answers."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0
            self.cleared += 1

    def __len__(self) -> int:
        return len(self._kept)

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
    return any(own in (tag, "*") or (own.startswith(tag) and own[len(tag) :] in _SUFFIXES) for own in _held(request))


def not_changed(request: Request, tag: str) -> Response:
    """The answer to a reader who has it already, under the tag held: the packed bytes have one of their own."""
    held = _held(request)
    named = next((own for own in (tag, *(tag + suffix for suffix in _SUFFIXES)) if own in held), tag)
    return Response(status_code=304, headers=_standing(named))


def _held(request: Request) -> tuple[str, ...]:
    """The tags that the reader says it holds."""
    said = request.headers.get("if-none-match", "")
    return tuple(own.strip().removeprefix("W/").strip('"') for own in said.split(","))


def respond(request: Request, answer: Answer, key: str = "") -> Response:
    """The answer sent: nothing where the reader has it, packed where it takes that; `key` keeps the packed bytes."""
    if has_it(request, answer.tag):
        return not_changed(request, answer.tag)
    encoding = _encoding(request) if answer.packable else packing.IDENTITY
    if not encoding:
        headers = {**_standing(answer.tag), **_origin(answer), **answer.headers}
        return Response(answer.body, media_type=answer.media_type, headers=headers)
    packed = kept(f"{_PACKED}{encoding} {key}", lambda: _pack(answer, encoding)) if key else _pack(answer, encoding)
    headers = {**_packed(answer.tag, encoding), **_origin(packed), **answer.headers}
    return Response(packed.body, media_type=answer.media_type, headers=headers)


def stream(
    request: Request, chunks: Iterable[bytes], media_type: str, tag: str, headers: Mapping[str, str]
) -> Response:
    """The answer sent while it is written, packed on the way where the reader takes that."""
    encoding = _encoding(request) if packing.is_packable(media_type) else packing.IDENTITY
    sent = packing.packed_stream(chunks, encoding) if encoding else chunks
    standing = _packed(tag, encoding) if encoding else _standing(tag)
    return StreamingResponse(sent, headers={**standing, **_MADE, **headers}, media_type=media_type)


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


def _encoding(request: Request) -> str:
    return packing.choose(request.headers.get("accept-encoding", ""))


def _pack(answer: Answer, encoding: str) -> Answer:
    return Answer(packing.pack(answer.body, encoding), answer.media_type, answer.tag)


def _packed(tag: str, encoding: str) -> dict[str, str]:
    return {**_standing(f"{tag}-{encoding}"), "Content-Encoding": encoding}


def _standing(tag: str) -> dict[str, str]:
    return {"ETag": f'"{tag}"', "Cache-Control": "public, no-cache", "Vary": "Accept-Encoding, Accept-Language"}


def _origin(answer: Answer) -> dict[str, str]:
    return _KEPT if answer.kept else _MADE


_KEPT = {"Cache-Status": "dantoc; hit"}
"""Whether the bytes were kept or made for this reader, as RFC 9211 says it."""
_MADE = {"Cache-Status": "dantoc; fwd=miss"}
