"""``difference(area,VN)``, ``difference(ethnic_group,EM)``: how far a rate lies from that of a reference."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from dantoc.engine.derivations.base import Call, Derivation, Derived, Words, code_inside, most_decimals, said
from dantoc.engine.derivations.change import less, unit_of_differences
from dantoc.engine.derivations.figures import Figures
from dantoc.engine.derivations.years import FLAG_UNIT
from dantoc.model.codes import COUNTRY, MINORITIES, TOTAL
from dantoc.model.dataset import Dataset
from dantoc.model.result import Result
from dantoc.model.structure import INDICATOR, TIME
from dantoc.model.text import LocalizedText

REFERENCES = {"area": (COUNTRY,), "ethnic_group": (MINORITIES, TOTAL)}
"""What a menu offers to hold a figure against."""


class Difference(Derivation):
    """A rate or mean less that of the reference with the same other codes, in its unit or in percentage points.

    Never of counts: one published count less another can give back a cell that is too small to be published.
    """

    id = "difference"
    usage = "DIMENSION,CODE"

    def codes(self, call: Call) -> tuple[str, ...] | None:
        """The reference."""
        return call.arguments if len(call.arguments) == 1 else None

    def applies(self, dataset: Dataset, call: Call) -> bool:
        """From a code that is no year and no indicator, in a dataset with rates."""
        if call.dimension in (TIME, INDICATOR) or INDICATOR not in dataset.structure:
            return False
        own = dataset.structure[INDICATOR]
        return any(own.code(code).annotation("additive") == "false" for code in own.codes)

    def offers(self, result: Result) -> Iterable[Call]:
        """From the country, from all minorities, from all groups."""
        for dimension, references in REFERENCES.items():
            if dimension in result.dataset.structure:
                bearing = result.dataset.structure[dimension].codes
                yield from (Call(self.id, dimension, (code,)) for code in references if code in bearing)

    def derived(self, figures: Figures, call: Call) -> Derived:
        """The differences; from itself the reference has none to tell."""
        reference = figures.beside(call.dimension, figures.place(call.dimension, call.arguments[0]))
        compared = figures.rates & figures.alike(reference) & ~figures.of_unit(FLAG_UNIT)
        reference = np.where(compared, reference, -1)
        values = less(figures.values, figures.values_at(reference))
        flags = np.maximum(figures.flags, figures.flags_at(reference))
        return Derived.of(values, flags, reference != np.arange(len(figures)))

    def name(self, result: Result, call: Call) -> LocalizedText:
        """``Difference from Viet Nam``."""
        return said("engine.difference.name", code=code_inside(result.dataset, call.dimension, call.arguments[0]))

    def words(self, result: Result, call: Call, given: pa.Table) -> Words:
        """In the unit of the figures; of percentages in percentage points."""
        code = code_inside(result.dataset, call.dimension, call.arguments[0])
        return Words(
            unit=unit_of_differences(given),
            decimals=most_decimals(given),
            formula=said("engine.difference.formula", code=code),
            inputs=said("engine.difference.inputs", code=code, dataset=result.dataset.title),
        )
