"""Names in columns under the list they stand on: figures that only say yes are a roll; bars of one length say less."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dantoc.figures.marks.base import LABEL, SMALL, Body, Json, Mark, Suggestion, size
from dantoc.figures.plot import Plot
from dantoc.figures.shape import Shape
from dantoc.model.figure import FigureSpec
from dantoc.model.structure import TIME

FLAG = "flag"
"""The unit of figures that are 1 for yes."""
COLUMNS = 3
LINE = 21
HEAD = 30
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
    top = 0.0
    for code, listed in blocks:
        if plot.spec.series:
            heads.append({"text": f"{plot.name(plot.spec.series, code)}: {len(listed)}", "column": 0, "y": top + 12})
            top += HEAD
        names += [{"text": plot.name(plot.spec.category, own), **place} for own, place in _placed(listed, top)]
        top += LINE * -(-len(listed) // COLUMNS) + GAP
    height = max(top - GAP, LINE)
    rule: Json = {
        "data": {"values": [{"y": float(str(head["y"])) + 11} for head in heads]},
        "mark": {"type": "rule", "color": plot.theme.rule},
        "encoding": {"y": _y(height, "y")},
    }
    return Body((rule, _texts(plot, heads, height, bold=True), _texts(plot, names, height, bold=False)), height)


def _placed(listed: list[str], top: float) -> Iterator[tuple[str, Json]]:
    """Each code with its column and height, down the first column, then the next."""
    deep = max(1, -(-len(listed) // COLUMNS))
    for place, code in enumerate(listed):
        column, line = divmod(place, deep)
        yield code, {"column": column, "y": top + LINE * (line + 0.5)}


def _texts(plot: Plot, data: list[Json], height: float, *, bold: bool) -> Json:
    scale: Json = {"domain": [0, COLUMNS], "nice": False}
    return {
        "data": {"values": data},
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "middle",
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
