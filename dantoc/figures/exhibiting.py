"""An exhibit with its figures: what is needed to draw it, or what keeps it from being drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dantoc.catalogue.faults import Faults
from dantoc.catalogue.gallery import exhibit_file
from dantoc.engine.engine import Engine
from dantoc.engine.loosening import which_to_loosen
from dantoc.figures.finishing import figures_of, finish
from dantoc.model.errors import DantocError, NoFigures
from dantoc.model.exhibit import Exhibit
from dantoc.model.figure import FigureSpec
from dantoc.model.report import Issue
from dantoc.model.result import Result
from dantoc.model.text import ENGLISH, Locale


@dataclass(frozen=True)
class Shown:
    """The figures of an exhibit and the chart that they make, ready for `drawing.draw`."""

    exhibit: Exhibit
    result: Result
    spec: FigureSpec


def shown(engine: Engine, exhibit: Exhibit) -> Shown:
    """The exhibit with its figures as they are published now.

    Raises:
        NoFigures: nothing bears what its view selects; `allowed` names what to loosen.
        UnknownOption: a mark, measure or axis that does not suit the figures.
        DantocError: whatever else the engine finds wrong with the query.
    """
    dataset = engine.catalogue.dataset(exhibit.dataset)
    result = figures_of(engine, dataset, exhibit.view, exhibit.figure)
    spec = finish(result, exhibit.view, exhibit.figure)
    if spec is None:
        loosen = tuple(", ".join(own.dimensions) for own in which_to_loosen(engine, exhibit.view.query))
        raise NoFigures("view", exhibit.dataset, loosen)
    return Shown(exhibit, result, spec)


def faults_of(engine: Engine, exhibits: Iterable[Exhibit], locale: Locale = ENGLISH) -> tuple[Issue, ...]:
    """A fault for each chart of the gallery that its figures do not make: no figures, or a mark that does not suit."""
    found: list[Issue] = []
    for exhibit in exhibits:
        faults = Faults(exhibit_file(exhibit.id), locale)
        try:
            shown(engine, exhibit)
        except DantocError as error:
            faults.add(error.kind, error.value, column=error.parameter, allowed=error.allowed)
        found += faults.issues
    return tuple(found)
