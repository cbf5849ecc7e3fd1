"""Two years as two uprights joined by a line for each group: who rose, who fell, and who passed whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dantoc.figures.lettering import text_width, wrap
from dantoc.figures.marks.base import (
    LABEL,
    SMALL,
    Body,
    Json,
    Mark,
    Suggestion,
    on_phone,
    rows_of,
    tooltip,
)
from dantoc.figures.marks.lines import spread
from dantoc.figures.plot import Plot, Point, breaks_between
from dantoc.figures.shape import Shape
from dantoc.model.codes import AGGREGATES
from dantoc.model.figure import FigureSpec
from dantoc.model.structure import INDICATOR, TIME

MOST_SERIES = 20
LEAST_HEIGHT = 300
LINE = 15
NAME_WIDTH, PHONE_NAME_WIDTH = 170, 84
"""Names at the ends are broken at these widths, on a page and on a phone."""
MOST_NAME = 0.27
"""A name takes so much of the width of a sheet, at most."""
GAP = 17
"""Px from a dot to its label."""
LED = 3
"""A label moved farther than this from its dot, in px, is led to it by a hairline."""
HEAD = 26


def suits(shape: Shape) -> Iterable[Suggestion]:
    """Two years of two to twenty series; of more years the first and the last."""
    if shape.count(TIME) < 2:
        return
    single = len(shape.result.units) == 1
    base = (66 if shape.count(TIME) == 2 else 46) - (14 if shape.additive else 0)
    for place, series in enumerate(own for own in shape.categories if own != TIME):
        if 2 <= shape.count(series) <= MOST_SERIES and (series != INDICATOR or single):
            yield Suggestion(base - 6 * place, FigureSpec("slope", TIME, series, order="code"))


def first_and_last(plot: Plot) -> Plot:
    """The plot of the first and the last year; series without a figure in either are left out."""
    years = sorted(plot.categories, key=int)
    ends = years[:1] + years[1:][-1:]
    known = {point.series for point in plot.points if point.category in ends and point.value is not None}
    codes = {**plot.result.codes, TIME: tuple(ends)}
    narrowed = replace(plot, result=replace(plot.result, codes=codes))
    return narrowed.keeping(lambda point: point.category in ends and point.series in known)


def draw(plot: Plot) -> Body:
    """Both years on one scale; the label of each end is its name and figure, moved apart where they would touch."""
    first, last = plot.categories[0], plot.categories[-1]
    sides = ((first, 0.0), (last, 1.0))
    height = _height(plot)
    low, high = _domain(plot)
    room, phone_room = _room(plot, NAME_WIDTH, LABEL), _room(plot, PHONE_NAME_WIDTH, SMALL)
    inner = on_phone(phone_room, room)
    x: Json = {
        "field": "side",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, 1], "nice": False, "range": [inner, {"expr": f"width - ({inner['expr']})"}]},
    }
    y: Json = {
        "field": "value",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [low, high], "nice": False, "zero": False},
    }
    known = [point for point in plot.drawn if point.value is not None]
    hollow = {point.place for point in known if point.category == last and _parted(plot, point.series)}
    data = rows_of(
        plot,
        known,
        side=lambda point: dict(sides)[point.category],
        colour=lambda point: colour_of_series(plot, point.series),
        fill=lambda point: plot.theme.paper if point.place in hollow else colour_of_series(plot, point.series),
    )
    layers: list[Json] = [_uprights(plot, sides, x), _lines(plot, data, x, y), _dots(plot, data, x, y)]
    for code, side in sides:
        layers += _labels(plot, [point for point in known if point.category == code], side, low, high, height, x)
    notes = (plot.word("hollow"),) if hollow else ()
    return Body(tuple(layers), height, below=10, notes=notes)


def colour_of_series(plot: Plot, code: str) -> str:
    """Red for the highlighted, grey for what is compared with, indigo for the others, paler beside a highlight."""
    if code in plot.spec.highlight:
        return plot.theme.accent
    if code in AGGREGATES:
        return plot.theme.reference
    return plot.theme.sequential[2] if plot.spec.highlight else plot.theme.main


def _parted(plot: Plot, code: str) -> bool:
    years = sorted(map(int, plot.categories))
    return bool(breaks_between(plot, code, years[0], years[-1]))


def _domain(plot: Plot) -> tuple[float, float]:
    values = [*(point.value for point in plot.drawn if point.value is not None), *plot.marked] or [0.0, 1.0]
    low, high = min(values), max(values)
    return (low, high) if high > low else (low - 1, high + 1)


def _height(plot: Plot) -> float:
    """Room for every label on a phone, where names take most lines."""
    lines = [
        max(len(_lines_of(plot, plot.point(year, code), PHONE_NAME_WIDTH, SMALL)) for year in plot.categories)
        for code in plot.series
    ]
    return max(LEAST_HEIGHT, sum(lines) * LINE + 10)


def _room(plot: Plot, width: float, letter: float) -> float:
    """The room in px that the labels of one side take."""
    lines = [line for point in plot.drawn for line in _lines_of(plot, point, width, letter)]
    return max((text_width(line, letter, bold=True) for line in lines), default=0.0) + GAP + 2


def _lines_of(plot: Plot, point: Point, width: float, letter: float) -> tuple[str, ...]:
    width = min(width, MOST_NAME * plot.width) if plot.width else width
    return wrap(f"{plot.name(plot.spec.series, point.series)} {point.text}", width, letter)


def _uprights(plot: Plot, sides: Sequence[tuple[str, float]], x: Json) -> Json:
    """The two years: a hairline each with the year over it."""
    return {
        "data": {"values": [{"side": side, "text": code} for code, side in sides]},
        "layer": [
            {"mark": {"type": "rule", "color": plot.theme.rule, "strokeWidth": 1}, "encoding": {"x": x}},
            {
                "mark": {
                    "type": "text",
                    "y": -HEAD,
                    "baseline": "middle",
                    "fontSize": LABEL + 1,
                    "fontWeight": 600,
                    "color": plot.theme.ink,
                },
                "encoding": {"x": x, "text": {"field": "text", "type": "nominal"}},
            },
        ],
    }


def _lines(plot: Plot, data: Sequence[Json], x: Json, y: Json) -> Json:
    """One line a series that has both figures and no break between them."""
    joined = [row for row in data if not _parted(plot, str(row["series"]))]
    thick = [row | {"thick": 3 if row["series"] in plot.spec.highlight else 1.8} for row in joined]
    return {
        "data": {"values": thick},
        "mark": {"type": "line"},
        "encoding": {
            "x": x,
            "y": y,
            "color": {"field": "colour", "type": "nominal", "scale": None, "legend": None},
            "strokeWidth": {"field": "thick", "type": "quantitative", "scale": None, "legend": None},
            "detail": {"field": "series", "type": "nominal"},
        },
    }


def _dots(plot: Plot, data: Sequence[Json], x: Json, y: Json) -> Json:
    colour = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    return {
        "data": {"values": list(data)},
        "mark": {"type": "point", "size": 46, "strokeWidth": 1.8, "opacity": 1, "filled": False},
        "encoding": {
            "x": x,
            "y": y,
            "stroke": colour,
            "fill": {**colour, "field": "fill"},
            "tooltip": tooltip(plot),
        },
    }


def _labels(
    plot: Plot, points: Sequence[Point], side: float, low: float, high: float, height: float, x: Json
) -> list[Json]:
    """The names and figures of one side, on a page and on a phone."""
    layers: list[Json] = []
    wanted = [height * (1 - ((point.value or 0.0) - low) / (high - low)) for point in points]
    for phone, width, letter in ((False, NAME_WIDTH, LABEL), (True, PHONE_NAME_WIDTH, SMALL)):
        texts = [_lines_of(plot, point, width, letter) for point in points]
        places = spread(wanted, [LINE * len(lines) - 1 for lines in texts], height)
        moves = [(here, there) for here, there in zip(wanted, places, strict=True) if abs(here - there) > LED]
        layers += [_lead(plot, side, here, there, x, phone=phone) for here, there in moves]
        for point, lines, place in zip(points, texts, places, strict=True):
            bold = point.series in plot.spec.highlight
            layers.append(
                {
                    "data": {"values": [{"side": side}]},
                    "mark": {
                        "type": "text",
                        "text": on_phone(list(lines) if phone else "", "" if phone else list(lines)),
                        "align": "left" if side else "right",
                        "baseline": "middle",
                        "dx": GAP if side else -GAP,
                        "lineHeight": LINE - 1,
                        "y": place - (LINE - 1) * (len(lines) - 1) / 2,
                        "fontSize": letter,
                        "fontWeight": 600 if bold else 400,
                        "color": plot.theme.ink,
                    },
                    "encoding": {"x": x},
                }
            )
    return layers


def _lead(plot: Plot, side: float, here: float, there: float, x: Json, *, phone: bool) -> Json:
    """A hairline from a dot to the label that stands apart from it, on one width only."""
    away = 1 if side else -1
    return {
        "data": {"values": [{"side": side, "end": side}]},
        "mark": {
            "type": "rule",
            "color": plot.theme.reference,
            "strokeWidth": 0.8,
            "opacity": on_phone(int(phone), int(not phone)),
            "xOffset": 5 * away,
            "x2Offset": (GAP - 3) * away,
        },
        "encoding": {"x": x, "x2": {"field": "end"}, "y": {"value": here}, "y2": {"value": there}},
    }


MARK = Mark("slope", suits, draw, first_and_last, along="y")
