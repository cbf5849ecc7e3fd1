"""A drawn chart on the page: its SVG walked onto the canvas, curves as curves and text as text in the book's fonts."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Any, cast
from unicodedata import normalize
from xml.etree import ElementTree

from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from dantoc.figures import fonts as outlines
from dantoc.reports.pen import Pen
from dantoc.reports.typography import BOLD, ITALIC, REGULAR, SEMIBOLD, fonts

Matrix = tuple[float, float, float, float, float, float]
Rgb = tuple[float, float, float]

_NAMED: Mapping[str, str] = {
    "black": "#000000",
    "white": "#ffffff",
    "red": "#ff0000",
    "green": "#008000",
    "blue": "#0000ff",
    "gray": "#808080",
    "grey": "#808080",
}
_NOTHING = frozenset({"", "none", "transparent"})
_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_CALL = re.compile(r"(?P<name>[a-zA-Z]+)\(\s*(?P<said>[^)]*)\)")
_RGB = re.compile(r"rgba?\(([^)]*)\)")
_URL = re.compile(r"url\(#(?P<id>[^)]+)\)")
_TAKES: Mapping[str, int] = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_SUB = str.maketrans({"\u2011": "-", "\u00ad": ""})


@dataclass(frozen=True)
class _Words:
    """A line of text in a drawing: where it begins, and the type it is set in."""

    left: float
    base: float
    text: str
    font: str
    size: float


@dataclass(frozen=True)
class _Shade:
    """Colours that flow into each other along a line."""

    line: tuple[float, float, float, float]
    colours: tuple[Color, ...]
    places: tuple[float, ...]


@dataclass(frozen=True)
class Walked:
    """A drawing as what shows it on any page: the operators, and between them what each document writes its own way."""

    view: tuple[float, float, float, float]
    steps: tuple[str | _Words | _Shade, ...]
    texts: tuple[str, ...]
    """The lines of text in the drawing, in their order."""

    @classmethod
    def of(cls, svg: str) -> Walked:
        """The drawing that the document says."""
        fonts()
        root = ElementTree.fromstring(svg)
        left, top, across, down = (float(own) for own in root.get("viewBox", "0 0 1 1").split())
        blank: Any = Canvas
        canvas = blank(io.BytesIO(), initialFontName=REGULAR)
        canvas._code = []
        _Walk(canvas, _by_id(root)).children(root, _START)
        texts = tuple(line for own in root.iter() if _name(own) == "text" for line, _ in _lines(own))
        return cls((left, top, across, down), tuple(_joined(canvas._code)), texts)

    def draw(self, canvas: Any) -> None:
        """Draws it in its own coordinates."""
        code, pen = canvas._code, Pen(canvas)
        for step in self.steps:
            if isinstance(step, str):
                code.append(step)
            elif isinstance(step, _Words):
                pen.begin_anew()
                pen.words(step.left, step.base, step.text, step.font, step.size)
            else:
                canvas.linearGradient(*step.line, step.colours, step.places, extend=True)


def _joined(steps: Sequence[str | _Words | _Shade]) -> Iterator[str | _Words | _Shade]:
    """The steps, operators that follow each other as one."""
    for is_code, run in groupby(steps, key=lambda own: isinstance(own, str)):
        if is_code:
            yield "\n".join(cast(Iterable[str], run))
        else:
            yield from run


@dataclass(frozen=True)
class Picture:
    """A drawing fit for the page, and its size there in points."""

    walked: Walked
    width: float
    height: float

    @classmethod
    def of(cls, walked: Walked, width: float) -> Picture:
        """The drawing, to be drawn so many points wide."""
        return cls(walked, width, width * walked.view[3] / walked.view[2])

    def scaled(self, factor: float) -> Picture:
        """The same picture so many times as large."""
        return replace(self, width=self.width * factor, height=self.height * factor)

    def draw(self, canvas: Any, left: float = 0.0, low: float = 0.0) -> None:
        """Draws the picture with its lower left corner there; see-through colours are mixed with white, since archives
        take no others."""
        view = self.walked.view
        scale = self.width / view[2]
        canvas.saveState()
        canvas.transform(scale, 0, 0, -scale, left - view[0] * scale, low + self.height + view[1] * scale)
        self.walked.draw(canvas)
        canvas.restoreState()


@dataclass(frozen=True)
class _Dress:
    """What an element inherits: colours, widths, opacity."""

    fill: str = "#000000"
    stroke: str = "none"
    opacity: float = 1.0
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0
    stroke_width: float = 1.0
    dash: str = ""
    cap: str = ""
    join: str = ""
    size: str = "11px"
    weight: str = ""
    slant: str = ""
    anchor: str = "start"


_START = _Dress()
_SAID: Mapping[str, str] = {
    "fill": "fill",
    "stroke": "stroke",
    "stroke-dasharray": "dash",
    "stroke-linecap": "cap",
    "stroke-linejoin": "join",
    "font-size": "size",
    "font-weight": "weight",
    "font-style": "slant",
    "text-anchor": "anchor",
}
_MEASURED: Mapping[str, str] = {
    "fill-opacity": "fill_opacity",
    "stroke-opacity": "stroke_opacity",
    "stroke-width": "stroke_width",
}
_CAPS, _JOINS = {"butt": 0, "round": 1, "square": 2}, {"miter": 0, "round": 1, "bevel": 2}


def _dressed(element: ElementTree.Element, dress: _Dress) -> _Dress:
    said: dict[str, Any] = {}
    for name, value in element.attrib.items():
        if name in _SAID:
            said[_SAID[name]] = value
        elif name in _MEASURED:
            said[_MEASURED[name]] = _length(value)
        elif name == "opacity":
            said["opacity"] = dress.opacity * float(value)
    return _wearing(dress, tuple(said.items())) if said else dress


@lru_cache(maxsize=4096)
def _wearing(dress: _Dress, said: tuple[tuple[str, Any], ...]) -> _Dress:
    return replace(dress, **dict(said))


class _Walk:
    """One walk over a drawing, element by element; words and shades stand in the canvas's code as what they are."""

    def __init__(self, canvas: Any, by_id: Mapping[str, ElementTree.Element]) -> None:
        self._canvas, self._by_id = canvas, by_id

    def children(self, element: ElementTree.Element, dress: _Dress) -> None:
        for child in element:
            self.element(child, dress)

    def element(self, element: ElementTree.Element, dress: _Dress) -> None:
        name = _name(element)
        if name not in _DRAWN or element.get("display") == "none":
            return
        own = _dressed(element, dress)
        matrix = _matrix(element.get("transform", ""))
        clip = _URL.fullmatch(element.get("clip-path", ""))
        apart = matrix is not None or clip is not None
        if apart:
            self._canvas.saveState()
        if matrix is not None:
            self._canvas.transform(*matrix)
        if clip is not None:
            self._clip(clip["id"])
        if name == "g":
            self.children(element, own)
        elif name == "text":
            self._text(element, own)
        else:
            self._shape(element, name, own)
        if apart:
            self._canvas.restoreState()

    def _clip(self, id: str) -> None:
        place = self._by_id.get(id)
        if place is None:
            return
        path = self._canvas.beginPath()
        for child in place:
            matrix = _matrix(child.get("transform", "")) or (1, 0, 0, 1, 0, 0)
            for piece in _outline(child, _name(child)):
                _trace(path, _moved(piece, matrix))
        self._canvas.clipPath(path, stroke=0, fill=0)

    def _shape(self, element: ElementTree.Element, name: str, dress: _Dress) -> None:
        fill = "none" if name == "line" else dress.fill
        if fill in _NOTHING and dress.stroke in _NOTHING:
            return
        pieces = list(_outline(element, name))
        if not pieces:
            return
        canvas = self._canvas
        path = canvas.beginPath()
        for piece in pieces:
            _trace(path, piece)
        gradient = _URL.fullmatch(fill)
        if gradient is not None:
            self._gradient(path, pieces, gradient["id"])
            fill = "none"
        filled = fill not in _NOTHING and self._ink(fill, dress.opacity * dress.fill_opacity, stroke=False)
        width = dress.stroke_width
        stroked = (
            width > 0
            and dress.stroke not in _NOTHING
            and self._ink(dress.stroke, dress.opacity * dress.stroke_opacity, stroke=True)
        )
        if stroked:
            self._pen(dress)
        if filled or stroked:
            even_odd = element.get("fill-rule") == "evenodd"
            canvas.drawPath(path, stroke=int(stroked), fill=int(filled), fillMode=0 if even_odd else 1)

    def _pen(self, dress: _Dress) -> None:
        canvas = self._canvas
        canvas.setLineWidth(dress.stroke_width)
        canvas.setLineCap(_CAPS.get(dress.cap, 0))
        canvas.setLineJoin(_JOINS.get(dress.join, 0))
        dashes = [float(own) for own in _TOKEN.findall(dress.dash)] if dress.dash not in _NOTHING else []
        canvas.setDash(dashes if sum(dashes) > 0 else [])

    def _ink(self, said: str, opacity: float, *, stroke: bool) -> bool:
        """Takes up the colour; whether there is anything to be seen of it."""
        colour, own = _colour(said)
        opacity *= own
        if opacity <= 0:
            return False
        red, green, blue = (1 - (1 - level) * min(1.0, opacity) for level in colour)
        canvas = self._canvas
        if stroke:
            canvas.setStrokeColorRGB(red, green, blue)
        else:
            canvas.setFillColorRGB(red, green, blue)
        return True

    def _gradient(self, path: Any, pieces: list[_Piece], id: str) -> None:
        gradient = self._by_id.get(id)
        if gradient is None:
            return
        points = [point for piece in pieces for _, own in piece for point in zip(own[::2], own[1::2], strict=True)]
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        high, low = min(y for _, y in points), max(y for _, y in points)
        x1, y1, x2, y2 = (float(gradient.get(name, preset)) for name, preset in _ENDS)
        stops = [own for own in gradient if _name(own) == "stop"]
        colours = [Color(*_colour(own.get("stop-color", "black"))[0]) for own in stops]
        places = [
            float(own.get("offset", "0").rstrip("%")) / (100 if "%" in own.get("offset", "") else 1) for own in stops
        ]
        canvas = self._canvas
        canvas.saveState()
        canvas.clipPath(path, stroke=0, fill=0)
        across, down = right - left, low - high
        line = (left + x1 * across, high + y1 * down, left + x2 * across, high + y2 * down)
        canvas._code.append(_Shade(line, tuple(colours), tuple(places)))
        canvas.restoreState()

    def _halo(self, element: ElementTree.Element, dress: _Dress) -> None:
        """Draws what lies behind a text to keep it apart from lines: its letters as curves, so that no word is said
        twice."""
        if not self._ink(dress.stroke, dress.opacity * dress.stroke_opacity, stroke=True):
            return
        size, style = _length(dress.size), outlines.style_of(dress.weight, dress.slant)
        self._pen(replace(dress, join="round"))
        path, fallen = self._canvas.beginPath(), 0.0
        for line, step in _lines(element):
            fallen += step
            data, width = outlines.outline(line, style, size)
            start = {"middle": -width / 2, "end": -width}.get(dress.anchor, 0.0)
            _trace(path, _moved(_path(data), (1, 0, 0, 1, start, fallen)))
        self._canvas.drawPath(path, stroke=1, fill=0)

    def _text(self, element: ElementTree.Element, dress: _Dress) -> None:
        if dress.stroke not in _NOTHING and dress.stroke_width > 0:
            self._halo(element, dress)
            return
        if dress.fill in _NOTHING or not self._ink(dress.fill, dress.opacity * dress.fill_opacity, stroke=False):
            return
        canvas, size = self._canvas, _length(dress.size)
        font = _font(dress.weight, dress.slant)
        left, down = _length(element.get("x", "0")), _length(element.get("y", "0"))
        canvas.saveState()
        canvas.transform(1, 0, 0, -1, left, down)
        fallen = 0.0
        for line, step in _lines(element):
            fallen += step
            if line:
                width = stringWidth(line, font, size)
                start = {"middle": -width / 2, "end": -width}.get(dress.anchor, 0.0)
                canvas._code.append(_Words(start, -fallen, line, font, size))
        canvas.restoreState()


