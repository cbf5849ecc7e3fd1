"""A reader of the routes, in the process: no socket, no Streamlit."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

import httpx
import streamlit
from starlette.applications import Starlette
from starlette.types import ASGIApp

from dantoc.web.middleware import middleware

SHELL = Path(streamlit.__file__).parent / "static" / "index.html"


def app() -> Starlette:
    return Starlette(middleware=middleware(SHELL))


class Reader:
    """Asks an app and gives back its answers."""

    def __init__(self, asked: ASGIApp) -> None:
        self._app = asked

    def get(self, address: str, method: str = "GET", **headers: str) -> httpx.Response:
        """The answer to the address; header names are written with ``_`` for ``-``."""
        return asyncio.run(self._ask(method, address, _named(headers)))

    def post(self, address: str, body: bytes | object, **headers: str) -> httpx.Response:
        """The answer to what is posted: bytes as they are, anything else as JSON."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        said = {"content-type": "application/json", **_named(headers)}
        return asyncio.run(self._ask("POST", address, said, content))

    async def _ask(
        self, method: str, address: str, headers: Mapping[str, str], content: bytes | None = None
    ) -> httpx.Response:
        transport = httpx.ASGITransport(self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(
                method, address, headers={"accept-encoding": "identity", **headers}, content=content
            )


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
