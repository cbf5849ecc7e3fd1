"""A table in colour: categories down, series across, each cell with its figure on a ground that darkens with it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from dantoc.figures.lettering import literal, text_width, wrap
from dantoc.figures.marks.base import (
    NARROWEST,
    SMALL,
    Body,
    Mark,
    Suggestion,
    category_axis,
    category_labels,
    label_room,
    on_phone,
    row_height,
    rows_of,
    size,
    tooltip,
)
from dantoc.figures.marks.legend import legend_below
from dantoc.figures.marks.tile_map import class_bounds, class_texts
from dantoc.figures.palette import ink_on
from dantoc.figures.plot import Plot, Point
from dantoc.figures.screens import NARROW
from dantoc.figures.shape import Shape
from dantoc.model.figure import FigureSpec
from dantoc.model.structure import TIME

LEAST_SERIES, MOST_SERIES = 3, 16
TURNED = 8
"""What a map loses in score whose rows are fewer than its columns: it is drawn so where that is asked for."""
ROW = 24
HEAD_LINE = 13
PHONE_HEAD = 9
LEAST_PHONE_LETTER, MOST_PHONE_LETTER = 6.5, 10.5
Heads = dict[str, tuple[str, ...]]
"""The names over the columns in lines, by code."""
ROW_NAME, ROW_NAME_TWICE, TWICE_AT_MOST = 118, 96, 0.28
"""Px at which names of rows are broken, in one language and in two, and what these take of a sheet."""
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
            if shape.count(category) <= MOST_SERIES and (series, category) not in own:
                order = "code" if series == TIME else shape.order(series)
                yield Suggestion(score - TURNED, FigureSpec("heatmap", series, category, order=order))


def draw(plot: Plot) -> Body:
    """One cell a figure; five classes of equal numbers of cells; a cell without a figure stays pale."""
    labels = category_labels(plot, _label_width(plot))
    room = label_room(labels)
    cell = (plot.width - room - EDGE) / len(plot.series) if plot.width else 0.0
    letter = _letter(plot, cell, room)
    heads, upright = _heads(plot, cell)
    narrow = min(HEAD_WIDTH, (NARROWEST - room - EDGE) / len(plot.series))
    phone = heads if cell else _in_lines(plot, narrow, PHONE_HEAD)
    said = _lookup(heads) if phone == heads else f"{NARROW} ? {_lookup(phone)} : {_lookup(heads)}"
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
            "labelPadding": _padding(heads) if phone == heads else on_phone(_padding(phone), _padding(heads)),
            "labelExpr": f"({said})[datum.value]",
            "labelFontSize": LEAST_LETTER if cell and cell < HEAD_WIDTH else size(SMALL, PHONE_HEAD),
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


def _label_width(plot: Plot) -> float:
    """Where names of rows are broken: earlier where they stand in two languages, so that the cells keep their width."""
    if not plot.spec.both:
        return ROW_NAME
    return min(ROW_NAME_TWICE, TWICE_AT_MOST * plot.width) if plot.width else ROW_NAME_TWICE


def _letter(plot: Plot, cell: float, room: float) -> object | None:
    """The size of the figures; None where the cells of a sheet are too narrow for any that can be read."""
    widest = max((text_width(point.text, 1.0) for point in plot.drawn), default=1.0)
    if not cell:
        on_a_phone = ((NARROWEST - room - EDGE) / len(plot.series) - AIR) / widest
        return size(11.5, round(min(MOST_PHONE_LETTER, max(LEAST_PHONE_LETTER, on_a_phone)), 1))
    fitting = min(11.5, (cell - AIR) / widest)
    return fitting if fitting >= LEAST_LETTER else None


def _heads(plot: Plot, cell: float) -> tuple[Heads, bool]:
    """The names of the columns in lines that fit them, as many for each, the last next to its cells; on end, where a
    word is wider than its column."""
    names = {code: plot.name(plot.spec.series, code) for code in plot.series}
    letter = LEAST_LETTER if cell and cell < HEAD_WIDTH else SMALL
    width = min(HEAD_WIDTH, cell - AIR) if cell else HEAD_WIDTH
    heads = _in_lines(plot, width, letter)
    if cell and max(text_width(line, letter) for lines in heads.values() for line in lines) > cell - 1:
        return {code: (name,) for code, name in names.items()}, True
    return heads, False


def _in_lines(plot: Plot, width: float, letter: float) -> Heads:
    """The names of the columns in as many lines each, empty ones first, so that the last stand next to the cells."""
    heads = {code: wrap(plot.name(plot.spec.series, code), width, letter) for code in plot.series}
    deepest = max((len(lines) for lines in heads.values()), default=1)
    return {code: ("",) * (deepest - len(lines)) + lines for code, lines in heads.items()}


def _lookup(heads: Heads) -> str:
    return literal({code: list(lines) for code, lines in heads.items()})


def _padding(heads: Heads) -> int:
    """From the cells to the first lines of the names over them, in px."""
    return 5 + (HEAD_LINE - 1) * (max((len(lines) for lines in heads.values()), default=1) - 1)


MARK = Mark("heatmap", suits, draw, stretches=True)
