"""A chart as a document of its own: the drawing, what it shows in words, and the way to the figures; no script."""

from __future__ import annotations

from html import escape

from dantoc.l10n.messages import say
from dantoc.model.text import Locale

_STYLE = (
    'body{margin:0 auto;max-width:64rem;padding:1rem;font-family:"Source Sans","Source Sans 3","Source Sans Pro",'
    "sans-serif;line-height:1.5;color:#1b1d22;background:#fff}h1{font-size:1.25rem;line-height:1.3;margin:0 0 1rem}"
    "figure{margin:0}svg{max-width:100%;height:auto}"
    "figcaption{font-size:.875rem;margin-top:.75rem}a{color:#2f4a8a}"
    "@media(max-width:40rem){figure>div{overflow-x:auto}svg{max-width:none;width:38rem}}"  # its words stay readable
    "@media print{h1{margin:0 0 .5rem}svg{max-height:78vh}figure{break-inside:avoid}}"
    "body.dark{color:#e8e9ee;background:#14161c}body.dark a{color:#9db4f0}"
)


def chart_page(svg: str, title: str, heading: str, alt: str, link: str, locale: Locale, theme: str) -> str:
    """The document; `svg` is our own drawing, whose texts are escaped, and `link` the page of the same figures.

    `heading` names the dataset, `title` the chart, which bears it too.
    """
    address = escape(link, quote=True)
    drawing = f'<div role="region" tabindex="0" aria-label="{escape(title, quote=True)}">{svg}</div>'
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(locale)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(title)}</title>'
        f'<link rel="canonical" href="{address}"><style>{_STYLE}</style></head>'
        f'<body class="{escape(theme)}"><main><h1>{escape(heading)}</h1><figure>{drawing}<figcaption>{escape(alt)} '
        f'<a href="{address}">{escape(say("web.chart.figures", locale))}</a></figcaption></figure></main>'
        "</body></html>\n"
    )
