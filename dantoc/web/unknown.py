"""What is not there: a problem document for programs, a page in every language for readers."""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import Response

from dantoc.l10n.messages import say
from dantoc.model.text import Locale
from dantoc.web.plain_page import plain_page, ways
from dantoc.web.problems import problem


def unknown_address(request: Request) -> Response:
    """The problem document of an address of the API that there is not, or of a method that it does not take."""
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        return problem(request, 405, "method", method=request.method)
    return problem(request, 404, "unknown_address", path=request.url.path[:200])


def unknown_page(request: Request) -> Response:
    """A page that says in every language that there is no such page, the reader's first, and leads home."""
    return plain_page(request, _said, 404)


def _said(locale: Locale) -> tuple[str, str]:
    links = (("/", "web.not_found.home"), ("/catalogue", "web.not_found.catalogue"))
    onward = ways([(f"{path}?lang={locale}", say(key, locale)) for path, key in links])
    return say("web.not_found", locale), f"<p>{escape(say('web.not_found.text', locale))}</p>{onward}"
