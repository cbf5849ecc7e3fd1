"""Which charts suit a result, best first: the first one shown should already be right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dantoc.catalogue.settings import settings
from dantoc.figures import map_file
from dantoc.figures.marks import MARKS, plot_of
from dantoc.figures.marks.base import Refusal, Suggestion
from dantoc.figures.marks.lines import runs_of
from dantoc.figures.marks.names import FLAG
from dantoc.figures.marks.small_multiples import LEAST_PANELS
from dantoc.figures.palette import LIGHT
from dantoc.figures.plot import bearing
from dantoc.figures.shape import Shape
from dantoc.model.errors import UnknownOption
from dantoc.model.figure import FigureSpec
from dantoc.model.result import Known, Result
from dantoc.model.structure import MEASURE, TIME
from dantoc.model.text import VIETNAMESE

ALONE = "number"
"""The mark that compares nothing."""
LISTING = "names"
"""The mark for figures that only say yes."""
JOINED = ("lines", "slope", "area", "small_multiples")
"""The marks that join the years: where breaks part them all, nothing is left to see."""
HOLLOW = 45
"""What a chart without any figure would lose; a chart that is half empty loses half."""
PARTIAL = 20
"""What a chart that shows none of the result's figures would lose."""


@dataclass(frozen=True)
class Choice:
    """Every mark weighed for a result: the charts that suit, best first, one a mark; why each other mark does not."""

    offers: tuple[FigureSpec, ...]
    refusals: Mapping[str, Refusal]


def suggest(
    result: Result, rows: Sequence[str], columns: Sequence[str], measure: str = MEASURE
) -> tuple[FigureSpec, ...]:
    """The charts that suit the result as laid out in these rows and columns, best first, one a mark.

    At least one wherever there is a figure; none for an empty result.

    Raises:
        UnknownOption: `measure` is no column of figures of the result.
    """
    return weigh(result, rows, columns, measure).offers


def weigh(result: Result, rows: Sequence[str], columns: Sequence[str], measure: str = MEASURE) -> Choice:
    """The charts that suit the result as laid out in these rows and columns, and why the other marks do not.

    Raises:
        UnknownOption: `measure` is no column of figures of the result.
    """
    return _weighed(Known(result), tuple(rows), tuple(columns), measure, map_file.edition(settings().map_file))


@lru_cache(maxsize=256)
def _weighed(known: Known, rows: Sequence[str], columns: Sequence[str], measure: str, of_map: str) -> Choice:
    """The marks weighed; `of_map` is the edition of the map file, on which one of them depends."""
    result = known.result
    if measure not in result.measures:
        raise UnknownOption("show", measure, result.measures)
    if not len(result):
        return Choice((), dict.fromkeys(MARKS, Refusal("lacks_figures")))
    result = bearing(result, measure)
    shape = Shape.of(result, rows, columns, measure)
    answers = {mark.id: tuple(mark.suits(shape)) for mark in MARKS.values()}
    best = _best(result, measure, [own for answer in answers.values() for own in answer if isinstance(own, Suggestion)])
    refusals = {mark: _why(mark, own, result) for mark, own in answers.items() if mark not in best}
    return Choice(tuple(best.values()), refusals)


def _best(result: Result, measure: str, offers: Sequence[Suggestion]) -> dict[str, FigureSpec]:
    """The best chart of each mark that compares something, best first; a number where none does."""
    drawn = [(offer.score, replace(offer.spec, measure=measure)) for offer in offers]
    ranked = [spec for _, spec in sorted(((score - _gaps(result, spec), spec) for score, spec in drawn), key=_falling)]
    comparing = [spec for spec in ranked if _compares(result, spec)]
    best: dict[str, FigureSpec] = {}
    for spec in comparing or [FigureSpec(ALONE, TIME, measure=measure, order="code")]:
        best.setdefault(spec.mark, spec)
    return best


def _why(mark: str, answer: Sequence[Suggestion | Refusal], result: Result) -> Refusal:
    """What a mark that is not offered lacks: as it says itself, else figures to compare, else what it always needs."""
    if result.units == (FLAG,):
        return Refusal("lacks_sizes")
    said = [own for own in answer if isinstance(own, Refusal)]
    return said[0] if said else Refusal("lacks_comparison" if answer else f"needs_{mark}")


def _falling(scored: tuple[float, FigureSpec]) -> float:
    return -scored[0]


def _compares(result: Result, spec: FigureSpec) -> bool:
    """Whether anything is left to compare once the other dimensions are cut.

    That is two categories; with series, two of them in one category; for a line, two years that no break parts. Figures
    that only say yes are alike, and are listed instead.
    """
    if spec.mark == ALONE or result.units == (FLAG,):
        return spec.mark in (ALONE, LISTING)
    plot = plot_of(result, spec, VIETNAMESE, LIGHT)
    if spec.facet and len(plot.panels) < LEAST_PANELS:
        return False
    if spec.category == TIME and spec.mark in JOINED:
        runs = [[run for code in panel.series for run in runs_of(panel, code)] for _, panel in plot.panels]
        joined = sum(any(len(run) > 1 for run in own) for own in runs)
        return joined >= min(2, len(runs)) and (not spec.series or len(plot.series) > 1)
    if not spec.series:
        return len(plot.categories) > 1
    meeting = Counter(point.category for point in plot.drawn if point.value is not None)
    return len(plot.categories) > 1 and len(plot.series) > 1 and max(meeting.values(), default=0) > 1


def _gaps(result: Result, spec: FigureSpec) -> float:
    """What a chart loses in score for places without a figure, and for figures of the result that it does not show."""
    plot = plot_of(result, spec, VIETNAMESE, LIGHT)
    known = sum(point.value is not None for point in plot.drawn)
    full = known / len(plot.drawn) if plot.drawn else 0.0
    shown = known / len(result)
    return HOLLOW * (1 - full) + PARTIAL * (1 - shown)


@lru_cache(maxsize=256)
def _best_of(
    known: Known, rows: Sequence[str], columns: Sequence[str], measure: str, mark: str, of_map: str
) -> FigureSpec | None:
    """What weighing every mark would offer of this one, where it compares something; the others are not weighed.

    `of_map` is the edition of the map file, as for all marks.
    """
    result = bearing(known.result, measure)
    answers = MARKS[mark].suits(Shape.of(result, rows, columns, measure))
    offers = [own for own in answers if isinstance(own, Suggestion) and own.spec.mark == mark]
    return _best(result, measure, offers).get(mark)


def choose(
    result: Result, rows: Sequence[str], columns: Sequence[str], mark: str = "", measure: str = MEASURE
) -> FigureSpec | None:
    """The chart of that mark, or the best one where no mark is named; None for an empty result.

    A derived measure may be named as its column is or as it was asked for: ``growth_year``, ``growth(year)``.

    Raises:
        UnknownOption: no such mark, or one that does not suit this result; `allowed` names those that do.
    """
    measure = next((own.id for own in result.derived if own.key == measure), measure)
    if mark in MARKS and mark != ALONE and measure in result.measures and len(result):
        of_map = map_file.edition(settings().map_file)
        own = _best_of(Known(result), tuple(rows), tuple(columns), measure, mark, of_map)
        if own is not None:
            return own
    offers = suggest(result, rows, columns, measure)
    if not mark:
        return offers[0] if offers else None
    for own in offers:
        if own.mark == mark:
            return own
    if not offers and mark in MARKS:
        return None
    raise UnknownOption("mark", mark, tuple(own.mark for own in offers) or tuple(MARKS))
