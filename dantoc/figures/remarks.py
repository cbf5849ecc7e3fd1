"""What is said of single figures, written beside them where it has room; where not, a sign stands there and a note."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import pairwise, product

from dantoc.figures.lettering import text_width
from dantoc.figures.marks import bubble, dots, dumbbell, scatter
from dantoc.figures.marks.base import (
    LABEL,
    SMALL,
    Json,
    category_axis,
    category_labels,
    label_room,
    value_domain,
)
from dantoc.figures.marks.lines import HEIGHT, domain_of, runs_of
from dantoc.figures.plot import SIGNS, Plot, Point
from dantoc.model.figure import AT_SERIES
from dantoc.model.text import LocalizedText

NARROWEST = 320
"""Px that a chart has on the narrowest telephone: what fits there fits on every page."""
EDGE = 14
LEAD = 12
"""Length of a leader in px."""
AIR = 5
LINE_WIDTHS = (0.45, 0.6, 0.75, 0.92)
"""What the plot of a line chart may take of the width of its sheet, beside the names at its ends."""
LINE_HEIGHTS = (HEIGHT, 1.5 * HEIGHT, 2.4 * HEIGHT)
RISE = 33
"""From a dot to the middle of the words over or under it, in px."""
HALF = 8
REACH = 46
"""From one dot that bears words to another, at least, in px."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in px."""


def set_beside(plot: Plot) -> tuple[Plot, tuple[Json, ...]]:
    """The plot without the annotations that are written beside their figures, and the layers that write them."""
    if plot.spec.mark in CLOUDS and plot.spec.annotations:
        return _with_names(plot), ()
    place = PLACES.get(plot.spec.mark)
    if place is None or plot.spec.both or not plot.spec.annotations:
        return plot, ()
    written: list[Json] = []
    left: list[tuple[str, LocalizedText]] = []
    taken: list[Point] = []
    plain = _signed(plot, ())
    for where, text in plot.spec.annotations:
        words = text.get(plot.locale)
        point = _point_at(plain, where)
        layers = place(plain, point, words, taken) if point is not None and words else []
        written += layers
        if layers and point is not None:
            taken.append(point)
        else:
            left.append((where, text))
    return _signed(plot, tuple(left)), tuple(written)


def _with_names(plot: Plot) -> Plot:
    """The plot of a cloud with the words that have room beside the names of its dots."""
    roles = bubble.roles(plot) if plot.spec.mark == bubble.MARK.id else plot.series[:2]
    plain = _signed(plot, ())
    cloud, _, _ = scatter.dots_of(plain, *roles)
    drawn = {dot.category for dot in cloud}
    left: list[tuple[str, LocalizedText]] = []
    for where, text in plot.spec.annotations:
        category, words = where.partition(AT_SERIES)[0], text.get(plot.locale)
        fuller = replace(plain, spoken=(*plain.spoken, (category, words or "")))
        is_new = category in drawn and category not in dict(plain.spoken) and not plot.spec.both
        if words and is_new and all(scatter.have_room(fuller, cloud, own) for own, _ in fuller.spoken):
            plain = fuller
        else:
            left.append((where, text))
    return _signed(plain, tuple(left))


def _point_at(plot: Plot, where: str) -> Point | None:
    """The one figure that is meant; none where several are, or it has no number."""
    category, _, series = where.partition(AT_SERIES)
    found = [own for own in plot.drawn if own.category == category and (not series or own.series == series)]
    return found[0] if len(found) == 1 and found[0].value is not None else None


def _signed(plot: Plot, annotations: tuple[tuple[str, LocalizedText], ...]) -> Plot:
    """The plot with the signs of these annotations only."""
    signs = {where: SIGNS[number] for number, (where, _) in enumerate(annotations[: len(SIGNS)])}

    def own(point: Point) -> Point:
        bare = point.text[:-2] if point.text[-1:] in SIGNS and point.text[-2:-1] == " " else point.text
        sign = signs.get(f"{point.category}{AT_SERIES}{point.series}") or signs.get(point.category)
        return replace(point, text=f"{bare} {sign}" if sign else bare)

    spec = replace(plot.spec, annotations=annotations)
    return replace(plot, spec=spec, points=tuple(own(point) for point in plot.points))


