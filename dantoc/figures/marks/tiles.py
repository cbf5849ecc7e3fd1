"""A tile map: the 63 provinces as tiles of one size in their places, each with its name and figure.

Hoàng Sa and Trường Sa stand off Đà Nẵng and Khánh Hòa, to which they belong; no figure is published for them apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from dantoc.figures.lettering import balance
from dantoc.figures.marks.base import NARROW, Body, Json, Mark, Suggestion, rows_of, size, tooltip
from dantoc.figures.palette import ink_on
from dantoc.figures.plot import Plot, Point
from dantoc.figures.shape import AREA, Shape
from dantoc.model.figure import FigureSpec

LEAST = 20
"""Fewer provinces than this make no map."""
BARE = 40
"""What a map without any figure would lose in score."""
TILE = 41
COLUMNS = 8
PAGE_LABEL, PHONE_LABEL = (64, 10.5), (39, 8)
"""Width of a tile and size of its name in px, on a page and on a phone."""
LABEL_SHOWN = f"({NARROW} ? datum.phone_label : datum.label)"
ISLANDS = (("hoang_sa", 9.5, 6.15), ("truong_sa", 15.5, 6.15))
"""Name, row and column of the two archipelagos: out at sea beside the tiles of Đà Nẵng and Khánh Hòa."""
LEGEND = (4.2, 5.6)
"""Row and column where the legend begins: the open sea of the Gulf of Tonkin."""


def suits(shape: Shape) -> Iterable[Suggestion]:
    """Figures of at least twenty provinces; the more of the map they fill, the better."""
    areas = shape.of_dimension(AREA)
    provinces = [code for code in areas if _tile(shape, code)]
    if len(provinces) >= LEAST:
        bare = BARE * (1 - len(provinces) / _tiles_of(shape))
        score = (92 if len(shape.dimensions) == 1 else 72) - round(bare)
        yield Suggestion(score, FigureSpec("tiles", AREA, order="code"))


def _tiles_of(shape: Shape) -> int:
    return sum(1 for code in shape.result.dataset.structure[AREA].codelist or () if code.annotation("tile_row"))


def _tile(shape: Shape, code: str) -> bool:
    return shape.result.dataset.structure[AREA].code(code).annotation("tile_row") is not None


def provinces_alone(plot: Plot) -> Plot:
    """The plot of what has a tile: country and regions have none."""
    dimension = plot.result.dataset.structure[AREA]
    return plot.keeping(lambda point: dimension.code(point.category).annotation("tile_row") is not None)


def draw(plot: Plot) -> Body:
    """Every province has its tile, with figure or without; five classes of equal numbers of provinces."""
    codelist = plot.result.dataset.structure[AREA].codelist
    tiles = [code for code in codelist or () if code.annotation("tile_row") and code.annotation("tile_col")]
    points = [plot.point(code.id) for code in tiles]
    places = {code.id: (int(code.annotation("tile_row") or 0), int(code.annotation("tile_col") or 0)) for code in tiles}
    bounds = class_bounds([point.value for point in points if point.value is not None], len(plot.theme.sequential))
    rows = max((row for row, _ in places.values()), default=0) + 1

    def fill(point: Point) -> str:
        return plot.theme.missing if point.value is None else plot.theme.sequential[bisect_right(bounds, point.value)]

    data = rows_of(
        plot,
        points,
        row=lambda point: places[point.category][0],
        row2=lambda point: places[point.category][0] + 1,
        column=lambda point: places[point.category][1],
        column2=lambda point: places[point.category][1] + 1,
        middle=lambda point: places[point.category][1] + 0.5,
        label=lambda point: "\n".join(balance(plot.name(AREA, point.category), *PAGE_LABEL)),
        phone_label=lambda point: "\n".join(balance(plot.name(AREA, point.category), *PHONE_LABEL)),
        centre=lambda point: places[point.category][0] + 0.5,
        fill=fill,
        ink=lambda point: ink_on(plot.theme, fill(point)),
    )
    return Body((*_tiles(plot, data, rows), *_islands(plot, rows), *_legend(plot, points, bounds, rows)), rows * TILE)


def class_bounds(values: Sequence[float], classes: int) -> list[float]:
    """The figures at which the next class begins, so that classes hold equal numbers; fewer where figures repeat."""
    own = sorted(values)
    cuts = [own[len(own) * step // classes] for step in range(1, classes)] if len(own) >= classes else []
    return sorted({cut for cut in cuts if own and cut > own[0]})


def _x(field: str) -> Json:
    return {"field": field, "type": "quantitative", "axis": None, "scale": {"domain": [0, COLUMNS], "nice": False}}


def _y(field: str, rows: int) -> Json:
    return {"field": field, "type": "quantitative", "axis": None, "scale": {"domain": [rows, 0], "nice": False}}


def _tiles(plot: Plot, data: list[Json], rows: int) -> list[Json]:
    ink = {"field": "ink", "type": "nominal", "scale": None, "legend": None}
    place = {"x": _x("middle"), "y": _y("centre", rows)}
    return [
        {
            "data": {"values": data},
            "mark": {"type": "rect", "stroke": plot.theme.paper, "strokeWidth": 2},
            "encoding": {
                "x": _x("column"),
                "x2": {"field": "column2"},
                "y": _y("row", rows),
                "y2": {"field": "row2"},
                "color": {"field": "fill", "type": "nominal", "scale": None, "legend": None},
                "tooltip": tooltip(plot),
            },
        },
        {
            "data": {"values": data},
            "transform": [{"calculate": f"split({LABEL_SHOWN}, '\\n')", "as": "lines"}],
            "mark": {
                "type": "text",
                "baseline": "middle",
                "fontSize": size(10.5, 8),
                "lineHeight": size(11, 9),
                "dy": {"expr": f"indexof({LABEL_SHOWN}, '\\n') >= 0 ? -11 : -6"},
                "limit": 0,
            },
            "encoding": {**place, "text": {"field": "lines", "type": "nominal"}, "color": ink},
        },
        {
            "data": {"values": data},
            "mark": {
                "type": "text",
                "baseline": "middle",
                "fontSize": size(11.5, 8.5),
                "fontWeight": 600,
                "dy": {"expr": f"indexof({LABEL_SHOWN}, '\\n') >= 0 ? 12 : 8"},
                "limit": 0,
            },
            "encoding": {**place, "text": {"field": "text", "type": "nominal"}, "color": ink},
        },
    ]


def _islands(plot: Plot, rows: int) -> list[Json]:
    data: list[Json] = [
        {
            "row": row,
            "row2": row + 1,
            "column": column,
            "column2": column + 1.7,
            "middle": column + 0.85,
            "centre": row + 0.5,
            "label": plot.word(name),
        }
        for name, row, column in ISLANDS
    ]
    return [
        {
            "data": {"values": data},
            "mark": {"type": "rect", "fill": None, "stroke": plot.theme.quiet, "strokeDash": [3, 3], "strokeWidth": 1},
            "encoding": {
                "x": _x("column"),
                "x2": {"field": "column2"},
                "y": _y("row", rows),
                "y2": {"field": "row2"},
            },
        },
        {
            "data": {"values": data},
            "transform": [{"calculate": "split(datum.label, '|')", "as": "lines"}],
            "mark": {
                "type": "text",
                "baseline": "middle",
                "fontSize": size(10.5, 8),
                "lineHeight": size(12, 10),
                "dy": -5,
                "color": plot.theme.quiet,
            },
            "encoding": {
                "x": _x("middle"),
                "y": _y("centre", rows),
                "text": {"field": "lines", "type": "nominal"},
            },
        },
    ]


def _legend(plot: Plot, points: Sequence[Point], bounds: Sequence[float], rows: int) -> list[Json]:
    """The classes with the least and greatest figure of each, and the colour of a province without a figure."""
    known = sorted((point for point in points if point.value is not None), key=lambda point: point.value or 0.0)
    classes: list[tuple[str, str]] = []
    for number, colour in enumerate(plot.theme.sequential[: len(bounds) + 1]):
        own = [point for point in known if bisect_right(bounds, point.value or 0.0) == number]
        if own:
            classes.append((colour, _range(plot, own[0], own[-1])))
    if len(known) < len(points):
        classes.append((plot.theme.missing, plot.word("no_figure")))
    top, left = LEGEND
    data: list[Json] = [
        {
            "row": top + 0.62 * place,
            "row2": top + 0.62 * place + 0.45,
            "column": left,
            "column2": left + 0.35,
            "middle": left + 0.45,
            "centre": top + 0.62 * place + 0.225,
            "fill": colour,
            "text": text,
        }
        for place, (colour, text) in enumerate(classes)
    ]
    return [
        {
            "data": {"values": data},
            "mark": {"type": "rect", "stroke": plot.theme.rule, "strokeWidth": 0.5},
            "encoding": {
                "x": _x("column"),
                "x2": {"field": "column2"},
                "y": _y("row", rows),
                "y2": {"field": "row2"},
                "color": {"field": "fill", "type": "nominal", "scale": None, "legend": None},
            },
        },
        {
            "data": {"values": data},
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "middle",
                "fontSize": size(11.5, 8.5),
                "color": plot.theme.ink,
            },
            "encoding": {
                "x": _x("middle"),
                "y": _y("centre", rows),
                "text": {"field": "text", "type": "nominal"},
            },
        },
    ]


def _range(plot: Plot, least: Point, greatest: Point) -> str:
    """From the least to the greatest figure of a class; in words below zero, where a dash would read as a minus."""
    if least.text == greatest.text:
        return least.text
    if (least.value or 0.0) < 0:
        return plot.word("range", least=least.text, greatest=greatest.text)
    return f"{least.text} – {greatest.text}"


MARK = Mark("tiles", suits, draw, provinces_alone)
