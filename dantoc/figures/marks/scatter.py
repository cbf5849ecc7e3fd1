"""A dot a category between two axes: two indicators, or one in two years; those at the edges are named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from dantoc.figures.lettering import text_width, wrap
from dantoc.figures.marks.base import LABEL, OWN, SMALL, Body, Json, Mark, Suggestion, on_phone
from dantoc.figures.plot import SIGNS, Plot, Point, breaks_between
from dantoc.figures.screens import PHONE_WIDTH
from dantoc.figures.shape import Shape
from dantoc.model.figure import FigureSpec
from dantoc.model.structure import INDICATOR, TIME, Dimension

LEAST = 6
"""Fewer dots than this make no cloud."""
HEIGHT = 400
AIR = 0.07
DOT = 4.6
"""Radius of a dot in px."""
PAGE_WIDTHS, PHONE_WIDTHS = (500, 620, 780, 1000, 1130), (250, 300, 380, 500)
"""Widths of the plot in px at which names must not touch, on a page and on a phone."""
SIDES = 56
"""Px of a sheet of known width that stand beside the plot."""
MOST_NAMES, MOST_PHONE_NAMES = 16, 7
LINE = 12
TITLE_LINE = 15
ACROSS_TITLE = 300
"""The title of the level axis is broken at this width."""
EDGES = 16
SPANS = ((1, 0), (-1, 0), (0, -1), (0, 1), (-1, -1), (1, -1), (-1, 1), (1, 1))
"""Where a name may stand by its dot: right, left, above, below, and between these."""


@dataclass(frozen=True)
class Dot:
    """A category between the axes: its place from 0 to 1 each way, its radius, and the figures it stands on."""

    category: str
    x: float
    y: float
    radius: float
    across: Point
    up: Point
    size: Point | None = None


def suits(shape: Shape) -> Iterable[Suggestion]:
    """Exactly two indicators, or two years, of six categories or more."""
    for series, score in ((INDICATOR, 58), (TIME, 34)):
        for place, category in enumerate(own for own in shape.categories if own not in (INDICATOR, TIME)):
            if shape.count(series) == 2 and shape.count(category) >= LEAST:
                yield Suggestion(score - 6 * place, FigureSpec("scatter", category, series, order="code"))


def draw(plot: Plot) -> Body:
    """The first series across, the second up; two years on one scale, with the line on which nothing changed."""
    return cloud(plot, plot.series[0], plot.series[1])


def cloud(plot: Plot, across: str, up: str, size: str = "") -> Body:
    """The dots of two series, as large as the figures of `size` where it is named."""
    dots, x_span, y_span = dots_of(plot, across, up, size)
    same = plot.spec.series == TIME
    left = max(text_width(plot.print_value(own, 0 if abs(own) >= 10 else 1), SMALL) for own in y_span) + 12
    x, y = _axis(plot, across, x_span, left), _axis(plot, up, y_span, left, up=True)
    layers: list[Json] = [_diagonal(plot, x_span, x, y)] if same else []
    layers += [*_crossed(plot, dots, x, y), _dots(plot, dots, x, y), _up_title(plot, up, left)]
    for phone in (False, True):
        layers += _names(plot, dots, x, y, phone=phone)
    notes = _left_out(plot, {dot.category for dot in dots})
    hollow = (plot.word("hollow"),) if any(_is_parted(plot, dot) for dot in dots) else ()
    below = 29 + TITLE_LINE * len(_title_lines(plot, across, ACROSS_TITLE))
    return Body(tuple(layers), HEIGHT, left, left, below=below, notes=(*notes, *hollow))


def dots_of(
    plot: Plot, across: str, up: str, size: str = ""
) -> tuple[list[Dot], tuple[float, float], tuple[float, float]]:
    """The dots, the largest first, and the figures from which to which each axis runs."""
    pairs = [(plot.point(own, across), plot.point(own, up), plot.point(own, size)) for own in plot.categories]
    known = [own for own in pairs if all(one.value is not None for one in own[: 3 if size else 2])]
    same = plot.spec.series == TIME
    x_span = span([own.value or 0.0 for first, second, _ in known for own in ((first, second) if same else (first,))])
    y_span = x_span if same else span([second.value or 0.0 for _, second, _ in known])
    greatest = max((third.value or 0.0 for _, _, third in known), default=0.0)
    dots = [
        Dot(
            first.category,
            _share(first, x_span),
            _share(second, y_span),
            DOT + 22 * ((third.value or 0.0) / greatest) ** 0.5 if size and greatest else DOT,
            first,
            second,
            third if size else None,
        )
        for first, second, third in known
    ]
    dots.sort(key=lambda dot: -dot.radius)
    return dots, x_span, y_span


def span(values: Sequence[float]) -> tuple[float, float]:
    """The figures with some air on either side, and from zero where they come near it."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    air = AIR * ((high - low) or abs(high) or 1.0)
    return (0.0 if 0 <= low <= 0.35 * high else low - air), high + air


