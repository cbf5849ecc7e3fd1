"""``share(dimension)``: the part in the topmost whole: a group among all groups, a province in the country."""

from __future__ import annotations

import pyarrow as pa

from dantoc.engine.derivations.base import Call, Derivation, Derived, Words, code_name, said
from dantoc.engine.derivations.figures import Figures
from dantoc.engine.derivations.wholes import has_lines, shares, wholes_in
from dantoc.model.dataset import Dataset
from dantoc.model.result import Result
from dantoc.model.text import LocalizedText


class Share(Derivation):
    """Percent of the topmost code above that the dataset knows; the top itself is 100."""

    id = "share"

    def applies(self, dataset: Dataset, call: Call) -> bool:
        """Where something that adds up is a part of something that bears figures."""
        return has_lines(dataset, call.dimension, longer_than=1)

    def derived(self, figures: Figures, call: Call) -> Derived:
        """The shares in percent."""
        return shares(figures, call.dimension, _topmost, longer_than=1)

    def name(self, result: Result, call: Call) -> LocalizedText:
        """``Share (Viet Nam = 100%)``."""
        wholes = wholes_in(result, call.dimension, _topmost)
        if len(wholes) == 1:
            return said("engine.share.name", whole=code_name(result.dataset, call.dimension, wholes[0]))
        return said("engine.share.name_of_dimension", dimension=result.dataset.structure[call.dimension].name)

    def words(self, result: Result, call: Call, given: pa.Table) -> Words:
        """The formula names the whole."""
        own = result.dataset.structure[call.dimension]
        wholes = wholes_in(result, call.dimension, _topmost)
        whole = own.code(wholes[0]).name if len(wholes) == 1 else own.name
        return Words(
            unit="percent",
            decimals=2,
            formula=said("engine.share.formula", whole=whole),
            inputs=said("engine.share.inputs", whole=whole, dataset=result.dataset.title),
            adds_up=True,
        )


def _topmost(line: tuple[str, ...]) -> str | None:
    return line[-1] if line else None
