"""One figure, large: where a chart of a single bar would say nothing more."""

from __future__ import annotations

from collections.abc import Iterable

from dantoc.figures.lettering import text_width
from dantoc.figures.marks.base import Body, Json, Mark, Suggestion, on_phone, size
from dantoc.figures.plot import Plot
from dantoc.figures.shape import Shape
from dantoc.model.figure import FigureSpec
from dantoc.model.structure import TIME

HEIGHT = 76
LARGE, PHONE_LARGE = 64, 44
SPACE = 10


def suits(shape: Shape) -> Iterable[Suggestion]:
    """A result of one figure."""
    if not shape.dimensions and len(shape.result):
        yield Suggestion(100, FigureSpec("number", TIME, order="code"))


def draw(plot: Plot) -> Body:
    """The figure with its unit behind it."""
    point = plot.point(plot.categories[-1])
    text: Json = {"data": {"values": [{}]}}
    number: Json = {"type": "text", "align": "left", "baseline": "alphabetic", "x": 0, "y": 66}
    large: Json = {
        "text": point.text,
        "fontSize": size(LARGE, PHONE_LARGE),
        "fontWeight": 600,
        "color": plot.theme.main,
    }
    page, phone = (text_width(point.text, own, bold=True) + SPACE for own in (LARGE, PHONE_LARGE))
    small: Json = {"x": on_phone(phone, page), "text": plot.unit, "fontSize": size(17, 15), "color": plot.theme.quiet}
    return Body(({**text, "mark": {**number, **large}}, {**text, "mark": {**number, **small}}), HEIGHT)


MARK = Mark("number", suits, draw, compares=False)