def _beside_bar(plot: Plot, point: Point, words: str, taken: list[Point]) -> list[Json]:
    """The words in the row of the bar, after its figure."""
    labels = category_labels(plot)
    room = label_room(labels)
    width = (plot.width or NARROWEST) - room - EDGE
    low, high = value_domain([*(plot.point(own) for own in plot.categories)], room=0.2)
    low, high = min([low, *plot.marked]), max([high, *plot.marked])
    value = point.value or 0.0
    start = 5 + text_width(point.text, LABEL) + AIR
    if value < 0 or (value - low) / (high - low) * width + start + LEAD + 4 + text_width(words, SMALL) > width:
        return []
    scale = {"domain": [low, high], "nice": False}
    x: Json = {"field": "value", "type": "quantitative", "axis": None, "scale": scale}
    y = category_axis(plot, labels, room)
    data: Json = {"values": [{"category": point.category, "value": value}]}
    rule: Json = {"type": "rule", "color": plot.theme.quiet, "strokeWidth": 0.8, "xOffset": start}
    lead: Json = {
        "data": data,
        "mark": {**rule, "x2Offset": start + LEAD},
        "encoding": {"x": x, "x2": {"field": "value"}, "y": y},
    }
    text = _words(plot, words, "left", dx=start + LEAD + 4)
    return [lead, *({"data": data, "mark": mark, "encoding": {"x": x, "y": y}} for mark in text)]


def _beside_dots(plot: Plot, point: Point, words: str, taken: list[Point]) -> list[Json]:
    """The words in the row of the dots: after the greatest figure, or before the least where they are said of it."""
    row = sorted((own for own in plot.drawn if own.category == point.category), key=lambda own: own.value or 0.0)
    if any(own.value is None for own in row) or point.value not in (row[0].value, row[-1].value):
        return []
    labels = category_labels(plot, dumbbell.NAMES)
    room = label_room(labels)
    width = (plot.width or NARROWEST) - room - EDGE
    scale = (dumbbell if plot.spec.mark == "dumbbell" else dots).scale_of(plot).reaching(plot.marked)
    after = point.value == row[-1].value
    start = dumbbell.GAP + text_width(point.text, LABEL) + AIR
    place = scale.at(point.value or 0.0, width)
    if start + LEAD + 8 + text_width(words, SMALL) > (width - place if after else place):
        return []
    way = 1 if after else -1
    x: Json = {
        "field": "value",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": list(scale.domain), "nice": False},
    }
    y = category_axis(plot, labels, room)
    data: Json = {"values": [{"category": point.category, "value": point.value}]}
    rule: Json = {"type": "rule", "color": plot.theme.quiet, "strokeWidth": 0.8, "xOffset": way * start}
    lead: Json = {
        "data": data,
        "mark": {**rule, "x2Offset": way * (start + LEAD)},
        "encoding": {"x": x, "x2": {"field": "value"}, "y": y},
    }
    text = _words(plot, words, "left" if after else "right", dx=way * (start + LEAD + 4))
    return [lead, *({"data": data, "mark": mark, "encoding": {"x": x, "y": y}} for mark in text)]


def _beside_line(plot: Plot, point: Point, words: str, taken: list[Point]) -> list[Json]:
    """The words over or under the dot, where no line and no other words are at any size that the plot may take."""
    runs = [run for code in plot.series for run in runs_of(plot, code)]
    years = sorted(map(int, plot.categories))
    known = [own for run in runs for own in run]
    if len(years) < 2 or point not in known:
        return []
    low, high = domain_of(plot, [*(own.value or 0.0 for own in known), *plot.marked])

    def spot(own: Point, width: float, height: float) -> tuple[float, float]:
        across = (int(own.category) - years[0]) / (years[-1] - years[0])
        return across * width, height * (1 - ((own.value or 0.0) - low) / (high - low))

    length = text_width(words, SMALL)
    sizes = list(product((own * (plot.width or NARROWEST) for own in LINE_WIDTHS), LINE_HEIGHTS))
    for (align, shift), rise in product((("center", 0.5), ("left", 0.0), ("right", 1.0)), (-RISE, RISE)):
        boxes = {}
        for width, height in sizes:
            x, y = spot(point, width, height)
            boxes[width, height] = (x - shift * length, y + rise - HALF, x + (1 - shift) * length, y + rise + HALF)
        if all(_is_free(plot, boxes[size], runs, taken, partial(_at, spot, size), size) for size in sizes):
            return _led(plot, point, words, align, rise, (low, high), years)
    return []


