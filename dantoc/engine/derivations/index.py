"""``index(year)``, ``index(year,2009)``: the value where that of the base year is 100."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pyarrow as pa

from dantoc.engine.derivations.base import Call, Derived
from dantoc.engine.derivations.figures import MISSING, Figures, Marks, Numbers, Rows
from dantoc.engine.derivations.years import OverYears, base_year
from dantoc.model.result import Result
from dantoc.model.structure import TIME


class Index(OverYears):
    """Figures in percent of that of a base year, the first in view unless said; years before it have one too."""

    id = "index"

    def admits(self, figures: Figures) -> Marks:
        """What can be so many times another."""
        return super().admits(figures) & figures.from_zero

    def between(self, earlier: Numbers, later: Numbers, years: Numbers) -> Numbers:
        """The value in percent of that of the base year."""
        return np.where((earlier > 0) & (later >= 0), later / earlier * 100, np.nan)

    def offers(self, result: Result) -> Iterable[Call]:
        """With the first year in view as base."""
        return (Call(self.id, TIME),)

    def settled(self, result: Result, call: Call) -> Call:
        """The first year in view is the base where none is named."""
        if base_year(call) is not None:
            return call
        return replace(call, arguments=(min(result.codes[TIME], key=int), *call.arguments))

    def held_against(self, figures: Figures, call: Call) -> Rows:
        """Of each figure that of the base year."""
        return figures.beside(TIME, figures.place(TIME, base_year(call) or ""))

    def derived(self, figures: Figures, call: Call) -> Derived:
        """The indices; none for the base year either where no other year of the series has one."""
        found = super().derived(figures, call)
        slices = figures.slices(TIME)
        has_one = np.bincount(slices, weights=found.telling, minlength=1)[slices] > 0
        flags = np.where(has_one, found.flags, np.maximum(found.flags, MISSING)).astype(np.int8)
        return replace(found, values=np.where(has_one, found.values, np.nan), flags=flags)

    def telling(self, figures: Figures, other: Rows) -> Marks:
        """All but the base year's, which is 100 whatever the figures."""
        elsewhere: Marks = other != np.arange(len(figures))
        return elsewhere

    def printed(self, given: pa.Table) -> tuple[str, int]:
        """No unit: the name says what is 100."""
        return "", 1
