"""A chart as it stands in a book of chosen groups, areas and years: the chosen set off among the others, or alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from dantoc.figures import choice
from dantoc.figures.exhibiting import Shown, shown
from dantoc.figures.finishing import figures_of, finish, measure_of
from dantoc.figures.marks import plot_of
from dantoc.figures.marks.choropleth import ID as CHOROPLETH
from dantoc.figures.palette import THEMES
from dantoc.figures.plot import aggregates
from dantoc.l10n.messages import say
from dantoc.model.errors import UnknownOption
from dantoc.model.figure import FigureSpec
from dantoc.model.publication import FigureBlock
from dantoc.model.structure import TIME
from dantoc.model.text import NO_TEXT, VIETNAMESE, Locale, LocalizedText
from dantoc.reports.choosing import Narrowed, cut_to, narrowed_by_choice
from dantoc.reports.ledger import AREA
from dantoc.reports.setting import Setting

MAPS = ("tiles", "tiles_34", CHOROPLETH)
"""The marks that are numbered and listed as maps."""
SETS_OFF: Mapping[str, str] = {
    "bars": "category",
    "ranking": "category",
    "dumbbell": "category",
    "scatter": "category",
    "bubble": "category",
    "lines": "series",
    "slope": "series",
}
"""The marks that can set some of what they compare off by colour, and which of their dimensions that is."""
MOST_SET_OFF = 0.5
"""Where more than this share of what is compared was chosen, the chart shows the chosen alone."""
MOST_NAMED = 12


def chosen_chart(block: FigureBlock, setting: Setting) -> Shown | None:
    """The chart as the choice leaves it; None where it says nothing of it, or too little to be a chart.

    A few groups or areas among many are set off and nothing is left out; else the chart is cut down to what was chosen
    and its wholes. A title that states a finding stays only where all that it is about is shown as its editors did.

    Raises:
        DantocError: its figures do not make it.
    """
    own: Shown | None = shown(setting.engine, block.exhibit)
    narrowed = narrowed_by_choice(block.exhibit.view, setting)
    if narrowed is None:
        return None
    for dimension, codes in sorted(narrowed.items(), key=lambda named: named[0] != TIME):
        if own is not None:
            chosen = _to_set_off(own, dimension, codes)
            own = _setting_off(own, dimension, chosen, setting) if chosen else _cut(own, dimension, codes, setting)
    return own


def _to_set_off(own: Shown, dimension: str, codes: Narrowed) -> tuple[str, ...]:
    """The codes that the chart can set off among the others; none where it shows the chosen alone."""
    role = SETS_OFF.get(own.spec.mark, "")
    if dimension == TIME or not role or getattr(own.spec, role) != dimension:
        return ()
    plot = plot_of(own.result, own.spec, VIETNAMESE, THEMES["print"])
    drawn = plot.categories if role == "category" else plot.series
    chosen = codes.wanted & {getattr(point, role) for point in plot.points if point.value is not None}
    compared = set(drawn) - aggregates(own.result, dimension, drawn)
    if not chosen <= set(drawn) or len(chosen) > MOST_SET_OFF * len(compared):
        return ()
    return tuple(code for code in own.result.codes[dimension] if code in chosen)


def _setting_off(own: Shown, dimension: str, chosen: Sequence[str], setting: Setting) -> Shown:
    """The same chart with those codes set off, and a note that names them: for grey print, and whoever sees no red."""
    structure = own.result.dataset.structure[dimension]

    def said(locale: Locale) -> str:
        names = ", ".join(structure.code(code).name.say(locale) for code in chosen[:MOST_NAMED])
        return say("reports.figure.set_off", locale, list=names + (", …" if len(chosen) > MOST_NAMED else ""))

    figure = own.exhibit.figure
    is_of_others = not set(own.spec.highlight) <= set(chosen)
    note, title = _before(figure.note, said, setting), NO_TEXT if is_of_others else figure.title
    spec, figure = (replace(one, highlight=tuple(chosen), note=note, title=title) for one in (own.spec, figure))
    return Shown(replace(own.exhibit, figure=figure), own.result, spec)


def _cut(own: Shown, dimension: str, codes: Narrowed, setting: Setting) -> Shown | None:
    """The chart of what is left, by its mark or else by the one that suits best, with words written from its query."""
    before, dataset = own.exhibit.figure, own.result.dataset
    view = cut_to(own.exhibit.view, {dimension: codes})
    limit = 0 if own.spec.category == dimension else before.limit
    figure = replace(before, title=NO_TEXT, subtitle=NO_TEXT, highlight=(), limit=limit)
    result = figures_of(setting.engine, dataset, view, figure)
    measure = measure_of(result, view)
    if codes.wanted.isdisjoint(result.codes.get(dimension, ())) or measure not in result.measures:
        return None
    offers = [one.mark for one in choice.suggest(result, view.rows, view.columns, measure) if one.mark != choice.ALONE]
    if not offers:
        return None
    mark = own.spec.mark if own.spec.mark in offers else offers[0]
    view = replace(view, mark=mark)
    if mark != own.spec.mark:
        figure = _without_axes(replace(figure, order="", annotations=()))
    if mark in MAPS and dimension == AREA:
        figure = replace(figure, note=_before(figure.note, partial(say, "reports.figure.others_blank"), setting))
    try:
        spec = finish(result, view, figure)
    except UnknownOption:
        figure = _without_axes(figure)
        spec = finish(result, view, figure)
    return Shown(replace(own.exhibit, view=view, figure=figure), result, spec) if spec is not None else None


def _without_axes(figure: FigureSpec) -> FigureSpec:
    """The chart as its figures have it best."""
    return replace(figure, category="", series="", facet="")


def _before(note: LocalizedText, said: Callable[[Locale], str], setting: Setting) -> LocalizedText:
    """What is said, and the editors' note after it."""
    texts = {own: " ".join(part for part in (said(own), note.get(own)) if part) for own in setting.locales}
    return LocalizedText.of(texts)
