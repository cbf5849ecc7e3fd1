"""HTML: the table as printed, in a document that stands alone: for screen readers, e-mail, browsers without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from dantoc.formats.citation import cite
from dantoc.formats.export import Export, Format, Typeset
from dantoc.l10n import sentence
from dantoc.l10n.messages import say
from dantoc.l10n.numbers import format_date
from dantoc.model.text import Locale

CHARACTERS_A_CHUNK = 1 << 16
_STYLE = (
    'body{margin:0 auto;max-width:80rem;padding:1.25rem;font-family:"Source Sans","Source Sans 3","Source Sans Pro",'
    "sans-serif;line-height:1.5;color:#1b1d22;background:#fff}h1{font-size:1.25rem;line-height:1.3;margin:0 0 1.25rem}"
    ".dt-table .dt-subtitle{display:none}"  # the heading says it
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;font-size:.875rem;margin:1.5rem 0 0}"
    "dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}a{color:#2f4a8a}"
    "@media(prefers-color-scheme:dark){body{color:#e8e9ee;background:#14161c}a{color:#9db4f0}}"
    "@media print{main:has(.dt-width-wide){page:dt-wide}}"  # one kind of page, or the heading would stand on its own
    "@media(max-width:40rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}}"
)


def write(export: Export) -> Iterator[bytes]:
    """The document, in chunks.

    Raises:
        ValueError: the export does not say how its table is typeset.
    """
    if export.typeset is None:
        raise ValueError("an HTML file needs Export.typeset, the table as markup")
    content = _document(export, export.typeset())
    for start in range(0, len(content), CHARACTERS_A_CHUNK):
        yield content[start : start + CHARACTERS_A_CHUNK].encode()


def _document(export: Export, table: Typeset) -> str:
    locale, dataset = export.locale, export.result.dataset
    title = escape(f"{sentence.title(export.result, locale)} – {dataset.title.say(locale)}")
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(locale)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title>'
        f"{_address('canonical', export.link)}{_address('alternate', export.api_link)}"
        f"<style>{_STYLE}{table.stylesheet}</style></head><body><main>"
        f"<h1>{escape(dataset.title.say(locale))}</h1>{table.markup}{_facts(export, locale)}</main></body></html>\n"
    )


def _address(relation: str, address: str) -> str:
    return f'<link rel="{relation}" href="{escape(address, quote=True)}">' if address else ""


def _facts(export: Export, locale: Locale) -> str:
    """What a reader must have beside the table to use it; sources and notes stand under the table itself."""
    result, dataset = export.result, export.result.dataset
    said = (
        ("version", escape(f"{dataset.version} ({format_date(dataset.modified, locale)})")),
        ("coverage", escape(dataset.coverage.say(locale))),
        ("licence", escape(f"{dataset.licence.name.say(locale)}. {dataset.licence.text.say(locale)}".strip())),
        ("citation", escape(cite(result, locale, export.link).plain)),
        ("link", _link(export.link)),
        ("api_link", _link(export.api_link)),
    )
    lines = (f"<dt>{escape(say(f'formats.fact.{key}', locale))}</dt><dd>{text}</dd>" for key, text in said if text)
    return f"<dl>{''.join(lines)}</dl>"


def _link(address: str) -> str:
    return f'<a href="{escape(address, quote=True)}">{escape(address)}</a>' if address else ""


HTML = Format(
    "html",
    "html",
    "text/html; charset=utf-8",
    "formats.html",
    write,
    labels="labels",
    attached=False,
    most_figures=50_000,
    laid_out=True,
)
