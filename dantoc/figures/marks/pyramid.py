"""The population pyramid: ages up the side, men to the left, women to the right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dantoc.figures.lettering import text_width
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
from dantoc.figures.marks.legend import legend
from dantoc.figures.plot import Plot
from dantoc.figures.screens import PHONE_WIDTH
from dantoc.figures.shape import AGE, SEX, Shape
from dantoc.model.figure import FigureSpec

MALE, FEMALE = "M", "F"
LEAST_AGES = 5
ROW, CLOSE_ROW = 21, 16
"""Height in px of an age, and on a narrow sheet, whose type is to stay large."""
AIR = 6
"""Px beside the figures at the ends of the longest bars."""


def suits(shape: Shape) -> Iterable[Suggestion]:
    """At least five ages, men and women."""
    if shape.additive and shape.count(AGE) >= LEAST_AGES and {MALE, FEMALE} <= set(shape.of_dimension(SEX)):
        yield Suggestion(95 if len(shape.dimensions) == 2 else 78, FigureSpec("pyramid", AGE, SEX, order="code"))


def draw(plot: Plot) -> Body:
    """The oldest on top; both sides on one scale, each bar with its figure."""
    labels = category_labels(plot)
    room = label_room(labels)
    greatest = max((point.value or 0.0 for point in plot.drawn), default=1.0) or 1.0
    widest = max((text_width(point.text, SMALL) for point in plot.drawn), default=0.0) + AIR
    colours = {MALE: plot.theme.main, FEMALE: plot.theme.second}
    points = [point for point in plot.drawn if point.series in colours]
    data = rows_of(
        plot,
        points,
        colour=lambda point: colours[point.series],
        end=lambda point: (point.value or 0.0) * (-1 if point.series == MALE else 1),
    )
    x = {
        "field": "end",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [-greatest, greatest], "nice": False, "range": [widest, {"expr": f"width - {widest}"}]},
    }
    y = category_axis(plot, labels, room)
    bars = {
        "data": {"values": data},
        "mark": {"type": "bar"},
        "encoding": {
            "x": x,
            "y": y,
            "color": {"field": "colour", "type": "nominal", "scale": None, "legend": None},
            "tooltip": tooltip(plot),
        },
    }
    figures = [
        {
            "data": {"values": [row for row in data if row["series"] == sex]},
            "mark": {
                "type": "text",
                "align": align,
                "dx": shift,
                "baseline": "middle",
                "fontSize": size(SMALL, 9.6),
                "color": plot.theme.ink,
            },
            "encoding": {"x": x, "y": y, "text": {"field": "text", "type": "nominal"}},
        }
        for sex, align, shift in ((MALE, "right", -4), (FEMALE, "left", 4))
    ]
    names = [(plot.name(SEX, code), colours[code]) for code in (MALE, FEMALE)]
    least = CLOSE_ROW if 0 < plot.width < PHONE_WIDTH else ROW
    return Body((bars, *figures, *legend(plot, names, room)), row_height(labels, least) * len(plot.categories), room)


def oldest_first(plot: Plot) -> Plot:
    """The plot of men and women with the ages turned round, since the oldest stand on top."""
    ages = tuple(reversed(plot.result.codes[AGE]))
    turned = replace(plot, result=replace(plot.result, codes={**plot.result.codes, AGE: ages}))
    return turned.keeping(lambda point: point.series in (MALE, FEMALE))


MARK = Mark("pyramid", suits, draw, oldest_first, stretches=True)
