"""What a mark draws from: the figures of one chart with their words, cut out of the result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from dantoc.figures.palette import Theme
from dantoc.l10n.messages import say
from dantoc.l10n.numbers import format_number
from dantoc.model.codes import AGGREGATES, COUNTRY, MINORITIES, NOT_APPLICABLE, TOTAL
from dantoc.model.dataset import Break
from dantoc.model.figure import AT_SERIES, FigureSpec
from dantoc.model.result import Result
from dantoc.model.selection import Selection
from dantoc.model.status import NO_FIGURE, NOT_TOLD, ObsStatus
from dantoc.model.structure import INDICATOR, MEASURE, TIME
from dantoc.model.text import ENGLISH, VIETNAMESE, Locale

BETWEEN_LANGUAGES = " / "
SIGNS = "¹²³⁴⁵⁶⁷⁸⁹"
"""Signs beside figures of which something is said under the chart."""
MOST_CATEGORIES = 64
"""So many bars or rows are still read on one page: the 63 provinces and the country."""


@dataclass(frozen=True)
class Point:
    """One figure: its place on category and series, its number, and the text printed beside it."""

    category: str
    series: str
    value: float | None
    text: str
    status: ObsStatus
    place: int
    """The row of `Plot.result.data` it was read from; -1 for a figure that is not there."""
    facet: str = ""


@dataclass(frozen=True)
class Plot:
    """The figures of one chart: `result` is the slice drawn, `fixed` the codes it was cut at."""

    result: Result
    spec: FigureSpec
    locale: Locale
    theme: Theme
    fixed: tuple[tuple[str, str], ...]
    points: tuple[Point, ...]
    width: int = 0
    """Of the sheet it is laid out on, in px; 0 where it fits itself to the place it stands in."""
    is_low: bool = False
    """Whether its sheet is too low for rows of more than one line."""
    marked: tuple[float, ...] = ()
    """The values of lines of reference, which the axis reaches."""
    spoken: tuple[tuple[str, str], ...] = ()
    """What is said beside the names of dots: category and words."""
    lost: tuple[tuple[str, str], ...] = ()
    """What is not drawn since the derived measure cannot be computed there: dimension and code (see `barren`)."""

    @classmethod
    def of(cls, result: Result, spec: FigureSpec, locale: Locale, theme: Theme, *, one_unit: bool = True) -> Plot:
        """The plot of the result: dimensions that the chart does not show are cut at their total, or latest year.

        Figures of units other than the commonest are left out, unless `one_unit` is false.
        """
        used = tuple(own for own in (spec.category, spec.series, spec.facet) if own)
        cut, fixed = cut_to(bearing(result, spec.measure), used, one_unit=one_unit)
        return cls(cut, spec, locale, theme, fixed, tuple(_points(cut, spec, locale)))

    @cached_property
    def additive(self) -> bool:
        """Whether the figures count things, so that parts add up to a total and bars of total and part do not mix."""
        return is_additive(self.result, self.spec.measure)

    @cached_property
    def unit(self) -> str:
        """The unit's symbol, empty where there is none."""
        derived = self.result.measure(self.spec.measure)
        unit = derived.unit if derived else (self.result.units or ("",))[0]
        return self._twice(lambda locale: self.result.dataset.unit_symbol(unit, locale)) if unit else ""

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The codes on the axis, in the order drawn; at most `spec.limit`, the greatest first."""
        codes = self._codes(self.spec.category)
        if self.spec.order == "value":
            codes = self._by_value(codes)
        limit = self.spec.limit or MOST_CATEGORIES
        return codes if len(codes) <= limit or self.spec.category == TIME else self._by_value(codes)[:limit]

    @cached_property
    def left_out(self) -> int:
        """How many categories the limit keeps off the chart."""
        return len(self._codes(self.spec.category)) - len(self.categories)

    @cached_property
    def series(self) -> tuple[str, ...]:
        """The codes told apart by colour, in printed order, after the one that goes across where the chart says it; one
        empty code where there is none."""
        codes = self._codes(self.spec.series) if self.spec.series else ("",)
        return tuple(sorted(codes, key=lambda code: code != self.spec.across)) if self.spec.across in codes else codes

    @cached_property
    def by_place(self) -> dict[tuple[str, str], Point]:
        """Each figure by category and series."""
        return {(point.category, point.series): point for point in self.points}

    @cached_property
    def drawn(self) -> tuple[Point, ...]:
        """The figures that the chart shows, by category and series; a combination without a figure is a missing one."""
        return tuple(
            replace(panel.point(category, series), facet=facet)
            for facet, panel in self.panels
            for category in self.categories
            for series in self.series
        )

    @cached_property
    def panels(self) -> tuple[tuple[str, Plot], ...]:
        """The plot once for each code of the facet; itself alone where the chart is not repeated."""
        facet = self.spec.facet
        if not facet:
            return (("", self),)
        spec = replace(self.spec, facet="")
        codes = self.result.codes.get(facet, ())
        shown = parts(self.result, facet, codes) if self.additive else codes
        shown = tuple(code for code in shown if code != self.spec.reference) or shown
        plots = (Plot.of(restrict(self.result, facet, code), spec, self.locale, self.theme) for code in shown)
        return tuple((code, replace(own, width=self.width)) for code, own in zip(shown, plots, strict=True))

    @cached_property
    def held_against(self) -> Plot | None:
        """The plot that is drawn in grey in every panel of a chart that is repeated, where one is asked for."""
        if not self.spec.facet or self.spec.reference not in self.result.codes.get(self.spec.facet, ()):
            return None
        own = restrict(self.result, self.spec.facet, self.spec.reference)
        return Plot.of(own, replace(self.spec, facet=""), self.locale, self.theme)

    def point(self, category: str, series: str = "") -> Point:
        """The figure of that place; a missing one where there is none."""
        found = self.by_place.get((category, series))
        return found or Point(category, series, None, NO_FIGURE, ObsStatus.MISSING, -1)

    def name(self, dimension: str, code: str) -> str:
        """The code's name in the language of the chart."""
        return self._twice(self.result.dataset.structure[dimension].code(code).name.say) if dimension else ""

    def is_reference(self, category: str) -> bool:
        """Whether the category is an aggregate that the others are held against, as the country is among provinces."""
        return self.spec.category != TIME and category in self._aggregates

    def keeping(self, keep: Callable[[Point], bool]) -> Plot:
        """The plot of those figures only."""
        return replace(self, points=tuple(point for point in self.points if keep(point)))

    def print_value(self, value: float, decimals: int) -> str:
        """A number as the chart's language writes it."""
        return format_number(value, decimals, self.locale)

    def word(self, key: str, **params: object) -> str:
        """A message of this room in the chart's language."""
        return self._twice(lambda locale: say(f"figures.{key}", locale, **params))

    @property
    def other(self) -> Locale:
        """The language that stands under the first where the chart has both."""
        return next(own for own in (VIETNAMESE, ENGLISH) if own != self.locale)

    def in_one(self, locale: Locale) -> Plot:
        """The same plot in one language."""
        if locale == self.locale and not self.spec.both:
            return self
        return replace(self, locale=locale, spec=replace(self.spec, both=False))

    def _twice(self, said: Callable[[Locale], str]) -> str:
        """What is said in the chart's language, and in the other where the chart has both and they differ."""
        first = said(self.locale)
        second = said(self.other) if self.spec.both else first
        return first if first == second else BETWEEN_LANGUAGES.join((first, second))

    @cached_property
    def _aggregates(self) -> frozenset[str]:
        return aggregates(self.result, self.spec.category, self.categories)

    def _codes(self, dimension: str) -> tuple[str, ...]:
        present = {point.category if dimension == self.spec.category else point.series for point in self.points}
        codes = tuple(code for code in self.result.codes.get(dimension, ()) if code in present)
        return parts(self.result, dimension, codes) if self.additive or dimension == self.spec.series else codes

    def _by_value(self, codes: Sequence[str]) -> tuple[str, ...]:
        greatest = dict.fromkeys(codes, float("-inf"))
        for point in self.points:
            if point.value is not None and point.category in greatest:
                greatest[point.category] = max(greatest[point.category], point.value)
        return tuple(sorted(codes, key=lambda code: -greatest[code]))