def _share(point: Point, own: tuple[float, float]) -> float:
    return ((point.value or 0.0) - own[0]) / (own[1] - own[0])


def _axis(plot: Plot, code: str, domain: tuple[float, float], left: float, *, up: bool = False) -> Json:
    extent: Json = {"minExtent": left, "maxExtent": left} if up else {}
    lines = [] if up else list(_title_lines(plot, code, ACROSS_TITLE))
    return {
        "field": "up" if up else "across",
        "type": "quantitative",
        "scale": {"domain": list(domain), "nice": False, "zero": False},
        "axis": {
            "title": None if up else lines,
            "titleFontSize": LABEL,
            "titleFontWeight": 600,
            "titleLineHeight": TITLE_LINE,
            "titleColor": plot.theme.ink,
            "titleAnchor": "end",
            "titlePadding": 6,
            "titleLimit": 0,
            "domain": False,
            "ticks": False,
            "tickCount": 5,
            "gridColor": plot.theme.rule,
            "labelColor": plot.theme.quiet,
            "labelFontSize": SMALL,
            "labelPadding": 6,
            "labelLimit": 0,
            "labelFlush": False,
            **extent,
        },
    }


def axis_title(plot: Plot, code: str) -> str:
    """The name of a series with its unit: that of its own figures."""
    name = plot.name(plot.spec.series, code)
    return f"{name} ({unit})" if (unit := unit_of(plot, code)) else name


def _title_lines(plot: Plot, code: str, width: float) -> tuple[str, ...]:
    """The title of an axis in lines of that width, and never wider than the sheet."""
    own = min(width, plot.width - EDGES) if plot.width else width
    return wrap(axis_title(plot, code), own, LABEL, bold=bool(plot.width))


def unit_of(plot: Plot, code: str) -> str:
    """The symbol of the unit in which the figures of a series are."""
    if plot.result.measure(plot.spec.measure):
        return plot.unit
    places = [point.place for point in plot.points if point.series == code and point.place >= 0]
    units = plot.result.data.column("unit").to_pylist()
    return plot.result.dataset.unit_symbol(units[places[0]], plot.locale) if places else ""


def _up_title(plot: Plot, code: str, left: float) -> Json:
    """The name of the upright axis, written level over its top, where it can be read."""
    page, phone = _title_lines(plot, code, 480), _title_lines(plot, code, 310)
    lines = max(len(page), len(phone))
    return {
        "data": {"values": [{}]},
        "mark": {
            "type": "text",
            "text": on_phone(list(phone), list(page)),
            "align": "left",
            "baseline": "top",
            "x": -left,
            "y": -(lines * TITLE_LINE + 8),
            "lineHeight": TITLE_LINE,
            "fontSize": LABEL,
            "fontWeight": 600,
            "color": plot.theme.ink,
        },
        "encoding": {},
    }


def _diagonal(plot: Plot, own: tuple[float, float], x: Json, y: Json) -> Json:
    """Where a dot stands that did not change."""
    rows = [{"across": value, "up": value} for value in own]
    mark = {"type": "line", "color": plot.theme.reference, "strokeDash": [4, 4], "strokeWidth": 1.2}
    return {"data": {"values": rows}, "mark": mark, "encoding": {"x": x, "y": y}}


