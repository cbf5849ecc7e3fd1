"""``percentage_change(year)``, ``percentage_change(year,2009)``: how much more or less than before, in percent."""

from __future__ import annotations

import numpy as np

from dantoc.engine.derivations.figures import Figures, Marks, Numbers
from dantoc.engine.derivations.years import PERCENTS, OverYears


class PercentageChange(OverYears):
    """The change in percent of the earlier value, where that is positive and the figures are no percentages."""

    id = "percentage_change"

    def admits(self, figures: Figures) -> Marks:
        """What is no percentage, and can be so many times another."""
        return super().admits(figures) & figures.from_zero & ~figures.of_unit(*PERCENTS)

    def between(self, earlier: Numbers, later: Numbers, years: Numbers) -> Numbers:
        """The change in percent of the earlier value."""
        return np.where((earlier > 0) & (later >= 0), (later - earlier) / earlier * 100, np.nan)
