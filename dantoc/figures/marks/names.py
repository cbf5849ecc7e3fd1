"""Names in columns under the list they stand on: figures that only say yes are a roll; bars of one length say less."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dantoc.figures.lettering import text_width, wrap
from dantoc.figures.marks.base import LABEL, NARROWEST, SMALL, Body, Json, Mark, Suggestion, size
from dantoc.figures.plot import Plot
from dantoc.figures.shape import Shape
from dantoc.model.figure import FigureSpec
from dantoc.model.structure import TIME

FLAG = "flag"
"""The unit of figures that are 1 for yes."""
COLUMNS = 3
LINE = 21
HEAD, HEAD_LINE = 30, 16
BETWEEN = 8
"""Px between two columns, and at the edge."""
GAP = 18


def suits(shape: Shape) -> Iterable[Suggestion]:
    """Figures that say which codes stand on a list, or on each of a few."""
    if shape.result.units != (FLAG,) or not shape.categories:
        return
    category = max(shape.categories, key=shape.count)
    series = next((own for own in shape.categories if own not in (category, TIME)), "")
    yield Suggestion(100, FigureSpec("names", category, series, order="code"))


def draw(plot: Plot) -> Body:
    """A block for each list, headed by its name and how many stand on it; the columns are read downwards."""
    blocks = [(code, [own for own in plot.categories if plot.point(own, code).value]) for code in plot.series]
    heads: list[Json] = []
    names: list[Json] = []
    ruled: list[float] = []
    columns, width = _columns(plot), (plot.width or NARROWEST) - BETWEEN
    top = 0.0
    for code, listed in blocks:
        if plot.spec.series:
            lines = wrap(f"{plot.name(plot.spec.series, code)}: {len(listed)}", width, LABEL + 1, bold=True)
            heads.append({"text": "\n".join(lines), "column": 0, "y": top + 12})
            top += HEAD + HEAD_LINE * (len(lines) - 1)
            ruled.append(top - HEAD + 23)
        names += [{"text": plot.name(plot.spec.category, own), **place} for own, place in _placed(listed, top, columns)]
        top += LINE * -(-len(listed) // columns) + GAP
    height = max(top - GAP, LINE)
    rule: Json = {
        "data": {"values": [{"y": own} for own in ruled]},
        "mark": {"type": "rule", "color": plot.theme.rule},
        "encoding": {"y": _y(height, "y")},
    }
    heading, listing = _texts(heads, height, columns, plot, bold=True), _texts(names, height, columns, plot, bold=False)
    return Body((rule, heading, listing), height)


def _columns(plot: Plot) -> int:
    """How many columns the names have: as many as fit beside each other, at most three."""
    widest = max((text_width(plot.name(plot.spec.category, own), SMALL) for own in plot.categories), default=1.0)
    return max(1, min(COLUMNS, int((plot.width or NARROWEST) / (widest + BETWEEN))))


def _placed(listed: list[str], top: float, columns: int) -> Iterator[tuple[str, Json]]:
    """Each code with its column and height, down the first column, then the next."""
    deep = max(1, -(-len(listed) // columns))
    for place, code in enumerate(listed):
        column, line = divmod(place, deep)
        yield code, {"column": column, "y": top + LINE * (line + 0.5)}


def _texts(data: list[Json], height: float, columns: int, plot: Plot, *, bold: bool) -> Json:
    scale: Json = {"domain": [0, columns], "nice": False}
    return {
        "data": {"values": data},
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "middle",
            **({"lineBreak": "\n", "lineHeight": HEAD_LINE} if bold else {}),
            "fontSize": size(LABEL + 1, LABEL) if bold else size(LABEL + 0.5, SMALL),
            "fontWeight": 600 if bold else 400,
            "color": plot.theme.main if bold else plot.theme.ink,
            "limit": 0,
        },
        "encoding": {
            "x": {"field": "column", "type": "quantitative", "axis": None, "scale": scale},
            "y": _y(height, "y"),
            "text": {"field": "text", "type": "nominal"},
        },
    }


def _y(height: float, field: str) -> Json:
    return {
        "field": field,
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [height, 0], "nice": False, "zero": False},
    }


MARK = Mark("names", suits, draw, compares=False)
