"""From what an address asks of a chart to the chart that the result admits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dantoc.engine.engine import Engine
from dantoc.figures import choice
from dantoc.figures.marks import MARKS
from dantoc.figures.marks.base import Suggestion
from dantoc.figures.plot import bearing
from dantoc.figures.shape import Shape
from dantoc.model.dataset import Dataset
from dantoc.model.errors import TooManyCells, TooManyMarks, UnknownCode, UnknownOption
from dantoc.model.figure import FigureSpec
from dantoc.model.query import Query
from dantoc.model.result import Result
from dantoc.model.selection import Selection, Some
from dantoc.model.structure import MEASURE
from dantoc.model.view import View

MOST_FIGURES = 20_000
"""A chart of more figures than this says nothing and takes long."""
WAYS_TO_FEWER = ("area=VN", "ethnic_group=_T", "top(10)", "year=latest", "rank(…)")
"""What makes a chart of too many figures one that can be read: totals, the greatest, one year."""


def figures_of(engine: Engine, dataset: Dataset, view: View, asked: FigureSpec) -> Result:
    """The figures that the chart is made of, with those of its line of reference.

    Raises:
        TooManyMarks: more figures than a chart can show; `allowed` names what aggregates them.
        DantocError: whatever else the engine finds wrong with the query.
    """
    query = with_reference(dataset, view.query, asked)
    try:
        return engine.run(query, limit_cells=MOST_FIGURES, order_by=view.ordered_by)
    except TooManyCells as error:
        raise TooManyMarks(error.parameter, error.value, (*error.allowed, *WAYS_TO_FEWER)) from error


def finish(result: Result, view: View, asked: FigureSpec) -> FigureSpec | None:
    """The chart drawn: mark, axes and order as asked or as the result has them best; None for an empty result.

    Raises:
        UnknownOption: mark, measure or axes that do not suit the result; `allowed` names those that do.
    """
    measure = measure_of(result, view)
    spec = _chosen(result, view, asked, measure)
    if spec is None:
        return None
    return replace(
        asked,
        mark=spec.mark,
        category=spec.category,
        series=spec.series,
        facet=spec.facet,
        measure=measure,
        order=asked.order or spec.order,
        limit=asked.limit or spec.limit,
        highlight=asked.highlight or spec.highlight,
        across=asked.across if asked.across in may_go_across(result, spec) else "",
    )


def may_go_across(result: Result, spec: FigureSpec) -> Sequence[str]:
    """The codes that may go across in the chart, the one that does so unasked first; none where it has no such axis."""
    choose = MARKS[spec.mark].across
    return choose(result.dataset.structure[spec.series], result.codes[spec.series]) if choose else ()


def measure_of(result: Result, view: View) -> str:
    """The column that the view shows, named as its id or as it was asked for: ``growth_year``, ``growth(year)``."""
    return next((own.id for own in result.derived if own.key == view.show), view.show or MEASURE)


def with_reference(dataset: Dataset, query: Query, asked: FigureSpec) -> Query:
    """The query with the code that is drawn as a line of reference, where it leaves it out.

    Raises:
        UnknownCode: no dimension of the dataset has the code.
    """
    if not asked.reference:
        return query
    having = [own.id for own in dataset.structure if own.codelist is not None and asked.reference in own.codelist]
    if not having:
        allowed = [code.id for own in dataset.structure for code in own.codelist or ()]
        raise UnknownCode("reference", asked.reference, tuple(dict.fromkeys(allowed)))
    dimension = asked.category if asked.category in having else having[0]
    selection = query.selection(dimension)
    if selection.is_all or Some(asked.reference) in selection.parts:
        return query
    return query.selecting(dimension, Selection((*selection.parts, Some(asked.reference))))


def _chosen(result: Result, view: View, asked: FigureSpec, measure: str) -> FigureSpec | None:
    wanted = {name: own for name in ("category", "series", "facet") if (own := getattr(asked, name))}
    if not wanted or not len(result):
        return choice.choose(result, view.rows, view.columns, view.mark, measure)
    offers = every_offer(result, view, measure)
    named = [own for own in offers if own.mark == view.mark] if view.mark else offers
    if view.mark and not named:
        raise UnknownOption("mark", view.mark, tuple(dict.fromkeys(own.mark for own in offers)))
    for name, said in wanted.items():
        named, before = [own for own in named if getattr(own, name) == said], named
        if not named:
            raise UnknownOption(name, said, tuple(dict.fromkeys(getattr(own, name) for own in before)))
    return replace(named[0], measure=measure)


def every_offer(result: Result, view: View, measure: str) -> Sequence[FigureSpec]:
    """The charts that each mark can draw of the result, best first."""
    if measure not in result.measures:
        raise UnknownOption("show", measure, result.measures)
    shape = Shape.of(bearing(result, measure), view.rows, view.columns, measure)
    offers = [own for mark in MARKS.values() for own in mark.suits(shape) if isinstance(own, Suggestion)]
    return [own.spec for own in sorted(offers, key=lambda own: -own.score)]
