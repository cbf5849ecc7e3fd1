"""What holds for every answer: open to other sites where it is data, safe headers, and no page where there is none."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dantoc.web.page_entries import BY_PATH
from dantoc.web.unknown import unknown_address, unknown_page

OPEN_PATHS = ("/api/", "/datasets/", "/healthz")
SAFE_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"strict-origin-when-cross-origin",
}
STREAMLIT_PATHS = ("/_stcore/", "/media/", "/component/", "/oauth2callback", "/auth/")
"""Where Streamlit has documents of its own; anywhere else its document stands for a page that there is not."""


def middleware() -> list[Middleware]:
    """The layers around the app, the outermost first."""
    return [Middleware(SafeHeaders), Middleware(OpenToAll), Middleware(TrulyNotFound)]


class SafeHeaders:
    """Adds the headers of `SAFE_HEADERS` to every answer that does not say them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and the answer back with its headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = {name.lower() for name, _ in message.get("headers", [])}
                more = [(name, value) for name, value in SAFE_HEADERS.items() if name not in said]
                message = {**message, "headers": [*message.get("headers", []), *more]}
            await send(message)

        await self._app(scope, receive, send_safely)


class OpenToAll:
    """Lets scripts of any site read the data; pages and their sockets stay closed to them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open = CORSMiddleware(
            app,
            allow_origins=["*"],
            allow_methods=["GET", "HEAD"],
            allow_headers=["*"],
            expose_headers=["ETag", "Link", "Content-Disposition", "Content-Language"],
            max_age=86_400,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, through the open door where its path is data."""
        is_open = scope["type"] == "http" and scope["path"].startswith(OPEN_PATHS)
        await (self._open if is_open else self._app)(scope, receive, send)


class TrulyNotFound:
    """Answers 404 where Streamlit would give its empty document, status 200, for a page that there is not."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on; an answer that says nothing of use is held back and a telling one sent."""
        if scope["type"] != "http" or scope["path"] in BY_PATH or scope["path"].startswith(STREAMLIT_PATHS):
            await self._app(scope, receive, send)
            return
        held = False

        async def send_or_hold(message: Message) -> None:
            nonlocal held
            held = held or (message["type"] == "http.response.start" and _says_nothing(message))
            if not held:
                await send(message)

        await self._app(scope, receive, send_or_hold)
        if held:
            is_data = scope["path"].startswith(OPEN_PATHS)
            lost = (unknown_address if is_data else unknown_page)(Request(scope))
            await lost(scope, receive, send)


def _says_nothing(message: Message) -> bool:
    """Whether the answer is Streamlit's document, or the bare 404 of a router."""
    kind: bytes = dict(message.get("headers", [])).get(b"content-type", b"")
    status: int = message["status"]
    return (status == 200 and kind.startswith(b"text/html")) or (status == 404 and kind.startswith(b"text/plain"))
