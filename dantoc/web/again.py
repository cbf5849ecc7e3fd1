"""What was sent before, sent again to the same question before anything is asked of the app."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dantoc.web.answers import LARGEST_KEPT, MOST_KEPT, SHELF, SHELF_BYTES

Headers = tuple[tuple[bytes, bytes], ...]
Question = tuple[str, bytes, bytes, bytes]
"""Path, query, and what the reader takes: encodings and languages, the two that answers vary by."""

_DATA = ("/api/", "/datasets/")
_KEPT = b"dantoc; hit"
_CONDITIONS = frozenset({b"if-none-match", b"if-modified-since", b"if-match", b"range", b"authorization"})
"""With one of these a request is the app's to judge."""
_REDRAWN = b"choropleth"
"""A chart with this mark is drawn from the map file, which may change while the process runs."""
_LONGEST_QUESTION = 2_000
"""Nobody asks a longer one twice, and it would be kept with its answer."""


@dataclass(frozen=True)
class Sent:
    """An answer as it went out."""

    headers: Headers
    body: bytes


class AnsweredAgain:
    """Keeps the answers given lately, whole and ready to send, within so many bytes.

    Only what has a strong tag is kept: it is settled by the content, which does not change while a process runs. The
    bytes are those of the shelf that the answers are made on, so they are held once.
    """

    def __init__(self, app: ASGIApp, most_bytes: int = SHELF_BYTES) -> None:
        self._app = app
        self._most = most_bytes
        self._kept: OrderedDict[Question, Sent] = OrderedDict()
        self._bytes = 0
        self._since = SHELF.cleared

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers at once what was answered before; passes on the rest and remembers its answer."""
        question = _question(scope)
        if question is None:
            await self._app(scope, receive, send)
            return
        if self._since != SHELF.cleared:
            self._forget()
        known = self._kept.get(question)
        if known is not None:
            self._kept.move_to_end(question)
            await send({"type": "http.response.start", "status": 200, "headers": list(known.headers)})
            await send({"type": "http.response.body", "body": known.body})
            return
        start: Message = {}

        async def send_and_keep(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = {**message, "headers": tuple(message.get("headers", ()))}
            elif start and not message.get("more_body", False):
                self._keep(question, start, message.get("body", b""))
            else:
                start = {}  # it is sent in parts: too large to keep
            await send(message)

        await self._app(scope, receive, send_and_keep)

    def _forget(self) -> None:
        """The answers on the shelf were forgotten: these are made of them."""
        self._kept.clear()
        self._bytes, self._since = 0, SHELF.cleared

    def _keep(self, question: Question, start: Message, body: bytes) -> None:
        names = {name for name, _ in start["headers"]}
        if start["status"] != 200 or b"etag" not in names or b"set-cookie" in names or len(body) > LARGEST_KEPT:
            return
        before = self._kept.pop(question, None)
        self._kept[question] = Sent(_as_kept(start["headers"]), body)
        self._bytes += len(body) - (len(before.body) if before else 0)
        while self._bytes > self._most or len(self._kept) > MOST_KEPT:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= len(gone.body)


def _question(scope: Scope) -> Question | None:
    """What tells a request for data from others; None for one that is not answered from memory."""
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(_DATA):
        return None
    said: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        said.setdefault(name, value)  # of two lines alike the first counts, as for those who choose by them
    if not _CONDITIONS.isdisjoint(said) or _REDRAWN in scope["query_string"]:
        return None
    wishes = said.get(b"accept-encoding", b""), said.get(b"accept-language", b"")
    question = (scope["path"], scope["query_string"], *wishes)
    return question if sum(map(len, question)) <= _LONGEST_QUESTION else None


def _as_kept(headers: Headers) -> Headers:
    """The headers with the word that the answer is a kept one."""
    return tuple((name, _KEPT if name == b"cache-status" else value) for name, value in headers)