_DRAWN = frozenset({"g", "path", "line", "rect", "circle", "ellipse", "polygon", "polyline", "text"})
_ENDS = (("x1", "0"), ("y1", "0"), ("x2", "1"), ("y2", "0"))
_Piece = list[tuple[str, tuple[float, ...]]]
"""A run of an outline: moves (``M``), lines (``L``), curves (``C``) and closings (``Z``), all absolute."""


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _by_id(root: ElementTree.Element) -> dict[str, ElementTree.Element]:
    return {name: own for own in root.iter() if (name := own.get("id"))}


def _length(said: str) -> float:
    return float(said.removesuffix("px") or 0)


def _font(weight: str, slant: str) -> str:
    if slant == "italic":
        return ITALIC
    if weight == "bold":
        return BOLD
    number = int(weight) if weight.isdigit() else 400
    return BOLD if number >= 700 else SEMIBOLD if number >= 600 else REGULAR


def _lines(element: ElementTree.Element) -> Iterator[tuple[str, float]]:
    """The lines of a text, each with how far it stands below the one before."""
    if element.text:
        yield normalize("NFC", element.text).translate(_SUB), 0.0
    for span in element:
        yield normalize("NFC", span.text or "").translate(_SUB), _length(span.get("dy", "0"))


@lru_cache(maxsize=512)
def _colour(said: str) -> tuple[Rgb, float]:
    """Red, green, blue and opacity, each from 0 to 1."""
    own = _NAMED.get(said.lower(), said)
    called = _RGB.fullmatch(own)
    if called is not None:
        numbers = [float(part) for part in re.split(r"[ ,/]+", called[1].strip())]
        return (numbers[0] / 255, numbers[1] / 255, numbers[2] / 255), (numbers[3] if len(numbers) > 3 else 1.0)
    digits = own.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return (red, green, blue), (int(digits[6:8], 16) / 255 if len(digits) == 8 else 1.0)


