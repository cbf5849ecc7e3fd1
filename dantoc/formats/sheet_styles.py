"""The looks of a workbook's cells, each made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

FONT = "Arial"
INK = "#1F2430"
QUIET = "#4A5163"
RULE = "#8A93A6"
HAIR = "#D5D9E2"
INDIGO = "#2E3A8C"


class Styles:
    """Hands out a workbook's cell formats; asked twice for the same look, it gives the same one."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, **look: object) -> Format:
        """The format with these properties (as xlsxwriter names them) in the workbook's own type and ink."""
        key = tuple(sorted(look.items(), key=lambda own: own[0]))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": FONT, "font_size": 10, "font_color": INK, **look})
        return self._made[key]

    @property
    def count(self) -> int:
        """How many looks there are so far."""
        return len(self._made)


def number_format(decimals: int, suffix: str = "", *, dash_for_none: bool = False) -> str:
    """How a number is shown: grouped, with so many decimals, a mark behind it, and a dash where the count is none."""
    digits = "#,##0" + ("." + "0" * decimals if decimals > 0 else "")
    mark = f'"{suffix}"' if suffix else ""
    shown = f"{digits}{mark}"
    return f'{shown};-{shown};"-"{mark}' if dash_for_none else shown
