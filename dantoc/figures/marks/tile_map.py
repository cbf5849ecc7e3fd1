"""What tile maps share: provinces as tiles of one size in their places, each with its name and figure.

Hoàng Sa and Trường Sa stand off Đà Nẵng and Khánh Hòa, to which they belong; no figure is published for them apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dantoc.figures.lettering import balance, text_width
from dantoc.figures.marks.base import NARROWEST, Body, Json, Suggestion, rows_of, size, tooltip
from dantoc.figures.marks.legend import legend_below
from dantoc.figures.palette import ink_on
from dantoc.figures.plot import Plot, Point
from dantoc.figures.screens import NARROW, PHONE_WIDTH
from dantoc.figures.shape import AREA, Shape
from dantoc.figures.sizes import in_px
from dantoc.model.figure import FigureSpec
from dantoc.model.result import Result
from dantoc.model.size import MM

BARE = 40
"""What a map without any figure would lose in score."""
TILE = 41
PAGE_LABEL, PHONE_LABEL = (64, 10.5), (39, 8)
"""Width of a tile and size of its name in px, on a page and on a phone."""
WIDEST_TILE, NARROWEST_TILE = 112, 44
"""On a sheet of known width tiles are at most so wide, in px; on narrower ones than the least names have no room."""
LABEL_LINE, FIGURE_LINE = 11, 18
"""Height in px of a line of a name, and of the figure under it."""
FIGURED_TILE = 75
"""In print, tiles that come narrower bear names alone: beside figures these would be too small to be read."""
NAMED_EDGES = 5
"""Height in px of the edges of a tile that bears a name alone."""
ISLANDS, SEA = 1.7, 0.6
"""How wide the frame of an archipelago is, in tiles, and how much wider beside tiles without words."""
LOW_TILE, HIGHEST_LOW_TILE, WIDEST_LOW_TILE = 17, 27, 160
"""Height of a tile whose name and figure stand in one line, in px, at least and at most, and its width at most."""
NAME_LETTER, FIGURE_LETTER, LOW_GAP, LOW_EDGE = 10.5, 11.5, 7, 6
"""Sizes of name and figure in px; in one line, what stays free between them and at both ends of it."""
CLASS_STEP, CLASS_HEIGHT, LOW_CLASS_STEP, LOW_CLASS_HEIGHT = 0.62, 0.45, 0.88, 0.64
"""In rows, how far a class of the legend begins below the one before it, and how high its colour is."""
BARE_TILE, BARE_LETTER = 22, 9.6
"""Height in px of a tile without words, and the size of the names of the archipelagos beside such."""
NAMED = 3
"""So many of the highest and of the lowest are named under a map whose tiles bear no words."""
INK: Json = {"field": "ink", "type": "nominal", "scale": None, "legend": None}
LABEL_SHOWN = f"({NARROW} ? datum.phone_label : datum.label)"


@dataclass(frozen=True)
class TileMap:
    """A tile map of one list of provinces.

    `least` is how many provinces make a map; `islands` are name, row and column of the two archipelagos, out at sea
    beside the tiles of Đà Nẵng and Khánh Hòa; `legend` is the row and column where the legend begins, in the open sea
    of the Gulf of Tonkin.
    """

    mark: str
    codelist: str
    least: int
    columns: int
    islands: tuple[tuple[str, float, float], ...]
    legend: tuple[float, float]

    def suits(self, shape: Shape) -> Iterable[Suggestion]:
        """Figures of enough of the provinces; the more of the map they fill, the better."""
        if not self.is_of(shape.result):
            return
        known = self.provinces(shape.result)
        shown = [code for code in shape.of_dimension(AREA) if code in known]
        if len(shown) >= self.least:
            bare = BARE * (1 - len(shown) / len(known))
            score = (92 if len(shape.dimensions) == 1 else 72) - round(bare)
            yield Suggestion(score, FigureSpec(self.mark, AREA, order="code"))

    def is_of(self, result: Result) -> bool:
        """Whether the areas of the result are coded by this list: provinces of another are never set on its tiles."""
        own = result.dataset.structure[AREA].codelist if AREA in result.dataset.structure else None
        return own is not None and own.id == self.codelist

    def provinces(self, result: Result) -> dict[str, tuple[int, int]]:
        """The row and column of each province of the list; country and regions have none."""
        codes = result.dataset.structure[AREA].codelist or ()
        said = {code.id: (code.annotation("tile_row"), code.annotation("tile_col")) for code in codes}
        return {code: (int(row), int(column)) for code, (row, column) in said.items() if row and column}

    def alone(self, plot: Plot) -> Plot:
        """The plot of what has a tile."""
        known = self.provinces(plot.result)
        return plot.keeping(lambda point: point.category in known)

    def draw(self, plot: Plot) -> Body:
        """Every province has its tile, with figure or without; five classes of equal numbers of provinces."""
        plot = replace(plot, is_low=plot.is_low and self.has_lines(plot))
        places = self.provinces(plot.result)
        points = [plot.point(code) for code in places]
        bounds = class_bounds([point.value for point in points if point.value is not None], len(plot.theme.sequential))
        rows = max((row for row, _ in places.values()), default=0) + 1

        def fill(point: Point) -> str:
            return (
                plot.theme.missing if point.value is None else plot.theme.sequential[bisect_right(bounds, point.value)]
            )

        data = rows_of(
            plot,
            points,
            row=lambda point: places[point.category][0],
            row2=lambda point: places[point.category][0] + 1,
            column=lambda point: places[point.category][1],
            column2=lambda point: places[point.category][1] + 1,
            middle=lambda point: places[point.category][1] + 0.5,
            label=lambda point: "\n".join(_label(plot, self, point)),
            phone_label=lambda point: "\n".join(balance(_name(plot, point), *PHONE_LABEL)),
            centre=lambda point: places[point.category][0] + 0.5,
            fill=fill,
            edge=lambda point: plot.theme.rule if point.value is None else plot.theme.paper,
            ink=lambda point: ink_on(plot.theme, fill(point)),
        )
        islands, classes = _islands(plot, self, rows), class_texts(plot, points, bounds)
        tiles, *words = _tiles(plot, self, data, rows)
        if _is_bare(plot, self):
            legend, below = legend_below(plot, classes)
            layers = (tiles, *islands, *legend)
            return Body(layers, rows * BARE_TILE, below=below, notes=_highest_and_lowest(plot, points))
        sea = (*islands, *_legend(plot, self, classes, rows))
        if _is_named(plot, self):
            layers = (tiles, words[0], *sea)
            return Body(layers, rows * self.tile_height(plot, points), notes=_highest_and_lowest(plot, points))
        most = rows * HIGHEST_LOW_TILE if plot.is_low else 0
        return Body((tiles, *words, *sea), rows * self.tile_height(plot, points), most=most)

    def tile_width(self, plot: Plot) -> float:
        """The width of a tile in px on the sheet of the plot; 0 where its width is not known."""
        return min(plot.width / self.across(plot), WIDEST_LOW_TILE if plot.is_low else WIDEST_TILE)

    def across(self, plot: Plot) -> float:
        """How many tiles go into the width: beside bare ones, which are narrow, the archipelagos need more of it."""
        narrow = 0 < plot.width / self.columns < _magnified(plot, NARROWEST_TILE)
        return self.columns + SEA if narrow else self.columns

    def has_lines(self, plot: Plot) -> bool:
        """Whether the sheet is so wide that each name has room in one line with its figure."""
        widest = max(_line(plot, plot.point(code)) for code in self.provinces(plot.result))
        return plot.width >= PHONE_WIDTH and widest <= min(plot.width / self.across(plot), WIDEST_LOW_TILE)

    def tile_height(self, plot: Plot, points: Sequence[Point]) -> float:
        """The height of a tile in px: what the longest name needs over its figure."""
        if not plot.width:
            return TILE
        if plot.is_low:
            return LOW_TILE
        lines = max(len(_label(plot, self, point)) for point in points)
        return _magnified(plot, lines * LABEL_LINE + (NAMED_EDGES if _is_named(plot, self) else FIGURE_LINE))


def _is_bare(plot: Plot, own: TileMap) -> bool:
    """Whether tiles are too narrow for words, as in a column of a newspaper."""
    return 0 < own.tile_width(plot) < _magnified(plot, NARROWEST_TILE)


def _is_printed(plot: Plot) -> bool:
    """Whether the map leaves in print, as high as it comes."""
    return plot.width > 0 and plot.spec.size.unit == MM and not plot.spec.size.height


def _magnified(plot: Plot, length: float) -> float:
    """The length in px of the sheet that prints as that of a page: in a narrow column sheets are made smaller, and what
    must be read there is drawn larger."""
    return length * plot.width / in_px(plot.spec.size)[0] if _is_printed(plot) else length


def _is_named(plot: Plot, own: TileMap) -> bool:
    """Whether tiles have room for names in type that can be read in print, and for no figures."""
    least, most = _magnified(plot, NARROWEST_TILE), _magnified(plot, FIGURED_TILE)
    return _is_printed(plot) and least <= own.tile_width(plot) < most


def _line(plot: Plot, point: Point) -> float:
    """The width in px of name and figure in one line, and what stays free in it."""
    name = text_width(_name(plot, point), NAME_LETTER)
    return name + LOW_GAP + text_width(point.text, FIGURE_LETTER, bold=True) + 2 * LOW_EDGE


def _letter(plot: Plot, own: TileMap, page: float, phone: float) -> Json | float:
    """The size of a letter in px: on a narrow sheet wider than a phone as much larger as its tiles are."""
    if _is_named(plot, own):
        return _magnified(plot, page)
    return size(page, min(phone * max(plot.width / NARROWEST, 1), page))


def _label(plot: Plot, own: TileMap, point: Point) -> tuple[str, ...]:
    if plot.width and plot.width < PHONE_WIDTH and not _is_named(plot, own):
        return balance(_name(plot, point), *PHONE_LABEL)
    if plot.is_low:
        return (_name(plot, point),)
    width = own.tile_width(plot) - 6 if plot.width else PAGE_LABEL[0]
    return balance(_name(plot, point), width, _magnified(plot, PAGE_LABEL[1]))


def _name(plot: Plot, point: Point) -> str:
    """The name on a tile, in one language also where the chart is in both: the marks of letters alone tell them apart,
    and a tile has no room for it twice."""
    return plot.in_one(plot.locale).name(AREA, point.category)


def _highest_and_lowest(plot: Plot, points: Sequence[Point]) -> tuple[str, ...]:
    """The provinces at both ends with their figures."""
    known = sorted((point for point in points if point.value is not None), key=lambda point: -(point.value or 0.0))
    if len(known) < 2 * NAMED:
        return ()
    high, low = ("; ".join(f"{plot.name(AREA, own.category)} {own.text}" for own in part) for part in _ends(known))
    return plot.word("alt_highest", list=high), plot.word("alt_lowest", item=low)


def _ends(known: Sequence[Point]) -> tuple[Sequence[Point], Sequence[Point]]:
    return known[:NAMED], known[: -NAMED - 1 : -1]


def class_bounds(values: Sequence[float], classes: int) -> list[float]:
    """The figures at which the next class begins, so that classes hold equal numbers; fewer where figures repeat.

    A least figure that fills more than its share is a class of its own: where a group lives in few provinces, those
    are told apart from all where nobody does.
    """
    own = sorted(values)
    least = own.count(own[0]) if own else 0
    if least * classes > len(own) >= classes and least < len(own):
        rest = own[least:]
        within = class_bounds(rest, classes - 1) if len(set(rest)) >= classes else sorted(set(rest))
        return sorted({rest[0], *within})
    cuts = [own[len(own) * step // classes] for step in range(1, classes)] if len(own) >= classes else []
    return sorted({cut for cut in cuts if own and cut > own[0]})


def class_texts(plot: Plot, points: Sequence[Point], bounds: Sequence[float]) -> list[tuple[str, str]]:
    """The colour of each class with its least and greatest figure, then that of a province without a figure."""
    known = sorted((point for point in points if point.value is not None), key=lambda point: point.value or 0.0)
    classes: list[tuple[str, str]] = []
    for number, colour in enumerate(plot.theme.sequential[: len(bounds) + 1]):
        own = [point for point in known if bisect_right(bounds, point.value or 0.0) == number]
        if own:
            classes.append((colour, _range(plot, own[0], own[-1])))
    if len(known) < len(points):
        classes.append((plot.theme.missing, plot.word("no_figure")))
    return classes


def _x(plot: Plot, own: TileMap, field: str) -> Json:
    columns = own.across(plot)
    scale: Json = {"domain": [0, columns], "nice": False}
    if plot.width:
        width = own.tile_width(plot) * columns
        scale["range"] = [(plot.width - width) / 2, (plot.width + width) / 2]
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}


def _y(field: str, rows: int) -> Json:
    return {"field": field, "type": "quantitative", "axis": None, "scale": {"domain": [rows, 0], "nice": False}}


def _tiles(plot: Plot, own: TileMap, data: list[Json], rows: int) -> list[Json]:
    tile: Json = {
        "data": {"values": data},
        "mark": {"type": "rect", "strokeWidth": 2},
        "encoding": {
            "x": _x(plot, own, "column"),
            "x2": {"field": "column2"},
            "y": _y("row", rows),
            "y2": {"field": "row2"},
            "color": {"field": "fill", "type": "nominal", "scale": None, "legend": None},
            "stroke": {"field": "edge", "type": "nominal", "scale": None, "legend": None},
            "tooltip": tooltip(plot),
        },
    }
    return [tile, *(_in_a_line(plot, own, data, rows) if plot.is_low else _name_over_figure(plot, own, data, rows))]


def _name_over_figure(plot: Plot, own: TileMap, data: list[Json], rows: int) -> list[Json]:
    place = {"x": _x(plot, own, "middle"), "y": _y("centre", rows)}
    is_named = _is_named(plot, own)
    shown = "datum.label" if is_named else LABEL_SHOWN
    centred = f"(1 - length(datum.lines)) * {_magnified(plot, LABEL_LINE) / 2:.2f}"
    return [
        {
            "data": {"values": data},
            "transform": [{"calculate": f"split({shown}, '\\n')", "as": "lines"}],
            "mark": {
                "type": "text",
                "baseline": "middle",
                "fontSize": _letter(plot, own, NAME_LETTER, 8),
                "lineHeight": _letter(plot, own, 11, 9),
                "dy": {"expr": centred if is_named else f"indexof({shown}, '\\n') >= 0 ? -11 : -6"},
                "limit": 0,
            },
            "encoding": {**place, "text": {"field": "lines", "type": "nominal"}, "color": INK},
        },
        {
            "data": {"values": data},
            "mark": {
                "type": "text",
                "baseline": "middle",
                "fontSize": _letter(plot, own, FIGURE_LETTER, 8.5),
                "fontWeight": 600,
                "dy": {"expr": f"indexof({LABEL_SHOWN}, '\\n') >= 0 ? 12 : 8"},
                "limit": 0,
            },
            "encoding": {**place, "text": {"field": "text", "type": "nominal"}, "color": INK},
        },
    ]


def _in_a_line(plot: Plot, own: TileMap, data: list[Json], rows: int) -> list[Json]:
    """The name at the left of its tile and the figure at the right, as in a table."""

    def words(field: str, side: str, align: str, letter: float, **more: object) -> Json:
        dx = LOW_EDGE if align == "left" else -LOW_EDGE
        mark: Json = {"type": "text", "align": align, "baseline": "middle", "dx": dx, "fontSize": letter, "limit": 0}
        text: Json = {"field": field, "type": "nominal"}
        encoding = {"x": _x(plot, own, side), "y": _y("centre", rows), "text": text, "color": INK}
        return {"data": {"values": data}, "mark": {**mark, **more}, "encoding": encoding}

    return [
        words("label", "column", "left", NAME_LETTER),
        words("text", "column2", "right", FIGURE_LETTER, fontWeight=600),
    ]


def _islands(plot: Plot, own: TileMap, rows: int) -> list[Json]:
    wide = ISLANDS + own.across(plot) - own.columns
    data: list[Json] = [
        {
            "row": row,
            "row2": row + 1,
            "column": column,
            "column2": column + wide,
            "middle": column + wide / 2,
            "centre": row + 0.5,
            "label": plot.in_one(plot.locale).word(name).replace("|", " " if plot.is_low else "\n"),
        }
        for name, row, column in own.islands
    ]
    return [
        {
            "data": {"values": data},
            "mark": {"type": "rect", "fill": None, "stroke": plot.theme.quiet, "strokeDash": [3, 3], "strokeWidth": 1},
            "encoding": {
                "x": _x(plot, own, "column"),
                "x2": {"field": "column2"},
                "y": _y("row", rows),
                "y2": {"field": "row2"},
            },
        },
        {
            "data": {"values": data},
            "transform": [{"calculate": "split(datum.label, '\\n')", "as": "lines"}],
            "mark": {
                "type": "text",
                "baseline": "middle",
                "fontSize": BARE_LETTER if _is_bare(plot, own) else _letter(plot, own, 10.5, 8),
                "lineHeight": _letter(plot, own, 12, 10),
                "dy": 0 if plot.is_low else -_magnified(plot, 6) if _is_named(plot, own) else -5,
                "color": plot.theme.quiet,
            },
            "encoding": {
                "x": _x(plot, own, "middle"),
                "y": _y("centre", rows),
                "text": {"field": "lines", "type": "nominal"},
            },
        },
    ]


def _legend(plot: Plot, own: TileMap, classes: Sequence[tuple[str, str]], rows: int) -> list[Json]:
    """The classes with the least and greatest figure of each, and the colour of a province without a figure."""
    top, left = own.legend
    step, high = (LOW_CLASS_STEP, LOW_CLASS_HEIGHT) if plot.is_low else (CLASS_STEP, CLASS_HEIGHT)
    data: list[Json] = [
        {
            "row": top + step * place,
            "row2": top + step * place + high,
            "column": left,
            "column2": left + 0.35,
            "middle": left + 0.45,
            "centre": top + step * place + high / 2,
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
                "x": _x(plot, own, "column"),
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
                "fontSize": _letter(plot, own, 11.5, 8.5),
                "color": plot.theme.ink,
            },
            "encoding": {
                "x": _x(plot, own, "middle"),
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
