"""`/publications/{id}.{edition}.pdf`: a book, printed when it is first asked for; and its pages as pictures."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from dantoc.engine.engine import open_engine
from dantoc.model.errors import UnknownOption
from dantoc.reports.bindery import Bound, Printing, open_bindery
from dantoc.reports.order import PARAMETERS, Order, read_order
from dantoc.web import answers, asking
from dantoc.web.problems import Handler, safely
from dantoc.web.turns import LEFT, left

STEP = 0.05
"""Seconds after which one who waits looks again."""
WIDTHS = (240, 480, 960, 1440)
"""How many px wide the picture of a page may be."""
PAGES = 2_000
PDF = "application/pdf"


def publication(request: Request) -> Response:
    """The book; one that is not printed yet is printed first, and nobody else waits for that.

    Who asks for its head alone (a checker of links, a harvester) has nothing printed.
    """
    order = _order(request, ())
    bindery, engine = open_bindery(), open_engine()
    key = bindery.key(engine, order)
    if answers.has_it(request, key):
        return answers.not_changed(request, key)
    if request.method == "HEAD" and bindery.find(engine, order) is None:
        return _head(order, key)
    return Printed(bindery.order(engine, order), lambda bound, _: _file(bound, order))


def publication_page(request: Request) -> Response:
    """One page of the book as a picture, for those who look before they take it."""
    page = asking.number_of(request, "page", PAGES) or 1
    width = asking.number_of(request, "width", WIDTHS[-1]) or WIDTHS[1]
    if width not in WIDTHS:
        raise UnknownOption("width", width, tuple(str(own) for own in WIDTHS))
    order = _order(request, ("page", "width"))
    return Printed(
        open_bindery().order(open_engine(), order), lambda bound, own: _picture(own, bound, page, width, order)
    )


class Printed(Response):
    """An answer that waits for a book; a reader who leaves is waited for no more."""

    def __init__(self, printing: Printing, make: Callable[[Bound, Request], Response]) -> None:
        super().__init__()
        self._printing = printing
        self._make = make

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Waits, and sends the book; nothing where the reader has left."""
        gone = asyncio.ensure_future(left(receive)) if not self._printing.ended else None
        try:
            while not self._printing.ended and not (gone is not None and gone.done()):
                await asyncio.sleep(STEP)
        finally:
            if gone is not None:
                gone.cancel()
            await run_in_threadpool(self._printing.leave)
        if not self._printing.ended:
            await Response(status_code=LEFT)(scope, receive, send)
            return
        handler: Handler = self._answer
        answer = await run_in_threadpool(safely, handler, Request(scope, receive))
        await answer(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        return self._make(self._printing.result(), request)


def _order(request: Request, besides: tuple[str, ...]) -> Order:
    asking.only(request, (*PARAMETERS, "lang", *besides))
    asking.locale_of(request)  # of what is told when something is wrong
    said = {name: own for name, own in request.query_params.items() if name in PARAMETERS}
    return read_order(open_engine(), request.path_params["id"], request.path_params["edition"], said)


def _file(bound: Bound, order: Order) -> Response:
    headers = {**_headers(order, bound.key), "Repr-Digest": f"sha-256=:{_base64(bound.checksum)}:"}
    return FileResponse(bound.path, headers=headers, media_type=PDF)


def _head(order: Order, key: str) -> Response:
    """What is known of a book before it is printed: all but its length and checksum."""
    answer = Response(headers={**_headers(order, key), "Accept-Ranges": "bytes"}, media_type=PDF)
    del answer.headers["content-length"]
    return answer


def _headers(order: Order, key: str) -> dict[str, str]:
    return {
        "ETag": f'"{key}"',
        "Cache-Control": "public, no-cache",
        "Content-Language": ", ".join(order.edition.locales),
        "Content-Disposition": f'inline; filename="{order.file_name}"',
    }


def _base64(digest: str) -> str:
    return b64encode(bytes.fromhex(digest)).decode()


def _picture(request: Request, bound: Bound, page: int, width: int, order: Order) -> Response:
    if page > bound.pages:
        raise UnknownOption("page", page, (f"1–{bound.pages}",))
    tag = answers.fingerprint(bound.key, page, width)
    headers = {"Content-Language": ", ".join(order.edition.locales)}
    made = answers.kept(tag, lambda: answers.Answer(_drawn(bound, page, width), "image/png", tag, headers))
    return answers.respond(request, made, tag)


def _drawn(bound: Bound, page: int, width: int) -> bytes:
    from dantoc.reports.leafing import picture

    return picture(bound.path, page, width)
