"""Lines of reference across a chart: the country among provinces, or a target that was set."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dantoc.figures.lettering import literal, text_width
from dantoc.figures.marks.base import NARROWEST, SMALL, Body, Json
from dantoc.figures.plot import Plot
from dantoc.model.status import NO_FIGURE

HALO = 4
UNDER = 16
"""Room in px for the words of a line under the chart."""
EDGES = 14
SHARES = {"slope": 0.3, "lines": 0.42, "area": 0.42}
"""What the figures of a chart have of the width of the narrowest sheet, at least, beside the names at their ends."""


@dataclass(frozen=True)
class Rule:
    """A value that a line marks, with the words beside it, and its figure alone where they have no room."""

    value: float
    text: str
    figure: str

    @property
    def width(self) -> float:
        """What the words take, in px."""
        return text_width(self.text, SMALL, bold=True)


def set_apart(plot: Plot) -> tuple[Plot, tuple[Rule, ...]]:
    """The plot without the category that is drawn as a line, and the lines asked for.

    A category is a line where one figure stands for it; with series it stays among the others.
    """
    spec = plot.spec
    rules: list[Rule] = []
    named = [point for point in plot.points if point.category == spec.reference and point.value is not None]
    if spec.reference and len(named) == 1 and len(plot.categories) > 1 and named[0].text != NO_FIGURE:
        name = plot.name(spec.category, spec.reference)
        rules.append(Rule(named[0].value or 0.0, f"{name}: {named[0].text}", named[0].text))
        plot = plot.keeping(lambda point: point.category != spec.reference)
    if spec.target is not None:
        figure = plot.print_value(spec.target, _decimals(spec.target))
        rules.append(Rule(spec.target, f"{_target_words(plot)}: {figure}", figure))
    return plot, tuple(rules)


def _target_words(plot: Plot) -> str:
    """What the target is called: in the language of the chart, and in the others too where it is in both."""
    text = plot.spec.target_text
    others = [own for locale, own in text if locale != plot.locale] if plot.spec.both else []
    said = [own for own in (text.get(plot.locale), *others) if own]
    return " / ".join(dict.fromkeys(said)) or plot.word("target")


def with_rules(plot: Plot, body: Body, rules: tuple[Rule, ...], along: str) -> Body:
    """The body with its lines; where figures run along no axis, or words have no room, a note says what they mark."""
    if not rules:
        return body
    if along not in ("x", "y"):
        return replace(body, notes=(*(own.text for own in rules), *body.notes))
    scale = _scale_of(body, along)
    if scale is None:
        return replace(body, notes=(*(own.text for own in rules), *body.notes))
    low, high = scale
    domain = [min(low, *(own.value for own in rules)), max(high, *(own.value for own in rules))]
    layers = [_over(layer, along, domain) for layer in body.layers]
    figures = [layer for layer in layers if along == "x" and _is_figures(layer, plot)]
    layers = [layer for layer in layers if layer not in figures]
    # Figures stand upon the lines, on a halo of paper: a line through a number makes another of it.
    words: list[Json] = [_haloed(layer, plot) for layer in figures] + figures
    for place, rule in enumerate(rules):
        line, *said = _drawn(plot, rule, along, domain, body, body.below + 2 + UNDER * place)
        layers.append(line)
        words += said
    layers += words
    below = body.below + (UNDER * len(rules) if along == "x" else 0)
    cramped = tuple(plot.word("dashed_line", text=own.text) for own in rules if not _has_room(plot, own, along))
    return replace(body, layers=tuple(layers), below=below, notes=(*cramped, *body.notes))


def _has_room(plot: Plot, rule: Rule, along: str) -> bool:
    """Whether the words stand beside the line also on the narrowest sheet."""
    is_alone = along == "x" or (plot.spec.mark == "lines" and len(plot.series) < 2)
    share = 1.0 if is_alone else SHARES.get(plot.spec.mark, 1.0)
    return rule.width <= share * (plot.width or NARROWEST) - EDGES


def _said(plot: Plot, rule: Rule, along: str, body: Body) -> object:
    """The words; where they are too long for a narrow sheet, its width chooses between them and the figure alone."""
    if _has_room(plot, rule, along):
        return rule.text
    return {"expr": f"{_is_wide(rule, along, body)} ? {literal(rule.text)} : {literal(rule.figure)}"}


def _is_wide(rule: Rule, along: str, body: Body) -> str:
    """Whether the words fit into the plot, as an expression."""
    room = "width" if along == "x" else "(scale('x', 1) - scale('x', 0))" if _is_bare(body, along) else "(width - 8)"
    return f"{room} >= {rule.width:.0f}"


def _is_figures(layer: Json, plot: Plot) -> bool:
    """Whether the layer is figures beside their marks, in ink on paper."""
    mark, encoding = _inside(layer, "mark"), _inside(layer, "encoding")
    return mark.get("type") == "text" and mark.get("color") == plot.theme.ink and {"x", "y"} <= set(encoding)


def _haloed(layer: Json, plot: Plot) -> Json:
    return {**layer, "mark": {**_inside(layer, "mark"), "stroke": plot.theme.paper, "strokeWidth": HALO}}


def _scale_of(body: Body, along: str) -> tuple[float, float] | None:
    """The ends of the axis of figures."""
    for layer in body.layers:
        domain = _domain_of(layer, along)
        if domain is not None:
            return domain
    return None


def _domain_of(layer: Json, along: str) -> tuple[float, float] | None:
    channel = _inside(_inside(layer, "encoding"), along)
    domain = _inside(channel, "scale").get("domain")
    if channel.get("type") != "quantitative" or not isinstance(domain, list) or len(domain) != 2:
        return None
    low, high = domain
    return (float(low), float(high)) if isinstance(low, int | float) and isinstance(high, int | float) else None


def _over(layer: Json, along: str, domain: list[float]) -> Json:
    """The layer on the axis from `domain`'s one end to its other."""
    if _domain_of(layer, along) is None:
        return layer
    encoding = _inside(layer, "encoding")
    channel = _inside(encoding, along)
    scale = {**_inside(channel, "scale"), "domain": domain}
    return {**layer, "encoding": {**encoding, along: {**channel, "scale": scale}}}


