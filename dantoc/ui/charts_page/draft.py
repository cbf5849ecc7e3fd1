"""The chart that is being made and the address that says it: the address is the truth, the widgets follow it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import streamlit as st

from dantoc.engine.engine import open_engine
from dantoc.figures import finishing
from dantoc.l10n.messages import locales
from dantoc.model.dataset import Dataset
from dantoc.model.errors import DantocError, UnknownOption
from dantoc.model.figure import FigureSpec
from dantoc.model.figure_params import figure_params, is_figure_param, parse_figure
from dantoc.model.result import Result
from dantoc.model.view import View, default_view, gather_params, parse_view, view_params
from dantoc.ui.exploring.fitting import fitting as fitting_view
from dantoc.ui.language import PARAMETER


@dataclass(frozen=True)
class Draft:
    """What a chart is made of, as an editor has said it so far; what is not said is left to the figures."""

    dataset: Dataset
    view: View
    asked: FigureSpec


@dataclass(frozen=True)
class Finished:
    """A chart that is drawn: what was asked for, what the figures made of it, its title and what it shows in words."""

    dataset: Dataset
    view: View
    asked: FigureSpec
    spec: FigureSpec
    result: Result
    title: str
    alt: str


def read(dataset: Dataset, items: Iterable[tuple[str, str]]) -> Draft:
    """The chart that the parameters of an address say.

    Raises:
        DantocError: a parameter or a value that cannot be drawn.
    """
    said = gather_params(dataset, items)
    drawing = {name: value for name, value in said.items() if is_figure_param(name)}
    selecting = {name: value for name, value in said.items() if name not in drawing}
    return Draft(dataset, parse_view(dataset, selecting), parse_figure(dataset, drawing, locales()))


def written(draft: Draft) -> dict[str, str]:
    """The parameters that say the chart, defaults left out; `read` gives the same chart back."""
    return {"id": draft.dataset.id, **view_params(draft.dataset, draft.view), **figure_params(draft.asked)}


def address(draft: Draft, now: Mapping[str, str]) -> dict[str, str]:
    """The parameters of the page that shows the chart; the language stays as it is `now`."""
    return {name: now[name] for name in (PARAMETER,) if name in now} | written(draft)


def started(dataset: Dataset, before: Draft | None = None) -> Draft:
    """The chart that a dataset begins with. From the chart `before` comes what its figures have no part in: size, theme
    and languages; words about other figures would be wrong."""
    own = read(dataset, ())
    if before is None:
        return own
    kept = before.asked
    return replace(own, asked=replace(own.asked, size=kept.size, theme=kept.theme, both=kept.both))


def fitting(draft: Draft) -> Draft:
    """The draft without the derived figures, the mark and the axes that its figures no longer admit; texts, highlights
    and all else that was said of the drawing stay."""
    draft = replace(draft, view=fitting_view(draft.view))
    own = draft.asked
    if not (own.category or own.series or own.facet):
        return draft
    try:
        finishing.finish(finishing.figures_of(open_engine(), draft.dataset, draft.view, own), draft.view, own)
    except UnknownOption:
        return replace(draft, asked=replace(own, category="", series="", facet=""))
    except DantocError:
        return draft  # what is wrong besides is said where the chart stands
    return draft


def current(dataset: Dataset) -> Draft:
    """The chart that the address says.

    Raises:
        DantocError: a parameter or a value that cannot be drawn.
    """
    return read(dataset, ((name, value) for name in st.query_params for value in st.query_params.get_all(name)))


def show(draft: Draft) -> None:
    """Make the address say the chart."""
    st.query_params.from_dict(address(draft, {**st.query_params}))


def change(dataset: Dataset, make: Callable[[Draft], Draft]) -> None:
    """Replace the chart on the page with what `make` makes of it."""
    show(make(current(dataset)))


def change_view(dataset: Dataset, make: Callable[[View], View]) -> None:
    """Replace the figures in view; what was said of the drawing stays as far as they admit it."""
    change(dataset, lambda own: fitting(replace(own, view=make(own.view))))


def change_figure(dataset: Dataset, make: Callable[[FigureSpec], FigureSpec]) -> None:
    """Replace what is said of the drawing."""
    change(dataset, lambda own: replace(own, asked=make(own.asked)))


def put(dataset: Dataset, name: str, value: str) -> None:
    """Say one parameter of the drawing anew, checked as an address is; without a value it is left to the figures.

    Raises:
        DantocError: a value that cannot be drawn.
    """
    change_figure(dataset, lambda own: parse_figure(dataset, {**figure_params(own), name: value}, locales()))


def anew(dataset: Dataset) -> None:
    """Show the dataset's default view, drawn as it was."""
    change_view(dataset, lambda _: default_view(dataset))
