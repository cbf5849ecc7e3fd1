"""``percentage_change(year)``, ``percentage_change(year,2009)``: how much more or less than before, in percent."""

from __future__ import annotations

import numpy as np

from dantoc.engine.derivations.figures import Numbers
from dantoc.engine.derivations.years import FLAG_UNIT, PERCENTS, OverYears


class PercentageChange(OverYears):
    """The change in percent of the earlier value, where that is positive and the figures are no percentages."""

    id = "percentage_change"
    not_in = (FLAG_UNIT, *PERCENTS)

    def between(self, earlier: Numbers, later: Numbers, years: Numbers) -> Numbers:
        """The change in percent of the earlier value."""
        return np.where((earlier > 0) & (later >= 0), (later - earlier) / earlier * 100, np.nan)
