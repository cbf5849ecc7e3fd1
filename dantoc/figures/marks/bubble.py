"""A scatter of bubbles: two indicators across and up, and the size of each population as the size of its bubble."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dantoc.figures.marks.base import OWN, Body, Mark, Suggestion
from dantoc.figures.marks.scatter import LEAST, axis_title, cloud
from dantoc.figures.plot import Plot
from dantoc.figures.shape import Shape
from dantoc.model.figure import FigureSpec
from dantoc.model.structure import INDICATOR, Dimension


def suits(shape: Shape) -> Iterable[Suggestion]:
    """Three indicators of six categories or more, one of which at least counts something."""
    if shape.count(INDICATOR) != 3 or not any(map(shape.counts, shape.of_dimension(INDICATOR))):
        return
    for place, category in enumerate(own for own in shape.categories if own != INDICATOR):
        if shape.count(category) >= LEAST:
            yield Suggestion(60 - 6 * place, FigureSpec("bubble", category, INDICATOR, order="code"))


def draw(plot: Plot) -> Body:
    """The first two of the indicators that are no size as axes; area, not radius, is in proportion."""
    across, up, size = roles(plot)
    body = cloud(plot, across, up, size)
    return Body(
        body.layers,
        body.height,
        body.left,
        body.phone_left,
        body.below,
        (_size_note(plot, size), *body.notes),
    )


def _size_note(plot: Plot, size: str) -> str:
    """What the bubbles are as large as, with the largest."""
    points = [point for point in plot.drawn if point.series == size and point.value is not None]
    largest = max(points, key=lambda point: point.value or 0.0, default=None)
    name = axis_title(plot, size)
    if largest is None:
        return plot.word("bubble_size", name=name)
    said = f"{plot.name(plot.spec.category, largest.category)} {largest.text}"
    return plot.word("bubble_size_largest", name=name, largest=said)


def roles(plot: Plot) -> tuple[str, str, str]:
    """Which indicator goes across, which up, and which is the size: the last of those that count."""
    codes = [code for code in plot.result.codes[INDICATOR] if code in plot.series]
    size = _size(plot.result.dataset.structure[INDICATOR], codes)
    across, up = (code for code in plot.series if code != size)
    return across, up, size


def may_go_across(series: Dimension, codes: Sequence[str]) -> Sequence[str]:
    """Those of the indicators that are no size."""
    return [code for code in codes if code != _size(series, codes)]


def _size(series: Dimension, codes: Sequence[str]) -> str:
    counting = [code for code in codes if series.code(code).annotation("additive") == "true"]
    return next((code for code in counting if "population" in code), counting[-1])


MARK = Mark("bubble", suits, draw, along=OWN, across=may_go_across, one_unit=False)
