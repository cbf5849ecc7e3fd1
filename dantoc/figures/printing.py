"""A drawn chart as PNG, SVG or PDF, with the product's own font and the chart's words inside the file."""

from __future__ import annotations

import atexit
import re
import shutil
import struct
import tempfile
import zlib
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from types import ModuleType

import font_source_sans_pro

from dantoc.figures.marks.base import widths

WIDTH = 720
STYLES = ("Regular", "Semibold", "Bold", "It")
_UNNAMED = re.compile(r' role="graphics-symbol" aria-roledescription="[^"]*"(?=>)')
"""What Vega says of marks that bear no words: an image without a text, to a screen reader."""
_HEADER = 33
"""Length in bytes of a PNG's signature and header chunk, after which text may stand."""


def to_svg(chart: Mapping[str, object], width: int = WIDTH, alt: str = "") -> str:
    """The chart as SVG with ``<title>`` and, from `alt`, ``<desc>``; `width` px wide."""
    svg = _UNNAMED.sub("", _drawer().vegalite_to_svg(_sized(chart, width)))
    words = f"<title>{escape(_title(chart))}</title>" + (f"<desc>{escape(alt)}</desc>" if alt else "")
    return re.sub(r"(<svg\b[^>]*>)", lambda found: found.group(1) + words, svg, count=1)


def to_png(chart: Mapping[str, object], width: int = WIDTH, scale: float = 2.0, alt: str = "") -> bytes:
    """The chart as PNG, `scale` dots a px, with its title and `alt` as text chunks."""
    png = _drawer().vegalite_to_png(_sized(chart, width), scale=scale)
    words = _chunk("Title", _title(chart)) + (_chunk("Description", alt) if alt else b"")
    return bytes(png[:_HEADER] + words + png[_HEADER:])


def to_pdf(chart: Mapping[str, object], width: int = WIDTH) -> bytes:
    """The chart as PDF, text selectable, fonts embedded."""
    return bytes(_drawer().vegalite_to_pdf(_sized(chart, width)))


def _sized(chart: Mapping[str, object], width: int) -> dict[str, object]:
    """The chart at a width of its own; the place it will stand in is known, so nothing is left to ask of it."""
    return {**chart, "width": width, "params": widths(width)}


def _title(chart: Mapping[str, object]) -> str:
    return str(chart.get("description", ""))


@lru_cache(maxsize=1)
def _drawer() -> ModuleType:
    """What draws pictures, the font made known to it: from a folder of its TTFs alone, or the OTF would be Regular."""
    import vl_convert

    files = Path(font_source_sans_pro.__file__).parent / "files"
    # A folder of this process alone: nobody else can lay fonts into it, and none is read while another copies it.
    folder = Path(tempfile.mkdtemp(prefix="dantoc-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for style in STYLES:
        shutil.copy(files / f"SourceSansPro-{style}.ttf", folder)
    vl_convert.register_font_directory(str(folder))
    return vl_convert


def _chunk(keyword: str, text: str) -> bytes:
    """A PNG chunk of international text (iTXt), uncompressed UTF-8."""
    body = keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode()
    kind = b"iTXt"
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