def bearing(result: Result, measure: str) -> Result:
    """The result without the rows on which a derived measure has no figure; all of it where it has none anywhere.

    A suppressed figure stays, to be shown as such.
    """
    if result.measure(measure) is None:
        return result
    known = result.data.column(measure).is_valid()
    flags = result.data.column(f"{measure}_status").cast(pa.string())
    suppressed = pc.fill_null(pc.equal(flags, ObsStatus.SUPPRESSED.value), False)
    return _narrow(result, result.data.filter(pc.or_(known, suppressed))) if pc.any(known).as_py() else result


def barren(result: Result, plot: Plot) -> tuple[tuple[str, str], ...]:
    """What is not drawn of the result since the derived measure cannot be computed there: dimension and code.

    Codes on which the measure does not stand (flag null) are not meant, nor those where it is suppressed.
    """
    if result.measure(plot.spec.measure) is None:
        return ()
    for dimension, code in plot.fixed:
        result = restrict(result, dimension, code)
    flags = result.data.column(f"{plot.spec.measure}_status").to_pylist()
    lost = []
    for dimension in (plot.spec.category, plot.spec.series):
        if dimension in ("", TIME):
            continue
        asked: dict[str, set[str]] = {}
        for code, flag in zip(_column(result.data, dimension), flags, strict=True):
            if flag:
                asked.setdefault(code, set()).add(flag)
        lost += [(dimension, code) for code, own in asked.items() if own == {ObsStatus.MISSING.value}]
    return tuple(lost)


