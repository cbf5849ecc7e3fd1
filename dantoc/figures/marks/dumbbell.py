"""Two dots a category joined by a bar: how far two years, women and men, or town and country lie apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dantoc.figures.lettering import text_width
from dantoc.figures.marks.base import (
    LABEL,
    SMALL,
    Body,
    Json,
    Mark,
    Scale,
    Suggestion,
    category_axis,
    category_labels,
    label_room,
    row_height,
    rows_of,
    size,
    tooltip,
    value_domain,
)
from dantoc.figures.marks.legend import legend
from dantoc.figures.palette import Theme, series_colours
from dantoc.figures.plot import Plot, Point, breaks_between
from dantoc.figures.shape import SEX, Shape
from dantoc.model.figure import FigureSpec
from dantoc.model.structure import TIME

LEAST_CATEGORIES = 3
ROW = 26
NAMES = 128
"""Names of rows are broken at this width, in px, so that dots lie apart on a phone too."""
WIDEST_NAME = 74
"""Names of the two ends wider than this, in px, stand in a legend rather than over the first row."""
HEAD = 24
MOST_SAID = 0.3
"""What is said of a missing figure takes so much of the width of a sheet, at most."""
GAP = 9
"""Px from a dot to its figure."""


def suits(shape: Shape) -> Iterable[Suggestion]:
    """Two series over three categories or more; rates rather than counts, which lie far apart for large and small."""
    own = [*shape.pairs(), *((first, TIME) for first in shape.categories if first != TIME)]
    for category, series in dict.fromkeys(own):
        if shape.count(series) == 2 and shape.count(category) >= LEAST_CATEGORIES:
            score = 50 if shape.additive else 68
            yield Suggestion(score, FigureSpec("dumbbell", category, series, order=shape.order(category)))


def draw(plot: Plot) -> Body:
    """The two dots of a category with their figures outside; no bar joins two years that a break parts."""
    labels = category_labels(plot, NAMES)
    room = label_room(labels)
    colours = dict(zip(plot.series, end_colours(plot.theme, plot.spec.series, len(plot.series)), strict=True))
    left, right = _sides(plot)
    scale = scale_of(plot).json
    x: Json = {"field": "value", "type": "quantitative", "axis": None, "scale": scale}
    y = category_axis(plot, labels, room)
    known = [point for point in plot.drawn if point.value is not None]
    hollow = {point.place for point in known if _after_break(plot, point)}
    data = rows_of(
        plot,
        known,
        colour=lambda point: colours[point.series],
        fill=lambda point: plot.theme.paper if point.place in hollow else colours[point.series],
    )
    colour = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    dots = {
        "data": {"values": data},
        "mark": {"type": "point", "filled": False, "size": 96, "strokeWidth": 2, "opacity": 1},
        "encoding": {
            "x": x,
            "y": y,
            "stroke": colour,
            "fill": {**colour, "field": "fill"},
            "tooltip": tooltip(plot),
        },
    }
    height = row_height(labels, ROW) * len(plot.categories)
    notes = (plot.word("hollow"),) if hollow else ()
    figures = [
        _texts(plot, rows, x, y, align, shift, halo=halo)
        for rows, align, shift in ((left, "right", -GAP), (right, "left", GAP))
        for halo in (True, False)
    ]
    layers = (_guides(plot, y), _joins(plot, hollow, x, y), dots, *figures, *_heads(plot, colours, x, room))
    return Body(layers, height, room, notes=notes)


def scale_of(plot: Plot) -> Scale:
    """Where figures stand: those at the ends of rows have room on either side."""
    widths = [max((text_width(str(row["text"]), LABEL) for row in rows), default=0.0) for rows in _sides(plot)]
    before, after = (own + GAP + 4 for own in widths)
    return Scale(value_domain(plot.drawn), before, after)


def end_colours(theme: Theme, series: str, count: int) -> tuple[str, ...]:
    """The colours of the ends: earlier years pale, the sexes as in the pyramid, else those of any series."""
    if series == TIME:
        return (theme.reference, theme.main)
    return (theme.main, theme.second) if series == SEX else series_colours(theme, count)


def _after_break(plot: Plot, point: Point) -> bool:
    """Whether it is the figure of a later year that a break parts from the earlier one."""
    if plot.spec.series != TIME or point.series == plot.series[0]:
        return False
    return bool(breaks_between(plot, point.category, int(plot.series[0]), int(point.series)))


def _guides(plot: Plot, y: Json) -> Json:
    """A hairline a row, by which the eye goes from the name to its dots."""
    return {
        "data": {"values": [{"category": code} for code in plot.categories]},
        "mark": {"type": "rule", "color": plot.theme.rule, "strokeWidth": 1},
        "encoding": {"y": y},
    }


def _ends(plot: Plot, category: str) -> list[Point]:
    """The known figures of a category, the least first."""
    points = [plot.point(category, code) for code in plot.series]
    return sorted((point for point in points if point.value is not None), key=lambda point: point.value or 0.0)


def _joins(plot: Plot, hollow: set[int], x: Json, y: Json) -> Json:
    """The bars between the dots; of the highlighted in red."""
    ends = {category: _ends(plot, category) for category in plot.categories}
    rows = [
        {
            "category": category,
            "value": own[0].value,
            "high": own[-1].value,
            "colour": plot.theme.accent if category in plot.spec.highlight else plot.theme.sequential[1],
        }
        for category, own in ends.items()
        if len(own) == 2 and not any(point.place in hollow for point in own)
    ]
    colour = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    return {
        "data": {"values": rows},
        "mark": {"type": "rule", "strokeWidth": 4.5},
        "encoding": {"x": x, "x2": {"field": "high"}, "y": y, "color": colour},
    }


def _sides(plot: Plot) -> tuple[list[Json], list[Json]]:
    """The figures left of the lesser dot and right of the greater; a missing one says so beside the other's."""
    left: list[Json] = []
    right: list[Json] = []
    for category in plot.categories:
        own = _ends(plot, category)
        absent = [point for point in (plot.point(category, code) for code in plot.series) if point.value is None]
        place = own[-1].value if own else 0.0
        if len(own) == 2:
            left.append({"category": category, "value": own[0].value, "text": own[0].text})
        said = [own[-1].text] if own else []
        named = [f"({_said(plot, point)})" for point in absent]
        right.append({"category": category, "value": place, "text": " ".join([*said, *_short(plot, named, absent)])})
    return left, right


