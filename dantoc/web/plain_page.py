"""A page that says one thing in every language, the reader's first; it stands without script and without the store."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse

from dantoc.l10n import messages
from dantoc.l10n.messages import say
from dantoc.model.text import Locale
from dantoc.web.asking import preferred_locale
from dantoc.web.page_entries import FAVICON

_STYLE = (
    "body{font-family:'Source Sans 3','Source Sans Pro','Source Sans',sans-serif;max-width:34rem;margin:4rem auto;"
    "padding:0 1.25rem;line-height:1.5;color:#1f2430;background:#fff}h1,h2{line-height:1.25;margin:1.5rem 0 .5rem}"
    "h2{font-size:1.25rem}a{color:#2e3a8c}@media(prefers-color-scheme:dark){body{color:#e6e8ee;background:#14161c}"
    "a{color:#a9b4ff}}"
)

Section = Callable[[Locale], tuple[str, str]]
"""A language's heading as text, and what stands below it as HTML."""


def plain_page(request: Request, section: Section, status: int, headers: dict[str, str] | None = None) -> HTMLResponse:
    """The page with a section a language."""
    first = preferred_locale(request)
    order = (first, *(own for own in messages.locales() if own != first))
    parts = "".join(_said(locale, "h1" if locale == first else "h2", *section(locale)) for locale in order)
    page = (
        f'<!DOCTYPE html>\n<html lang="{escape(first)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        f'<link rel="icon" type="image/svg+xml" href="{FAVICON}">'
        f"<title>{escape(section(first)[0])} – {escape(say('core.product', first))}</title>"
        f"<style>{_STYLE}</style></head><body><main>{parts}</main></body></html>\n"
    )
    standing = {"Cache-Control": "no-store", "Vary": "Accept-Language", "Content-Language": ", ".join(order)}
    return HTMLResponse(page, status, {**standing, **(headers or {})})


def ways(links: list[tuple[str, str]]) -> str:
    """Addresses with their names as a list of links."""
    items = "".join(f'<li><a href="{escape(address, quote=True)}">{escape(name)}</a></li>' for address, name in links)
    return f"<ul>{items}</ul>"


def _said(locale: Locale, level: str, heading: str, body: str) -> str:
    return f'<section lang="{escape(locale)}"><{level}>{escape(heading)}</{level}>{body}</section>'
