"""The front of the app: one layer that every request passes once, before Streamlit's own.

Our addresses are answered here; answers get the headers that keep readers safe and open data to all; what Streamlit
would answer with an empty document becomes a page that says so; each request is counted and written into the log. It
is one layer and no stack of them because kept bytes are answered in less time than a few layers take.
"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dantoc.catalogue.settings import settings
from dantoc.web import account, metrics, request_log
from dantoc.web.account import Account
from dantoc.web.addresses import UNKNOWN, Address
from dantoc.web.again import AnsweredAgain
from dantoc.web.assets import Assets
from dantoc.web.readiness import ANSWERED_AT_ONCE, READINESS
from dantoc.web.routes import addresses
from dantoc.web.safety import SafeHeaders
from dantoc.web.unknown import unknown_address, unknown_page

STREAMLIT_PATHS = ("/media/", "/component/", "/oauth2callback", "/auth/")
"""Where Streamlit has documents of its own; anywhere else its document stands for a page that there is not."""
STATIC = "/static"
_BEYOND = (*STREAMLIT_PATHS, "/_stcore/", f"{STATIC}/", "/app/static/")
_PERMITTED = "GET, HEAD, OPTIONS"
_HIT = b"dantoc; hit"


def middleware(shell: Path) -> list[Middleware]:
    """The layer around Streamlit's app; `shell` is the document that Streamlit ships."""
    return [Middleware(Front, shell=shell)]


class Front:
    """Answers our own addresses, and passes on to Streamlit what is its."""

    def __init__(self, app: ASGIApp, shell: Path) -> None:
        self._app = app
        self._addresses = addresses(shell)
        self._safe = SafeHeaders(settings(), shell)
        self._assets = Assets(shell.parent / "static", STATIC)
        self._own = AnsweredAgain(_reply)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request through; it waits where the content is still being read."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if READINESS.is_starting and scope["path"] not in ANSWERED_AT_ONCE:
            await READINESS.wait()
        if scope["type"] == "websocket":
            with metrics.SESSIONS:
                await self._app(scope, receive, send)
            return
        await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = perf_counter()
        found = self._addresses.find(scope["path"])
        sending = Sending(send, self._safe, is_open=found is not None and found[0].is_open)
        try:
            if found is None:
                await self._beyond(scope, receive, sending)
            else:
                scope["dantoc.address"], scope["path_params"] = found
                await self._own(scope, receive, sending)
        finally:
            route = _beyond_route(scope["path"]) if found is None else found[0].template
            params = {} if found is None else found[1]
            own_account = Account(
                method=account.method_of(scope["method"]),
                route=route,
                id=account.id_of(params),
                format=account.format_of(route, params, scope["query_string"]),
                status=sending.status,
                bytes=0 if scope["method"] == "HEAD" else sending.bytes,
                seconds=perf_counter() - begun,
                encoding=sending.encoding,
                origin=sending.origin,
            )
            metrics.count(own_account)
            request_log.write(own_account)

    async def _beyond(self, scope: Scope, receive: Receive, sending: Sending) -> None:
        """Streamlit's answer; 404 where it would give its empty document, status 200, for a page that there is not."""
        if scope["path"].startswith(STATIC):
            asset = await self._assets.answer(Request(scope, receive))
            if asset is not None:
                await asset(scope, receive, sending)
                return
        sending.is_doubted = not scope["path"].startswith(STREAMLIT_PATHS)
        await self._app(scope, receive, sending)
        if sending.is_held:
            sending.is_doubted = sending.is_held = False
            await unknown_page(Request(scope))(scope, receive, sending)


class Sending:
    """An answer on its way out: dressed with safe headers, its status and bytes noted.

    While `is_doubted` an answer that says nothing of use is held back, and `is_held` says so.
    """

    __slots__ = ("_is_open", "_safe", "_send", "bytes", "encoding", "is_doubted", "is_held", "origin", "status")

    def __init__(self, send: Send, safe: SafeHeaders, is_open: bool) -> None:
        self._send = send
        self._safe = safe
        self._is_open = is_open
        self.status = 500
        self.bytes = 0
        self.encoding = ""
        self.origin = ""
        self.is_doubted = False
        self.is_held = False

    async def __call__(self, message: Message) -> None:
        """Sends the part on."""
        if message["type"] == "http.response.start":
            self._begin(message)
        if self.is_held:
            return
        if message["type"] == "http.response.body":
            self.bytes += len(message.get("body", b""))
        await self._send(message)

    def _begin(self, message: Message) -> None:
        headers = [*message.get("headers", ())]
        said = dict(headers)
        media_type = said.get(b"content-type", b"")
        if self.is_doubted and _says_nothing(message["status"], media_type):
            self.is_held = True
            return
        self.status = message["status"]
        self.encoding = said.get(b"content-encoding", b"").decode("latin-1")
        origin = said.get(b"cache-status")
        if origin is not None:
            self.origin = "kept" if origin == _HIT else "made"
        headers += [own for own in self._safe.of(self._is_open, media_type) if own[0] not in said]
        message["headers"] = headers


async def _reply(scope: Scope, receive: Receive, send: Send) -> None:
    """The answer of one of our own addresses, to those who read; to others what may be asked."""
    request, own = Request(scope, receive), scope["dantoc.address"]
    answering = own.endpoint if scope["method"] in ("GET", "HEAD") else own.takes if scope["method"] == "POST" else None
    response = await answering(request) if answering else _not_read(request, own)
    await response(scope, receive, send)


def _says_nothing(status: int, media_type: bytes) -> bool:
    """Whether the answer is Streamlit's document, or the bare word of a router that refuses the path."""
    if status == 200:
        return media_type.startswith(b"text/html")
    return status in (400, 404) and (not media_type or media_type.startswith(b"text/plain"))


def _not_read(request: Request, own: Address) -> Response:
    """What may be asked, for who asks that (a browser before another site's script reads); else that it may not.

    A script of another site may read and never post, so what it is told leaves that out.
    """
    if request.method != "OPTIONS":
        return unknown_address(request)
    headers = {"Allow": f"{_PERMITTED}, POST" if own.takes else _PERMITTED}
    if own.is_open:
        headers |= {
            "Access-Control-Allow-Methods": "GET, HEAD",
            "Access-Control-Allow-Headers": "If-None-Match, *",
            "Access-Control-Max-Age": "86400",
        }
    return Response(status_code=204, headers=headers)


def _beyond_route(path: str) -> str:
    """The template of a path that is Streamlit's or nobody's."""
    return next((f"{own.rstrip('/')}/{{rest}}" for own in _BEYOND if path.startswith(own)), UNKNOWN)
