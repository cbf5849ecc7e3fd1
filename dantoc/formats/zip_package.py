"""ZIP: the plain CSV with all that a reader needs beside it, for a folder that stays understood in ten years."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from dantoc.formats import csv_plain, metadata
from dantoc.formats.citation import cite
from dantoc.formats.codebook import codebook
from dantoc.formats.export import Export, Format
from dantoc.formats.read_me import read_me

BYTES_A_CHUNK = 1 << 16


def write(export: Export) -> Iterator[bytes]:
    """The CSV, README.txt, codebook.csv, metadata.json, CITATION.bib and CITATION.ris; the same bytes every time."""
    citation = cite(export.result, export.locale, export.link)
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as package:
        _put(package, f"{export.result.dataset.id}.csv", b"".join(csv_plain.write(export)))
        _put(package, "README.txt", read_me(export))
        _put(package, "codebook.csv", codebook(export))
        _put(package, "metadata.json", b"".join(metadata.write(export)))
        _put(package, "CITATION.bib", citation.bibtex.encode())
        _put(package, "CITATION.ris", citation.ris.encode())
    content = sink.getvalue()
    for start in range(0, len(content), BYTES_A_CHUNK):
        yield content[start : start + BYTES_A_CHUNK]


def _put(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Adds a file that bears the earliest date a ZIP knows, so that the hour of packing leaves no trace."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    package.writestr(entry, content)


ZIP = Format("zip", "zip", "application/zip", "formats.zip", write)