@lru_cache(maxsize=4096)
def _matrix(said: str) -> Matrix | None:
    """The transformation that the attribute says; None where it changes nothing."""
    whole: Matrix = (1, 0, 0, 1, 0, 0)
    for call in _CALL.finditer(said):
        numbers = [float(own) for own in _TOKEN.findall(call["said"])]
        whole = _times(whole, _one_matrix(call["name"], numbers))
    return None if whole == (1, 0, 0, 1, 0, 0) else whole


def _one_matrix(name: str, numbers: list[float]) -> Matrix:
    if name == "translate":
        return (1, 0, 0, 1, numbers[0], numbers[1] if len(numbers) > 1 else 0)
    if name == "scale":
        return (numbers[0], 0, 0, numbers[-1], 0, 0)
    if name == "rotate":
        turn = math.radians(numbers[0])
        turned: Matrix = (math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn), 0, 0)
        if len(numbers) == 3:
            x, y = numbers[1:]
            return _times(_times((1, 0, 0, 1, x, y), turned), (1, 0, 0, 1, -x, -y))
        return turned
    a, b, c, d, e, f = numbers
    return (a, b, c, d, e, f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)


def _moved(piece: _Piece, matrix: Matrix) -> _Piece:
    a, b, c, d, e, f = matrix
    return [
        (
            sign,
            tuple(
                own for x, y in zip(at[::2], at[1::2], strict=True) for own in (a * x + c * y + e, b * x + d * y + f)
            ),
        )
        for sign, at in piece
    ]


