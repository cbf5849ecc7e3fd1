"""Lines over the years, named at their ends; none is drawn across a break, and the first figure after it is hollow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

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
    size,
    tooltip,
)
from dantoc.figures.palette import series_colours
from dantoc.figures.plot import Plot, Point, breaks_between
from dantoc.figures.screens import NARROW
from dantoc.figures.shape import Shape
from dantoc.model.figure import FigureSpec
from dantoc.model.structure import INDICATOR, TIME

MOST_SERIES = 8
HEIGHT = 320
LINE = 14
NAME_WIDTH, PHONE_NAME_WIDTH = 230, 96
"""Names at the ends of lines are broken at these widths, on a page and on a phone."""
PHONE_LEFT = 14
"""On a phone the value axis bears no numbers: the figures at the ends say them."""
NUMBERED_WIDTH = 440
"""From this width on, in px, a sheet of known size bears the numbers of the axis, though it is drawn narrow."""
LABELLED = 12
"""A lone line of so many years has its figures printed, as far as they have room."""
PAGE_PLOT, PHONE_PLOT, SIDES = 500, 290, 40
"""Width in px of the plot on a narrow page and on a phone; what a sheet of known width has beside it."""


def suits(shape: Shape) -> Iterable[Suggestion]:
    """Several years, and at most eight series."""
    years = shape.count(TIME)
    if years < 2:
        return
    base = 88 if years > 2 else 64
    others = [own for own in shape.categories if own not in (TIME, INDICATOR)]
    if not others:
        yield Suggestion(base, FigureSpec("lines", TIME, order="code"))
    for place, series in enumerate(others):
        if shape.count(series) <= MOST_SERIES:
            yield Suggestion(base - 6 * place, FigureSpec("lines", TIME, series, order="code"))
    if others and all(shape.count(own) > MOST_SERIES for own in others):
        yield Suggestion(40, FigureSpec("lines", TIME, order="code"))
    if INDICATOR in shape.dimensions and len(shape.result.units) == 1 and shape.count(INDICATOR) <= MOST_SERIES:
        yield Suggestion(60, FigureSpec("lines", TIME, INDICATOR, order="code"))


def draw(plot: Plot) -> Body:
    """One line a series over true distances of years, its name and last figure at its end."""
    series = _greatest_last(plot)
    colours = dict(zip(series, _colours(plot, series), strict=True))
    runs = {code: runs_of(plot, code) for code in series}
    years = [int(year) for year in plot.categories]
    low, high = domain_of(plot, [*(own.value or 0.0 for code in series for own in _known(plot, code)), *plot.marked])
    x = years_axis(plot, years)
    hollow = {run[0].place for own in runs.values() for run in own[1:] if after_break(plot, run[0])}
    points = [point for own in runs.values() for run in own for point in run]
    segment = {
        point.place: f"{code}-{number}" for code, own in runs.items() for number, run in enumerate(own) for point in run
    }
    labelled = len(series) == 1 and len(points) <= LABELLED
    widest_number = plot.print_value(high, 0 if high >= 10 else 2)
    left = PHONE_LEFT if labelled else max(text_width(widest_number, SMALL) + 14, 34)
    y = _value_axis(plot, low, high, left, labelled=labelled)
    data = rows_of(
        plot,
        points,
        year=lambda point: int(point.category),
        segment=lambda point: segment[point.place],
        colour=lambda point: colours[point.series],
        fill=lambda point: plot.theme.paper if point.place in hollow else colours[point.series],
    )
    colour = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    line = {
        "data": {"values": data},
        "mark": {"type": "line", "strokeWidth": 2, "interpolate": "linear"},
        "encoding": {"x": x, "y": y, "color": colour, "detail": {"field": "segment", "type": "nominal"}},
    }
    dots = {
        "data": {"values": data},
        "mark": {"type": "point", "size": 42, "strokeWidth": 1.8, "opacity": 1, "filled": False},
        "encoding": {
            "x": x,
            "y": y,
            "stroke": {"field": "colour", "type": "nominal", "scale": None, "legend": None},
            "fill": {"field": "fill", "type": "nominal", "scale": None, "legend": None},
            "tooltip": tooltip(plot),
        },
    }
    ends = [end for phone in (False, True) for end in _ends(plot, runs, colours, low, high, phone=phone)]
    labels = _all_figures(plot, data, points, x, y) if labelled else []
    notes = (plot.word("hollow"),) if hollow else ()
    return Body((line, dots, *ends, *labels), HEIGHT, left, phone_left(plot, left), below=24, notes=notes)


def _greatest_last(plot: Plot) -> tuple[str, ...]:
    """The series, the greatest at its end first; at most eight."""
    last = {code: known[-1].value or 0.0 if (known := _known(plot, code)) else 0.0 for code in plot.series}
    return tuple(sorted(plot.series, key=lambda code: -last[code]))[:MOST_SERIES]


def _known(plot: Plot, series: str) -> list[Point]:
    years = sorted(plot.categories, key=int)
    points = [plot.point(year, series) for year in years]
    return [point for point in points if point.value is not None]


def runs_of(plot: Plot, series: str) -> list[list[Point]]:
    """The figures of a series in runs that a line may join: cut at breaks and at missing years."""
    runs: list[list[Point]] = []
    years = sorted(plot.categories, key=int)
    for place, year in enumerate(years):
        point = plot.point(year, series)
        if point.value is None:
            runs.append([])
            continue
        parted = place > 0 and bool(breaks_between(plot, series, int(years[place - 1]), int(year)))
        if not runs or parted:
            runs.append([])
        runs[-1].append(point)
    return [run for run in runs if run]


def after_break(plot: Plot, point: Point) -> bool:
    """Whether a break stands between the figure and the year in view before it."""
    before = [int(year) for year in plot.categories if int(year) < int(point.category)]
    return bool(before) and bool(breaks_between(plot, point.series, max(before), int(point.category)))


def _colours(plot: Plot, series: Sequence[str]) -> tuple[str, ...]:
    if not plot.spec.highlight:
        return (plot.theme.main,) if len(series) == 1 else series_colours(plot.theme, len(series))
    return tuple(plot.theme.accent if code in plot.spec.highlight else plot.theme.reference for code in series)


def domain_of(plot: Plot, values: Sequence[float]) -> tuple[float, float]:
    """From zero for counts; for rates the span of the figures with some air, and zero where it is near."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    air = 0.08 * ((high - low) or abs(high) or 1.0)
    if not is_index(plot) and (plot.additive or 0 <= low <= 0.6 * high):
        return min(0.0, low), high + air
    return low - 2 * air, high + air