def _dots(plot: Plot, dots: Sequence[Dot], x: Json, y: Json) -> Json:
    rows = [
        {
            "category": dot.category,
            "name": plot.name(plot.spec.category, dot.category),
            "across": dot.across.value,
            "up": dot.up.value,
            "value": dot.up.value,
            "text": dot.up.text,
            "across_text": dot.across.text,
            "size_text": dot.size.text if dot.size else "",
            "area": (2 * dot.radius) ** 2 * 0.785,
            "fill": plot.theme.paper if _is_parted(plot, dot) else colour_of_dot(plot, dot.category),
            "edge": colour_of_dot(plot, dot.category) if _is_parted(plot, dot) else plot.theme.paper,
        }
        for dot in dots
    ]
    said = [("name", plot.result.dataset.structure[plot.spec.category].name.say(plot.locale))]
    said += [("across_text", axis_title(plot, dots[0].across.series)), ("text", axis_title(plot, dots[0].up.series))]
    said += [("size_text", axis_title(plot, dots[0].size.series))] if dots[0].size else []
    return {
        "data": {"values": rows},
        "mark": {"type": "point", "filled": False, "opacity": 0.88, "strokeWidth": 1.4},
        "encoding": {
            "x": x,
            "y": y,
            "size": {"field": "area", "type": "quantitative", "scale": None, "legend": None},
            "fill": {"field": "fill", "type": "nominal", "scale": None, "legend": None},
            "stroke": {"field": "edge", "type": "nominal", "scale": None, "legend": None},
            "tooltip": [{"field": field, "type": "nominal", "title": title} for field, title in said],
        },
    }


def _crossed(plot: Plot, dots: Sequence[Dot], x: Json, y: Json) -> list[Json]:
    """A hairline each way through what the others are held against, such as the country among provinces."""
    own = next((dot for dot in dots if dot.category == plot.spec.reference), None)
    if own is None:
        return []
    line: Json = {"type": "rule", "strokeDash": [5, 3], "strokeWidth": 1, "color": plot.theme.quiet}
    rows: Json = {"values": [{"across": own.across.value, "up": own.up.value}]}
    return [{"data": rows, "mark": line, "encoding": {name: axis}} for name, axis in (("x", x), ("y", y))]


def _is_parted(plot: Plot, dot: Dot) -> bool:
    """Whether a break parts the two years of a dot, which is hollow then."""
    if plot.spec.series != TIME:
        return False
    return bool(breaks_between(plot, dot.category, int(dot.across.series), int(dot.up.series)))


def colour_of_dot(plot: Plot, category: str) -> str:
    """Red for the highlighted, grey for aggregates, indigo for the others, paler beside a highlight."""
    if category in plot.spec.highlight:
        return plot.theme.accent
    if plot.is_reference(category):
        return plot.theme.reference
    return plot.theme.sequential[2] if plot.spec.highlight else plot.theme.main


def _names(plot: Plot, dots: Sequence[Dot], x: Json, y: Json, *, phone: bool) -> list[Json]:
    letter = SMALL if phone else LABEL
    names = names_of(plot, dots)
    placed = place_names(plot, dots, names, phone=phone)
    layers: list[Json] = []
    for dot in dots:
        if dot.category not in placed:
            continue
        side, rise = placed[dot.category]
        own = {"across": dot.across.value, "up": dot.up.value}
        text = names[dot.category]
        for halo in (True, False):
            ink: Json = {"stroke": plot.theme.paper, "strokeWidth": 3} if halo else {}
            layers.append(
                {
                    "data": {"values": [own]},
                    "mark": {
                        "type": "text",
                        "text": on_phone(text if phone else "", "" if phone else text),
                        "align": {1: "left", -1: "right", 0: "center"}[side],
                        "baseline": "middle",
                        "dx": side * (dot.radius + 3),
                        "dy": rise * (dot.radius + LINE / 2 + 1),
                        "fontSize": letter,
                        "fontWeight": 600 if dot.category in plot.spec.highlight else 400,
                        "color": plot.theme.ink,
                        **ink,
                    },
                    "encoding": {"x": x, "y": y},
                }
            )
    return layers


def names_of(plot: Plot, dots: Sequence[Dot]) -> dict[str, str]:
    """What is written beside each dot: its name, with the words that are said of it, or the sign of its note."""
    said = dict(plot.spoken)
    names = {dot.category: plot.name(plot.spec.category, dot.category) for dot in dots}
    names |= {code: f"{name}: {said[code]}" for code, name in names.items() if code in said}
    return {dot.category: f"{names[dot.category]}{_sign_of(dot)}" for dot in dots}


