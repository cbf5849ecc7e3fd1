"""The marks there are. A new one is a file beside this and a line here; `docs/charts.md` says when each suits."""

from __future__ import annotations

from collections.abc import Mapping

from dantoc.figures.marks import bars, dots, grouped_bars, heatmap, lines, names, number, pyramid, stacked_bars, tiles
from dantoc.figures.marks.base import Mark

MARKS: Mapping[str, Mark] = {
    mark.id: mark
    for mark in (
        bars.MARK,
        grouped_bars.MARK,
        stacked_bars.MARK,
        lines.MARK,
        tiles.MARK,
        heatmap.MARK,
        pyramid.MARK,
        dots.MARK,
        number.MARK,
        names.MARK,
    )
}
"""Every mark by id, in the order in which they are offered beside equal scores."""