def is_additive(result: Result, measure: str = MEASURE) -> bool:
    """Whether every indicator in view counts things, and the measure, if it is a derived one, adds up as they do."""
    derived = result.measure(measure)
    if INDICATOR not in result.dataset.structure or (derived is not None and not derived.adds_up):
        return False
    dimension = result.dataset.structure[INDICATOR]
    return all(dimension.code(code).annotation("additive") == "true" for code in result.codes.get(INDICATOR, ()))


def aggregates(result: Result, dimension: str, codes: Iterable[str]) -> frozenset[str]:
    """Those of the codes that sum up or contain others of them."""
    own = tuple(codes)
    codelist = result.dataset.structure[dimension].codelist
    if codelist is None:
        return frozenset()
    above: set[str] = set()
    for code in own:
        upper = codelist[code].parent() if code in codelist else None
        while upper is not None and upper in codelist:
            above.add(upper)
            upper = codelist[upper].parent()
    return frozenset(code for code in own if code in above or (code in AGGREGATES and code != MINORITIES))


def parts(result: Result, dimension: str, codes: Iterable[str]) -> tuple[str, ...]:
    """The codes without those that sum up others or lie across them (15+ beside 15–19), as long as two are left."""
    own = tuple(codes)
    sums = aggregates(result, dimension, own)
    codelist = result.dataset.structure[dimension].codelist
    divided = {code for code in own if codelist and code in codelist and codelist[code].parent() is not None}
    apart = sums | {NOT_APPLICABLE}
    kept = tuple(code for code in own if code not in apart and (not divided or code in divided))
    return kept if len(kept) > 1 else own


def cut_to(result: Result, used: Sequence[str], *, one_unit: bool = True) -> tuple[Result, tuple[tuple[str, str], ...]]:
    """The slice of the result in which only the dimensions of `used` vary, of one unit, and where it was cut.

    A dimension is cut at its total, else the country, else the minorities together, else the code that bears most
    figures with the other cuts; years at the latest.
    """
    fixed: list[tuple[str, str]] = []
    for dimension in result.varying:
        if dimension in used:
            continue
        code = _best_cut(result, dimension)
        fixed.append((dimension, code))
        result = restrict(result, dimension, code)
    return _of_one_unit(result) if one_unit else result, tuple(fixed)


