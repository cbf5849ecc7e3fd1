"""Bars of equal length cut into the parts of a whole: only where the printed parts add up to the printed total."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dantoc.figures.lettering import text_width
from dantoc.figures.marks.base import (
    SMALL,
    Body,
    Json,
    Mark,
    Suggestion,
    category_axis,
    category_labels,
    label_room,
    row_height,
    rows_of,
    segments,
)
from dantoc.figures.marks.legend import legend
from dantoc.figures.palette import ink_on, series_colours
from dantoc.figures.plot import Plot, cut_to, parts
from dantoc.figures.shape import ORDERED, Shape
from dantoc.model.codes import COUNTRY, TOTAL
from dantoc.model.figure import FigureSpec

MOST_SERIES = 8
ROW = 26
TOLERANCE = 0.005


def suits(shape: Shape) -> Iterable[Suggestion]:
    """Counts whose parts and total are both in view, and add up."""
    for category, series in shape.pairs():
        if shape.additive and shape.count(series) <= MOST_SERIES and adds_up(shape, category, series):
            yield Suggestion(70, FigureSpec("stacked_bars", category, series, order=shape.order(category)))


def adds_up(shape: Shape, category: str, series: str) -> bool:
    """Whether the parts of the series add up to its total wherever all of them are printed."""
    whole = next((code for code in (TOTAL, COUNTRY) if code in shape.result.codes.get(series, ())), "")
    if not whole:
        return False
    cut, _ = cut_to(shape.result, (category, series))
    columns = (cut.data.column(own).to_pylist() for own in (category, series, "value"))
    values = {(str(first), str(second)): value for first, second, value in zip(*columns, strict=True)}
    checked = 0
    for first in cut.codes[category]:
        total = values.get((first, whole))
        pieces = [values.get((first, code)) for code in shape.of_dimension(series)]
        known = [piece for piece in pieces if piece is not None]
        if total is None or len(known) < len(pieces):
            continue
        if abs(sum(known) - total) > TOLERANCE * total:
            return False
        checked += 1
    return checked > 0


def draw(plot: Plot) -> Body:
    """One bar a category; the lengths are shares of the bar, the figures are those printed."""
    labels = category_labels(plot)
    room = label_room(labels)
    colours = dict(zip(plot.series, series_colours(plot.theme, len(plot.series)), strict=True))
    y = category_axis(plot, labels, room)
    data: list[Json] = []
    for category in plot.categories:
        points = [plot.point(category, code) for code in plot.series]
        whole = sum(point.value or 0.0 for point in points)
        start = 0.0
        for row, point in zip(rows_of(plot, points), points, strict=True):
            share = (point.value or 0.0) / whole if whole else 0.0
            room_needed = text_width(point.text, SMALL) + 6
            ink = ink_on(plot.theme, colours[point.series])
            ends: Json = {"start": start, "end": start + share, "middle": start + share / 2}
            data.append({**row, **ends, "colour": colours[point.series], "ink": ink, "room": room_needed})
            start += share
    x = {"type": "quantitative", "axis": None, "scale": {"domain": [0, 1]}}
    bar = segments(plot, data, x, y)
    figures: Json = {
        "data": {"values": data},
        "transform": [
            {"calculate": "(datum.end - datum.start) * width >= datum.room ? datum.text : ''", "as": "shown"}
        ],
        "mark": {"type": "text", "baseline": "middle", "fontSize": SMALL},
        "encoding": {
            "y": y,
            "x": {**x, "field": "middle"},
            "text": {"field": "shown", "type": "nominal"},
            "color": {"field": "ink", "type": "nominal", "scale": None, "legend": None},
        },
    }
    names = [(plot.name(plot.spec.series, code), colours[code]) for code in plot.series]
    height = row_height(labels, ROW) * len(plot.categories)
    return Body((bar, figures, *legend(plot, names, room)), height, room, notes=left_out(plot))


def left_out(plot: Plot) -> tuple[str, ...]:
    """How many of the categories are drawn, where a part of some is missing."""
    category = plot.spec.category
    every = parts(plot.result, category, dict.fromkeys(map(str, plot.result.data.column(category).to_pylist())))
    shown = len(plot.categories)
    return (plot.word("whole_only", shown=shown, all=len(every)),) if shown < len(every) else ()


def whole_bars(plot: Plot) -> Plot:
    """The plot of the categories whose parts are all known, by the share of the first part.

    Where a part is missing, the others would fill a bar that is not theirs.
    """
    known: dict[str, dict[str, float]] = {}
    for point in plot.points:
        if point.value is not None and point.series in plot.series:
            known.setdefault(point.category, {})[point.series] = point.value
    whole = {code: own for code, own in known.items() if len(own) == len(plot.series) and any(own.values())}
    codes = [code for code in plot.result.codes[plot.spec.category] if code in whole]
    if plot.spec.category not in ORDERED:
        codes.sort(key=lambda code: -whole[code][plot.series[0]] / sum(whole[code].values()))
    result = replace(plot.result, codes={**plot.result.codes, plot.spec.category: tuple(codes)})
    ordered = replace(plot, result=result, spec=replace(plot.spec, order="code"))
    return ordered.keeping(lambda point: point.category in whole)


MARK = Mark("stacked_bars", suits, draw, whole_bars, stretches=True)