def _inside(outer: Json, name: str) -> Json:
    own = outer.get(name)
    return own if isinstance(own, dict) else {}


def _is_bare(body: Body, along: str) -> bool:
    """Whether the axis of figures is not drawn."""
    channels = [_inside(_inside(layer, "encoding"), along) for layer in body.layers]
    return any(channel.get("axis", "drawn") is None for channel in channels)


def _between(body: Body) -> Json:
    """From one upright to the other, where names stand beside them."""
    channels = (_inside(_inside(layer, "encoding"), "x") for layer in body.layers)
    x = next((own for own in channels if own.get("type") == "quantitative"), None)
    return {"x": {**x, "field": "from"}, "x2": {"field": "to"}} if x else {}


def _emptier_end(body: Body, value: float) -> str:
    """The end of the chart at which lines and areas stay farther from the value: ``left`` or ``right``."""
    ends: dict[float, list[float]] = {}
    for layer in body.layers:
        values = _inside(layer, "data").get("values")
        for row in values if isinstance(values, list) else ():
            year = row.get("year")
            if isinstance(year, int | float):
                heights = (row.get(own) for own in ("value", "floor", "ceiling"))
                ends.setdefault(float(year), []).extend(float(own) for own in heights if isinstance(own, int | float))
    if not ends:
        return "left"
    first, last = (min((abs(own - value) for own in ends[year]), default=0.0) for year in (min(ends), max(ends)))
    return "right" if last > first else "left"


def _beside(body: Body, rule: Rule, along: str) -> Json:
    """Where the words of a line across the years stand: over it, in the middle between two uprights, else at the end
    with more room."""
    if _is_bare(body, along):
        return {"align": "center", "baseline": "bottom", "x": {"expr": "width / 2"}, "dy": -3}
    end = _emptier_end(body, rule.value)
    return {"align": end, "baseline": "bottom", "x": 4 if end == "left" else {"expr": "width - 4"}, "dy": -3}


def _drawn(plot: Plot, rule: Rule, along: str, domain: list[float], body: Body, below: float) -> list[Json]:
    place: Json = {
        "field": "at",
        "type": "quantitative",
        "scale": {"domain": domain, "nice": False, "zero": False},
        **({"axis": None} if along == "x" or _is_bare(body, along) else {}),
    }
    right = rule.value - domain[0] > 0.6 * (domain[1] - domain[0])
    words: Json = (
        {"align": "right" if right else "left", "baseline": "top", "y": {"expr": f"height + {below}"}}
        if along == "x"
        else _beside(body, rule, along)
    )
    if along == "x":
        words["dx"] = {"expr": _shift(plot, rule, body, right=right)}
    text: Json = {
        "type": "text",
        "text": _said(plot, rule, along, body),
        "fontSize": SMALL,
        "fontWeight": 600,
        "color": plot.theme.ink,
        "limit": 0,
        "clip": False,
        **words,
    }
    data: Json = {"values": [{"at": rule.value}]}
    line: Json = {"type": "rule", "strokeDash": [5, 3], "strokeWidth": 1.2, "color": plot.theme.ink}
    halo: list[Json] = []
    if along == "y":
        halo = [
            {"data": data, "mark": {**text, "stroke": plot.theme.paper, "strokeWidth": 4}, "encoding": {along: place}}
        ]
    across = _between(body) if along == "y" and _is_bare(body, along) else {}
    return [
        {
            "data": {"values": [{"at": rule.value, "from": 0, "to": 1}]},
            "mark": line,
            "encoding": {along: place, **across},
        },
        *halo,
        {"data": data, "mark": text, "encoding": {along: place}},
    ]


def _shift(plot: Plot, rule: Rule, body: Body, *, right: bool) -> str:
    """How far the words under a line move in, in px, so that they do not stand out over the edge of the chart."""
    at, width = f"scale('x', {rule.value})", f"{rule.width:.0f}"
    if not _has_room(plot, rule, "x"):
        width = f"({_is_wide(rule, 'x', body)} ? {width} : {text_width(rule.figure, SMALL, bold=True):.0f})"
    if right:
        return f"max(0, {width} - {at} - {body.left:.0f})"
    return f"min(0, width - {at} - {width})"


def _decimals(value: float) -> int:
    return len(f"{value:.6f}".rstrip("0").partition(".")[2])
