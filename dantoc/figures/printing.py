"""A drawn chart as PNG, SVG or PDF, with the product's own font and the chart's words inside the file.

A chart is drawn once, as SVG; picture and document are made of that drawing, so that all say the same in the same
place. The same chart gives the same bytes every time.
"""

from __future__ import annotations

import atexit
import io
import re
import shutil
import struct
import tempfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

from dantoc.figures import fonts
from dantoc.figures.screens import widths
from dantoc.figures.sizes import in_px, is_page, margin
from dantoc.figures.standin_font import font_file
from dantoc.figures.standins import Standins
from dantoc.model.size import MM, PAGE, Size

WIDTH = 720
PHONE_WIDTH = 360
DOTS: Mapping[str, float] = {"1": 1.0, "2": 2.0, "300dpi": 300 / 96}
"""How many dots a px of CSS has in a picture, as an address says it; the last is what printers ask for."""
POINTS_A_PX = 0.75
_UNNAMED = re.compile(r' role="graphics-symbol" aria-roledescription="[^"]*"(?=>)')
"""What Vega says of marks that bear no words: an image without a text, to a screen reader."""
_HEADER = 33
"""Length in bytes of a PNG's signature and header chunk, after which text may stand."""
_ROOT = re.compile(
    r'<svg\b(?P<before>[^>]*?) width="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)" '
    r'viewBox="0 0 (?P<w>[\d.]+) (?P<h>[\d.]+)">'
)
_GROUND = re.compile(r'<rect width="[\d.]+" height="[\d.]+" fill="(?P<fill>[^"]*)"\s*/>')
_TEXT = re.compile(r"<text\b(?P<said>[^>]*)(?<!/)>(?P<content>.*?)</text>", re.DOTALL)
"""A text with its letters; one without any is closed where it begins."""
_TAG = re.compile(r"<[^>]*>")
_SVG = "http://www.w3.org/2000/svg"


