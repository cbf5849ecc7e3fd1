"""How one figure is printed: its number, its sign where there is none, its flag, its marks."""

from __future__ import annotations

from collections.abc import Sequence

from dantoc.l10n.messages import say
from dantoc.l10n.numbers import format_number
from dantoc.model.result import Result
from dantoc.model.status import FLAGS, NO_FIGURE, NONE, NOT_TOLD, ObsStatus
from dantoc.model.structure import INDICATOR
from dantoc.model.table import Cell, Footnote
from dantoc.model.text import Locale
from dantoc.tables.notes import Notes

SIGNS = {
    NO_FIGURE: "tables.sign_missing",
    NONE: "tables.sign_none",
    NOT_TOLD: "tables.sign_suppressed",
    "p": "tables.sign_provisional",
    "e": "tables.sign_estimated",
    "b": "tables.sign_break",
}
"""The message that explains each sign and flag, in the order of the legend."""


class CellPrinter:
    """Prints the cells of a result, and remembers which signs and flags it used."""

    def __init__(self, result: Result, measures: Sequence[str], notes: Notes, locale: Locale) -> None:
        data = result.data
        self._locale = locale
        self._notes = notes
        self._counts = _counting_indicators(result)
        known = INDICATOR in result.dataset.structure
        self._indicators = data.column(INDICATOR).to_pylist() if known else [""] * len(data)
        self._columns = [_Column(result, measure) for measure in measures]
        self._used: set[str] = set()
        self._texts: dict[tuple[float, int, bool], str] = {}
        self._hole = Cell(NO_FIGURE, None, ObsStatus.MISSING, empty=True)

    def empty(self, shown: Sequence[int]) -> tuple[Cell, ...]:
        """The cells of a combination for which there is no figure, one for each of the measures `shown`."""
        self._used.add(NO_FIGURE)
        return (self._hole,) * len(shown)

    def cells(self, place: int, shown: Sequence[int], *, break_before: bool) -> tuple[Cell, ...]:
        """The cells of the figure in that row of `Result.data`, one for each of the measures at the places `shown`."""
        marks = self._notes.marks(place)
        return tuple(self._cell(self._columns[own], place, marks, break_before and own == shown[0]) for own in shown)

    def signs(self) -> tuple[Footnote, ...]:
        """What each sign and flag means, for those that were printed."""
        return tuple(Footnote(sign, say(key, self._locale)) for sign, key in SIGNS.items() if sign in self._used)

    def _cell(self, column: _Column, place: int, marks: tuple[str, ...], break_before: bool) -> Cell:
        if not column.stands[place]:
            return Cell("", None, ObsStatus.MISSING, derived=True)
        value, status = column.values[place], column.statuses[place]
        decimals = column.decimals[place]
        text = self._text(value, status, decimals, self._indicators[place] in self._counts and not column.derived)
        if status in FLAGS:
            self._used.add(FLAGS[status])
        return Cell(
            text=text,
            value=value if status.has_value else None,
            status=status,
            notes=() if column.derived else marks,
            decimals=decimals,
            derived=column.derived,
            break_before=break_before,
        )

    def _text(self, value: float | None, status: ObsStatus, decimals: int, counts: bool) -> str:
        if status is ObsStatus.SUPPRESSED:
            self._used.add(NOT_TOLD)
            return NOT_TOLD
        if value is None or not status.has_value:
            self._used.add(NO_FIGURE)
            return NO_FIGURE
        if value == 0 and decimals == 0 and counts:
            self._used.add(NONE)
            return NONE
        key = (value, decimals, counts)
        if key not in self._texts:
            self._texts[key] = format_number(value, decimals, self._locale)
        return self._texts[key]


class _Column:
    """The numbers, precisions and statuses of one measure, by row of `Result.data`."""

    def __init__(self, result: Result, measure: str) -> None:
        data = result.data
        own = result.measure(measure)
        self.derived = own is not None
        self.values: list[float | None] = data.column(measure).to_pylist()
        status_column = f"{measure}_status" if own else "obs_status"
        names = data.column(status_column).to_pylist() if status_column in data.column_names else ["A"] * len(data)
        by_name = {str(status): status for status in ObsStatus}
        self.statuses = [by_name.get(name or "A", ObsStatus.NORMAL) for name in names]
        self.stands = [own is None or name is not None for name in names]
        self.decimals: list[int] = [own.decimals] * len(data) if own else data.column("decimals").to_pylist()


def _counting_indicators(result: Result) -> frozenset[str]:
    """The indicators that count things, whose zero means that there is none (a rate's zero may be a rounded one)."""
    if INDICATOR not in result.dataset.structure:
        return frozenset()
    dimension = result.dataset.structure[INDICATOR]
    return frozenset(
        code for code in result.codes.get(INDICATOR, ()) if dimension.code(code).annotation("additive") == "true"
    )
