"""What is posted: from whom it may come, how much of it is read, and the JSON that it must be."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from dantoc.catalogue.settings import settings
from dantoc.model.errors import BadBody, BadMediaType, DantocError, ForeignOrigin, TooLargeBody
from dantoc.web.problems import Endpoint, of_error, safely
from dantoc.web.soundness import sound

MEDIA_TYPE = "application/json"
PATIENCE = 10
"""Seconds in which a body must have come."""
_OURS = ("same-origin", "none")
_LONGEST_NUMBER = 9

Taker = Callable[[Request, dict[str, object]], Response]
"""What answers a JSON object that was posted."""


def receiving(taker: Taker, most: int) -> Endpoint:
    """The taker as an endpoint: handed the object in a body of at most `most` bytes that our own pages may send."""

    async def endpoint(request: Request) -> Response:
        try:
            _check_origin(request)
            _check_media_type(request)
            body = await _body(request, most)
        except DantocError as error:
            return of_error(request, error)
        except ClientDisconnect:
            return Response(status_code=400)
        handler = sound(partial(_taken, taker, body))
        return await run_in_threadpool(safely, handler, request)

    endpoint.__name__ = taker.__name__
    endpoint.__doc__ = taker.__doc__
    return endpoint


def text_member(said: dict[str, object], name: str, default: str = "") -> str:
    """The text that the object holds under the name, or what stands for it.

    Raises:
        BadBody: something that is no text.
    """
    value = said.get(name, default)
    if not isinstance(value, str):
        raise BadBody(name, _shown(value), ("text",))
    return value


def _taken(taker: Taker, body: bytes, request: Request) -> Response:
    return taker(request, _object(body))


def _object(body: bytes) -> dict[str, object]:
    try:
        said = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadBody("body", body[:40].decode("ascii", "replace"), ("JSON, UTF-8",)) from error
    if not isinstance(said, dict):
        raise BadBody("body", _shown(said), ("{…}",))
    return said


def _shown(value: object) -> str:
    return json.dumps(value)[:40]


def _check_origin(request: Request) -> None:
    """A browser says of which site the page is that posts; a program says nothing and may.

    Hosts are compared and not schemes: a proxy in front ends the encryption.
    """
    site = request.headers.get("sec-fetch-site", "")
    origin = request.headers.get("origin", "")
    hosts = {urlsplit(settings().base_url).netloc, request.headers.get("host", "")}
    if (site and site not in _OURS) or (origin and urlsplit(origin).netloc not in hosts):
        raise ForeignOrigin("Origin", origin or site)


def _check_media_type(request: Request) -> None:
    said = request.headers.get("content-type", "")
    if said.partition(";")[0].strip().lower() != MEDIA_TYPE:
        raise BadMediaType("Content-Type", said, (MEDIA_TYPE,))


async def _body(request: Request, most: int) -> bytes:
    """The whole body; no more than `most` bytes of it are ever held."""
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and (len(length) > _LONGEST_NUMBER or int(length) > most):
        raise TooLargeBody("body", length[:_LONGEST_NUMBER], (f"≤ {most}",))
    found = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for part in request.stream():
                found += part
                if len(found) > most:
                    raise TooLargeBody("body", f"> {most}", (f"≤ {most}",))
    except TimeoutError as error:
        raise BadBody("body", f"{len(found)} …", (f"≤ {PATIENCE} s",)) from error
    return bytes(found)
