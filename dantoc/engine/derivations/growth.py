"""``growth(year)``, ``growth(year,2009)``: mean annual growth in percent."""

from __future__ import annotations

import numpy as np

from dantoc.engine.derivations.figures import Figures, Marks, Numbers
from dantoc.engine.derivations.ratio import AREA_UNIT
from dantoc.engine.derivations.years import PERCENTS, OverYears


class Growth(OverYears):
    """The yearly rate that leads from the earlier value to the later, both positive and no percentages."""

    id = "growth"

    def admits(self, figures: Figures) -> Marks:
        """What is no percentage, can be so many times another, and is no land, which does not grow by the year."""
        return super().admits(figures) & figures.from_zero & ~figures.of_unit(*PERCENTS, AREA_UNIT)

    def between(self, earlier: Numbers, later: Numbers, years: Numbers) -> Numbers:
        """(later ÷ earlier) to the power 1 ÷ years, less 1, in percent."""
        positive = (earlier > 0) & (later > 0) & (years > 0)
        ratio = np.divide(later, earlier, out=np.ones_like(later), where=positive)
        power = np.divide(1.0, years, out=np.ones_like(years), where=positive)
        return np.where(positive, (ratio**power - 1) * 100, np.nan)

    def printed(self, given: object) -> tuple[str, int]:
        """Percent with two decimals, as growth rates are printed."""
        return "percent", 2
