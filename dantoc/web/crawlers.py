"""`/robots.txt` and `/sitemap.xml`: where crawlers may go, and every page in every language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape

from starlette.requests import Request
from starlette.responses import Response

from dantoc.catalogue.settings import settings
from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import locales
from dantoc.model.view import encode
from dantoc.reports.order import CHOICES
from dantoc.web import answers
from dantoc.web.page_entries import PAGES


def robots(request: Request) -> Response:
    """Everything is open but the sockets of the pages and the endless space of queries."""
    text = "\n".join(
        (
            "User-agent: *",
            "Disallow: /_stcore/",
            "Disallow: /metrics",
            "Disallow: /api/v1/datasets/*/data",
            "Disallow: /api/v1/datasets/*/chart",
            *(f"Disallow: /publications/*{own}=" for own in CHOICES),  # books of one's own: there is no end to them
            "Disallow: /publications/*.png",
            "Allow: /api/v1/datasets/*/chart.png?*size=link",  # the pictures of shared links
            "Allow: /",
            f"Sitemap: {settings().base_url}/sitemap.xml",
            "",
        )
    )
    return answers.respond(
        request, answers.Answer(text.encode(), "text/plain; charset=utf-8", answers.fingerprint(text))
    )


def sitemap(request: Request) -> Response:
    """Every page, every dataset and every publication, with its address in each language."""
    entries = "".join(_entries())
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        f"{entries}</urlset>\n"
    )
    return answers.respond(request, answers.Answer(text.encode(), "application/xml", answers.fingerprint(text)))


def _entries() -> Iterator[str]:
    for page in PAGES:
        if page.listed:
            yield from _in_each_language(page.path, {})
    for dataset in open_engine().catalogue.datasets.values():
        yield from _in_each_language("/dataset", {"id": dataset.id}, dataset.modified)
    for publication in open_engine().publications.sound:
        yield from _in_each_language("/publications", {"id": publication.id}, publication.issued)


def _in_each_language(path: str, params: dict[str, str], changed: date | None = None) -> Iterator[str]:
    base = settings().base_url
    addresses = {locale: f"{base}{path}?{encode({**params, 'lang': locale})}" for locale in locales()}
    alternates = "".join(
        f'<xhtml:link rel="alternate" hreflang="{escape(locale)}" href="{escape(address)}"/>'
        for locale, address in addresses.items()
    )
    stamp = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
    for address in addresses.values():
        yield f"<url><loc>{escape(address)}</loc>{stamp}{alternates}</url>\n"