def _sign_of(dot: Dot) -> str:
    signs = [own.text[-1] for own in (dot.across, dot.up, dot.size) if own is not None and own.text[-1:] in SIGNS]
    return f" {''.join(dict.fromkeys(signs))}" if signs else ""


def have_room(plot: Plot, dots: Sequence[Dot], category: str) -> bool:
    """Whether what is said of the category finds room beside its dot at every width."""
    names = names_of(plot, dots)
    screens = (True, False) if not plot.width else (plot.width < PHONE_WIDTH,)
    return all(category in place_names(plot, dots, names, phone=phone) for phone in screens)


def place_names(
    plot: Plot, dots: Sequence[Dot], names: Mapping[str, str], *, phone: bool
) -> dict[str, tuple[int, int]]:
    """Where the names stand that find room, the most telling first: none touches another or a dot at any width."""
    letter, most = (SMALL, MOST_PHONE_NAMES) if phone else (LABEL, MOST_NAMES)
    across: tuple[int, ...] = PHONE_WIDTHS if phone else PAGE_WIDTHS
    if plot.width:
        across = (plot.width - SIDES,)
    placed: dict[str, tuple[int, int]] = {}
    taken: dict[int, list[Box]] = {width: [] for width in across}
    for dot in _telling(plot, dots):
        if len(placed) == most:
            break
        room = text_width(names[dot.category], letter, bold=True)
        for side in SPANS:
            boxes = {width: box_of(dot, side, room, width) for width in across}
            if all(_free(boxes[width], dot, dots, taken[width], width) for width in across):
                placed[dot.category] = side
                for width, box in boxes.items():
                    taken[width].append(box)
                break
    return placed


Box = tuple[float, float, float, float]
"""Left, top, right and bottom in px."""


def box_of(dot: Dot, side: tuple[int, int], room: float, width: float) -> Box:
    """Where a name of that width stands by its dot, on a plot of that width."""
    x, y = dot.x * width, (1 - dot.y) * HEIGHT
    left = x + side[0] * (dot.radius + 3) - room * {1: 0.0, -1: 1.0, 0: 0.5}[side[0]]
    middle = y + side[1] * (dot.radius + LINE / 2 + 1)
    return left, middle - LINE / 2, left + room, middle + LINE / 2


def _free(box: Box, own: Dot, dots: Sequence[Dot], taken: Sequence[Box], width: float) -> bool:
    left, top, right, bottom = box
    if left < -4 or right > width + 6 or top < -2 or bottom > HEIGHT + 2:
        return False
    if any(left < other[2] and other[0] < right and top < other[3] and other[1] < bottom for other in taken):
        return False
    for dot in dots:
        x, y = dot.x * width, (1 - dot.y) * HEIGHT
        near_x, near_y = min(max(x, left), right), min(max(y, top), bottom)
        if dot is not own and hypot(x - near_x, y - near_y) < dot.radius + 0.5:
            return False
    return True


def _telling(plot: Plot, dots: Sequence[Dot]) -> list[Dot]:
    """The dots to be named, the highlighted and the aggregates first, then those farthest out or largest."""
    if not dots:
        return []
    centre_x, centre_y = sum(dot.x for dot in dots) / len(dots), sum(dot.y for dot in dots) / len(dots)
    largest = max(dot.radius for dot in dots)

    said = dict(plot.spoken)

    def rank(dot: Dot) -> tuple[bool, bool, bool, float]:
        asked = dot.category in plot.spec.highlight or dot.category == plot.spec.reference
        spoken = dot.category in said or bool(_sign_of(dot))
        out = hypot(dot.x - centre_x, dot.y - centre_y) + 0.6 * (dot.radius - DOT) / largest
        return not spoken, not asked, not plot.is_reference(dot.category), -out

    return sorted(dots, key=rank)


def _left_out(plot: Plot, drawn: set[str]) -> tuple[str, ...]:
    missing = len(plot.categories) - len(drawn)
    said = [plot.word("both_only", shown=len(drawn), all=len(plot.categories))] if missing else []
    if plot.spec.series == TIME:
        said.append(plot.word("unchanged"))
    return tuple(said)


def may_go_across(series: Dimension, codes: Sequence[str]) -> Sequence[str]:
    """Either of two indicators; of two years the earlier one goes across."""
    return codes if series.id == INDICATOR else ()


MARK = Mark("scatter", suits, draw, along=OWN, across=may_go_across, one_unit=False)
