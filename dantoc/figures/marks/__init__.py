"""The marks there are. A new one is a file beside this and a line here; `docs/charts.md` says when each suits."""

from __future__ import annotations

from collections.abc import Mapping

from dantoc.figures.marks import (
    area,
    bars,
    bubble,
    choropleth,
    dots,
    dumbbell,
    grouped_bars,
    heatmap,
    lines,
    names,
    number,
    pyramid,
    ranking,
    scatter,
    slope,
    small_multiples,
    stacked_bars,
    stacked_counts,
    tiles,
    tiles_34,
)
from dantoc.figures.marks.base import Mark
from dantoc.figures.palette import Theme
from dantoc.figures.plot import Plot
from dantoc.model.figure import FigureSpec
from dantoc.model.result import Result
from dantoc.model.text import Locale

MARKS: Mapping[str, Mark] = {
    mark.id: mark
    for mark in (
        bars.MARK,
        grouped_bars.MARK,
        stacked_bars.MARK,
        stacked_counts.MARK,
        lines.MARK,
        area.MARK,
        slope.MARK,
        tiles.MARK,
        tiles_34.MARK,
        choropleth.MARK,
        heatmap.MARK,
        pyramid.MARK,
        dumbbell.MARK,
        dots.MARK,
        scatter.MARK,
        bubble.MARK,
        small_multiples.MARK,
        ranking.MARK,
        number.MARK,
        names.MARK,
    )
}
"""Every mark by id, in the order in which they are offered beside equal scores."""


def plot_of(result: Result, spec: FigureSpec, locale: Locale, theme: Theme) -> Plot:
    """What the mark of `spec` draws of the result."""
    mark = MARKS[spec.mark]
    return mark.narrow(Plot.of(result, spec, locale, theme, one_unit=mark.one_unit))
