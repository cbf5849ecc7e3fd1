"""Two to four bars a category, told apart by colour: women and men, town and country, one year and another."""

from __future__ import annotations

from collections.abc import Iterable

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
    tooltip,
    value_domain,
)
from dantoc.figures.marks.legend import legend
from dantoc.figures.palette import series_colours
from dantoc.figures.plot import Plot
from dantoc.figures.shape import SEX, Shape
from dantoc.model.figure import FigureSpec

MOST_SERIES = 4
BAR = 15
FEW_CATEGORIES = 25


def suits(shape: Shape) -> Iterable[Suggestion]:
    """Two dimensions, one of two to four codes."""
    for category, series in shape.pairs():
        if shape.count(series) > MOST_SERIES:
            continue
        score = 74 if series in (SEX, "residence") else 66
        score -= 22 if shape.count(category) > FEW_CATEGORIES else 0
        yield Suggestion(score, FigureSpec("grouped_bars", category, series, order=shape.order(category)))


def draw(plot: Plot) -> Body:
    """One band a category with a thin bar for each series, in the order of the legend."""
    labels = category_labels(plot)
    room = label_room(labels)
    series = plot.series
    colours = dict(zip(series, series_colours(plot.theme, len(series)), strict=True))
    band = row_height(labels, BAR * len(series) + 10)
    x = {
        "field": "value",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": list(value_domain(plot.drawn)), "nice": False},
    }
    y = category_axis(plot, labels, room)
    offset = {"field": "series", "type": "nominal", "sort": None, "scale": {"domain": list(series)}}
    data = rows_of(
        plot, plot.drawn, colour=lambda point: colours[point.series], end=lambda point: max(0.0, point.value or 0.0)
    )
    bar = {
        "data": {"values": data},
        "mark": {"type": "bar"},
        "encoding": {
            "y": y,
            "yOffset": offset,
            "x": x,
            "color": {"field": "colour", "type": "nominal", "scale": None, "legend": None},
            "tooltip": tooltip(plot),
        },
    }
    figures = {
        "data": {"values": data},
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "middle",
            "dx": 4,
            "fontSize": SMALL,
            "color": plot.theme.ink,
        },
        "encoding": {
            "y": y,
            "yOffset": offset,
            "x": {**x, "field": "end"},
            "text": {"field": "text", "type": "nominal"},
        },
    }
    names = [(plot.name(plot.spec.series, code), colours[code]) for code in series]
    return Body((bar, figures, *legend(plot, names, room)), band * len(plot.categories), room)


MARK = Mark("grouped_bars", suits, draw, along="x", stretches=True)
