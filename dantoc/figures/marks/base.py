"""What a mark is: when it suits a result, and how it draws one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dantoc.figures.lettering import literal, text_width, wrap
from dantoc.figures.plot import Plot, Point
from dantoc.figures.screens import NARROW, WIDE
from dantoc.figures.shape import Shape
from dantoc.l10n.messages import say
from dantoc.model.figure import FigureSpec
from dantoc.model.structure import Dimension
from dantoc.model.text import Locale

Json = dict[str, object]

OWN = "own"

LABEL = 12.5
"""Size of labels in px on a page; on a phone they are `SMALL`."""
SMALL = 11
NARROWEST = 340
"""Px that a chart has on a phone, at least."""
LABEL_LINE = 13
MOST_LABEL = 0.36
"""Labels take so much of the width of a sheet, at most."""
LABEL_WIDTH = 168
"""Category labels are broken at this width."""


@dataclass(frozen=True)
class Body:
    """The plotting area of a chart: its layers, its height, and how far its labels reach out left and below, in px."""

    layers: tuple[Json, ...]
    height: float
    left: float = 0
    phone_left: float | None = None
    """The reach on the left on a phone, where it is another."""
    below: float = 0
    notes: tuple[str, ...] = ()
    most: float = 0
    """How high it may be drawn, in px, where a sheet has more room than `height`; 0 for no higher."""


@dataclass(frozen=True)
class Suggestion:
    """A chart that suits, with how well it does: 0 hardly to 100 best."""

    score: int
    spec: FigureSpec


@dataclass(frozen=True)
class Refusal:
    """Why a mark is not offered: the message that says what it needs, and its words."""

    reason: str
    params: tuple[tuple[str, str], ...] = ()

    def say(self, locale: Locale) -> str:
        """The reason in a few words: ``needs two years``."""
        return say(f"figures.{self.reason}", locale, **dict(self.params))


def as_it_is(plot: Plot) -> Plot:
    """The plot, whole."""
    return plot


@dataclass(frozen=True)
class Mark:
    """A kind of chart: its id, when it suits, how it draws. One file and one registration each."""

    id: str
    suits: Callable[[Shape], Iterable[Suggestion | Refusal]]
    """The charts of this kind that the shape admits; a refusal where it lacks more than ``figures.needs_<id>`` says."""
    draw: Callable[[Plot], Body]
    narrow: Callable[[Plot], Plot] = as_it_is
    """What of the plot the mark shows, such as the provinces alone on a map."""
    compares: bool = True
    """Whether it holds figures against each other: places without one are missed, and their unit is said above."""
    along: str = ""
    """The axis that figures run along (``x``, ``y``), where a line of reference can stand; `OWN` where the mark draws
    what the others are held against itself; empty for neither."""
    stretches: bool = False
    """Whether it is drawn as high as it is told to; others are as high as they come."""
    across: Callable[[Dimension, Sequence[str]], Sequence[str]] | None = None
    """Of a cloud of dots, which of the codes of its series may go across."""
    has_low: bool = False
    """Whether it can be drawn lower than it comes, in rows of one line, where a sheet is wide and low."""
    one_unit: bool = True
    """Whether all its figures lie on one scale; where not, each axis says its own unit."""


@dataclass(frozen=True)
class Scale:
    """An axis of figures across a chart: from which to which figure, and the px kept free before and after."""

    domain: tuple[float, float]
    before: float
    after: float

    @property
    def json(self) -> Json:
        """The scale of the encoding."""
        inner = {"expr": f"width - {self.after}"}
        return {"domain": list(self.domain), "nice": False, "range": [self.before, inner]}

    def reaching(self, values: Iterable[float]) -> Scale:
        """The scale as far as these figures too."""
        own = (*self.domain, *values)
        return Scale((min(own), max(own)), self.before, self.after)

    def at(self, value: float, width: float) -> float:
        """Where a figure stands on a plot of that width, in px."""
        low, high = self.domain
        return self.before + (value - low) / (high - low) * (width - self.before - self.after)


def on_phone(phone: object, page: object) -> Json:
    """A value that is one thing on a phone and another on a page."""
    return {"expr": f"{NARROW} ? {literal(phone)} : {literal(page)}"}


def by_width(phone: object, page: object, wide: object) -> Json:
    """A value that is one thing on a phone, another on a page and a third on a wide page."""
    return {"expr": f"{NARROW} ? {literal(phone)} : {WIDE} ? {literal(wide)} : {literal(page)}"}


def size(page: float, phone: float) -> Json:
    """A font size that follows the width of the chart."""
    return on_phone(phone, page)


def category_labels(plot: Plot, width: float = LABEL_WIDTH) -> dict[str, tuple[str, ...]]:
    """The name of each category in lines that fit the width, and leave room for the figures on a narrow sheet."""
    width = min(width, MOST_LABEL * plot.width) if plot.width else width
    return {code: wrap(plot.name(plot.spec.category, code), width, LABEL) for code in plot.categories}


def label_room(labels: dict[str, tuple[str, ...]]) -> float:
    """The room in px that category labels take left of the axis, also where one is bold."""
    return max((text_width(line, LABEL, bold=True) for lines in labels.values() for line in lines), default=0.0) + 8


def row_height(labels: dict[str, tuple[str, ...]], least: float) -> float:
    """The height in px of one category: `least`, or what its longest name needs."""
    return max(least, max((len(lines) for lines in labels.values()), default=1) * LABEL_LINE + 5)


def category_axis(plot: Plot, labels: dict[str, tuple[str, ...]], room: float) -> Json:
    """The encoding of the categories down the side: names in full, no line, no ticks."""
    lookup = literal({code: list(lines) for code, lines in labels.items()})
    bold = literal([code for code in plot.categories if code in plot.spec.highlight or plot.is_reference(code)])
    return {
        "field": "category",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": list(plot.categories), "paddingInner": 0.22, "paddingOuter": 0.1},
        "axis": {
            "title": None,
            "domain": False,
            "ticks": False,
            "labelPadding": 6,
            "labelLimit": 0,
            "labelOverlap": False,
            "labelExpr": f"({lookup})[datum.value]",
            "labelFontSize": LABEL,
            "labelLineHeight": LABEL_LINE,
            "labelOffset": {
                "condition": [
                    {"test": f"indexof({literal(codes)}, datum.value) >= 0", "value": -6.5 * (count - 1)}
                    for count, codes in _by_lines(labels).items()
                ],
                "value": 0,
            },
            "labelColor": plot.theme.ink,
            "labelFontWeight": {
                "condition": {"test": f"indexof({bold}, datum.value) >= 0", "value": 600},
                "value": 400,
            },
            "minExtent": room,
            "maxExtent": room,
        },
    }


def _by_lines(labels: dict[str, tuple[str, ...]]) -> dict[int, list[str]]:
    """The codes by the number of lines of their names, of those in several: they are raised to stand centred."""
    found: dict[int, list[str]] = {}
    for code, lines in labels.items():
        if len(lines) > 1:
            found.setdefault(len(lines), []).append(code)
    return found


def rows_of(plot: Plot, points: Sequence[Point], **more: Callable[[Point], object]) -> list[Json]:
    """The figures as inline data: category, series, value, text as printed, and the words of the tooltip."""
    return [
        {
            "category": point.category,
            "series": point.series,
            "name": plot.name(plot.spec.category, point.category),
            "series_name": plot.name(plot.spec.series, point.series) if plot.spec.series else "",
            "value": point.value,
            "text": point.text,
            **{key: of(point) for key, of in more.items()},
        }
        for point in points
    ]


def tooltip(plot: Plot) -> list[Json]:
    """What a pointer reads from a figure: names and the number as printed."""
    structure = plot.result.dataset.structure
    fields = [("name", plot.spec.category)] + ([("series_name", plot.spec.series)] if plot.spec.series else [])
    said: list[Json] = [
        {"field": field, "type": "nominal", "title": structure[dimension].name.say(plot.locale)}
        for field, dimension in fields
        if dimension
    ]
    return [*said, {"field": "text", "type": "nominal", "title": plot.unit or plot.word("figure")}]


def value_domain(points: Sequence[Point], room: float = 0.0) -> tuple[float, float]:
    """From zero to the greatest figure, or from the least where some are negative; `room` widens the negative side."""
    values = [point.value for point in points if point.value is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    if low < 0:
        low -= room * (high - low)
    return (low, high) if high > low else (low, low + 1)


def colour_of(plot: Plot, category: str) -> str:
    """The colour of a category's bar: highlighted red, aggregates grey, the rest indigo, paler beside a highlight."""
    theme = plot.theme
    if category in plot.spec.highlight:
        return theme.accent
    if plot.is_reference(category):
        return theme.reference
    return theme.sequential[2] if plot.spec.highlight else theme.main


def segments(plot: Plot, data: Sequence[Json], x: Mapping[str, object], y: Mapping[str, object]) -> Json:
    """The layer of bars end to end: each row from its ``start`` to its ``end``, in its own ``colour``."""
    return {
        "data": {"values": data},
        "mark": {"type": "bar", "stroke": plot.theme.paper, "strokeWidth": 1},
        "encoding": {
            "y": dict(y),
            "x": {**x, "field": "start"},
            "x2": {"field": "end"},
            "color": {"field": "colour", "type": "nominal", "scale": None, "legend": None},
            "tooltip": tooltip(plot),
        },
    }