def restrict(result: Result, dimension: str, code: str) -> Result:
    """The figures of the result that bear the code."""
    column = result.data.column(dimension)
    wanted = pa.scalar(int(code) if dimension == TIME else code)
    kept = pc.equal(column.cast(wanted.type), wanted)
    query = result.query.selecting(dimension, Selection.codes(code))
    return _narrow(replace(result, query=query), result.data.filter(kept))


def _narrow(result: Result, data: pa.Table) -> Result:
    """The result with these rows only: its codes and sources are those of the rows."""
    present = {own: {str(code) for code in data.column(own).unique().to_pylist()} for own in result.codes}
    codes = {own: tuple(code for code in codes if code in present[own]) for own, codes in result.codes.items()}
    counts = Counter(data.column("source_id").to_pylist())
    sources = sorted((own for own in result.sources if own.id in counts), key=lambda own: -counts[own.id])
    return replace(result, data=data, codes=codes, sources=tuple(sources))


def _of_one_unit(result: Result) -> Result:
    """The figures of the commonest unit: bars of different units cannot be compared."""
    units = Counter(result.data.column("unit").to_pylist())
    if len(units) < 2:
        return result
    commonest = units.most_common(1)[0][0]
    return _narrow(result, result.data.filter(pc.equal(result.data.column("unit").cast(pa.string()), commonest)))


def _best_cut(result: Result, dimension: str) -> str:
    codes = result.codes[dimension]
    if dimension == TIME:
        return max(codes, key=int)
    counts = Counter(result.data.column(dimension).to_pylist())
    fullest = max(codes, key=lambda code: (counts[code], -codes.index(code)))
    if dimension == INDICATOR:
        return fullest
    return next((code for code in (TOTAL, COUNTRY, MINORITIES) if code in codes), fullest)


def _points(result: Result, spec: FigureSpec, locale: Locale) -> Iterable[Point]:
    data = result.data
    derived = result.measure(spec.measure)
    measure = spec.measure if derived else MEASURE
    values = data.column(measure).to_pylist()
    statuses = data.column(f"{measure}_status" if derived else "obs_status").to_pylist()
    decimals = [derived.decimals] * len(data) if derived else _alike(values, data.column("decimals").to_pylist())
    categories = _column(data, spec.category)
    series = _column(data, spec.series)
    signs = {where: SIGNS[number] for number, (where, _) in enumerate(spec.annotations[: len(SIGNS)])}
    for place, value in enumerate(values):
        status = ObsStatus(statuses[place] or "A")
        known = value if status.has_value else None
        sign = signs.get(f"{categories[place]}{AT_SERIES}{series[place]}") or signs.get(categories[place])
        text = _text(known, status, decimals[place], locale)
        yield Point(categories[place], series[place], known, f"{text} {sign}" if sign else text, status, place)


def _alike(values: Sequence[float | None], decimals: Sequence[int]) -> Sequence[int]:
    """The decimals of each figure: where sources print some with ``,0`` and others without, all are without."""
    if len(set(decimals)) < 2:
        return decimals
    least = min(decimals)
    if any(value is not None and round(value, least) != value for value in values):
        return decimals
    return [least] * len(decimals)


def _column(data: pa.Table, dimension: str) -> list[str]:
    return [str(code) for code in data.column(dimension).to_pylist()] if dimension else [""] * int(data.num_rows)


def _text(value: float | None, status: ObsStatus, decimals: int, locale: Locale) -> str:
    if status is ObsStatus.SUPPRESSED:
        return NOT_TOLD
    return NO_FIGURE if value is None else format_number(value, decimals, locale)


def breaks_between(plot: Plot, code: str, before: int, year: int) -> tuple[Break, ...]:
    """The breaks that part two years of a series, or of a category where the series are the years: none is bridged."""
    found = []
    dimension_of_code = plot.spec.category if plot.spec.series == TIME else plot.spec.series
    for own in plot.result.breaks:
        if not before < own.after <= year:
            continue
        touched = all(
            code in codes
            if dimension == dimension_of_code
            else not set(codes).isdisjoint(plot.result.codes.get(dimension, ()))
            for dimension, codes in own.where
        )
        if touched:
            found.append(own)
    return tuple(found)
