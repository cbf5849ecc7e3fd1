"""What a chart of years or of pairs shows beside its highest and lowest: who rose and fell, and who lies apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from dantoc.figures.plot import Plot, Point, breaks_between
from dantoc.model.structure import TIME

MOST_NAMED = 6
"""So many courses are told one by one; of more, those that rose and fell the most."""
PAIRS = frozenset({"dumbbell", "dots", "grouped_bars"})
"""Marks that hold two series against each other, or years."""


@dataclass(frozen=True)
class Course:
    """One name with its figure in the first and in the last year."""

    name: str
    before: Point
    after: Point

    @property
    def change(self) -> float:
        """By how much the figure grew."""
        return (self.after.value or 0.0) - (self.before.value or 0.0)


def told(plot: Plot) -> list[str]:
    """The sentences of a chart of years, or of one that holds two series against each other; none for others."""
    spec = plot.spec
    if spec.category == TIME:
        years = sorted(plot.categories, key=int)
        return _changes(plot, years, list(_over_categories(plot, years)))
    if spec.series == TIME and not spec.facet:
        years = sorted(plot.series, key=int)
        return _changes(plot, years, list(_over_series(plot, years)))
    if spec.mark in PAIRS and len(plot.series) == 2:
        return _farthest(plot)
    return []


def _over_categories(plot: Plot, years: Sequence[str]) -> Iterator[Course]:
    """The course of each line: those of every panel, where the chart is repeated."""
    first, last = years[0], years[-1]
    for facet, panel in plot.panels:
        for code in plot.series:
            name = plot.name(plot.spec.facet, facet) or plot.name(plot.spec.series, code)
            if not breaks_between(panel, code, int(first), int(last)):
                yield Course(name, panel.point(first, code), panel.point(last, code))


def _over_series(plot: Plot, years: Sequence[str]) -> Iterator[Course]:
    """The course of each row whose dots or bars are years."""
    first, last = years[0], years[-1]
    for code in plot.categories:
        if not breaks_between(plot, code, int(first), int(last)):
            yield Course(plot.name(plot.spec.category, code), plot.point(code, first), plot.point(code, last))


def _changes(plot: Plot, years: Sequence[str], courses: Sequence[Course]) -> list[str]:
    known = [own for own in courses if own.before.value is not None and own.after.value is not None]
    if len(years) < 2 or not known:
        return []
    span = {"first": years[0], "last": years[-1]}
    if len(known) <= MOST_NAMED:
        return [plot.word("alt_course", **span, list="; ".join(_item(plot, own) for own in known))]
    greatest, least = max(known, key=attrgetter("change")), min(known, key=attrgetter("change"))
    rose = [plot.word("alt_rise", **span, item=_item(plot, greatest))] if greatest.change > 0 else []
    fell = [plot.word("alt_fall", **span, item=_item(plot, least))] if least.change < 0 else []
    return rose + fell


def _item(plot: Plot, own: Course) -> str:
    way = "same" if own.before.text == own.after.text else "up" if own.change > 0 else "down"
    said = plot.word(f"alt_{way}", before=own.before.text, after=own.after.text)
    return f"{own.name} {said}" if own.name else said


def _farthest(plot: Plot) -> list[str]:
    """The row whose two figures lie farthest apart."""
    first, second = plot.series
    pairs = [Course(code, plot.point(code, first), plot.point(code, second)) for code in plot.categories]
    known = [own for own in pairs if own.before.value is not None and own.after.value is not None]
    if len(known) < 2:
        return []
    own = max(known, key=lambda pair: abs(pair.change))
    ends = "; ".join(
        f"{plot.name(plot.spec.series, code)} {point.text}"
        for code, point in ((first, own.before), (second, own.after))
    )
    return [plot.word("alt_apart", name=plot.name(plot.spec.category, own.name), list=ends)]
