"""The same small chart once for each code of a dimension, all on one scale: lines over years, or bars side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from dantoc.figures.lettering import text_width, wrap
from dantoc.figures.marks.base import (
    LABEL,
    LABEL_LINE,
    NARROWEST,
    OWN,
    SMALL,
    Body,
    Json,
    Mark,
    Suggestion,
    category_labels,
    colour_of,
    label_room,
    on_phone,
    row_height,
    rows_of,
    tooltip,
    value_domain,
)
from dantoc.figures.marks.lines import domain_of, runs_of
from dantoc.figures.plot import Plot, Point, breaks_between
from dantoc.figures.shape import Shape
from dantoc.model.figure import FigureSpec
from dantoc.model.structure import INDICATOR, TIME

LEAST_PANELS, MOST_PANELS = 3, 24
MOST_ROWS, MOST_BAR_PANELS = 24, 5
COLUMNS = 3
PANEL_WIDTH = 190
"""On a sheet of known width a small chart has about so many px."""
INSET, REACH = 0.03, 0.9
"""Where in its column a line begins, and how much of it the line takes."""
TALL = 92
"""Height of the plot of a small line chart, in px."""
HEAD_WIDTH = 100
"""Names over small charts are broken at this width, so that they fit a phone."""
HEAD_LINE = 14
FOOT = 30
"""Room in px under each plot, for the first year with its figure, and for the last."""
RAISED = 10
"""How far the last figure stands over or under its dot, in px."""
FOOT_WORDS = 48
"""Room in px for the first and the last year beside a figure."""
PHONE_BARS, PAGE_BARS = 240, 440
"""Px that the columns of bars have together, at least, on a phone and on a page."""
EDGES = 14
LEAST_REACH = 0.3
"""The longest bar takes so much of its column, at least."""


def suits(shape: Shape) -> Iterable[Suggestion]:
    """A line of three years or more for each of three to 24 codes; or bars for each of a few codes."""
    single = len(shape.result.units) == 1
    codes = [own for own in shape.categories if own != TIME and (own != INDICATOR or single)]
    for place, facet in enumerate(codes):
        if shape.count(TIME) > 2 and LEAST_PANELS <= shape.count(facet) <= MOST_PANELS:
            score = 58 - 6 * place
            yield Suggestion(score, FigureSpec("small_multiples", TIME, facet=facet, order="code"))
    for category in codes:
        for facet in codes:
            few = LEAST_PANELS <= shape.count(facet) <= MOST_BAR_PANELS and facet != category
            if few and shape.count(facet) <= shape.count(category) <= MOST_ROWS:
                spec = FigureSpec("small_multiples", category, facet=facet, order=shape.order(category))
                yield Suggestion(44, spec)


def draw(plot: Plot) -> Body:
    """Lines where the categories are years, else bars that share their names."""
    return _small_lines(plot) if plot.spec.category == TIME else _panelled_bars(plot)


@dataclass(frozen=True)
class Grid:
    """The places of small charts: so many in a row, each with its name over it."""

    heads: tuple[tuple[str, ...], ...]
    columns: int

    @property
    def head(self) -> float:
        """The height in px that names take."""
        return max(map(len, self.heads)) * HEAD_LINE + 12

    @property
    def step(self) -> float:
        """From the top of one row to the top of the next, in px."""
        return self.head + TALL + FOOT

    def top(self, place: int) -> float:
        """Where the plot of a chart begins, in px."""
        return place // self.columns * self.step + self.head

    def left(self, place: int) -> int:
        """In which column a chart stands."""
        return place % self.columns


def _small_lines(plot: Plot) -> Body:
    """One line each, the last figure at its end; hollow after a break, and not joined across it."""
    names = [wrap(plot.name(plot.spec.facet, code), HEAD_WIDTH, LABEL) for code, _ in plot.panels]
    grid = Grid(tuple(names), min(_columns(plot), len(names)))
    years = sorted(map(int, plot.categories))
    low, high, decimals = _scale(plot)
    height = -(-len(names) // grid.columns) * grid.step
    x = _x("x", grid.columns)
    y = _y("y", height)
    rows: list[Json] = []
    ends: list[Json] = []
    hollow = False
    for place, (code, panel) in enumerate(plot.panels):
        for number, run in enumerate(runs_of(panel, "")):
            parted = number > 0 and _parted(panel, run[0], years)
            hollow = hollow or parted
            for step, point in enumerate(run):
                spot = {
                    "x": grid.left(place) + INSET + REACH * _share(int(point.category), years[0], years[-1]),
                    "y": grid.top(place) + TALL * (1 - _share(point.value or 0.0, low, high)),
                    "segment": f"{code}-{number}",
                    "dotted": len(run) == 1 or (parted and not step),
                    "name": f"{plot.name(plot.spec.facet, code)}, {point.category}",
                    "colour": plot.theme.accent if code in plot.spec.highlight else plot.theme.main,
                    "fill": plot.theme.paper if parted and not step else plot.theme.main,
                    "text": point.text,
                    "value": point.value,
                    "category": point.category,
                }
                rows.append(spot)
        known = [row for row in rows if str(row["segment"]).startswith(f"{code}-")]
        if known:
            ends.append({**known[-1], "raised": _is_raised(known, grid.top(place) + TALL)})
    others = [_spots(plot, grid, place, years, low, high) for place in range(len(names))]
    layers = (
        *_frames(plot, grid, years, low, high, height),
        *_heads(plot, grid, height),
        _runs([row for own in others for row in own], x, y, 1.4),
        _runs(rows, x, y),
        _dots(plot, [*(row for row in rows if row["dotted"]), *ends], x, y),
        *_figures(plot, ends, x, y),
    )
    ends_of_scale = {"low": plot.print_value(low, decimals), "high": plot.print_value(high, decimals)}
    notes = [plot.word("one_scale_from", **ends_of_scale), *([plot.word("hollow")] if hollow else [])]
    if plot.held_against is not None:
        notes.insert(0, plot.word("grey_line", name=plot.name(plot.spec.facet, plot.spec.reference)))
    return Body(layers, height, 4, 4, notes=tuple(notes))


def _spots(plot: Plot, grid: Grid, place: int, years: Sequence[int], low: float, high: float) -> list[Json]:
    """Where the line runs, in one of the charts, that all are held against."""
    if plot.held_against is None:
        return []
    return [
        {
            "x": grid.left(place) + INSET + REACH * _share(int(point.category), years[0], years[-1]),
            "y": grid.top(place) + TALL * (1 - _share(point.value or 0.0, low, high)),
            "segment": f"{plot.spec.reference}-{place}-{number}",
            "colour": plot.theme.reference,
        }
        for number, run in enumerate(runs_of(plot.held_against, ""))
        for point in run
    ]


def _scale(plot: Plot) -> tuple[float, float, int]:
    """The round figures at the foot and the top of every chart, and the decimals that they need."""
    points = [*plot.drawn, *(plot.held_against.points if plot.held_against else ())]
    low, high = domain_of(plot, [point.value for point in points if point.value is not None])
    step = 10.0 ** floor(log10(high - low)) / 2
    return floor(low / step) * step, ceil(high / step) * step, max(0, -floor(log10(step)))


def _columns(plot: Plot) -> int:
    """How many charts stand in a row: as many as have room for their figures on a phone, more on a wide sheet."""
    widest = max((text_width(point.text, SMALL, bold=True) for point in plot.drawn), default=0.0)
    width = plot.width or NARROWEST
    most = max(COLUMNS, int(width / PANEL_WIDTH))
    return max(1, min(most, int(width * REACH / (widest + FOOT_WORDS))))


def _is_raised(known: Sequence[Json], foot: float) -> bool:
    """Whether the last figure stands over its dot: the line does not come down to it, or there is no room below."""
    heights = [float(str(row["y"])) for row in known[-2:]]
    return heights[0] >= heights[-1] or heights[-1] > foot - 2 * RAISED


def _parted(panel: Plot, point: Point, years: Sequence[int]) -> bool:
    before = [year for year in years if year < int(point.category)]
    return bool(before) and bool(breaks_between(panel, "", before[-1], int(point.category)))


def _share(value: float, low: float, high: float) -> float:
    return (value - low) / (high - low) if high > low else 0.5


def _x(field: str, columns: int) -> Json:
    return {"field": field, "type": "quantitative", "axis": None, "scale": {"domain": [0, columns], "nice": False}}


def _y(field: str, height: float) -> Json:
    return {
        "field": field,
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [height, 0], "nice": False, "zero": False},
    }


def _frames(plot: Plot, grid: Grid, years: Sequence[int], low: float, high: float, height: float) -> list[Json]:
    """Under each chart a line at its foot with the first and last year, and hairlines half way up and at the top."""
    rules: list[Json] = []
    texts: list[Json] = []
    for place in range(len(grid.heads)):
        left, foot = grid.left(place), grid.top(place) + TALL
        right = left + REACH + 2 * INSET
        for share, tone in ((0.0, plot.theme.reference), (0.5, plot.theme.rule), (1.0, plot.theme.rule)):
            rules.append({"x": left, "x2": right, "y": foot - share * TALL, "colour": tone})
        first = plot.panels[place][1].point(str(years[0])).text
        texts.append({"x": left + INSET, "y": foot + 10, "text": f"{years[0]}: {first}", "align": "left"})
        texts.append({"x": right - INSET, "y": foot + 10, "text": str(years[-1]), "align": "right"})
    x, y = _x("x", grid.columns), _y("y", height)
    colour = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    lines: Json = {
        "data": {"values": rules},
        "mark": {"type": "rule", "strokeWidth": 1},
        "encoding": {"x": x, "x2": {"field": "x2"}, "y": y, "color": colour},
    }
    words: list[Json] = [
        {
            "data": {"values": [own for own in texts if own["align"] == align]},
            "mark": {
                "type": "text",
                "align": align,
                "baseline": "middle",
                "fontSize": SMALL - 1,
                "color": plot.theme.quiet,
            },
            "encoding": {"x": x, "y": y, "text": {"field": "text", "type": "nominal"}},
        }
        for align in ("left", "right")
    ]
    return [lines, *words]


def _heads(plot: Plot, grid: Grid, height: float) -> list[Json]:
    """The name over each chart, its last line next to the plot."""
    layers: list[Json] = []
    for place, lines in enumerate(grid.heads):
        first = grid.top(place) - 8 - (len(lines) - 1) * HEAD_LINE - HEAD_LINE / 2
        layers.append(
            {
                "data": {"values": [{"x": grid.left(place), "y": first}]},
                "mark": {
                    "type": "text",
                    "text": list(lines),
                    "align": "left",
                    "baseline": "middle",
                    "lineHeight": HEAD_LINE,
                    "fontSize": LABEL,
                    "fontWeight": 600,
                    "color": plot.theme.ink,
                },
                "encoding": {"x": _x("x", grid.columns), "y": _y("y", height)},
            }
        )
    return layers


def _runs(rows: Sequence[Json], x: Json, y: Json, thick: float = 2) -> Json:
    return {
        "data": {"values": list(rows)},
        "mark": {"type": "line", "strokeWidth": thick},
        "encoding": {
            "x": x,
            "y": y,
            "color": {"field": "colour", "type": "nominal", "scale": None, "legend": None},
            "detail": {"field": "segment", "type": "nominal"},
        },
    }


def _dots(plot: Plot, rows: Sequence[Json], x: Json, y: Json) -> Json:
    colour = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    said = [("name", plot.word("figure")), ("text", plot.unit or plot.word("figure"))]
    return {
        "data": {"values": list(rows)},
        "mark": {"type": "point", "size": 30, "strokeWidth": 1.8, "opacity": 1, "filled": False},
        "encoding": {
            "x": x,
            "y": y,
            "stroke": colour,
            "fill": {**colour, "field": "fill"},
            "tooltip": [{"field": field, "type": "nominal", "title": title} for field, title in said],
        },
    }


def _figures(plot: Plot, ends: Sequence[Json], x: Json, y: Json) -> list[Json]:
    """The last figure of each chart, over or under its dot, on a halo of paper."""
    text: Json = {"type": "text", "align": "right", "dx": 4, "baseline": "middle", "fontSize": SMALL}
    ink: Json = {"color": plot.theme.ink, "fontWeight": 600}
    encoding: Json = {"x": x, "y": y, "text": {"field": "text", "type": "nominal"}}
    halo: Json = {"stroke": plot.theme.paper, "strokeWidth": 3}
    return [
        {
            "data": {"values": [row for row in ends if row["raised"] == raised]},
            "mark": {**text, **ink, "dy": -RAISED if raised else RAISED + 1, **own},
            "encoding": encoding,
        }
        for raised in (True, False)
        for own in (halo, {})
    ]


def _panelled_bars(plot: Plot) -> Body:
    """A column of bars for each code of the facet, the names once on the left."""
    labels = category_labels(plot, 120)
    room = label_room(labels)
    band = row_height(labels, 21)
    heads = _Heads.of(plot, room)
    height = heads.height + band * len(plot.categories)
    against = _held_against(plot)
    others = _others(plot)
    domain = value_domain([*plot.drawn, *others.values()])
    low, high = min([domain[0], *against.values()]), max([domain[1], *against.values()])
    zero = _share(0.0, low, high)
    middles = {code: heads.height + band * (place + 0.5) for place, code in enumerate(plot.categories)}
    rows: list[Json] = []
    for column, (code, panel) in enumerate(plot.panels):
        points = [panel.point(category) for category in plot.categories]
        for row, point in zip(rows_of(plot, points), points, strict=True):
            place: Json = {
                "column": column,
                "from": zero,
                "to": _share(point.value or 0.0, low, high),
                "beyond": _share(own.value or 0.0, low, high) if (own := others.get(point.category)) else zero,
                "y": middles[point.category] - band * 0.36,
                "y2": middles[point.category] + band * 0.36,
                "middle": middles[point.category],
            }
            panel_name = plot.name(plot.spec.facet, code)
            rows.append({**row, **place, "panel": panel_name, "colour": colour_of(plot, point.category)})
    bars, figures = _bars(plot, rows, height)
    ticks: list[Json] = [
        {
            "column": column,
            "from": _share(own.value or 0.0, low, high),
            "y": middles[code] - band * 0.44,
            "y2": middles[code] + band * 0.44,
        }
        for column in range(len(plot.panels))
        for code, own in others.items()
    ]
    lines: list[Json] = [
        {"column": column, "from": _share(value, low, high), "y": heads.height - 2, "y2": height}
        for column, value in against.items()
    ]
    layers = (
        bars,
        *([_across(plot, ticks, height, {"color": plot.theme.ink, "strokeWidth": 2})] if ticks else ()),
        *([_across(plot, lines, height, {"color": plot.theme.ink, "strokeDash": [5, 3]})] if lines else ()),
        *figures,
        _base_line(plot, zero, heads.height - 2, height),
        *heads.layers(plot, height),
        *_row_names(plot, labels, middles, _y("y", height)),
    )
    said = [plot.word("tick_mark", name=plot.name(plot.spec.facet, plot.spec.reference))] if ticks else []
    if lines and plot.spec.target is None:
        said.append(plot.word("dashed_line", text=plot.name(plot.spec.category, plot.spec.reference)))
    return Body(layers, height, room, notes=(*said, plot.word("one_scale")))


def _held_against(plot: Plot) -> dict[int, float]:
    """The value of the line across each column: the target, else the figure of the category of reference."""
    target = plot.spec.target
    if target is not None:
        return dict.fromkeys(range(len(plot.panels)), target)
    if plot.spec.reference not in plot.categories:
        return {}
    own = [panel.point(plot.spec.reference).value for _, panel in plot.panels]
    return {column: value for column, value in enumerate(own) if value is not None}


def _others(plot: Plot) -> dict[str, Point]:
    """The figures, by category, of the code that the columns are held against."""
    points = plot.held_against.points if plot.held_against is not None else ()
    return {own.category: own for own in points if own.value is not None and own.category in plot.categories}


def _across(plot: Plot, rows: Sequence[Json], height: float, look: Json) -> Json:
    """Upright strokes in the columns of bars."""
    return {
        "data": {"values": list(rows)},
        "transform": _in_columns(plot, x="datum.from"),
        "mark": {"type": "rule", "strokeWidth": 1.2, **look},
        "encoding": {"x": _x("x", len(plot.panels)), "y": _y("y", height), "y2": {"field": "y2"}},
    }


def _in_columns(plot: Plot, **places: str) -> list[Json]:
    """The transforms that put shares of a bar into its column, where the longest leaves its figure free.

    How much that is of a column follows the width of the chart.
    """
    figure = max((text_width(point.text, SMALL) for point in plot.drawn), default=0.0) + 14
    reach = f"max({LEAST_REACH}, 1 - {figure * len(plot.panels)} / width)"
    return [{"calculate": f"datum.column + {share} * {reach}", "as": name} for name, share in places.items()]


def _bars(plot: Plot, rows: Sequence[Json], height: float) -> tuple[Json, list[Json]]:
    """The bars, and the figures at their ends on a halo of paper, which no line crosses."""
    x, y = _x("x", len(plot.panels)), _y("y", height)
    bars: Json = {
        "data": {"values": list(rows)},
        "transform": _in_columns(plot, x="datum.from", x2="datum.to"),
        "mark": {"type": "rect"},
        "encoding": {
            "x": x,
            "x2": {"field": "x2"},
            "y": y,
            "y2": {"field": "y2"},
            "color": {"field": "colour", "type": "nominal", "scale": None, "legend": None},
            "tooltip": [*tooltip(plot), {"field": "panel", "type": "nominal", "title": _facet_name(plot)}],
        },
    }
    mark: Json = {
        "type": "text",
        "align": "left",
        "dx": 3,
        "baseline": "middle",
        "fontSize": SMALL,
        "color": plot.theme.ink,
    }
    figures: Json = {
        "data": {"values": list(rows)},
        "transform": _in_columns(plot, end="max(datum.from, datum.to, datum.beyond)"),
        "mark": mark,
        "encoding": {
            "x": {**x, "field": "end"},
            "y": {**y, "field": "middle"},
            "text": {"field": "text", "type": "nominal"},
        },
    }
    halo: Json = {**mark, "stroke": plot.theme.paper, "strokeWidth": 4}
    return bars, [*([{**figures, "mark": halo}] if _held_against(plot) else []), figures]


def _base_line(plot: Plot, zero: float, top: float, height: float) -> Json:
    """Where the bars of each column begin."""
    columns = range(len(plot.panels))
    return {
        "data": {"values": [{"column": column, "from": zero, "y": top, "y2": height} for column in columns]},
        "transform": _in_columns(plot, x="datum.from"),
        "mark": {"type": "rule", "color": plot.theme.quiet},
        "encoding": {"x": _x("x", len(plot.panels)), "y": _y("y", height), "y2": {"field": "y2"}},
    }


@dataclass(frozen=True)
class _Heads:
    """The names over the columns of bars, broken for a phone and for a page."""

    phone: tuple[tuple[str, ...], ...]
    page: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, plot: Plot, room: float) -> _Heads:
        """The heads of the plot's panels, `room` px of whose sheet the names of rows take."""
        names = [plot.name(plot.spec.facet, code) for code, _ in plot.panels]
        columns = max(len(names), 1)
        phone_bars, page_bars = float(PHONE_BARS), float(PAGE_BARS)
        if plot.width:
            phone_bars = page_bars = plot.width - room - EDGES
        widths = (max(phone_bars / columns - 8, 30), max(page_bars / columns - 8, 30))
        phone, page = (tuple(wrap(name, width, SMALL, bold=True) for name in names) for width in widths)
        return cls(phone, page)

    @property
    def height(self) -> float:
        """The height in px that the names take."""
        return max(map(len, (*self.phone, *self.page)), default=1) * LABEL_LINE + 10

    def layers(self, plot: Plot, height: float) -> list[Json]:
        """The names, their last line next to the bars."""
        x, y = _x("x", len(plot.panels)), _y("y", height)
        return [
            {
                "data": {"values": [{"x": column, "y": self.height - 10}]},
                "mark": {
                    "type": "text",
                    "text": on_phone(list(phone), list(page)),
                    "dy": on_phone(-(len(phone) - 1) * LABEL_LINE, -(len(page) - 1) * LABEL_LINE),
                    "align": "left",
                    "baseline": "middle",
                    "lineHeight": LABEL_LINE,
                    "fontSize": SMALL,
                    "fontWeight": 600,
                    "color": plot.theme.ink,
                },
                "encoding": {"x": x, "y": y},
            }
            for column, (phone, page) in enumerate(zip(self.phone, self.page, strict=True))
        ]


def _facet_name(plot: Plot) -> str:
    return plot.result.dataset.structure[plot.spec.facet].name.say(plot.locale)


def _row_names(plot: Plot, labels: dict[str, tuple[str, ...]], middles: dict[str, float], y: Json) -> list[Json]:
    """The names of the categories, once for all panels, flush right before the first."""
    return [
        {
            "data": {"values": [{"y": middles[code] - (len(lines) - 1) * LABEL_LINE / 2}]},
            "mark": {
                "type": "text",
                "text": list(lines),
                "x": -6,
                "align": "right",
                "baseline": "middle",
                "lineHeight": LABEL_LINE,
                "fontSize": LABEL,
                "fontWeight": 600 if code in plot.spec.highlight or plot.is_reference(code) else 400,
                "color": plot.theme.ink,
            },
            "encoding": {"y": y},
        }
        for code, lines in labels.items()
    ]


MARK = Mark("small_multiples", suits, draw, along=OWN)
