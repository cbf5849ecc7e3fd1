"""A table of ranks: place, change of place since the earlier year, name, and a bar with its figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dantoc.figures.lettering import text_width, wrap
from dantoc.figures.marks.base import (
    LABEL,
    NARROWEST,
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
from dantoc.figures.plot import Plot, Point, breaks_between
from dantoc.figures.shape import ORDERED, Shape
from dantoc.model.figure import FigureSpec
from dantoc.model.structure import INDICATOR, TIME

LEAST = 5
ROW = 23
HEAD_LINE, HEAD_EDGE = 14, 16
RANK, CHANGE = 26, 40
"""The width in px of the column of ranks, and of that of their changes."""


def suits(shape: Shape) -> Iterable[Suggestion]:
    """Five categories or more that have no order of their own; of two years or more with the change of place."""
    for place, category in enumerate(shape.categories):
        if shape.count(category) >= LEAST and category not in ORDERED and category != INDICATOR:
            series = TIME if shape.count(TIME) > 1 else ""
            yield Suggestion(52 - 6 * place, FigureSpec("ranking", category, series))


def latest_first(plot: Plot) -> Plot:
    """The plot of the last year, and of the first to take the change from; the greatest of the last year first."""
    if plot.spec.series != TIME:
        return plot
    years = sorted(plot.series, key=int)
    ends = (years[-1], years[0])
    codes = {**plot.result.codes, TIME: ends}
    latest = {point.category: point.value for point in plot.points if point.series == ends[0]}
    order = sorted(plot.result.codes[plot.spec.category], key=lambda code: -_height(latest.get(code)))
    codes[plot.spec.category] = tuple(code for code in order if latest.get(code) is not None or code in latest)
    narrowed = replace(plot, result=replace(plot.result, codes=codes), spec=replace(plot.spec, order="code"))
    return narrowed.keeping(lambda point: point.series in ends and point.category in latest)


def _height(value: float | None) -> float:
    return float("-inf") if value is None else value


def draw(plot: Plot) -> Body:
    """A row a category; aggregates stand among the others without a rank, those without a figure at the end."""
    labels = category_labels(plot)
    names = label_room(labels)
    changes = _changes(plot)
    room = names + RANK + (CHANGE if changes else 0)
    points = [plot.point(category, plot.series[0]) for category in plot.categories]
    tail = max((text_width(point.text, LABEL, bold=True) for point in points), default=0.0) + 8
    low, high = value_domain(points, room=0.2)
    scale = {"domain": [low, high], "nice": False, "range": [0, {"expr": f"width - {tail}"}]}
    x: Json = {"field": "value", "type": "quantitative", "axis": None, "scale": scale}
    y = category_axis(plot, labels, room)
    data = rows_of(
        plot,
        points,
        colour=lambda point: colour_of(plot, point.category),
        end=lambda point: max(point.value or 0.0, 0.0),
    )
    bars: Json = {
        "data": {"values": data},
        "mark": {"type": "bar"},
        "encoding": {
            "x": x,
            "y": y,
            "color": {"field": "colour", "type": "nominal", "scale": None, "legend": None},
            "tooltip": tooltip(plot),
        },
    }
    figures: Json = {
        "data": {"values": data},
        "mark": {
            "type": "text",
            "align": "left",
            "dx": 5,
            "baseline": "middle",
            "fontSize": size(LABEL, SMALL),
            "color": plot.theme.ink,
        },
        "encoding": {"x": {**x, "field": "end"}, "y": y, "text": {"field": "text", "type": "nominal"}},
    }
    places = _column(plot, y, {code: str(place) for code, place in ranks(points, plot).items()}, -room + RANK - 8)
    layers = (bars, figures, places, *_change_column(plot, changes, y, -room + RANK))
    heads = _heads(plot, room, bool(changes))
    return Body((*layers, *heads), row_height(labels, ROW) * len(points), room, notes=_notes(plot, bool(changes)))


def ranks(points: Iterable[Point], plot: Plot) -> dict[str, int]:
    """The place of each category from 1, the same for equal figures; none for aggregates and missing figures."""
    ranked = [point for point in points if point.value is not None and not plot.is_reference(point.category)]
    return {own.category: 1 + sum((other.value or 0.0) > (own.value or 0.0) for other in ranked) for own in ranked}


def _changes(plot: Plot) -> Mapping[str, int | None]:
    """By how many places each category rose since the first year; None where that cannot be said.

    Only those with figures in both years are ranked against each other, and none across a break.
    """
    if plot.spec.series != TIME or len(plot.series) < 2:
        return {}
    last, first = plot.series[0], plot.series[-1]
    both = [
        code for code in plot.categories if None not in (plot.point(code, last).value, plot.point(code, first).value)
    ]
    now, before = (ranks([plot.point(code, year) for code in both], plot) for year in (last, first))
    parted = {code for code in both if breaks_between(plot, code, int(first), int(last))}
    return {
        code: before[code] - now[code] if code in now and code not in parted else None
        for code in plot.categories
        if not plot.is_reference(code)
    }


def _column(plot: Plot, y: Json, texts: Mapping[str, str], place: float) -> Json:
    """Short texts set flush right in a column left of the names."""
    return {
        "data": {"values": [{"category": code, "text": text} for code, text in texts.items()]},
        "mark": {
            "type": "text",
            "x": place,
            "align": "right",
            "baseline": "middle",
            "fontSize": LABEL,
            "color": plot.theme.quiet,
        },
        "encoding": {"y": y, "text": {"field": "text", "type": "nominal"}},
    }


def _change_column(plot: Plot, changes: Mapping[str, int | None], y: Json, left: float) -> list[Json]:
    """A triangle up or down with the number of places; a dash where the place is the same."""
    if not changes:
        return []
    moved = {code: change for code, change in changes.items() if change}
    words = {code: str(abs(change)) for code, change in moved.items()}
    words |= {code: "–" for code, change in changes.items() if change == 0}
    shapes = {True: "triangle-up", False: "triangle-down"}
    triangles: list[Json] = [
        {
            "data": {"values": [{"category": code} for code, change in moved.items() if (change > 0) == up]},
            "mark": {
                "type": "point",
                "shape": shape,
                "filled": True,
                "opacity": 1,
                "size": 44,
                "x": left + 7,
                "color": plot.theme.main if up else plot.theme.accent,
            },
            "encoding": {"y": y},
        }
        for up, shape in shapes.items()
    ]
    return [*triangles, _column(plot, y, words, left + 30)]


def _heads(plot: Plot, room: float, changed: bool) -> list[Json]:
    """What the columns are, where the years compared must be said."""
    if not changed:
        return []
    said = plot.word("rank_change", before=plot.series[-1], now=plot.series[0])
    lines = wrap(said, (plot.width or NARROWEST) - HEAD_EDGE, SMALL)
    return [
        {
            "data": {"values": [{}]},
            "mark": {
                "type": "text",
                "x": -room,
                "y": -10 - HEAD_LINE * (len(lines) - 1),
                "align": "left",
                "baseline": "middle",
                "text": lines[0] if len(lines) == 1 else list(lines),
                **({"lineHeight": HEAD_LINE} if len(lines) > 1 else {}),
                "fontSize": SMALL,
                "color": plot.theme.quiet,
            },
            "encoding": {},
        }
    ]


def _notes(plot: Plot, changed: bool) -> tuple[str, ...]:
    return (plot.word("rank_of_both"),) if changed else ()


MARK = Mark("ranking", suits, draw, latest_first, along="x", stretches=True)
