"""A chart as a document of its own: the drawing, what it shows in words, and the way to the figures; no script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from dantoc.l10n.messages import say
from dantoc.model.dataset import Dataset
from dantoc.model.text import Locale

_STYLE = (
    "body{margin:0 auto;max-width:64rem;padding:1rem;font-family:system-ui,sans-serif;line-height:1.5;color:#1b1d22;"
    "background:#fff}h1{font-size:1.25rem;line-height:1.3;margin:0 0 1rem}figure{margin:0}"
    "svg{display:block;max-width:100%;height:auto}svg.phone{display:none}"
    "@media(max-width:599px){svg.page{display:none}svg.phone{display:block;margin:0 auto}}"
    "figcaption{font-size:.875rem;margin-top:.75rem}a{color:#2f4a8a}"
    "@media print{h1{margin:0 0 .5rem}svg{max-height:78vh}figure{break-inside:avoid}}"
    "body.dark{color:#e8e9ee;background:#14161c}body.dark a{color:#9db4f0}"
    "body.framed{padding:.5rem;max-width:none}body.framed svg{margin:0 auto}"
    ".unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}"
)
_ID = re.compile(r'\b(id="|url\(#|href="#)')


@dataclass(frozen=True)
class Page:
    """What stands on the page: one drawing, or one for a page and one for a phone; `is_framed` in another's page.

    `heading` names the dataset, `title` the chart, which bears it too; `link` leads to the page of the same figures.
    """

    drawings: tuple[str, ...]
    title: str
    heading: str
    alt: str
    link: str
    locale: Locale
    theme: str
    is_framed: bool = False


def chart_page(page: Page) -> str:
    """The document; the drawings are our own, whose texts are escaped."""
    address = escape(page.link, quote=True)
    say_figures = escape(say("web.chart.figures", page.locale))
    target = ' target="_blank" rel="noopener"' if page.is_framed else ""
    unseen = ' class="unseen"' if page.is_framed else ""
    body = (
        f"<h1{unseen}>{escape(page.heading)}</h1><figure>{_drawings(page.drawings)}<figcaption>"
        f"<span{unseen}>{escape(page.alt)}</span> "
        f'<a href="{address}"{target}>{say_figures}</a></figcaption></figure>'
    )
    return _document(page.title, page.locale, page.theme, body, f'<link rel="canonical" href="{address}">', page)


def changed_page(dataset: Dataset, version: str, link: str, locale: Locale, theme: str) -> str:
    """What stands where a chart was frozen to a version of the dataset that is not served any more."""
    heading = dataset.title.say(locale)
    said = say("web.chart.other_version", locale, asked=version, now=dataset.version)
    body = (
        f"<h1>{escape(heading)}</h1><p>{escape(said)}</p>"
        f'<p><a href="{escape(link, quote=True)}" target="_blank" rel="noopener">'
        f"{escape(say('web.chart.figures_now', locale))}</a></p>"
    )
    return _document(heading, locale, theme, body, '<meta name="robots" content="noindex">')


def _document(title: str, locale: Locale, theme: str, body: str, head: str, page: Page | None = None) -> str:
    classes = escape(f"{theme} framed" if page is not None and page.is_framed else theme)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(locale)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(title)}</title>'
        f"{head}<style>{_STYLE}</style></head>"
        f'<body class="{classes}"><main>{body}</main></body></html>\n'
    )


def _drawings(drawings: tuple[str, ...]) -> str:
    """The drawings, of which a stylesheet shows the one that fits; names inside the second are its own."""
    if len(drawings) == 1:
        return drawings[0]
    page, phone = drawings
    phone = _ID.sub(r"\1phone-", phone)
    return page.replace('class="marks"', 'class="page"', 1) + phone.replace('class="marks"', 'class="phone"', 1)