def _short(plot: Plot, named: list[str], absent: Sequence[Point]) -> list[str]:
    """The missing figures with the names of their ends, or alone where a narrow sheet has no room for names."""
    wide = sum(text_width(own, LABEL) for own in named)
    return [f"({point.text})" for point in absent] if plot.width and wide > MOST_SAID * plot.width else named


def _said(plot: Plot, point: Point) -> str:
    return f"{plot.name(plot.spec.series, point.series)}: {point.text}"


def _texts(plot: Plot, rows: Sequence[Json], x: Json, y: Json, align: str, shift: int, *, halo: bool) -> Json:
    """Figures beside dots, once as a halo of paper so that the hairline of the row does not cross them."""
    ink: Json = {"stroke": plot.theme.paper, "strokeWidth": 4} if halo else {}
    mark: Json = {"type": "text", "align": align, "dx": shift, "baseline": "middle", "fontSize": size(LABEL, SMALL)}
    return {
        "data": {"values": list(rows)},
        "mark": {**mark, "color": plot.theme.ink, **ink},
        "encoding": {"x": x, "y": y, "text": {"field": "text", "type": "nominal"}},
    }


def _is_one_way(plot: Plot) -> bool:
    """Whether the same end is the lesser in every row, so that the names over the first row hold for all."""
    rows = [own for own in (_ends(plot, category) for category in plot.categories) if len(own) == 2]
    return len({own[0].series for own in rows if own[0].value != own[1].value}) < 2


def _heads(plot: Plot, colours: dict[str, str], x: Json, room: float) -> list[Json] | tuple[Json, ...]:
    """What the two ends are: over the dots of the first row, each growing away from the other; in a legend, where ends
    change sides from row to row or names are long."""
    names = {code: plot.name(plot.spec.series, code) for code in plot.series}
    own = _ends(plot, plot.categories[0]) if plot.categories else []
    widest = max(text_width(name, LABEL, bold=True) for name in names.values())
    if len(own) < 2 or widest > WIDEST_NAME or not _is_one_way(plot):
        return legend(plot, [(names[code], colours[code]) for code in plot.series], room)
    return [
        {
            "data": {"values": [{"value": point.value, "text": names[point.series]}]},
            "mark": {
                "type": "text",
                "align": align,
                "dx": shift,
                "y": -HEAD / 2 + 4,
                "baseline": "middle",
                "fontSize": LABEL,
                "fontWeight": 600,
                "color": plot.theme.ink,
            },
            "encoding": {"x": x, "text": {"field": "text", "type": "nominal"}},
        }
        for point, align, shift in zip(own, ("right", "left"), (-3, 3), strict=True)
    ]


MARK = Mark("dumbbell", suits, draw, along="x", stretches=True)
