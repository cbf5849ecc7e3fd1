"""What is not there: a problem document for programs, a page in every language for readers."""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dantoc.l10n import messages
from dantoc.l10n.messages import say
from dantoc.web.asking import preferred_locale
from dantoc.web.page_entries import FAVICON
from dantoc.web.problems import problem

_STYLE = (
    "body{font-family:'Source Sans 3','Source Sans Pro','Source Sans',sans-serif;max-width:34rem;margin:4rem auto;"
    "padding:0 1.25rem;line-height:1.5;color:#1f2430;background:#fff}h1,h2{line-height:1.25;margin:1.5rem 0 .5rem}"
    "h2{font-size:1.25rem}a{color:#2e3a8c}@media(prefers-color-scheme:dark){body{color:#e6e8ee;background:#14161c}"
    "a{color:#a9b4ff}}"
)


def unknown_address(request: Request) -> Response:
    """The problem document of an address of the API that there is not, or of a method that it does not take."""
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        return problem(request, 405, "method", method=request.method)
    return problem(request, 404, "unknown_address", path=request.url.path[:200])


def unknown_page(request: Request) -> Response:
    """A page that says in every language that there is no such page, the reader's first, and leads home."""
    first = preferred_locale(request)
    order = (first, *(own for own in messages.locales() if own != first))
    parts = [_said(locale, "h1" if locale == first else "h2") for locale in order]
    page = (
        f'<!DOCTYPE html>\n<html lang="{escape(first)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        f'<link rel="icon" type="image/svg+xml" href="{FAVICON}">'
        f"<title>{escape(say('web.not_found', first))} – {escape(say('core.product', first))}</title>"
        f"<style>{_STYLE}</style></head><body><main>{''.join(parts)}</main></body></html>\n"
    )
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Language", "Content-Language": ", ".join(order)}
    return HTMLResponse(page, 404, headers)


def _said(locale: str, heading: str) -> str:
    links = (("/", "web.not_found.home"), ("/catalogue", "web.not_found.catalogue"))
    items = "".join(
        f'<li><a href="{path}?lang={escape(locale)}">{escape(say(key, locale))}</a></li>' for path, key in links
    )
    return (
        f'<section lang="{escape(locale)}"><{heading}>{escape(say("web.not_found", locale))}</{heading}>'
        f"<p>{escape(say('web.not_found.text', locale))}</p><ul>{items}</ul></section>"
    )
