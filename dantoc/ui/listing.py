"""A plain list of things in columns, as HTML that a screen reader can walk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


def listing(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The rows, whose cells are HTML, under their heads (plain text); the inside scrolls, the page does not."""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    label = escape(caption, quote=True)
    return (
        f'<div class="listing" role="region" tabindex="0" aria-label="{label}"><table>'
        f'<caption class="unseen">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def outward(url: str, text: str) -> str:
    """A link that leaves the app; only http and https addresses become links, any other stays text."""
    if not url.startswith(("https://", "http://")):
        return escape(text)
    return f'<a href="{escape(url, quote=True)}" target="_blank" rel="noopener">{escape(text)}</a>'
