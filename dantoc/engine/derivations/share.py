"""``share(dimension)``: the part in the topmost whole: a group among all groups, a province in the country."""

from __future__ import annotations

from dantoc.engine.derivations.base import Column, Lookup, said
from dantoc.engine.derivations.wholes import longest_line, share_column, wholes_in
from dantoc.model.result import Result
from dantoc.model.text import LocalizedText


class Share:
    """Percent of the topmost code above that the dataset knows; the top itself is 100."""

    id = "share"

    def means_something(self, result: Result, dimension: str) -> bool:
        """Whether something in view adds up and is a part of something that bears figures."""
        return longest_line(result, dimension) > 1

    def name(self, result: Result, dimension: str) -> LocalizedText:
        """``Share (Viet Nam = 100%)``."""
        own = result.dataset.structure[dimension]
        wholes = wholes_in(result, dimension, _topmost)
        if len(wholes) == 1:
            return said("engine.share.name", whole=own.code(wholes[0]).name)
        return said("engine.share.name_of_dimension", dimension=own.name)

    def column(self, result: Result, dimension: str, lookup: Lookup) -> Column:
        """The shares in percent."""
        own = result.dataset.structure[dimension]
        wholes = [own.code(code).name for code in wholes_in(result, dimension, _topmost)]
        whole = wholes[0] if len(wholes) == 1 else own.name
        return share_column(
            result,
            dimension,
            lookup,
            _topmost,
            name=self.name(result, dimension),
            formula=said("engine.share.formula", whole=whole),
            inputs=said("engine.share.inputs", whole=whole, dataset=result.dataset.title),
        )


def _topmost(line: tuple[str, ...]) -> str | None:
    return line[-1] if line else None
