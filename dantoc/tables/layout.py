"""A result laid out as a statistical table, as a national statistical office prints it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dantoc.l10n import sentence
from dantoc.l10n.messages import say
from dantoc.model.codes import AGGREGATES, NOT_APPLICABLE, TOTAL
from dantoc.model.result import Result
from dantoc.model.status import ObsStatus
from dantoc.model.structure import INDICATOR, MEASURE, TIME, Dimension
from dantoc.model.table import Cell, Footnote, HeadCell, Row, StatTable, StubCell, TableSpec
from dantoc.model.text import Locale
from dantoc.tables.cells import CellPrinter
from dantoc.tables.notes import Notes, source_lines

UNIT = "unit"
"""The stub column that says each row's unit where units differ."""

NOTHING_TO_NAME = "–"
"""What stands for the code of a dimension that a figure does not have."""

Key = tuple[str, ...]


@dataclass(frozen=True)
class _Plan:
    """What goes where: dimensions down and across, measures, and where the unit is said."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    measures: tuple[str, ...]
    constants: tuple[str, ...]
    unit_place: str
    """``title``, ``indicator`` (in the heading), ``measure`` (in the heading) or ``stub`` (a column of its own)."""


def lay_out(result: Result, spec: TableSpec, locale: Locale) -> StatTable:
    """The table of the result in one language: every figure of it stands in exactly one cell.

    Rows and columns follow `result.codes`; a combination without a figure is an `empty` cell. Footnotes are numbered in
    reading order, and the same note has the same number.
    """
    plan = _plan(result, spec)
    grid = _Grid.of(result, plan)
    notes = Notes.of(result, locale)
    printer = CellPrinter(result, plan.measures, notes, locale)
    breaks = _break_finder(result)
    rows = _rows(result, plan, grid, printer, breaks, spec, locale)
    title = spec.title.say(locale) if spec.title else sentence.title(result, locale)
    own_title = result.dataset.title.say(locale)
    return StatTable(
        locale=locale,
        title=title,
        subtitle="" if own_title == title else own_title,
        unit=_unit_line(result, plan, locale),
        stub_heads=_stub_heads(result, plan, locale),
        heading=_heading(result, plan, grid, spec, locale),
        rows=rows,
        constants=_constants(result, plan, locale),
        notes=(*notes.footnotes(), *_derivations(result, plan, locale)),
        signs=printer.signs(),
        sources=source_lines(result.sources, locale),
    )


def count_cells(result: Result, spec: TableSpec) -> int:
    """How many cells the table would have, those without a figure too; a small part of the work of laying it out."""
    plan = _plan(result, spec)
    down = [*plan.rows, *((UNIT,) if plan.unit_place == "stub" else ())]
    return len(set(_keys(result, down))) * len(set(_keys(result, plan.columns))) * len(plan.measures)


def _plan(result: Result, spec: TableSpec) -> _Plan:
    structure = result.dataset.structure
    varying = set(result.varying)
    measures = tuple(own for own in (spec.measures or result.measures) if own in result.measures) or result.measures
    named_columns = tuple(own for own in spec.columns if own in structure)
    columns = _kept(result, named_columns, varying)
    named_rows = tuple(own for own in spec.rows if own in structure and own not in columns)
    left_over = tuple(own for own in structure.ids if own in varying and own not in named_rows and own not in columns)
    front = tuple(own for own in left_over if own == INDICATOR)
    rows = _kept(result, (*front, *named_rows, *(own for own in left_over if own not in front)), varying)
    shown = {*rows, *columns}
    constants = tuple(own for own in structure.ids if own not in shown and len(result.codes.get(own, ())) == 1)
    return _Plan(rows, columns, measures, constants, _unit_place(result, columns, measures))


def _kept(result: Result, named: Sequence[str], varying: set[str]) -> tuple[str, ...]:
    """The named dimensions that vary; where none does, the last that says something, so that the side is not bare."""
    kept = tuple(own for own in dict.fromkeys(named) if own in varying)
    if kept:
        return kept
    telling = [own for own in named if not {TOTAL, NOT_APPLICABLE}.issuperset(result.codes.get(own, ()))]
    return tuple(telling[-1:])


def _unit_place(result: Result, columns: Sequence[str], measures: Sequence[str]) -> str:
    published = set(result.units) if MEASURE in measures else set()
    derived = {own.unit for own in result.derived if own.id in measures}
    if len(published | derived) <= 1:
        return "title"
    if len(published) <= 1:
        return "measure"
    if INDICATOR in columns and len(measures) == 1 and _units_follow_indicator(result):
        return "indicator"
    return "stub"


def _units_follow_indicator(result: Result) -> bool:
    pairs = set(zip(result.data.column(INDICATOR).to_pylist(), result.data.column("unit").to_pylist(), strict=True))
    return len(pairs) == len({indicator for indicator, _ in pairs})


@dataclass(frozen=True)
class _Grid:
    """Where each figure stands: the keys of rows and columns in printed order, and the row of `Result.data` at each.

    `shown` holds, for each column, the places of the measures that stand in it: a derived one is left out where it has
    no figure at all.
    """

    rows: tuple[Key, ...]
    columns: tuple[Key, ...]
    places: Mapping[tuple[Key, Key], int]
    shown: Mapping[Key, tuple[int, ...]]

    @classmethod
    def of(cls, result: Result, plan: _Plan) -> _Grid:
        down = [*plan.rows, *((UNIT,) if plan.unit_place == "stub" else ())]
        row_keys = _keys(result, down)
        column_keys = _keys(result, plan.columns)
        places = {pair: place for place, pair in enumerate(zip(row_keys, column_keys, strict=True))}
        borne = [_borne(result, measure) for measure in plan.measures]
        telling = [_among(column_keys, rows) for rows in borne]
        shown = {key: tuple(place for place, keys in enumerate(telling) if key in keys) for key in set(column_keys)}
        told = [key for key in column_keys if shown[key]]
        if MEASURE not in plan.measures:
            kept = set().union(*(_among(row_keys, rows) for rows in borne))
            row_keys = [key for key in row_keys if key in kept]
        return cls(_in_order(result, down, row_keys), _in_order(result, plan.columns, told), places, shown)


def _borne(result: Result, measure: str) -> Sequence[bool]:
    """For each row of `Result.data` whether the measure is to be told there: of a derived one, whether it has a figure
    or a suppressed one. One without any in the whole result is not told at all.
    """
    if result.measure(measure) is None:
        return [True] * len(result)
    values, statuses = (result.data.column(name).to_pylist() for name in (measure, f"{measure}_status"))
    return [value is not None or status == ObsStatus.SUPPRESSED for value, status in zip(values, statuses, strict=True)]


def _among(keys: Sequence[Key], told: Sequence[bool]) -> frozenset[Key]:
    return frozenset(key for key, own in zip(keys, told, strict=True) if own)


def _keys(result: Result, dimensions: Sequence[str]) -> list[Key]:
    if not dimensions:
        return [()] * len(result)
    columns = [[str(code) for code in result.data.column(own).to_pylist()] for own in dimensions]
    return list(zip(*columns, strict=True))


def _in_order(result: Result, dimensions: Sequence[str], keys: Sequence[Key]) -> tuple[Key, ...]:
    positions = [{code: place for place, code in enumerate(result.codes.get(own, result.units))} for own in dimensions]
    last = [len(own) for own in positions]

    def place(key: Key) -> tuple[int, ...]:
        return tuple(own.get(code, end) for own, code, end in zip(positions, key, last, strict=True))

    return tuple(sorted(dict.fromkeys(keys), key=place))


def _rows(
    result: Result,
    plan: _Plan,
    grid: _Grid,
    printer: CellPrinter,
    breaks: _Breaks,
    spec: TableSpec,
    locale: Locale,
) -> tuple[Row, ...]:
    stubs = _stubs(result, plan, grid, spec, locale)
    rows = []
    for key, stub in zip(grid.rows, stubs, strict=True):
        cells: list[Cell] = []
        for column in grid.columns:
            place, shown = grid.places.get((key, column)), grid.shown[column]
            if place is None:
                cells.extend(printer.empty(shown))
            else:
                cells.extend(printer.cells(place, shown, break_before=place in breaks))
        rows.append(Row(stub, tuple(cells)))
    return tuple(rows)


_Breaks = frozenset[int]


def _break_finder(result: Result) -> _Breaks:
    """The rows of `Result.data` that open a new run of their series: the first year in view after a break."""
    if not result.breaks or TIME not in result.codes:
        return frozenset()
    others = [own for own in result.dataset.structure.ids if own != TIME]
    columns = {own: result.data.column(own).to_pylist() for own in others}
    years = [int(year) for year in result.data.column(TIME).to_pylist()]
    series: dict[Key, list[tuple[int, int]]] = {}
    for place, key in enumerate(_keys(result, others)):
        series.setdefault(key, []).append((years[place], place))
    opened = set()
    for run in series.values():
        run.sort()
        for (before, _), (year, place) in pairwise(run):
            for own in result.breaks:
                touched = all(columns[name][place] in codes for name, codes in own.where if name in columns)
                if touched and before < own.after <= year:
                    opened.add(place)
    return frozenset(opened)


def _stubs(result: Result, plan: _Plan, grid: _Grid, spec: TableSpec, locale: Locale) -> list[tuple[StubCell, ...]]:
    structure = result.dataset.structure
    flat = result.query.order != "code"
    if not plan.rows:
        text = _figure_name(result, locale)
        return [(StubCell(text), *_unit_cells(result, plan, key, True, locale)) for key in grid.rows]
    stubs: list[tuple[StubCell, ...]] = []
    aggregates = _aggregates(result, plan, grid)
    trails = [_Trail(structure[own]) for own in plan.rows]
    before: Key = ()
    for key in grid.rows:
        changed = next((level for level, code in enumerate(key) if level >= len(before) or before[level] != code), 0)
        cells = []
        for level, (dimension, trail) in enumerate(zip(plan.rows, trails, strict=True)):
            if level > changed:
                trail.clear()
            first = level >= changed
            indent = trail.depth(key[level]) if first else trail.last
            cells.append(
                StubCell(
                    text=_code_name(structure[dimension], key[level], spec.show_codes, locale),
                    code=key[level],
                    indent=0 if flat and not structure[dimension].is_time and level == 0 else indent,
                    first=first,
                    aggregate=key[level] in aggregates.get(key[:level], frozenset()),
                )
            )
        unit_first = changed < len(plan.rows) or len(key) > len(plan.rows)
        stubs.append((*cells, *_unit_cells(result, plan, key, unit_first, locale)))
        before = key
    return stubs


class _Trail:
    """How deep each code of a run stands under those printed above it, in the main hierarchy."""

    def __init__(self, dimension: Dimension) -> None:
        self._dimension = dimension
        self._above: list[str] = []
        self.last = 0

    def clear(self) -> None:
        """Forget the run: another code of an outer dimension has begun."""
        self._above.clear()

    def depth(self, code: str) -> int:
        """The number of codes in the run so far that stand above this one."""
        while self._above and not self._stands_above(self._above[-1], code):
            self._above.pop()
        self.last = len(self._above)
        self._above.append(code)
        return self.last

    def _stands_above(self, upper: str, code: str) -> bool:
        codelist = self._dimension.codelist
        above = None if codelist is None or code not in codelist else codelist[code].parent()
        steps = 0
        while codelist is not None and above is not None and above in codelist and steps < len(codelist):
            if above == upper:
                return True
            above, steps = codelist[above].parent(), steps + 1
        return False


def _unit_cells(result: Result, plan: _Plan, key: Key, first: bool, locale: Locale) -> tuple[StubCell, ...]:
    if plan.unit_place != "stub":
        return ()
    return (StubCell(result.dataset.unit_symbol(key[-1], locale), code=key[-1], first=first),)


def _stub_heads(result: Result, plan: _Plan, locale: Locale) -> tuple[str, ...]:
    structure = result.dataset.structure
    heads = [structure[own].name.say(locale) for own in plan.rows] or [structure[INDICATOR].name.say(locale)]
    return (*heads, *((say("tables.unit_head", locale),) if plan.unit_place == "stub" else ()))


def _heading(
    result: Result, plan: _Plan, grid: _Grid, spec: TableSpec, locale: Locale
) -> tuple[tuple[HeadCell, ...], ...]:
    measures = _measure_heads(result, plan, locale)
    if not grid.columns:
        return ()
    levels = [_level(result, plan, grid, level, spec, locale) for level in range(len(plan.columns))]
    if len(measures) > 1 or not plan.columns:
        levels.append(tuple(measures[place] for key in grid.columns for place in grid.shown[key]))
    return tuple(levels)


def _level(
    result: Result, plan: _Plan, grid: _Grid, level: int, spec: TableSpec, locale: Locale
) -> tuple[HeadCell, ...]:
    """One level of the heading: equal codes under the same codes above are one spanner."""
    dimension = result.dataset.structure[plan.columns[level]]
    runs: list[tuple[Key, int]] = []
    for key in grid.columns:
        width = len(grid.shown[key])
        if runs and runs[-1][0] == key[: level + 1]:
            runs[-1] = (runs[-1][0], runs[-1][1] + width)
        else:
            runs.append((key[: level + 1], width))
    cells = []
    for key, span in runs:
        text = _code_name(dimension, key[-1], spec.show_codes, locale)
        if plan.unit_place == "indicator" and dimension.id == INDICATOR:
            text = f"{text} ({_unit_of_indicator(result, key[-1], locale)})"
        cells.append(HeadCell(text, span, key[-1], numeric=dimension.is_time))
    return tuple(cells)


def _unit_of_indicator(result: Result, indicator: str, locale: Locale) -> str:
    indicators = result.data.column(INDICATOR).to_pylist()
    return result.dataset.unit_symbol(result.data.column("unit")[indicators.index(indicator)].as_py(), locale)


def _measure_heads(result: Result, plan: _Plan, locale: Locale) -> list[HeadCell]:
    heads = []
    for measure in plan.measures:
        derived = result.measure(measure)
        text = _figure_name(result, locale) if derived is None else derived.name.say(locale)
        unit = (result.units or ("",))[0] if derived is None else derived.unit
        if plan.unit_place == "measure" or (plan.unit_place == "stub" and derived is not None):
            symbol = result.dataset.unit_symbol(unit, locale)
            text = f"{text} ({symbol})" if symbol and symbol.casefold() not in text.casefold() else text
        heads.append(HeadCell(text, code=measure))
    return heads


def _figure_name(result: Result, locale: Locale) -> str:
    """The indicator where there is one only; otherwise the word for a figure."""
    indicators = result.codes.get(INDICATOR, ())
    if len(indicators) == 1 and INDICATOR in result.dataset.structure:
        return result.dataset.structure[INDICATOR].code(indicators[0]).name.say(locale)
    return say("tables.figure", locale)


def _unit_line(result: Result, plan: _Plan, locale: Locale) -> str:
    if plan.unit_place != "title":
        return ""
    derived = tuple(own.unit for own in result.derived if own.id in plan.measures)
    units = result.units if MEASURE in plan.measures else derived
    symbol = result.dataset.unit_symbol(units[0], locale) if units else ""
    return say("tables.unit", locale, unit=symbol) if symbol else ""


def _constants(result: Result, plan: _Plan, locale: Locale) -> tuple[tuple[str, str], ...]:
    structure = result.dataset.structure
    return tuple(
        (structure[own].name.say(locale), structure[own].code(result.codes[own][0]).name.say(locale))
        for own in plan.constants
        if result.codes[own][0] not in (TOTAL, NOT_APPLICABLE)
    )


def _derivations(result: Result, plan: _Plan, locale: Locale) -> tuple[Footnote, ...]:
    """How each computed column came about."""
    own = [measure for measure in result.derived if measure.id in plan.measures]
    return tuple(
        Footnote(
            "",
            say(
                "tables.derivation" if any(_borne(result, measure.id)) else "tables.derivation_none",
                locale,
                name=measure.name.say(locale),
                formula=measure.formula.say(locale),
                inputs=measure.inputs.say(locale),
            ),
        )
        for measure in own
    )


def _code_name(dimension: Dimension, code: str, show_code: bool, locale: Locale) -> str:
    if code == NOT_APPLICABLE:
        return NOTHING_TO_NAME
    name = dimension.code(code).name.say(locale)
    return f"{code} {name}" if show_code and not dimension.is_time else name


def _aggregates(result: Result, plan: _Plan, grid: _Grid) -> Mapping[Key, frozenset[str]]:
    """For each run of the stub (the codes of the outer dimensions), those of its codes that sum up others of it."""
    runs: dict[Key, dict[str, None]] = {}
    for key in grid.rows:
        for level in range(len(plan.rows)):
            runs.setdefault(key[:level], {})[key[level]] = None
    dimensions = [result.dataset.structure[own] for own in plan.rows]
    return {outer: _sums_among(dimensions[len(outer)], tuple(codes)) for outer, codes in runs.items()}


def _sums_among(dimension: Dimension, codes: tuple[str, ...]) -> frozenset[str]:
    codelist = dimension.codelist
    if codelist is None or len(codes) < 2:
        return frozenset()
    above: set[str] = set()
    for code in codes:
        upper = codelist[code].parent() if code in codelist else None
        while upper is not None and upper in codelist and upper not in above:
            above.add(upper)
            upper = codelist[upper].parent()
    return frozenset(code for code in codes if code in above or code in AGGREGATES)
