"""What is asked of a dataset: the one question behind page, file, chart, API answer and printed table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dantoc.model.selection import ALL, Selection

ORDERS = ("code", "value", "-value")


@dataclass(frozen=True)
class Query:
    """The dataset, what is selected of each dimension, and the figures to derive.

    A dimension that is not named is asked for whole. `derive` holds derivations as written in a URL:
    ``share(ethnic_group)``, ``rank(area)``. `order` sorts the codes of the first row dimension.
    """

    dataset: str
    selections: tuple[tuple[str, Selection], ...] = ()
    derive: tuple[str, ...] = ()
    order: str = "code"

    @classmethod
    def of(
        cls,
        dataset: str,
        selections: Mapping[str, str | Selection] | None = None,
        derive: tuple[str, ...] = (),
        order: str = "code",
    ) -> Query:
        """The query with selections given as text or as `Selection`.

        Raises:
            BadSelection, BadPeriod: a text outside the grammar.
        """
        parsed = {
            dimension: Selection.parse(dimension, said) if isinstance(said, str) else said
            for dimension, said in (selections or {}).items()
        }
        return cls(dataset, tuple(sorted(parsed.items())), derive, order)

    def selection(self, dimension: str) -> Selection:
        """What is asked of `dimension`; all of it where nothing is said."""
        return next((own for name, own in self.selections if name == dimension), ALL)

    def selecting(self, dimension: str, selection: Selection | str) -> Query:
        """The same query with another selection of `dimension`."""
        chosen = Selection.parse(dimension, selection) if isinstance(selection, str) else selection
        return replace(self, selections=tuple(sorted({**dict(self.selections), dimension: chosen}.items())))

    def deriving(self, *derive: str) -> Query:
        """The same query with these derivations and no others."""
        return replace(self, derive=derive)
