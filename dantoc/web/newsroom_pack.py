"""The newsroom pack: a chart in every language with caption, alt text, source, data and citation, in one ZIP.

It is put together here because charts and data files do not know each other: this room asks both.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dantoc.catalogue.settings import settings
from dantoc.figures.drawing import Caption
from dantoc.formats import registry
from dantoc.formats.citation import cite
from dantoc.formats.export import Export
from dantoc.l10n.messages import say
from dantoc.model.dataset import Catalogue
from dantoc.model.result import Result
from dantoc.model.table import TableSpec
from dantoc.model.text import Locale
from dantoc.model.view import View, data_address
from dantoc.tables.layout import lay_out

DATA = ("csv", "xlsx")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest date a ZIP knows: the hour of packing leaves no trace."""


@dataclass(frozen=True)
class Parts:
    """The chart in one language: its files by extension, its alt text, the words around it, the page of its figures."""

    locale: Locale
    files: Mapping[str, bytes]
    alt: str
    caption: Caption
    link: str


def pack(catalogue: Catalogue, result: Result, view: View, parts: Sequence[Parts]) -> bytes:
    """The ZIP, a folder a language; the same bytes every time."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as package:
        for own in parts:
            for name, content in _files(catalogue, result, view, own):
                entry = zipfile.ZipInfo(f"{own.locale}/{name}", _EARLIEST)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                package.writestr(entry, content)
    return sink.getvalue()


def _files(catalogue: Catalogue, result: Result, view: View, own: Parts) -> Iterable[tuple[str, bytes]]:
    for extension, content in own.files.items():
        yield f"chart.{extension}", content
    words = own.caption
    yield "caption.txt", _text(words.title, words.subtitle, *words.notes, words.source, words.dataset)
    yield "alt-text.txt", _text(own.alt)
    yield "source.txt", _text(words.source, words.dataset, say("web.pack.figures", own.locale, link=own.link))
    for kind in DATA:
        yield f"data.{kind}", b"".join(registry.write(kind, _export(catalogue, result, view, own, kind)))
    citation = cite(result, own.locale, own.link)
    yield "citation.txt", _text(citation.plain)
    yield "citation.bib", citation.bibtex.encode()
    yield "citation.ris", citation.ris.encode()


def _export(catalogue: Catalogue, result: Result, view: View, own: Parts, kind: str) -> Export:
    spec = TableSpec(view.rows, view.columns)
    return Export(
        result=result,
        catalogue=catalogue,
        locale=own.locale,
        lay_out=lambda: lay_out(result, spec, own.locale),
        link=own.link,
        api_link=settings().base_url + data_address(result.dataset, view, kind, own.locale),
    )


def _text(*lines: str) -> bytes:
    """The lines as text that opens rightly in every editor on every system."""
    return b"\xef\xbb\xbf" + "".join(f"{line}\r\n" for line in lines if line).encode()
