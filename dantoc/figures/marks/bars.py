"""Bars from zero, one a category, each with its figure: the chart for comparing groups, provinces and indicators."""

from __future__ import annotations

from collections.abc import Iterable

from dantoc.figures.marks.base import (
    LABEL,
    SMALL,
    Body,
    Json,
    Mark,
    Suggestion,
    category_axis,
    category_labels,
    colour_of,
    label_room,
    row_height,
    rows_of,
    size,
    tooltip,
    value_domain,
)
from dantoc.figures.plot import Plot
from dantoc.figures.shape import Shape
from dantoc.model.figure import FigureSpec
from dantoc.model.structure import TIME

ROW = 22


def suits(shape: Shape) -> Iterable[Suggestion]:
    """Whenever a dimension varies; best when it is the only one."""
    for place, category in enumerate(shape.categories):
        alone = len(shape.dimensions) == 1
        score = (80 if alone else 62) - 7 * place - (15 if category == TIME else 0)
        yield Suggestion(score, FigureSpec("bars", category, order=shape.order(category)))


def draw(plot: Plot) -> Body:
    """One row a category, greatest first unless the codes have their own order."""
    labels = category_labels(plot)
    room = label_room(labels)
    points = [plot.point(category) for category in plot.categories]
    low, high = value_domain(points, room=0.2)
    x: Json = {"field": "value", "type": "quantitative", "axis": None, "scale": {"domain": [low, high], "nice": False}}
    y = category_axis(plot, labels, room)
    data = rows_of(
        plot,
        points,
        colour=lambda point: colour_of(plot, point.category),
        end=lambda point: point.value or 0,
    )
    bar = {
        "data": {"values": data},
        "mark": {"type": "bar", "cornerRadius": 0},
        "encoding": {
            "y": y,
            "x": x,
            "color": {"field": "colour", "type": "nominal", "scale": None, "legend": None},
            "tooltip": tooltip(plot),
        },
    }
    figures = [_figures(plot, data, x, y, negative=negative) for negative in ((False, True) if low < 0 else (False,))]
    base = {
        "data": {"values": [{"zero": 0}]},
        "mark": {"type": "rule", "color": plot.theme.quiet, "strokeWidth": 1},
        "encoding": {"x": {**x, "field": "zero"}},
    }
    return Body((bar, base, *figures), row_height(labels, ROW) * len(points), room)


def _figures(plot: Plot, data: list[Json], x: Json, y: Json, *, negative: bool) -> Json:
    """The figures at the ends of the bars."""
    rows = [row for row in data if (float(str(row["end"])) < 0) == negative]
    return {
        "data": {"values": rows},
        "mark": {
            "type": "text",
            "align": "right" if negative else "left",
            "baseline": "middle",
            "dx": -5 if negative else 5,
            "fontSize": size(LABEL, SMALL),
            "color": plot.theme.ink,
        },
        "encoding": {"y": y, "x": {**x, "field": "end"}, "text": {"field": "text", "type": "nominal"}},
    }


MARK = Mark("bars", suits, draw, along="x", stretches=True)
