"""A view on its way into the store and out of it: checked both times against what is published now."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from dantoc.engine.engine import Engine
from dantoc.engine.loosening import which_to_loosen
from dantoc.figures.choice import choose
from dantoc.figures.finishing import figures_of, finish
from dantoc.model.dataset import Dataset
from dantoc.model.errors import (
    BadText,
    BrokenDataset,
    DantocError,
    NoFigures,
    TooLongView,
    UnknownDimension,
    UnknownOption,
)
from dantoc.model.figure import FigureSpec
from dantoc.model.figure_params import figure_params, is_figure_param, parse_figure
from dantoc.model.result import Result
from dantoc.model.saved import (
    AS_SAVED,
    CHANGED,
    CHART,
    FROM_FIRST,
    GONE,
    HOLDS,
    KINDS,
    LATEST,
    LONGEST_PARAMETERS,
    PAGE,
    PERIODS,
    RENEWED,
    SavedView,
    Standing,
    YearSeen,
    params_allowed,
    params_in_full,
)
from dantoc.model.selection import Selection
from dantoc.model.structure import MEASURE, TIME
from dantoc.model.text import Locale
from dantoc.model.view import View, parse_view

MOST_FIGURES = 50_000
"""A view of more figures is a whole dataset, which has an address of its own."""
_FINGERPRINT = 16
_UNPRINTED = ("Cc", "Cs")
"""Control characters and halves of a character."""


def view_to_save(
    engine: Engine,
    dataset: str,
    params: Mapping[str, str],
    locale: Locale,
    kind: str = PAGE,
    periods: str = AS_SAVED,
    *,
    languages: Collection[Locale],
    today: date,
) -> SavedView:
    """The view that the parameters say, as it is to be remembered; nothing is kept yet.

    Raises:
        DantocError: what `parse_view` and `Engine.run` raise for a view that means nothing here; UnknownOption for a
            kind, a language, a treatment of periods or a mark that there is not; TooLongView; NoFigures.
    """
    own = engine.catalogue.dataset(dataset)
    for parameter, value, allowed in (
        ("kind", kind, KINDS),
        ("periods", periods, PERIODS),
        ("lang", locale, languages),
    ):
        if value not in allowed:
            raise UnknownOption(parameter, value, tuple(allowed))
    figure = _figure(own, params, kind, languages)
    view = parse_view(own, _of_the_view(own, params))
    result = _shown(engine, view, kind, figure)
    lasting = _lasting(view, result, periods)
    if lasting != view:
        result = _shown(engine, lasting, kind, figure)
    said = params_in_full(own, lasting, figure_params(figure))
    _check_length(said)
    return SavedView(own.id, said, kind, locale, periods, own.version, years_seen(result), today)


def standing(engine: Engine, saved: SavedView, languages: Collection[Locale]) -> Standing:
    """What has become of the saved view with what is published now.

    Raises:
        BrokenDataset: its dataset cannot be served at the moment.
    """
    try:
        own = engine.catalogue.dataset(saved.dataset)
        params = dict(saved.params)
        asked = _figure(own, params, saved.kind, languages)
        figure = tuple(figure_params(asked).items())
        view = parse_view(own, _of_the_view(own, params))
        now = {seen.year: seen for seen in years_seen(_shown(engine, view, saved.kind, asked))}
    except BrokenDataset:
        raise
    except DantocError as error:
        return Standing(GONE, why=error)
    then = {seen.year: seen for seen in saved.years}
    if now == then:
        return Standing(HOLDS, own.version, view, figure)
    return Standing(
        CHANGED if saved.periods == AS_SAVED else RENEWED,
        own.version,
        view,
        figure,
        changed=tuple(year for year in now if year in then and now[year] != then[year]),
        added=tuple(year for year in now if year not in then),
        removed=tuple(year for year in then if year not in now),
    )


def years_seen(result: Result) -> tuple[YearSeen, ...]:
    """The published figures of the result by year, rising; the same in whatever order they are printed."""
    names = (TIME, *(name for name in result.dataset.structure.ids if name != TIME), MEASURE, "unit", "obs_status")
    found: dict[str, list[str]] = {}
    for row in zip(*(result.data.column(name).to_pylist() for name in names), strict=True):
        found.setdefault(str(row[0]), []).append(repr(row))
    return tuple(
        YearSeen(year, len(rows), hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()[:_FINGERPRINT])
        for year, rows in sorted(found.items())
    )


def _figure(dataset: Dataset, params: Mapping[str, str], kind: str, languages: Collection[Locale]) -> FigureSpec:
    """What the parameters say of how a chart is drawn, checked; a page has nothing of it.

    Raises:
        UnknownDimension: one that says neither view nor chart.
        DantocError: what `parse_figure` raises.
    """
    allowed = params_allowed(dataset)
    rest = {name: value for name, value in params.items() if name not in allowed}
    stranger = next((name for name in rest if kind != CHART or not is_figure_param(name)), None)
    if stranger is not None:
        raise UnknownDimension("parameters", stranger, allowed)
    _check_length(params.items())
    return parse_figure(dataset, rest, languages)


def _of_the_view(dataset: Dataset, params: Mapping[str, str]) -> dict[str, str]:
    """Those of the parameters that say the view.

    Raises:
        BadText: a character in one of them that no selection has.
    """
    allowed = params_allowed(dataset)
    own = {name: value for name, value in params.items() if name in allowed}
    for name, value in own.items():
        unseen = next((sign for sign in value if unicodedata.category(sign) in _UNPRINTED), "")
        if unseen:
            raise BadText(name, f"U+{ord(unseen):04X}")
    return own


def _check_length(params: Collection[tuple[str, str]]) -> None:
    length = sum(len(name) + len(value) for name, value in params)
    if length > LONGEST_PARAMETERS:
        raise TooLongView("parameters", length, (f"≤ {LONGEST_PARAMETERS}",))


def _shown(engine: Engine, view: View, kind: str, figure: FigureSpec) -> Result:
    """The figures of the view, drawn once in thought where a chart is asked for.

    Raises:
        UnknownOption: mark, measure or axes that do not suit them.
        UnknownCode: a line of reference that no dimension has.
    """
    result = engine.run(view.query, limit_cells=MOST_FIGURES, order_by=view.ordered_by)
    if not len(result):
        ways = which_to_loosen(engine, view.query)
        dimensions = ways[0].dimensions if ways else ()
        said = "; ".join(str(view.query.selection(name)) for name in dimensions)
        raise NoFigures(", ".join(dimensions) or "dataset", said or view.query.dataset, ("*",))
    if kind == CHART:
        finish(figures_of(engine, result.dataset, view, figure), view, figure)
    elif view.mark or view.show:
        choose(result, view.rows, view.columns, view.mark, view.show or MEASURE)
    return result


def _lasting(view: View, result: Result, periods: str) -> View:
    """The view with its years said so that they do with new periods what is wished."""
    years = sorted(result.codes[TIME], key=int)
    said = {
        AS_SAVED: ",".join(years),
        LATEST: "latest" if len(years) == 1 else f"latest({len(years)})",
        FROM_FIRST: f"{years[0]}:",
    }[periods]
    return replace(view, query=view.query.selecting(TIME, Selection.parse(TIME, said)))
