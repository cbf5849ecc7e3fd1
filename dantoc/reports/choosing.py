"""What is left of a view when a reader has chosen groups, areas and years, with the wholes they are seen against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dantoc.model.codes import AGGREGATES
from dantoc.model.publication import KeyFigure, TableBlock
from dantoc.model.query import Query
from dantoc.model.selection import Selection
from dantoc.model.structure import Dimension
from dantoc.model.view import View
from dantoc.reports.setting import Setting


@dataclass(frozen=True)
class Narrowed:
    """What the choice leaves of the codes that a view has of a dimension: `kept`, of which `wanted` were chosen."""

    kept: tuple[str, ...]
    wanted: frozenset[str]


def narrowed_by_choice(view: View, setting: Setting) -> Mapping[str, Narrowed] | None:
    """What is left of each dimension that the choice takes codes from; None where the view says nothing of it.

    Totals, the country, and regions that hold a chosen province stay: a figure is read beside its whole. Of a region
    that the view does not have its provinces are meant. A view of wholes alone stays as it is.

    Raises:
        DantocError: its query cannot be answered.
    """
    structure = setting.engine.catalogue.dataset(view.query.dataset).structure
    found: dict[str, Narrowed] = {}
    for dimension, said in setting.edition.choice.codes.items():
        if not said or dimension not in structure:
            continue
        codes = _bearing(cut_to(view, found).query, dimension, setting)
        own = narrowed_to(said, codes, structure[dimension])
        if own is None:
            return None
        if len(own.kept) < len(codes):
            found[dimension] = own
    return found


def narrowed_to(said: tuple[str, ...], codes: tuple[str, ...], dimension: Dimension) -> Narrowed | None:
    """What stays of the codes where these were chosen; None where they say nothing of them."""
    wanted = _meant(said, codes, dimension)
    kept = tuple(own for own in codes if _stays(own, wanted, dimension))
    return Narrowed(kept, wanted) if len(kept) == len(codes) or wanted.intersection(kept) else None


def _bearing(query: Query, dimension: str, setting: Setting) -> tuple[str, ...]:
    """The codes of the dimension that bear figures of the query."""
    known = setting.engine.available(query, (dimension,)).column(dimension).to_pylist()
    return tuple(str(own) for own in known)


def cut_to(view: View, narrowed: Mapping[str, Narrowed]) -> View:
    """The view of those codes alone."""
    query = view.query
    for dimension, own in narrowed.items():
        query = query.selecting(dimension, Selection.codes(*own.kept))
    return replace(view, query=query)


def cut_down(block: TableBlock, setting: Setting) -> TableBlock | None:
    """The table with the codes that were chosen and their wholes; None where it says nothing of them.

    Raises:
        DantocError: its query cannot be answered.
    """
    narrowed = narrowed_by_choice(block.view, setting)
    if narrowed is None:
        return None
    return replace(block, view=cut_to(block.view, narrowed)) if narrowed else block


def is_of_choice(figure: KeyFigure, setting: Setting) -> bool:
    """Whether a figure set large is one of those chosen, or of a whole they are seen against, in a year that is wanted.

    Raises:
        DantocError: its query cannot be answered.
    """
    return narrowed_by_choice(figure.view, setting) == {}


def _meant(said: tuple[str, ...], codes: tuple[str, ...], dimension: Dimension) -> frozenset[str]:
    """The codes that were chosen; of one that the view does not have, those below it."""
    meant: set[str] = set()
    for code in said:
        below = dimension.codelist.descendants(code) if dimension.codelist is not None else ()
        meant.update((code,) if code in codes else below)
    return frozenset(meant or said)


def _stays(code: str, wanted: frozenset[str], dimension: Dimension) -> bool:
    """Whether the code was chosen, is a total, or holds one that was chosen."""
    if code in wanted or dimension.codelist is None:
        return code in wanted
    if code in AGGREGATES or code.startswith("_"):
        return True
    return not wanted.isdisjoint(dimension.codelist.descendants(code))
