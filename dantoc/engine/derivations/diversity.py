"""``diversity(ethnic_group)``: how likely two residents drawn at random are of different groups."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from dantoc.engine.derivations.base import Call, Derivation, Derived, Words, code_name, said
from dantoc.engine.derivations.figures import Figures
from dantoc.engine.derivations.parts import TOLERANCE, parts_of, total_of
from dantoc.model.dataset import Dataset
from dantoc.model.result import Result
from dantoc.model.text import LocalizedText

GROUPS = "ethnic_group"
PERSONS = "persons"


class Diversity(Derivation):
    """1 − Σ n(n−1) ÷ N(N−1): 0 where all are of one group; drawn without putting back. It stands on the total."""

    id = "diversity"

    def applies(self, dataset: Dataset, call: Call) -> bool:
        """Over ethnic groups, where the dataset has a total of them."""
        return call.dimension == GROUPS and total_of(dataset, GROUPS) is not None

    def stands_on(self, dataset: Dataset, call: Call) -> tuple[str, ...] | None:
        """The total of the groups, and nothing else."""
        total = total_of(dataset, GROUPS)
        return () if total is None else (total,)

    def derived(self, figures: Figures, call: Call) -> Derived:
        """The probability in each slice whose groups add up to the printed total, on all its figures."""
        parts = parts_of(figures, GROUPS, figures.counts & figures.of_unit(PERSONS))
        same = parts.summed(parts.values * (parts.values - 1))
        with np.errstate(all="ignore"):
            values = 1 - same / (parts.together * (parts.together - 1))
        return Derived.of(values, parts.flags)

    def name(self, result: Result, call: Call) -> LocalizedText:
        """``Ethnic diversity``."""
        return said("engine.diversity.name")

    def words(self, result: Result, call: Call, given: pa.Table) -> Words:
        """The formula names the total and by how much the groups may miss it."""
        total = code_name(result.dataset, GROUPS, total_of(result.dataset, GROUPS) or "")
        return Words(
            unit="",
            decimals=3,
            formula=said("engine.diversity.formula", total=total, tolerance=f"{TOLERANCE * 1000:.0f}"),
            inputs=said("engine.parts.inputs", total=total, dataset=result.dataset.title),
        )
