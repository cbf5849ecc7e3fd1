"""Lines of reference across a chart: the country among provinces, or a target that was set."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dantoc.figures.marks.base import SMALL, Body, Json
from dantoc.figures.plot import Plot
from dantoc.model.status import NO_FIGURE

UNDER = 16
"""Room in px for the words of a line under the chart."""


@dataclass(frozen=True)
class Rule:
    """A value that a line marks, with the words beside it."""

    value: float
    text: str


def set_apart(plot: Plot) -> tuple[Plot, tuple[Rule, ...]]:
    """The plot without the category that is drawn as a line, and the lines asked for.

    A category is a line where one figure stands for it; with series it stays among the others.
    """
    spec = plot.spec
    rules: list[Rule] = []
    named = [point for point in plot.points if point.category == spec.reference and point.value is not None]
    if spec.reference and len(named) == 1 and len(plot.categories) > 1 and named[0].text != NO_FIGURE:
        name = plot.name(spec.category, spec.reference)
        rules.append(Rule(named[0].value or 0.0, f"{name}: {named[0].text}"))
        plot = plot.keeping(lambda point: point.category != spec.reference)
    if spec.target is not None:
        words = spec.target_text.get(plot.locale) or plot.word("target")
        rules.append(Rule(spec.target, f"{words}: {plot.print_value(spec.target, _decimals(spec.target))}"))
    return plot, tuple(rules)


def with_rules(plot: Plot, body: Body, rules: tuple[Rule, ...], along: str) -> Body:
    """The body with its lines; where figures run along no axis, what they mark is said in a note."""
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
    for place, rule in enumerate(rules):
        layers += _drawn(plot, rule, along, domain, body.below + 2 + UNDER * place)
    below = body.below + (UNDER * len(rules) if along == "x" else 0)
    return replace(body, layers=tuple(layers), below=below)


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


def _drawn(plot: Plot, rule: Rule, along: str, domain: list[float], below: float) -> list[Json]:
    place: Json = {
        "field": "at",
        "type": "quantitative",
        "scale": {"domain": domain, "nice": False, "zero": False},
        **({"axis": None} if along == "x" else {}),
    }
    right = rule.value - domain[0] > 0.6 * (domain[1] - domain[0])
    words: Json = (
        {"align": "right" if right else "left", "baseline": "top", "y": {"expr": f"height + {below}"}}
        if along == "x"
        else {"align": "left", "baseline": "bottom", "x": 4, "dy": -3}
    )
    text: Json = {
        "type": "text",
        "text": rule.text,
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
    return [
        {"data": data, "mark": line, "encoding": {along: place}},
        *halo,
        {"data": data, "mark": text, "encoding": {along: place}},
    ]


def _decimals(value: float) -> int:
    return len(f"{value:.6f}".rstrip("0").partition(".")[2])
