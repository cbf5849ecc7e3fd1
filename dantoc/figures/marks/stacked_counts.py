"""Bars cut into the parts that make them up, each as long as its total: how much in all, and of what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dantoc.figures.lettering import text_width
from dantoc.figures.marks.base import (
    LABEL,
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
    size,
)
from dantoc.figures.marks.legend import legend
from dantoc.figures.marks.stacked_bars import MOST_SERIES, adds_up, left_out, whole_bars
from dantoc.figures.palette import ink_on, series_colours
from dantoc.figures.plot import Plot
from dantoc.figures.shape import ORDERED, Shape
from dantoc.model.figure import FigureSpec

ROW = 26


def suits(shape: Shape) -> Iterable[Suggestion]:
    """Counts whose parts and total are both in view, and add up."""
    for category, series in shape.pairs():
        if shape.additive and shape.count(series) <= MOST_SERIES and adds_up(shape, category, series):
            yield Suggestion(64, FigureSpec("stacked_counts", category, series, order=shape.order(category)))


def draw(plot: Plot) -> Body:
    """One bar a category from zero; the figures of the parts where they fit, the sum at the end."""
    labels = category_labels(plot)
    room = label_room(labels)
    colours = dict(zip(plot.series, series_colours(plot.theme, len(plot.series)), strict=True))
    sums = {code: sum(plot.point(code, part).value or 0.0 for part in plot.series) for code in plot.categories}
    longest = max(sums.values(), default=1.0) or 1.0
    ends = {code: plot.print_value(own, _decimals(plot)) for code, own in sums.items()}
    tail = max((text_width(text, LABEL, bold=True) for text in ends.values()), default=0.0) + 10
    y = category_axis(plot, labels, room)
    scale = {"domain": [0, longest], "nice": False, "range": [0, {"expr": f"width - {tail}"}]}
    x: Json = {"type": "quantitative", "axis": None, "stack": None, "scale": scale}
    data: list[Json] = []
    for category in plot.categories:
        points, start = [plot.point(category, code) for code in plot.series], 0.0
        for row, point in zip(rows_of(plot, points), points, strict=True):
            value = point.value or 0.0
            ground = colours[point.series]
            place = {"start": start, "end": start + value, "middle": start + value / 2}
            colour = {"colour": ground, "ink": ink_on(plot.theme, ground)}
            data.append({**row, **place, **colour, "room": text_width(point.text, SMALL) + 6})
            start += value
    bars = segments(plot, data, x, y)
    fits = f"datum.value / {longest} * (width - {tail}) >= datum.room ? datum.text : ''"
    figures: Json = {
        "data": {"values": data},
        "transform": [{"calculate": fits, "as": "shown"}],
        "mark": {"type": "text", "baseline": "middle", "fontSize": SMALL},
        "encoding": {
            "y": y,
            "x": {**x, "field": "middle"},
            "text": {"field": "shown", "type": "nominal"},
            "color": {"field": "ink", "type": "nominal", "scale": None, "legend": None},
        },
    }
    totals: Json = {
        "data": {"values": [{"category": code, "end": sums[code], "text": ends[code]} for code in plot.categories]},
        "mark": {
            "type": "text",
            "align": "left",
            "dx": 5,
            "baseline": "middle",
            "fontSize": size(LABEL, SMALL),
            "fontWeight": 600,
            "color": plot.theme.ink,
        },
        "encoding": {"y": y, "x": {**x, "field": "end"}, "text": {"field": "text", "type": "nominal"}},
    }
    names = [(plot.name(plot.spec.series, code), colours[code]) for code in plot.series]
    height = row_height(labels, ROW) * len(plot.categories)
    return Body((bars, figures, totals, *legend(plot, names, room)), height, room, notes=left_out(plot))


def _decimals(plot: Plot) -> int:
    """The digits after the mark with which the sums are printed: those of the parts."""
    derived = plot.result.measure(plot.spec.measure)
    return derived.decimals if derived else max(plot.result.data.column("decimals").to_pylist(), default=0)


def greatest_whole(plot: Plot) -> Plot:
    """The plot of the categories whose parts are all known, the greatest sum first."""
    whole = whole_bars(plot)
    if plot.spec.order == "code" or plot.spec.category in ORDERED:
        codes = [code for code in plot.result.codes[plot.spec.category] if code in whole.categories]
        return _in_order(whole, codes)
    sums = {code: sum(whole.point(code, part).value or 0.0 for part in whole.series) for code in whole.categories}
    return _in_order(whole, sorted(sums, key=lambda code: -sums[code]))


def _in_order(plot: Plot, codes: list[str]) -> Plot:
    result = replace(plot.result, codes={**plot.result.codes, plot.spec.category: tuple(codes)})
    return replace(plot, result=result)


MARK = Mark("stacked_counts", suits, draw, greatest_whole, along="x", stretches=True)