def _trace(path: Any, piece: _Piece) -> None:
    for sign, at in piece:
        if sign == "M":
            path.moveTo(*at)
        elif sign == "L":
            path.lineTo(*at)
        elif sign == "C":
            path.curveTo(*at)
        else:
            path.close()


def _outline(element: ElementTree.Element, name: str) -> Iterator[_Piece]:
    """The outline of a shape, in runs."""

    def said(attribute: str) -> float:
        return _length(element.get(attribute, "0"))

    if name == "path":
        data = _path(element.get("d", ""))
        if data:
            yield data
    elif name == "rect":
        x, y, width, height = said("x"), said("y"), said("width"), said("height")
        yield [("M", (x, y)), ("L", (x + width, y)), ("L", (x + width, y + height)), ("L", (x, y + height)), ("Z", ())]
    elif name == "line":
        begin, end = (said("x1"), said("y1")), (said("x2"), said("y2"))
        # A line of no length is nothing in a browser, and a dot in some readers of PDF.
        if begin != end:
            yield [("M", begin), ("L", end)]
    elif name in ("circle", "ellipse"):
        across, down = (said("r"),) * 2 if name == "circle" else (said("rx"), said("ry"))
        x, y = said("cx"), said("cy")
        half = [*_arc(x - across, y, across, down, 0, 0, 1, x + across, y)]
        yield [("M", (x - across, y)), *half, *_arc(x + across, y, across, down, 0, 0, 1, x - across, y), ("Z", ())]
    elif name in ("polygon", "polyline"):
        numbers = [float(own) for own in _TOKEN.findall(element.get("points", ""))]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        yield [("L" if place else "M", at) for place, at in enumerate(points)] + (
            [("Z", ())] if name == "polygon" else []
        )