def is_index(plot: Plot) -> bool:
    """Whether the figures say how far each has moved from its first, at 100: zero is then no place of interest."""
    derived = plot.result.measure(plot.spec.measure)
    return derived is not None and derived.key.startswith("index")


def years_axis(plot: Plot, years: Sequence[int]) -> Json:
    """The encoding of the years on their true distances, each named as far as there is room."""
    return {
        "field": "year",
        "type": "quantitative",
        "scale": {"domain": [min(years), max(years)], "nice": False, "zero": False},
        "axis": {
            "title": None,
            "values": list(years),
            "format": "d",
            "grid": False,
            "domainColor": plot.theme.quiet,
            "tickColor": plot.theme.quiet,
            "tickSize": 4,
            "labelColor": plot.theme.ink,
            "labelFontSize": LABEL,
            "labelOverlap": "greedy",
            "labelFlush": False,
            "labelPadding": 4,
        },
    }


def phone_left(plot: Plot, left: float) -> float:
    """The room left of the lines in a narrow place: that of the numbers too, on a sheet that is no phone."""
    return left if _has_room(plot) else PHONE_LEFT


def numbers(plot: Plot) -> str:
    """What the axis of values says at its lines, as an expression: nothing on a phone."""
    return "datum.label" if _has_room(plot) else f"{NARROW} ? '' : datum.label"


def _has_room(plot: Plot) -> bool:
    """Whether the sheet is known, and wide enough for numbers beside the axis though it is narrow."""
    return plot.width >= NUMBERED_WIDTH


def _value_axis(plot: Plot, low: float, high: float, left: float, *, labelled: bool) -> Json:
    """The axis of values: light lines with numbers, or nothing where every figure is printed at its dot."""
    room = on_phone(phone_left(plot, left), left)
    bare: Json = {"title": None, "domain": False, "ticks": False, "minExtent": room, "maxExtent": room}
    lines: Json = {
        "tickCount": 5,
        "gridColor": plot.theme.rule,
        "labelColor": plot.theme.quiet,
        "labelFontSize": SMALL,
        "labelPadding": 6,
        "labelLimit": 0,
        "labelExpr": numbers(plot),
    }
    return {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [low, high], "nice": False, "zero": False},
        "axis": {**bare, **({"labels": False, "grid": False} if labelled else lines)},
    }


