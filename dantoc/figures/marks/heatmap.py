"""A table in colour: categories down, series across, each cell with its figure on a ground that darkens with it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from dantoc.figures.lettering import literal, text_width, wrap
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
from dantoc.figures.marks.legend import legend_below
from dantoc.figures.marks.tile_map import class_bounds, class_texts
from dantoc.figures.palette import ink_on
from dantoc.figures.plot import Plot, Point
from dantoc.figures.shape import Shape
from dantoc.model.figure import FigureSpec
from dantoc.model.structure import TIME

LEAST_SERIES, MOST_SERIES = 3, 16
ROW = 24
HEAD_LINE = 13
HEAD_WIDTH = 72
EDGE = 12
AIR = 4
"""Px of a cell that stay free beside its figure."""
LEAST_LETTER = 9.6
"""Letters smaller than this cannot be read on a sheet of known width: the colours have a legend instead."""


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
    cell = (plot.width - room - EDGE) / len(plot.series) if plot.width else 0.0
    letter = _letter(plot, cell)
    heads, upright = _heads(plot, cell)
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
            **({"labelAngle": -90, "labelAlign": "left", "labelBaseline": "middle"} if upright else {"labelAngle": 0}),
            "labelLimit": 0,
            "labelOverlap": False,
            "labelPadding": 5,
            "labelExpr": f"({literal({code: list(lines) for code, lines in heads.items()})})[datum.value]",
            "labelFontSize": LEAST_LETTER if cell and cell < HEAD_WIDTH else size(SMALL, 9),
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
        "mark": {"type": "text", "baseline": "middle", "fontSize": letter},
        "encoding": {
            "x": x,
            "y": y,
            "text": {"field": "text", "type": "nominal"},
            "color": {"field": "ink", "type": "nominal", "scale": None, "legend": None},
        },
    }
    height = row_height(labels, ROW) * len(plot.categories)
    notes = (plot.word("lighter" if plot.theme.id == "dark" else "darker"),)
    if letter is None:
        classes, below = legend_below(plot, class_texts(plot, plot.drawn, bounds), room)
        return Body((cells, *classes), height, room, below=below, notes=notes)
    return Body((cells, figures), height, room, notes=notes)


def _letter(plot: Plot, cell: float) -> object | None:
    """The size of the figures; None where the cells of a sheet are too narrow for any that can be read."""
    if not cell:
        return size(11.5, max(6.5, 9 - 0.3 * len(plot.series)))
    widest = max((text_width(point.text, 1.0) for point in plot.drawn), default=1.0)
    fitting = min(11.5, (cell - AIR) / widest)
    return fitting if fitting >= LEAST_LETTER else None


def _heads(plot: Plot, cell: float) -> tuple[dict[str, tuple[str, ...]], bool]:
    """The names of the columns in lines that fit them; on end, where a word is wider than its column."""
    names = {code: plot.name(plot.spec.series, code) for code in plot.series}
    letter = LEAST_LETTER if cell and cell < HEAD_WIDTH else SMALL
    width = min(HEAD_WIDTH, cell - AIR) if cell else HEAD_WIDTH
    heads = {code: wrap(name, width, letter) for code, name in names.items()}
    if cell and max(text_width(line, letter) for lines in heads.values() for line in lines) > cell - 1:
        return {code: (name,) for code, name in names.items()}, True
    return heads, False


MARK = Mark("heatmap", suits, draw, stretches=True)