@lru_cache(maxsize=4096)
def _path(data: str) -> _Piece:
    """The path with every step absolute, and every curve a cubic one."""
    tokens = _TOKEN.findall(data)
    made: _Piece = []
    place, sign = 0, ""
    x = y = start_x = start_y = 0.0
    bend: tuple[str, float, float] = ("", 0.0, 0.0)
    """The last curve's kind and its control point, which smooth curves mirror."""
    while place < len(tokens):
        if tokens[place].isalpha():
            sign, place = tokens[place], place + 1
        kind = sign.upper()
        count = _TAKES[kind]
        numbers = [float(own) for own in tokens[place : place + count]]
        place += count
        if sign.islower() and kind not in "AZ":
            base = (y,) if kind == "V" else (x,) if kind == "H" else (x, y)
            numbers = [own + base[at % len(base)] for at, own in enumerate(numbers)]
        elif sign == "a":
            numbers[5], numbers[6] = numbers[5] + x, numbers[6] + y
        last, bend = bend, ("", 0.0, 0.0)
        if kind == "Z":
            made.append(("Z", ()))
            x, y = start_x, start_y
            continue
        if kind == "M":
            made.append(("M", (numbers[0], numbers[1])))
            start_x, start_y = numbers[0], numbers[1]
            sign = "l" if sign == "m" else "L"
        elif kind in "LHV":
            to = (numbers[0], y) if kind == "H" else (x, numbers[0]) if kind == "V" else (numbers[0], numbers[1])
            made.append(("L", to))
            x, y = to
            continue
        elif kind in "CS":
            if kind == "S":
                mirrored = (2 * x - last[1], 2 * y - last[2]) if last[0] == "C" else (x, y)
                numbers = [*mirrored, *numbers]
            made.append(("C", tuple(numbers)))
            bend = ("C", numbers[2], numbers[3])
        elif kind in "QT":
            if kind == "T":
                mirrored = (2 * x - last[1], 2 * y - last[2]) if last[0] == "Q" else (x, y)
                numbers = [*mirrored, *numbers]
            made.append(("C", _cubic(x, y, *numbers)))
            bend = ("Q", numbers[0], numbers[1])
        else:
            made.extend(_arc(x, y, *numbers))
        x, y = numbers[-2], numbers[-1]
    return made


def _cubic(x: float, y: float, bend_x: float, bend_y: float, to_x: float, to_y: float) -> tuple[float, ...]:
    """The quadratic curve as a cubic one."""
    return (
        x + 2 / 3 * (bend_x - x),
        y + 2 / 3 * (bend_y - y),
        to_x + 2 / 3 * (bend_x - to_x),
        to_y + 2 / 3 * (bend_y - to_y),
        to_x,
        to_y,
    )


def _arc(
    x: float, y: float, rx: float, ry: float, turn: float, large: float, sweep: float, to_x: float, to_y: float
) -> Iterator[tuple[str, tuple[float, ...]]]:
    """The elliptic arc as cubic curves of at most a quarter each (SVG 1.1, F.6)."""
    if (x, y) == (to_x, to_y):
        return
    rx, ry = abs(rx), abs(ry)
    if not rx or not ry:
        yield ("L", (to_x, to_y))
        return
    slant = math.radians(turn)
    cos, sin = math.cos(slant), math.sin(slant)
    half_x, half_y = (x - to_x) / 2, (y - to_y) / 2
    own_x, own_y = cos * half_x + sin * half_y, -sin * half_x + cos * half_y
    grown = own_x**2 / rx**2 + own_y**2 / ry**2
    if grown > 1:
        rx, ry = rx * math.sqrt(grown), ry * math.sqrt(grown)
    under = rx**2 * own_y**2 + ry**2 * own_x**2
    root = math.sqrt(max(0.0, (rx**2 * ry**2 - under) / under)) * (-1 if large == sweep else 1)
    mid_x, mid_y = root * rx * own_y / ry, -root * ry * own_x / rx
    centre_x = cos * mid_x - sin * mid_y + (x + to_x) / 2
    centre_y = sin * mid_x + cos * mid_y + (y + to_y) / 2
    begin = math.atan2((own_y - mid_y) / ry, (own_x - mid_x) / rx)
    end = math.atan2((-own_y - mid_y) / ry, (-own_x - mid_x) / rx)
    span = end - begin
    if sweep and span < 0:
        span += 2 * math.pi
    elif not sweep and span > 0:
        span -= 2 * math.pi
    count = max(1, math.ceil(abs(span) / (math.pi / 2) - 1e-9))
    step = span / count
    reach = 4 / 3 * math.tan(step / 4)
    for place in range(count):
        first, second = begin + place * step, begin + (place + 1) * step
        points = (
            (math.cos(first) - reach * math.sin(first), math.sin(first) + reach * math.cos(first)),
            (math.cos(second) + reach * math.sin(second), math.sin(second) - reach * math.cos(second)),
            (math.cos(second), math.sin(second)),
        )
        yield (
            "C",
            tuple(
                own
                for u, v in points
                for own in (centre_x + cos * rx * u - sin * ry * v, centre_y + sin * rx * u + cos * ry * v)
            ),
        )
