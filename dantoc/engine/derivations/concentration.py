"""``concentration(area)``: how much of a group lives in few provinces."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from dantoc.engine.derivations.base import Call, Derivation, Derived, Words, code_name, said
from dantoc.engine.derivations.figures import Figures
from dantoc.engine.derivations.parts import TOLERANCE, parts_of, total_of
from dantoc.model.dataset import Dataset
from dantoc.model.result import Result
from dantoc.model.text import LocalizedText

AREA = "area"
PEOPLE = ("persons", "thousand_persons", "households")


class Concentration(Derivation):
    """Σ s² over the provinces (Herfindahl–Hirschman): 1 where all live in one. It stands on the country."""

    id = "concentration"

    def applies(self, dataset: Dataset, call: Call) -> bool:
        """Over areas, where the dataset has a total of them."""
        return call.dimension == AREA and total_of(dataset, AREA) is not None

    def stands_on(self, dataset: Dataset, call: Call) -> tuple[str, ...] | None:
        """The total of the areas, and nothing else."""
        total = total_of(dataset, AREA)
        return () if total is None else (total,)

    def derived(self, figures: Figures, call: Call) -> Derived:
        """The index of each slice whose areas add up to the printed total, on all its figures."""
        parts = parts_of(figures, AREA, figures.counts & figures.of_unit(*PEOPLE))
        with np.errstate(all="ignore"):
            values = parts.summed(parts.values**2) / parts.together**2
        return Derived.of(values, parts.flags)

    def name(self, result: Result, call: Call) -> LocalizedText:
        """``Concentration over provinces (Herfindahl–Hirschman index)``."""
        return said("engine.concentration.name")

    def words(self, result: Result, call: Call, given: pa.Table) -> Words:
        """The formula names the total and by how much the areas may miss it."""
        total = code_name(result.dataset, AREA, total_of(result.dataset, AREA) or "")
        return Words(
            unit="",
            decimals=3,
            formula=said("engine.concentration.formula", total=total, tolerance=f"{TOLERANCE * 1000:.0f}"),
            inputs=said("engine.parts.inputs", total=total, dataset=result.dataset.title),
        )
