"""A table in colour: categories down, series across, each cell with its figure on a ground that darkens with it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from dantoc.figures.lettering import literal, wrap
from dantoc.figures.marks.base import (
    SMALL,
    Body,
    Mark,
    Suggestion,
    category_axis,
    category_labels,
    label_room,
    row_height,
    rows_of,
    size,
    tooltip,
)
from dantoc.figures.marks.tile_map import class_bounds
from dantoc.figures.palette import ink_on
from dantoc.figures.plot import Plot, Point
from dantoc.figures.shape import Shape
from dantoc.model.figure import FigureSpec
from dantoc.model.structure import TIME

LEAST_SERIES, MOST_SERIES = 3, 16
ROW = 24
HEAD_LINE = 13


def suits(shape: Shape) -> Iterable[Suggestion]:
    """Two dimensions, the smaller of three to sixteen codes; rates rather than counts, which colour who is many."""
    own = [*shape.pairs(), *((first, TIME) for first in shape.categories if first != TIME and shape.count(TIME) > 1)]
    for category, series in dict.fromkeys(own):
        if LEAST_SERIES <= shape.count(series) <= MOST_SERIES and shape.count(category) >= LEAST_SERIES:
            score = 44 if series == TIME else 48 if shape.additive else 64
            yield Suggestion(score, FigureSpec("heatmap", category, series, order=shape.order(category)))


def draw(plot: Plot) -> Body:
    """One cell a figure; five classes of equal numbers of cells; a cell without a figure stays pale."""
    labels = category_labels(plot, 150)
    room = label_room(labels)
    heads = {code: wrap(plot.name(plot.spec.series, code), 72, SMALL) for code in plot.series}
    bounds = class_bounds([point.value for point in plot.drawn if point.value is not None], len(plot.theme.sequential))

    def fill(point: Point) -> str:
        return plot.theme.missing if point.value is None else plot.theme.sequential[bisect_right(bounds, point.value)]

    data = rows_of(plot, plot.drawn, fill=fill, ink=lambda point: ink_on(plot.theme, fill(point)))
    y = {**category_axis(plot, labels, room), "scale": {"domain": list(plot.categories), "padding": 0}}
    x = {
        "field": "series",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": list(plot.series), "padding": 0},
        "axis": {
            "orient": "top",
            "title": None,
            "domain": False,
            "ticks": False,
            "labelAngle": 0,
            "labelLimit": 0,
            "labelOverlap": False,
            "labelPadding": 5,
            "labelExpr": f"({literal({code: list(lines) for code, lines in heads.items()})})[datum.value]",
            "labelFontSize": size(SMALL, 9),
            "labelLineHeight": HEAD_LINE - 1,
            "labelColor": plot.theme.ink,
        },
    }
    cells = {
        "data": {"values": data},
        "mark": {"type": "rect", "stroke": plot.theme.paper, "strokeWidth": 1},
        "encoding": {
            "x": x,
            "y": y,
            "color": {"field": "fill", "type": "nominal", "scale": None, "legend": None},
            "tooltip": tooltip(plot),
        },
    }
    figures = {
        "data": {"values": data},
        "mark": {"type": "text", "baseline": "middle", "fontSize": size(11.5, max(6.5, 9 - 0.3 * len(plot.series)))},
        "encoding": {
            "x": x,
            "y": y,
            "text": {"field": "text", "type": "nominal"},
            "color": {"field": "ink", "type": "nominal", "scale": None, "legend": None},
        },
    }
    height = row_height(labels, ROW) * len(plot.categories)
    return Body((cells, figures), height, room, notes=(plot.word("lighter" if plot.theme.id == "dark" else "darker"),))


MARK = Mark("heatmap", suits, draw, stretches=True)
