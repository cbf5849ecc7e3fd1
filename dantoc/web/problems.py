"""What went wrong, as RFC 9457 has it: the parameter, the value, what is allowed, in the reader's language."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from dantoc.catalogue.settings import settings
from dantoc.l10n import messages
from dantoc.l10n.faults import describe_error, error_title
from dantoc.model.errors import BrokenDataset, DantocError
from dantoc.web.asking import preferred_locale
from dantoc.web.health import NOTICED

MEDIA_TYPE = "application/problem+json"
LONGEST_VALUE = 200
_LOG = logging.getLogger(__name__)

Handler = Callable[[Request], Response]
Endpoint = Callable[[Request], Awaitable[Response]]


def guarded(handler: Handler, threads: CapacityLimiter | None = None) -> Endpoint:
    """The handler as an endpoint: run beside the event loop, with every fault told as a problem document.

    It runs in one of `threads`, those that all share without.
    """

    async def endpoint(request: Request) -> Response:
        return await to_thread.run_sync(safely, handler, request, limiter=threads)

    endpoint.__name__ = handler.__name__
    endpoint.__doc__ = handler.__doc__
    return endpoint


def safely(handler: Handler, request: Request) -> Response:
    """The handler's answer, or its fault told as a problem document."""
    try:
        return handler(request)
    except DantocError as error:
        if isinstance(error, BrokenDataset):
            _LOG.error("%s", error)
            NOTICED.add(error.value)
        return of_error(request, error)
    except Exception:
        _LOG.exception("%s failed", handler.__name__)  # not the path: what a reader wrote is not for the log
        return problem(request, 500, "unexpected")


def of_error(request: Request, error: DantocError) -> Response:
    """The problem document of an error of the core."""
    locale = preferred_locale(request)
    more: dict[str, object] = {
        "parameter": error.parameter,
        "value": error.value[:LONGEST_VALUE],
        "allowed": list(error.allowed),
    }
    return _document(request, error.status, error.kind, error_title(error, locale), describe_error(error, locale), more)


def problem(request: Request, status: int, kind: str, **params: object) -> Response:
    """The problem document of something that is wrong with the request as a whole; `kind` names its message."""
    locale = preferred_locale(request)
    title = messages.say(f"web.problem.{kind}", locale)
    return _document(request, status, kind, title, messages.say(f"web.problem.{kind}.detail", locale, **params), {})


def _document(request: Request, status: int, kind: str, title: str, detail: str, more: dict[str, object]) -> Response:
    locale = preferred_locale(request)
    body = {
        "type": f"{settings().base_url}/api-guide#{kind}",
        "title": title,
        "status": status,
        "detail": detail,
        **more,
        "instance": _instance(request),
    }
    headers = {"Content-Language": locale, "Cache-Control": "no-store", "Vary": "Accept-Language"}
    if status == 405:
        headers["Allow"] = "GET, HEAD, OPTIONS"
    if status == 429:
        headers["Retry-After"] = "60"
    content = json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    return Response(content, status, headers, MEDIA_TYPE)


def _instance(request: Request) -> str:
    query = request.url.query
    return (request.url.path + (f"?{query}" if query else ""))[:2_000]