def _ends(
    plot: Plot, runs: dict[str, list[list[Point]]], colours: dict[str, str], low: float, high: float, *, phone: bool
) -> list[Json]:
    """The names of the lines with their last figures, moved apart where they would touch; shown on one width only."""
    if not plot.spec.series:
        return []
    lasts = {code: own[-1][-1] for code, own in runs.items() if own}
    width, letter = (PHONE_NAME_WIDTH, SMALL) if phone else (NAME_WIDTH, LABEL)
    said = {code: f"{plot.name(plot.spec.series, code)} {point.text}" for code, point in lasts.items()}
    texts = {code: wrap(text, width, letter) for code, text in said.items()}
    sizes = [LINE * len(lines) for lines in texts.values()]
    wanted = [HEIGHT * (1 - ((point.value or 0.0) - low) / (high - low)) for point in lasts.values()]
    layers: list[Json] = []
    for (code, lines), place in zip(texts.items(), spread(wanted, sizes, HEIGHT), strict=True):
        first = place - LINE * (len(lines) - 1) / 2
        layers.append(
            {
                "data": {"values": [{}]},
                "mark": {
                    "type": "text",
                    "text": on_phone(list(lines) if phone else "", "" if phone else list(lines)),
                    "align": "left",
                    "baseline": "middle",
                    "lineHeight": LINE,
                    "x": {"expr": "width + 12"},
                    "y": {"expr": f"height * {place / HEIGHT} - {place - first}"},
                    "fontSize": letter,
                    "fontWeight": 600 if code in plot.spec.highlight else 400,
                    "color": plot.theme.ink,
                },
                "encoding": {},
            }
        )
        layers.append(
            {
                "data": {"values": [{}]},
                "mark": {
                    "type": "rule",
                    "x": {"expr": "width + 5"},
                    "x2": {"expr": "width + 9"},
                    "y": {"expr": f"height * {place / HEIGHT}"},
                    "y2": {"expr": f"height * {place / HEIGHT}"},
                    "color": colours[code],
                    "strokeWidth": 4,
                    "opacity": on_phone(int(phone), int(not phone)),
                },
                "encoding": {},
            }
        )
    return layers


def spread(places: Sequence[float], sizes: Sequence[float], height: float) -> list[float]:
    """The middles of labels of these sizes moved as little as needed so that none touch, nor pass `height`."""
    order = sorted(range(len(places)), key=lambda place: places[place])
    moved = [places[place] for place in order]
    gaps = [(sizes[first] + sizes[second]) / 2 + 1 for first, second in pairwise(order)]
    for place, gap in enumerate(gaps):
        moved[place + 1] = max(moved[place + 1], moved[place] + gap)
    if moved and moved[-1] > height:
        moved[-1] = height
        for place in reversed(range(len(gaps))):
            moved[place] = min(moved[place], moved[place + 1] - gaps[place])
    back = [0.0] * len(places)
    for place, where in zip(order, moved, strict=True):
        back[place] = where
    return back


def _all_figures(plot: Plot, data: list[Json], points: Sequence[Point], x: Json, y: Json) -> list[Json]:
    """The figure at every dot where it has room, below it where the line turns up there, on a halo so that the line
    does not cross it."""
    sheet = plot.width - SIDES if plot.width else 0
    page = _with_room(points, sheet or PAGE_PLOT, LABEL)
    phone = _with_room(points, sheet or PHONE_PLOT, SMALL)
    shown = [
        {**row, "page": place in page, "phone": place in phone, "below": _turns_up(points, place)}
        for place, row in enumerate(data)
    ]
    layers: list[Json] = []
    for below, shift in ((False, -13), (True, 15)):
        rows = [row for row in shown if row["below"] == below]
        for halo in (True, False):
            ink: Json = {"stroke": plot.theme.paper, "strokeWidth": 4} if halo else {}
            mark = {"type": "text", "dy": shift, "fontSize": size(LABEL, SMALL), "color": plot.theme.ink, **ink}
            encoding = {"x": x, "y": y, "text": {"field": "shown", "type": "nominal"}}
            said = f"({NARROW} ? datum.phone : datum.page) ? datum.text : ''"
            transform = [{"calculate": said, "as": "shown"}]
            layers.append({"data": {"values": rows}, "transform": transform, "mark": mark, "encoding": encoding})
    return layers


def _with_room(points: Sequence[Point], width: float, letter: float) -> set[int]:
    """The places of the figures that do not touch on a plot of that width: the last, the first, the highest and the
    lowest before the others."""
    if not points:
        return set()
    years = [int(point.category) for point in points]
    step = width / ((max(years) - min(years)) or 1)
    halves = [text_width(point.text, letter) / 2 + 2 for point in points]
    by_size = sorted(range(len(points)), key=lambda place: points[place].value or 0.0)
    kept: list[int] = []
    for place in dict.fromkeys((len(points) - 1, 0, by_size[-1], by_size[0], *range(len(points)))):
        if all(abs(years[place] - years[other]) * step >= halves[place] + halves[other] for other in kept):
            kept.append(place)
    return set(kept)


def _turns_up(points: Sequence[Point], place: int) -> bool:
    """Whether the figure is lower than the next, and not higher than the last."""
    own = points[place].value or 0.0
    before = points[place - 1].value if place else None
    after = points[place + 1].value if place + 1 < len(points) else None
    return after is not None and after > own and (before is None or before >= own)


MARK = Mark("lines", suits, draw, along="y", stretches=True)
