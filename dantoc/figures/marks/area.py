"""The parts of a whole over the years, one on the other: only where the printed parts add up to the printed total."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dantoc.figures.lettering import text_width, wrap
from dantoc.figures.marks.base import LABEL, SMALL, Body, Json, Mark, Suggestion, on_phone, rows_of, tooltip
from dantoc.figures.marks.lines import numbers, phone_left, runs_of, spread, years_axis
from dantoc.figures.marks.stacked_bars import adds_up
from dantoc.figures.palette import series_colours
from dantoc.figures.plot import Plot, Point
from dantoc.figures.shape import Shape
from dantoc.model.codes import COUNTRY, TOTAL
from dantoc.model.figure import FigureSpec
from dantoc.model.structure import TIME

LEAST_YEARS, MOST_SERIES = 3, 8
HEIGHT = 320
LINE = 14
NAME_WIDTH, PHONE_NAME_WIDTH = 200, 92
"""Names at the right end are broken at these widths, on a page and on a phone."""


def suits(shape: Shape) -> Iterable[Suggestion]:
    """Three years or more of counts whose parts add up to their printed total."""
    if shape.count(TIME) < LEAST_YEARS or not shape.additive:
        return
    for series in shape.categories:
        if series != TIME and 2 <= shape.count(series) <= MOST_SERIES and adds_up(shape, TIME, series):
            yield Suggestion(84, FigureSpec("area", TIME, series, order="code"))


def draw(plot: Plot) -> Body:
    """The first part lies at the bottom, each named at its end; between years that a break parts nothing is filled."""
    colours = dict(zip(plot.series, series_colours(plot.theme, len(plot.series)), strict=True))
    years = sorted(plot.categories, key=int)
    floors = {year: _floors(plot, year) for year in years if _whole(plot, year)}
    whole = [sum(point.value or 0.0 for point in _stack(plot, year)) for year in floors]
    top = max([*whole, *plot.marked], default=1.0) or 1.0
    left = text_width(plot.print_value(top, 0), SMALL) + 14
    x, y = years_axis(plot, [int(year) for year in years]), _axis(plot, top, left)
    points = [point for year in floors for point in _stack(plot, year)]
    segment = _segments(plot)
    data = [
        {
            **row,
            "year": int(point.category),
            "segment": f"{point.series}-{segment.get((point.category, point.series), 0)}",
            "colour": colours[point.series],
            "floor": floors[point.category][point.series],
            "ceiling": floors[point.category][point.series] + (point.value or 0.0),
        }
        for point, row in zip(points, rows_of(plot, points), strict=True)
    ]
    colour = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    fill = {
        "data": {"values": data},
        "mark": {"type": "area", "line": False, "opacity": 1, "stroke": plot.theme.paper, "strokeWidth": 1.2},
        "encoding": {
            "x": x,
            "y": {**y, "field": "ceiling"},
            "y2": {"field": "floor"},
            "color": colour,
            "detail": {"field": "segment", "type": "nominal"},
            "tooltip": tooltip(plot),
        },
    }
    ends = [end for phone in (False, True) for end in _ends(plot, list(floors), floors, colours, top, phone=phone)]
    return Body(
        (fill, *ends), HEIGHT, left, phone_left(plot, left), below=24, notes=_left_out(plot, len(floors), len(years))
    )


def _stack(plot: Plot, year: str) -> list[Point]:
    return [plot.point(year, code) for code in plot.series]


def _whole(plot: Plot, year: str) -> bool:
    """Whether every part is known: where one is missing, the others would lie too low."""
    return all(point.value is not None for point in _stack(plot, year))


def _floors(plot: Plot, year: str) -> dict[str, float]:
    """Where each part begins."""
    floors, below = {}, 0.0
    for point in _stack(plot, year):
        floors[point.series] = below
        below += point.value or 0.0
    return floors


def _segments(plot: Plot) -> dict[tuple[str, str], int]:
    """The number of the run that a figure stands in: no area is filled from one run to the next."""
    return {
        (point.category, code): number
        for code in plot.series
        for number, run in enumerate(runs_of(plot, code))
        for point in run
    }


def _left_out(plot: Plot, shown: int, every: int) -> tuple[str, ...]:
    return (plot.word("whole_only", shown=shown, all=every),) if shown < every else ()


def _axis(plot: Plot, top: float, left: float) -> Json:
    room = on_phone(phone_left(plot, left), left)
    return {
        "type": "quantitative",
        "stack": None,
        "scale": {"domain": [0, top * 1.04], "nice": False},
        "axis": {
            "title": None,
            "domain": False,
            "ticks": False,
            "tickCount": 5,
            "gridColor": plot.theme.rule,
            "labelColor": plot.theme.quiet,
            "labelFontSize": SMALL,
            "labelPadding": 6,
            "labelLimit": 0,
            "labelExpr": numbers(plot),
            "minExtent": room,
            "maxExtent": room,
        },
    }


def _ends(
    plot: Plot,
    years: Sequence[str],
    floors: dict[str, dict[str, float]],
    colours: dict[str, str],
    top: float,
    *,
    phone: bool,
) -> list[Json]:
    """The names of the parts with their last figures, beside the middle of each at the right."""
    if not years:
        return []
    width, letter = (PHONE_NAME_WIDTH, SMALL) if phone else (NAME_WIDTH, LABEL)
    points = _stack(plot, years[-1])
    middles = [floors[years[-1]][point.series] + (point.value or 0.0) / 2 for point in points]
    wanted = [HEIGHT * (1 - middle / (top * 1.04)) for middle in middles]
    total = _total(plot, years[-1])
    if total is not None:
        points.append(total)
        wanted.append(min(HEIGHT * (1 - (total.value or 0.0) / (top * 1.04)), *wanted) - LINE)
    texts = [wrap(f"{plot.name(plot.spec.series, point.series)} {point.text}", width, letter) for point in points]
    layers: list[Json] = []
    for point, lines, place in zip(
        points, texts, spread(wanted, [LINE * len(lines) for lines in texts], HEIGHT), strict=True
    ):
        shown = on_phone(list(lines) if phone else "", "" if phone else list(lines))
        layers.append(
            _at_end(
                {
                    "type": "text",
                    "text": shown,
                    "align": "left",
                    "baseline": "middle",
                    "lineHeight": LINE,
                    "x": {"expr": "width + 14"},
                    "y": place - LINE * (len(lines) - 1) / 2,
                    "fontSize": letter,
                    "fontWeight": 600 if point is total else 400,
                    "color": plot.theme.ink,
                }
            )
        )
        if point is total:
            continue
        layers.append(
            _at_end(
                {
                    "type": "rule",
                    "x": {"expr": "width + 5"},
                    "x2": {"expr": "width + 10"},
                    "y": place,
                    "y2": place,
                    "color": colours[point.series],
                    "strokeWidth": 8,
                    "opacity": on_phone(int(phone), int(not phone)),
                }
            )
        )
    return layers


def _total(plot: Plot, year: str) -> Point | None:
    """The printed total of the parts in that year, where it is in view."""
    totals = [plot.by_place.get((year, code)) for code in (TOTAL, COUNTRY) if code not in plot.series]
    return next((own for own in totals if own is not None and own.value is not None), None)


def _at_end(mark: Json) -> Json:
    return {"data": {"values": [{}]}, "mark": mark, "encoding": {}}


MARK = Mark("area", suits, draw, along="y")
