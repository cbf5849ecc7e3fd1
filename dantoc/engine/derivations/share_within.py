"""``share_within(dimension)``: the part in the next whole above: one minority in all, a province in its region."""

from __future__ import annotations

import pyarrow as pa

from dantoc.engine.derivations.base import Call, Derivation, Derived, Words, code_name, listed, said
from dantoc.engine.derivations.figures import Figures
from dantoc.engine.derivations.wholes import has_lines, shares, wholes_in
from dantoc.model.dataset import Dataset
from dantoc.model.result import Result
from dantoc.model.text import LocalizedText


class ShareWithin(Derivation):
    """Percent of the nearest code above that the dataset knows; the top, having nothing above, has none."""

    id = "share_within"

    def applies(self, dataset: Dataset, call: Call) -> bool:
        """Where the next whole above is not the topmost for some code: otherwise it is the share itself."""
        return has_lines(dataset, call.dimension, longer_than=2)

    def derived(self, figures: Figures, call: Call) -> Derived:
        """The shares in percent."""
        return shares(figures, call.dimension, _nearest, longer_than=2)

    def name(self, result: Result, call: Call) -> LocalizedText:
        """``Share (53 ethnic minorities = 100%)``, or ``Share of the next level up (Area)`` where there are several."""
        wholes = wholes_in(result, call.dimension, _nearest)
        if len(wholes) == 1:
            return said("engine.share.name", whole=code_name(result.dataset, call.dimension, wholes[0]))
        return said("engine.share_within.name", dimension=result.dataset.structure[call.dimension].name)

    def words(self, result: Result, call: Call, given: pa.Table) -> Words:
        """The inputs name every whole in view."""
        own = result.dataset.structure[call.dimension]
        wholes = (own.code(code).name for code in wholes_in(result, call.dimension, _nearest))
        return Words(
            unit="percent",
            decimals=2,
            formula=said("engine.share_within.formula", dimension=own.name),
            inputs=said("engine.share_within.inputs", wholes=listed(wholes), dataset=result.dataset.title),
            adds_up=True,
        )


def _nearest(line: tuple[str, ...]) -> str | None:
    return line[1] if len(line) > 1 else None
