"""A table cut down to the groups, areas and years that a reader chose, with the wholes they are seen against."""

from __future__ import annotations

from dataclasses import replace

from dantoc.model.codes import AGGREGATES
from dantoc.model.publication import TableBlock
from dantoc.model.selection import Selection
from dantoc.model.structure import TIME, Dimension
from dantoc.reports.ledger import AREA, GROUP
from dantoc.reports.setting import Setting


def cut_down(block: TableBlock, setting: Setting) -> TableBlock | None:
    """The table with the codes that were chosen; None where it says nothing of them.

    Totals, the country, and regions that hold a chosen province stay: a figure is read beside its whole.

    Raises:
        DantocError: its query cannot be answered.
    """
    choice = setting.edition.choice
    chosen = {GROUP: choice.groups, AREA: choice.areas, TIME: choice.years}
    query = block.view.query
    structure = setting.engine.catalogue.dataset(query.dataset).structure
    asked = setting.engine.codes(query)
    for dimension, wanted in chosen.items():
        if not wanted or dimension not in structure:
            continue
        codes = asked[dimension]
        kept = [own for own in codes if _stays(own, frozenset(wanted), structure[dimension])]
        if not kept or (len(codes) > 1 and dimension != TIME and not set(kept) & set(wanted)):
            return None
        if len(kept) < len(codes):
            query = query.selecting(dimension, Selection.codes(*kept))
    return block if query is block.view.query else replace(block, view=replace(block.view, query=query))


def _stays(code: str, wanted: frozenset[str], dimension: Dimension) -> bool:
    """Whether the code was chosen, is a total, or holds one that was chosen."""
    if code in wanted or dimension.codelist is None:
        return code in wanted
    if code in AGGREGATES or code.startswith("_"):
        return True
    return not wanted.isdisjoint(dimension.codelist.descendants(code))
