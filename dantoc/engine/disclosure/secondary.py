"""Which cells to suppress so that no small cell can be worked out from its margins: secondary suppression.

For each cell that is not safe yet, a linear programme looks for the cheapest pair of tables that fit the margins and
differ in that cell by the threshold (Kelly, Golden and Assad 1992; Fischetti and Salazar 2000): the cells in which
they differ from the true one are suppressed with it. What is suppressed already costs nothing; a cell costs more the
larger it is, and far more if it is a total. What turns out not to be needed is given back.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_diag, csr_array, hstack, vstack

from dantoc.engine.disclosure.audit import LONGEST, NEAR, Audit, Floats, Web, is_empty, lowest
from dantoc.engine.disclosure.counts import Counts, Key

A_LEVEL_UP = 30.0
"""So many times more a total costs than its parts."""


class Unprotectable(Exception):
    """A cell that what must stand gives away; `key` names it."""

    def __init__(self, key: Key) -> None:
        super().__init__(", ".join(key))
        self.key = key


def suppress(table: Counts, targets: Sequence[int], threshold: int, *, secondary: bool = True) -> list[int]:
    """The cells of the dataset to be suppressed for the targets: small ones, and those that protect them.

    Without `secondary` the small cells alone: for tests that must see the difference.

    Raises:
        Unprotectable: a target that figures which stand as printed give away.
    """
    hidden = np.array([not table.shown(cell) and not _is_known(table, cell) for cell in range(len(table.keys))])
    hidden[list(targets)] = True
    if secondary:
        _protect(table, sorted(targets, key=lambda own: -np.nan_to_num(table.values[own])), threshold, hidden)
    return [cell for cell in np.flatnonzero(hidden).tolist() if table.shown(cell)]


def _is_known(table: Counts, cell: int) -> bool:
    """Whether a cell that has no figure is no secret: nobody is in it, or what is published gives it."""
    return not table.withheld[cell] and (table.values[cell] == 0 or (table.stands[cell] and table.known(cell)))


def _protect(table: Counts, targets: Sequence[int], threshold: int, hidden: npt.NDArray[np.bool_]) -> None:
    """Hides more cells until every target is proved safe."""
    web = Web.spun(table)
    audit = Audit.begun(web, threshold)
    height = _heights(table)
    spent = [_cost(table, cell, height[cell]) for cell in range(len(table.keys))]
    for place, target in enumerate(targets):
        rest = targets[place + 1 :]
        if audit.prove(target, hidden, rest):
            continue
        _hide_with(audit, target, hidden, np.array(spent))
        # A rest that cannot be protected is a slip of the sources: their totals differ from their parts up and down.
        if not audit.prove(target, hidden, rest) and table.is_own(target):
            raise Unprotectable(table.keys[target])


def _hide_with(audit: Audit, target: int, hidden: npt.NDArray[np.bool_], spent: Floats) -> None:
    """Hides as little as protects the target, nothing where nothing does."""
    for whole in (False, True):
        found = _cheapest(audit.web, target, audit.threshold, hidden, spent, whole=whole)
        if found is None:
            break
        hidden[found] = True
        if _is_protected(audit, target, hidden):
            # Shown again what turns out not to be needed, the dearest first.
            for cell in sorted(found, key=lambda own: -spent[own]):
                hidden[cell] = False
                hidden[cell] = not _is_protected(audit, target, hidden)
            return
        hidden[found] = False


def _is_protected(audit: Audit, target: int, hidden: npt.NDArray[np.bool_]) -> bool:
    """Whether the target is safe by itself: nothing is kept of the tables that show it, for cells may be given back."""
    return Audit.begun(audit.web, audit.threshold).prove(target, hidden)


def _heights(table: Counts) -> list[int]:
    """How many levels of parts each cell has below it."""
    height = [0] * len(table.keys)
    sums = [relation for relation in table.relations if not relation.repeats]
    changed, rounds = True, 0
    while changed and rounds < len(table.dimensions) * 8:
        changed, rounds = False, rounds + 1
        for relation in sums:
            above = 1 + max(height[part] for part in relation.parts)
            if above > height[relation.total]:
                height[relation.total], changed = above, True
    return height


def _cost(table: Counts, cell: int, height: int) -> float:
    value = table.values[cell]
    return float((1.0 + math.log1p(max(0.0, 0.0 if math.isnan(value) else value))) * A_LEVEL_UP**height)


def _cheapest(
    web: Web, target: int, threshold: int, hidden: npt.NDArray[np.bool_], spent: Floats, *, whole: bool
) -> list[int] | None:
    """The cells to hide with the target at the least cost; None where nothing that may be hidden protects it."""
    table = web.table
    loose = hidden | np.array([_may_be_hidden(table, cell) for cell in range(len(table.keys))])
    cells, relations = web.around([target], loose)
    size = len(cells)
    matrix, right = web.equations(cells, relations)
    value = np.nan_to_num(np.array([table.values[cell] for cell in cells]))
    right = right - matrix @ value
    low = np.array([lowest(table, cell) for cell in cells])
    cost = np.where(hidden[cells], 0.0, spent[cells])
    # Four amounts a cell: what the upper table has more and less than the true one, and what the lower one has.
    one = hstack([matrix, -matrix], format="csr")
    tables = block_diag([one, one])
    above = np.zeros(4 * size)
    at = cells.index(target)
    above[at], above[size + at] = 1.0, -1.0
    apart = above.copy()
    apart[2 * size :] = -above[: 2 * size]
    rules = LinearConstraint(
        vstack([tables, csr_array(np.vstack([apart, above]))]),
        np.concatenate([right, right, [threshold, threshold - value[at]]]),
        np.concatenate([right, right, [np.inf, np.inf]]),
    )
    most = np.concatenate([np.full(size, np.inf), np.maximum(value - low, 0.0)] * 2)
    # A cell that nobody knows starts at nothing here, and may only grow.
    integrality = np.array([table.whole[cell] for cell in cells] * 4, dtype=float) if whole else np.zeros(4 * size)
    solved = milp(
        np.tile(cost, 4),
        constraints=rules,
        bounds=Bounds(np.zeros(4 * size), most),
        integrality=integrality,
        options={"time_limit": LONGEST},
    )
    if solved.x is None:
        return None
    moved = solved.x.reshape(4, size).sum(axis=0) > NEAR
    return [cell for cell, is_moved in zip(cells, moved, strict=True) if is_moved and not hidden[cell]]


def _may_be_hidden(table: Counts, cell: int) -> bool:
    return table.shown(cell) and not table.stands[cell] and not is_empty(table, cell)
