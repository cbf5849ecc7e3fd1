"""Where a declared break in a series shows: the first figure after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dantoc.curation.source_csv import SourceFigure
from dantoc.model.dataset import Break
from dantoc.model.status import ObsStatus


def apply_breaks(
    figures: Iterable[SourceFigure], dimensions: Sequence[str], breaks: Sequence[Break]
) -> tuple[SourceFigure, ...]:
    """The figures, with status `B` on the first of each touched series after each of its breaks.

    A series is all figures that differ in the year only. A break shows where the series bears a figure on either side
    of it; a figure that the source calls estimated or provisional keeps that status, since it says more to a reader.
    """
    known = tuple(figures)
    if not breaks:
        return known
    series: dict[tuple[str, ...], list[SourceFigure]] = {}
    for figure in known:
        if figure.value is not None:
            series.setdefault(figure.key[:-1], []).append(figure)
    broken = {
        first.key
        for key, run in series.items()
        for own in breaks
        if _touches(own, dict(zip(dimensions, key, strict=False)))
        if (first := _first_after(run, own.after)) is not None
    }
    return tuple(
        replace(figure, obs_status=str(ObsStatus.BREAK))
        if figure.key in broken and figure.obs_status == ObsStatus.NORMAL
        else figure
        for figure in known
    )


def _touches(own: Break, codes: dict[str, str]) -> bool:
    return all(codes.get(dimension) in allowed for dimension, allowed in own.where)


def _first_after(run: Sequence[SourceFigure], after: int) -> SourceFigure | None:
    """The first figure of the series in or after the year `after`, if one stands before it too."""
    later = [figure for figure in run if figure.year >= after]
    if not later or len(later) == len(run):
        return None
    return min(later, key=lambda figure: figure.year)