@dataclass(frozen=True)
class Drawing:
    """A chart drawn as SVG without a frame: what stands between the outer tags, and the part of it that is shown."""

    content: str
    view: tuple[float, float, float, float]
    width: float
    height: float
    unit: str
    title: str
    alt: str

    def svg(self, *, outlined: bool = False, lang: str = "") -> str:
        """The drawing as a document, with its words in ``<title>`` and ``<desc>``; its letters go along, as a font or,
        `outlined`, as curves."""
        return self._document(_outlined(self.content) if outlined else _with_font(self.content), lang)

    def bare(self, lang: str = "") -> str:
        """The drawing as a document without its letters, for a place that has the font."""
        return self._document(self.content, lang)

    def png(self, dots: float = 2.0) -> bytes:
        """The drawing as a picture of `dots` dots a px of CSS, with its words and its true size inside."""
        width, height = (round(side * dots) for side in self._in_px())
        svg = self._framed(self.content, str(width), str(height))
        png = _drawer().svg_to_png(svg, scale=1.0, ppi=72)
        words = _text_chunk("Title", self.title) + (_text_chunk("Description", self.alt) if self.alt else b"")
        return bytes(png[:_HEADER]) + words + _size_chunk(dots) + _without(png[_HEADER:], b"pHYs")

    def pdf(self, lang: str = "") -> bytes:
        """The drawing as a document of one page of its true size, text selectable, fonts embedded."""
        import pikepdf

        width, height = (_number(side * POINTS_A_PX) for side in self._in_px())
        made = _drawer().svg_to_pdf(self._framed(self.content, width, height))
        with pikepdf.open(io.BytesIO(made)) as document:
            document.docinfo["/Title"] = self.title
            if self.alt:
                document.docinfo["/Subject"] = self.alt
            if lang:
                document.Root.Lang = pikepdf.String(lang)
            sink = io.BytesIO()
            document.save(sink, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return sink.getvalue()

    def _document(self, content: str, lang: str) -> str:
        return self._framed(content, f"{_number(self.width)}{self.unit}", f"{_number(self.height)}{self.unit}", lang)

    def _in_px(self) -> tuple[float, float]:
        return in_px(Size(self.width, self.height, self.unit or "px"))

    def _framed(self, content: str, width: str, height: str, lang: str = "") -> str:
        words = f"<title>{escape(self.title)}</title>" + (f"<desc>{escape(self.alt)}</desc>" if self.alt else "")
        view = " ".join(_number(side) for side in self.view)
        language = f' xml:lang="{escape(lang)}"' if lang else ""
        return (
            f'<svg xmlns="{_SVG}" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" class="marks" role="img"'
            f'{language} width="{width}" height="{height}" viewBox="{view}">{words}{content}</svg>'
        )


def drawn(chart: Mapping[str, object], size: Size = PAGE, alt: str = "", width: int = WIDTH) -> Drawing:
    """The chart drawn for the size it leaves in; a chart that fits itself to its place is drawn `width` px wide."""
    own = _sized(chart, width) if chart["width"] == "container" else chart
    standins = Standins()
    svg = _UNNAMED.sub("", standins.back(str(_drawer().vegalite_to_svg(standins.chart(own)))))
    root = _ROOT.search(svg)
    if root is None:
        raise RuntimeError(f"the drawer gave no drawing: {svg[:80]!r}")
    natural = float(root["w"]), float(root["h"])
    content = svg[root.end() : svg.rindex("</svg>")]
    title = str(chart.get("description", ""))
    if is_page(size):
        return Drawing(content, (0, 0, *natural), *natural, "", title, alt)
    return _on_ground(content, natural, size, title, alt)


def to_svg(chart: Mapping[str, object], width: int = WIDTH, alt: str = "", size: Size = PAGE) -> str:
    """The chart as SVG with ``<title>`` and, from `alt`, ``<desc>``; `width` px wide."""
    return drawn(chart, size, alt, width).svg()


def to_png(
    chart: Mapping[str, object], width: int = WIDTH, scale: float = 2.0, alt: str = "", size: Size = PAGE
) -> bytes:
    """The chart as PNG, `scale` dots a px, with its title and `alt` as text chunks."""
    return drawn(chart, size, alt, width).png(scale)


def to_pdf(chart: Mapping[str, object], width: int = WIDTH, alt: str = "", size: Size = PAGE) -> bytes:
    """The chart as PDF, text selectable, fonts embedded."""
    return drawn(chart, size, alt, width).pdf()


def letters(svg: str) -> dict[str, list[str]]:
    """The texts of a drawing, by the style of font they are set in."""
    found: dict[str, list[str]] = {}
    for text in _TEXT.finditer(svg):
        style = fonts.style_of(_said(text["said"], "font-weight"), _said(text["said"], "font-style"))
        found.setdefault(style, []).append(unescape(_TAG.sub("", text["content"])))
    return found


def _on_ground(content: str, natural: tuple[float, float], size: Size, title: str, alt: str) -> Drawing:
    """The drawing in the middle of a ground of that size."""
    wide, high = natural
    width, height = in_px(size)
    edge = margin(size)
    scale = max(wide / (width - 2 * edge), high / (height - 2 * edge) if height else 0)
    across, down = width * scale, (height * scale if height else high + 2 * edge * scale)
    left, top = (wide - across) / 2, (high - down) / 2
    view = (left, top, across, down)
    ground = " ".join(
        f'{name}="{_number(side)}"' for name, side in zip(("x", "y", "width", "height"), view, strict=True)
    )
    content = _GROUND.sub(lambda found: f'<rect {ground} fill="{found["fill"]}"/>', content, count=1)
    own_height = size.height or round(size.width * down / across, 1)
    return Drawing(content, view, size.width, own_height, MM if size.unit == MM else "", title, alt)


def _with_font(content: str) -> str:
    return f"<style>{fonts.stylesheet(letters(content))}</style>{content}"


def _outlined(content: str) -> str:
    """The drawing with each text as the curves of its letters; a text stays that has others than the font's."""
    return _TEXT.sub(_outlines_of, content)


def _outlines_of(text: re.Match[str]) -> str:
    element = ElementTree.fromstring(text[0])
    size = float(element.get("font-size", "11px").removesuffix("px"))
    style = fonts.style_of(element.get("font-weight", ""), element.get("font-style", ""))
    anchor = element.get("text-anchor", "start")
    if not fonts.has("".join(element.itertext()), style):
        return text[0]
    paths, down = [], 0.0
    for line, step in _lines_of(element):
        down += step
        data, width = fonts.outline(line, style, size)
        left = {"middle": -width / 2, "end": -width}.get(anchor, 0.0)
        if data:
            paths.append(f'<path transform="translate({left:.2f},{down:.2f})" d="{data}"/>')
    kept = "".join(
        f' {name}="{escape(value)}"'
        for name, value in element.attrib.items()
        if not name.startswith(("font-", "text-")) and ":" not in name
    )
    return f"<g{kept}>{''.join(paths)}</g>"


def _lines_of(element: ElementTree.Element) -> Iterable[tuple[str, float]]:
    """The lines of a text, each with how far it stands below the one before."""
    if element.text:
        yield element.text, 0.0
    for span in element:
        yield span.text or "", float(span.get("dy", "0").removesuffix("px"))


def _said(attributes: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', attributes)
    return found[1] if found else ""


def _sized(chart: Mapping[str, object], width: int) -> dict[str, object]:
    """The chart at a width of its own; the place it will stand in is known, so nothing is left to ask of it."""
    return {**chart, "width": width, "params": widths(width)}


@lru_cache(maxsize=1)
def _drawer() -> ModuleType:
    """What draws pictures, the font made known to it: from a folder of its TTFs alone, or the OTF would be Regular."""
    import vl_convert

    # A folder of this process alone: nobody else can lay fonts into it, and none is read while another copies it.
    folder = Path(tempfile.mkdtemp(prefix="dantoc-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for style in fonts.STYLES:
        shutil.copy(fonts.file_of(style), folder)
    (folder / "standins.ttf").write_bytes(font_file())
    vl_convert.register_font_directory(str(folder))
    return vl_convert


def _number(length: float) -> str:
    return f"{length:.3f}".rstrip("0").rstrip(".")


def _text_chunk(keyword: str, text: str) -> bytes:
    """A PNG chunk of international text (iTXt), uncompressed UTF-8."""
    return _chunk(b"iTXt", keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode())


def _size_chunk(dots: float) -> bytes:
    """A PNG chunk that says how many dots there are in a metre, both ways."""
    metre = round(96 * dots / 0.0254)
    return _chunk(b"pHYs", struct.pack(">IIB", metre, metre, 1))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _without(chunks: bytes, kind: bytes) -> bytes:
    """The chunks without those of that kind."""
    kept, place = [], 0
    while place < len(chunks):
        end = place + 12 + struct.unpack(">I", chunks[place : place + 4])[0]
        if chunks[place + 4 : place + 8] != kind:
            kept.append(chunks[place:end])
        place = end
    return b"".join(kept)
