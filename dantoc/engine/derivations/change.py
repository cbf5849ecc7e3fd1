"""``change(year)``, ``change(year,2009)``: the value less that of the year before, or of a base year."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from dantoc.engine.derivations.base import most_decimals, units_of
from dantoc.engine.derivations.figures import Numbers
from dantoc.engine.derivations.years import OverYears

_OF_CHANGES = {"percent": "percentage_points"}


class Change(OverYears):
    """A difference over time, in the unit of the figures; of percentages in percentage points."""

    id = "change"

    def between(self, earlier: Numbers, later: Numbers, years: Numbers) -> Numbers:
        """The later value less the earlier."""
        return less(later, earlier)

    def printed(self, given: pa.Table) -> tuple[str, int]:
        """The figures' own unit; none where they have several, as the formula says."""
        return unit_of_differences(given), most_decimals(given)


def less(one: Numbers, other: Numbers) -> Numbers:
    """The differences of figures of few decimals, without the dust of binary arithmetic."""
    return np.round(one - other, 9)


def unit_of_differences(given: pa.Table) -> str:
    """The unit in which figures differ from one another; empty where they are in several."""
    units = tuple(dict.fromkeys(_OF_CHANGES.get(unit, unit) for unit in units_of(given)))
    return units[0] if len(units) == 1 else ""