def _is_free(
    plot: Plot,
    box: Box,
    runs: list[list[Point]],
    taken: list[Point],
    spot: Callable[[Point], tuple[float, float]],
    size: tuple[float, float],
) -> bool:
    """Whether the box lies within the plot, and off all lines, lines of reference and other words."""
    left, top, right, bottom = box
    if left < 0 or right > size[0] or top < 0 or bottom > size[1]:
        return False
    for run in runs:
        for first, second in pairwise([*run, run[-1]]):
            if any(left - 3 < x < right + 3 and top - 3 < y < bottom + 3 for x, y in _along(spot(first), spot(second))):
                return False
    known = [own for run in runs for own in run]
    marked = [spot(replace(known[0], value=own))[1] for own in plot.marked]
    if any(top - 20 < own < bottom + 6 for own in marked):
        return False
    for own in taken:
        x, y = spot(own)
        if left - 2 * REACH < x < right + 2 * REACH and top - REACH < y < bottom + REACH:
            return False
    if len(plot.series) > 1:
        return True
    return not any(_meet(box, _figure_box(own, *spot(own))) for own in known)


def _at(
    spot: Callable[[Point, float, float], tuple[float, float]], size: tuple[float, float], own: Point
) -> tuple[float, float]:
    return spot(own, *size)


def _figure_box(point: Point, x: float, y: float) -> Box:
    """Where the figure of a lone line may stand, over its dot or under it."""
    half = text_width(point.text, LABEL) / 2
    return x - half, y - 21, x + half, y + 23


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _along(first: tuple[float, float], second: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """Places on the way from one to the other, closer than the letters are high."""
    steps = max(1, int(max(abs(second[0] - first[0]), abs(second[1] - first[1])) / 4))
    for step in range(steps + 1):
        share = step / steps
        yield first[0] + share * (second[0] - first[0]), first[1] + share * (second[1] - first[1])


def _led(
    plot: Plot, point: Point, words: str, align: str, rise: float, domain: tuple[float, float], years: list[int]
) -> list[Json]:
    """The words at their place by the dot, with a leader to it."""
    x: Json = {
        "field": "year",
        "type": "quantitative",
        "scale": {"domain": [years[0], years[-1]], "nice": False, "zero": False},
    }
    y: Json = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": list(domain), "nice": False, "zero": False},
    }
    data: Json = {"values": [{"year": int(point.category), "value": point.value}]}
    away = 1 if rise > 0 else -1
    rule: Json = {"type": "rule", "color": plot.theme.quiet, "strokeWidth": 0.8}
    ends: Json = {"yOffset": 6 * away, "y2Offset": rise - HALF * away}
    lead: Json = {"data": data, "mark": {**rule, **ends}, "encoding": {"x": x, "y": y, "y2": {"field": "value"}}}
    return [
        lead,
        *({"data": data, "mark": mark, "encoding": {"x": x, "y": y}} for mark in _words(plot, words, align, dy=rise)),
    ]


def _words(plot: Plot, words: str, align: str, dx: float = 0, dy: float = 0) -> tuple[Json, Json]:
    """The words, once as a halo of paper."""
    own: Json = {
        "type": "text",
        "text": words,
        "align": align,
        "baseline": "middle",
        "dx": dx,
        "dy": dy,
        "fontSize": SMALL,
        "fontStyle": "italic",
        "color": plot.theme.ink,
        "limit": 0,
        "tooltip": None,
    }
    return {**own, "stroke": plot.theme.paper, "strokeWidth": 3}, own


PLACES: Mapping[str, Callable[[Plot, Point, str, list[Point]], list[Json]]] = {
    "bars": _beside_bar,
    "dumbbell": _beside_dots,
    "dots": _beside_dots,
    "lines": _beside_line,
}
"""How each mark writes words beside a figure; clouds write them beside names, the others keep signs and notes."""
CLOUDS = (scatter.MARK.id, bubble.MARK.id)
