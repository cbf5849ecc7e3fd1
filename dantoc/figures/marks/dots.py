"""Dots on a line, one row a category: how far three years or series lie apart."""

from __future__ import annotations

from collections.abc import Iterable

from dantoc.figures.lettering import text_width
from dantoc.figures.marks.base import (
    SMALL,
    Body,
    Json,
    Mark,
    Scale,
    Suggestion,
    category_axis,
    category_labels,
    label_room,
    row_height,
    rows_of,
    tooltip,
    value_domain,
)
from dantoc.figures.marks.dumbbell import NAMES
from dantoc.figures.marks.legend import legend
from dantoc.figures.palette import series_colours
from dantoc.figures.plot import Plot, Point
from dantoc.figures.shape import Shape
from dantoc.model.figure import FigureSpec
from dantoc.model.structure import TIME

SERIES = 3
ROW = 24
AIR = 13
"""Px from the middle of a dot to the edge, beside its figure."""


def suits(shape: Shape) -> Iterable[Suggestion]:
    """Three series a category; two are a dumbbell."""
    own = [*shape.pairs(), *((first, TIME) for first in shape.categories if first != TIME)]
    for category, series in dict.fromkeys(own):
        if shape.count(series) == SERIES and shape.count(category) > 2:
            score = 50 if shape.additive else 68
            yield Suggestion(score, FigureSpec("dots", category, series, order=shape.order(category)))


def draw(plot: Plot) -> Body:
    """The dots of a category joined by a thin rule; the least and the greatest bear their figures."""
    labels = category_labels(plot, NAMES)
    room = label_room(labels)
    colours = dict(zip(plot.series, series_colours(plot.theme, len(plot.series)), strict=True))
    x: Json = {"type": "quantitative", "axis": None, "scale": scale_of(plot).json}
    y = category_axis(plot, labels, room)
    known = [point for point in plot.drawn if point.value is not None]
    data = rows_of(plot, known, colour=lambda point: colours[point.series])
    dots = {
        "data": {"values": data},
        "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
        "encoding": {
            "x": {**x, "field": "value"},
            "y": y,
            "color": {"field": "colour", "type": "nominal", "scale": None, "legend": None},
            "tooltip": tooltip(plot),
        },
    }
    names = [(plot.name(plot.spec.series, code), colours[code]) for code in plot.series]
    return Body(
        (_guides(plot, y), *_spans(plot, x, y), dots, *legend(plot, names, room)),
        row_height(labels, ROW) * len(plot.categories),
        room,
    )


def scale_of(plot: Plot) -> Scale:
    """Where figures stand: those at the ends of rows have room on either side."""
    widest = max((text_width(point.text, SMALL) for point in plot.drawn), default=0.0) + AIR
    return Scale(value_domain(plot.drawn), widest, widest)


def _guides(plot: Plot, y: Json) -> Json:
    """A hairline a row, by which the eye goes from the name to its dots."""
    return {
        "data": {"values": [{"category": code} for code in plot.categories]},
        "mark": {"type": "rule", "color": plot.theme.rule, "strokeWidth": 1},
        "encoding": {"y": y},
    }


def _spans(plot: Plot, x: Json, y: Json) -> list[Json]:
    ends: list[tuple[Point, Point]] = []
    lone: list[str] = []
    for category in plot.categories:
        known = [own for own in (plot.point(category, code) for code in plot.series) if own.value is not None]
        if known:
            ends.append((min(known, key=_value), max(known, key=_value)))
        else:
            lone.append(category)
    rule: Json = {
        "data": {"values": [{"category": low.category, "value": low.value, "high": high.value} for low, high in ends]},
        "mark": {"type": "rule", "color": plot.theme.reference, "strokeWidth": 1.5},
        "encoding": {"x": {**x, "field": "value"}, "x2": {"field": "high"}, "y": y},
    }
    left = [low for low, high in ends if low is not high]
    right = [high for _, high in ends]
    holes = [plot.point(category, plot.series[0]) for category in lone]
    return [rule, *_figures(plot, left, x, y, "right", -8), *_figures(plot, [*right, *holes], x, y, "left", 8)]


def _value(point: Point) -> float:
    return point.value or 0.0


def _figures(plot: Plot, points: list[Point], x: Json, y: Json, align: str, shift: int) -> list[Json]:
    """The figures, on a halo so that the hairline of the row does not cross them."""
    mark: Json = {
        "type": "text",
        "align": align,
        "dx": shift,
        "baseline": "middle",
        "fontSize": SMALL,
        "color": plot.theme.ink,
    }
    halo: Json = {"stroke": plot.theme.paper, "strokeWidth": 4}
    rows: Json = {"values": rows_of(plot, points, place=_value)}
    encoding: Json = {"x": {**x, "field": "place"}, "y": y, "text": {"field": "text", "type": "nominal"}}
    return [{"data": rows, "mark": {**mark, **own}, "encoding": encoding} for own in (halo, {})]


MARK = Mark("dots", suits, draw, along="x", stretches=True)
