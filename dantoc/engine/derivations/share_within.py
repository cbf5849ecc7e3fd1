"""``share_within(dimension)``: the part in the next whole above: one minority in all, a province in its region."""

from __future__ import annotations

from dantoc.engine.derivations.base import Column, Lookup, listed, said
from dantoc.engine.derivations.wholes import longest_line, share_column, wholes_in
from dantoc.model.result import Result
from dantoc.model.text import LocalizedText


class ShareWithin:
    """Percent of the nearest code above that the dataset knows; the top, having nothing above, has none."""

    id = "share_within"

    def means_something(self, result: Result, dimension: str) -> bool:
        """Whether the next whole above is not the topmost for a code in view: otherwise it is the share itself."""
        return longest_line(result, dimension) > 2

    def name(self, result: Result, dimension: str) -> LocalizedText:
        """``Share (53 ethnic minorities = 100%)``, or ``Share of the next level up (Area)`` where there are several."""
        own = result.dataset.structure[dimension]
        wholes = wholes_in(result, dimension, _nearest)
        if len(wholes) == 1:
            return said("engine.share.name", whole=own.code(wholes[0]).name)
        return said("engine.share_within.name", dimension=own.name)

    def column(self, result: Result, dimension: str, lookup: Lookup) -> Column:
        """The shares in percent."""
        own = result.dataset.structure[dimension]
        wholes = (own.code(code).name for code in wholes_in(result, dimension, _nearest))
        return share_column(
            result,
            dimension,
            lookup,
            _nearest,
            name=self.name(result, dimension),
            formula=said("engine.share_within.formula", dimension=own.name),
            inputs=said("engine.share_within.inputs", wholes=listed(wholes), dataset=result.dataset.title),
        )


def _nearest(line: tuple[str, ...]) -> str | None:
    return line[1] if len(line) > 1 else None
