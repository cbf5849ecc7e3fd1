"""The provinces in their own outlines, coloured by figure: where the map file of this server has them by official code.

Hoàng Sa and Trường Sa are always shown: where the file lacks them, as dashed tiles in their place at sea.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from math import cos, radians

from dantoc.catalogue.settings import settings
from dantoc.figures.map_file import BadMap, Polygon, ProvinceMap, read_map
from dantoc.figures.marks.base import Body, Json, Mark, Refusal, Suggestion, rows_of, size, tooltip
from dantoc.figures.marks.tile_map import TileMap, class_bounds, class_texts
from dantoc.figures.marks.tiles import PROVINCES as BEFORE_2025
from dantoc.figures.marks.tiles_34 import PROVINCES as SINCE_2025
from dantoc.figures.plot import Plot, Point
from dantoc.figures.shape import AREA, Shape
from dantoc.model.errors import UnknownOption
from dantoc.model.figure import FigureSpec
from dantoc.model.result import Result

ID = "choropleth"
HEIGHT = 480
SQUEEZE = cos(radians(16))
"""A degree of longitude in degrees of latitude at the middle of the country."""
FRAME = (102.0, 7.2, 116.4, 23.6)
"""West, south, east and north of what is drawn: the land and the sea with both archipelagos."""
ISLANDS = (("hoang_sa", 111.2, 15.7, 113.4, 17.3), ("truong_sa", 112.4, 8.6, 115.2, 11.6))
"""Name, west, south, east and north of the dashed tile of each archipelago."""
LEGEND = (110.4, 22.9)
STEP = 0.78
"""West and north of the legend, and from one of its lines to the next, in degrees."""
SHOWN_CODES = 5


def suits(shape: Shape) -> Iterable[Suggestion | Refusal]:
    """Figures of enough provinces of the list whose outlines the map file holds, all of them and no other."""
    tiles = _tiles_of(shape.result)
    path = settings().map_file
    if tiles is None:
        return
    if path is None:
        yield Refusal("map_not_set")
        return
    try:
        wrong = _keys(read_map(path), set(tiles.provinces(shape.result)))
    except BadMap as fault:
        yield Refusal(f"map_{fault.reason}", (("detail", fault.detail),))
        return
    if wrong is not None:
        yield wrong
        return
    for own in tiles.suits(shape):
        yield Suggestion(own.score - 4, FigureSpec(ID, AREA, order="code"))


def _tiles_of(result: Result) -> TileMap | None:
    """The tile map of the same provinces."""
    return next((own for own in (BEFORE_2025, SINCE_2025) if own.is_of(result)), None)


def _keys(own: ProvinceMap, wanted: set[str]) -> Refusal | None:
    """What is wrong with the codes of the map: strangers, or provinces that it lacks."""
    strange, absent = sorted(set(own.outlines) - wanted), sorted(wanted - set(own.outlines))
    if not strange and not absent:
        return None
    return Refusal("map_keys", (("strange", _listed(strange)), ("absent", _listed(absent))))


def _listed(codes: Sequence[str]) -> str:
    shown = ", ".join(codes[:SHOWN_CODES])
    return (shown + (", …" if len(codes) > SHOWN_CODES else "")) or "–"


def provinces_alone(plot: Plot) -> Plot:
    """The plot of the provinces: country and regions have no outline of their own."""
    tiles = _tiles_of(plot.result)
    return tiles.alone(plot) if tiles else plot


def draw(plot: Plot) -> Body:
    """Five classes of equal numbers of provinces; a province without a figure stays pale.

    Raises:
        UnknownOption: since the mark was chosen, the map file was taken away or changed for one that cannot be used.
    """
    own = _map_of(plot.result)
    points = [plot.point(code) for code in own.outlines]
    bounds = class_bounds([point.value for point in points if point.value is not None], len(plot.theme.sequential))

    def fill(point: Point) -> str:
        return plot.theme.missing if point.value is None else plot.theme.sequential[bisect_right(bounds, point.value)]

    rows = rows_of(plot, points, fill=fill)
    land = [{**_feature(own.outlines[point.category]), **row} for row, point in zip(rows, points, strict=True)]
    classes = class_texts(plot, points, bounds)
    shown = (own.shows_hoang_sa, own.shows_truong_sa)
    absent = [island for island, there in zip(ISLANDS, shown, strict=True) if not there]
    sea = (*_islands(plot, absent), *_legend(plot, classes))
    return Body((_frame(), _land(plot, land), *sea), HEIGHT)


def _map_of(result: Result) -> ProvinceMap:
    path, tiles = settings().map_file, _tiles_of(result)
    allowed = (tiles.mark,) if tiles else ()
    if path is None or tiles is None:
        raise UnknownOption("mark", ID, allowed)
    try:
        own = read_map(path)
    except BadMap as fault:
        raise UnknownOption("mark", ID, allowed) from fault
    if _keys(own, set(tiles.provinces(result))) is not None:
        raise UnknownOption("mark", ID, allowed)
    return own


def _feature(polygons: Sequence[Polygon]) -> Json:
    rings = [[[[round(x * SQUEEZE, 3), y] for x, y in ring] for ring in polygon] for polygon in polygons]
    return {"type": "Feature", "geometry": {"type": "MultiPolygon", "coordinates": rings}}


def _box(west: float, south: float, east: float, north: float) -> Json:
    return _feature([(((west, south), (west, north), (east, north), (east, south), (west, south)),)])


def _shapes(features: Sequence[Json], mark: Json, encoding: Json) -> Json:
    return {
        "data": {"values": list(features)},
        "projection": {"type": "identity", "reflectY": True},
        "mark": {"type": "geoshape", **mark},
        "encoding": encoding,
    }


def _frame() -> Json:
    """What the map is fitted to, unseen: the same land and sea whatever the file shows."""
    return _shapes([_box(*FRAME)], {"fill": None, "stroke": None, "tooltip": None}, {})


def _land(plot: Plot, features: Sequence[Json]) -> Json:
    colour = {"field": "fill", "type": "nominal", "scale": None, "legend": None}
    mark: Json = {"stroke": plot.theme.reference, "strokeWidth": 0.5}
    return _shapes(features, mark, {"color": colour, "tooltip": tooltip(plot)})


def _islands(plot: Plot, islands: Sequence[tuple[str, float, float, float, float]]) -> list[Json]:
    """The names of both archipelagos, each in a dashed tile where the map lacks it."""
    tiles = [_box(west, south, east, north) for _, west, south, east, north in islands]
    dashed: Json = {"fill": None, "stroke": plot.theme.quiet, "strokeDash": [3, 3], "strokeWidth": 1, "tooltip": None}
    rows = [
        {
            "x": (west + east) / 2 * SQUEEZE,
            "y": (south + north) / 2,
            "lines": plot.in_one(plot.locale).word(name).split("|"),
        }
        for name, west, south, east, north in ISLANDS
    ]
    words = _texts(plot, rows, "center", plot.theme.quiet)
    return [*([_shapes(tiles, dashed, {})] if islands else []), words]


def _legend(plot: Plot, classes: Sequence[tuple[str, str]]) -> list[Json]:
    """The classes at sea, each a tile of its colour with its least and greatest figure."""
    west, north = LEGEND
    tops = [north - place * STEP for place in range(len(classes))]
    tiles = [
        {**_box(west, top - 0.5, west + 0.55, top), "fill": colour}
        for (colour, _), top in zip(classes, tops, strict=True)
    ]
    rows = [
        {"x": (west + 0.75) * SQUEEZE, "y": top - 0.25, "lines": [text]}
        for (_, text), top in zip(classes, tops, strict=True)
    ]
    colour = {"field": "fill", "type": "nominal", "scale": None, "legend": None}
    mark: Json = {"stroke": plot.theme.rule, "strokeWidth": 0.5, "tooltip": None}
    return [_shapes(tiles, mark, {"color": colour}), _texts(plot, rows, "left", plot.theme.ink)]


def _texts(plot: Plot, rows: Sequence[Json], align: str, colour: str) -> Json:
    """Words at places of the map."""
    return {
        "data": {"values": list(rows)},
        "projection": {"type": "identity", "reflectY": True},
        "mark": {
            "type": "text",
            "align": align,
            "baseline": "middle",
            "fontSize": size(11.5, 10),
            "lineHeight": 12,
            "dy": -5 if align == "center" else 0,
            "color": colour,
        },
        "encoding": {
            "longitude": {"field": "x", "type": "quantitative"},
            "latitude": {"field": "y", "type": "quantitative"},
            "text": {"field": "lines", "type": "nominal"},
        },
    }


MARK = Mark(ID, suits, draw, provinces_alone)
