"""The proof that a suppressed cell cannot be worked out: two tables that fit all that is given out and differ in it.

Who wants to find out is taken to know the margins, the differences that the figures themselves have, and that no cell
of nobody is ever suppressed. A cell is safe if his two tables differ in it by the threshold, and one of them has there
no less than the threshold: the interval in which he can place it is then so wide, and reaches beyond the small.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_diag, csr_array, vstack

from dantoc.engine.disclosure.counts import Counts

Floats = npt.NDArray[np.float64]
NEAR = 1e-6
LONGEST = 60.0
"""Seconds for one question to the solver; one that it cannot answer in that time is answered with no."""


def lowest(table: Counts, cell: int) -> float:
    """The least that a cell can be for one who does not know it: a suppressed cell is never empty."""
    value = table.values[cell]
    if np.isnan(value) or not table.shown(cell):
        return min(0.0, value) if value < 0 else 0.0
    return min(value, 1.0) if table.whole[cell] else 0.0


def is_empty(table: Counts, cell: int) -> bool:
    """Whether everybody knows that there is nobody in the cell."""
    return table.values[cell] == 0 and not table.withheld[cell]


@dataclass
class Web:
    """Which cells hang together: the relations of each cell."""

    table: Counts
    of: list[list[int]]

    @classmethod
    def spun(cls, table: Counts) -> Web:
        """The web of all relations of the table."""
        of: list[list[int]] = [[] for _ in table.keys]
        for number, relation in enumerate(table.relations):
            for cell in relation.cells:
                of[cell].append(number)
        return cls(table, of)

    def around(self, cells: Iterable[int], loose: npt.NDArray[np.bool_]) -> tuple[list[int], list[int]]:
        """The loose cells that hang together with `cells`, and the relations that hold them."""
        seen, relations = dict.fromkeys(cells), dict[int, None]()
        waiting = list(seen)
        while waiting:
            for number in self.of[waiting.pop()]:
                if number in relations:
                    continue
                relations[number] = None
                for cell in self.table.relations[number].cells:
                    if loose[cell] and cell not in seen:
                        seen[cell] = None
                        waiting.append(cell)
        return list(seen), list(relations)

    def equations(self, cells: Sequence[int], relations: Sequence[int]) -> tuple[csr_array, Floats]:
        """The relations over `cells`, all other cells at their known value: a matrix and its right-hand side."""
        place = {cell: at for at, cell in enumerate(cells)}
        rows, columns, signs = [], [], []
        right = np.zeros(len(relations))
        for row, number in enumerate(relations):
            own = self.table.relations[number]
            right[row] = own.difference
            for sign, cell in ((1.0, own.total), *((-1.0, part) for part in own.parts)):
                if cell in place:
                    rows.append(row)
                    columns.append(place[cell])
                    signs.append(sign)
                else:
                    right[row] -= sign * self.table.values[cell]
        matrix = csr_array((signs, (rows, columns)), shape=(len(relations), len(cells)))
        return matrix, right


@dataclass
class Audit:
    """What has been proved of the cells hidden so far: the span in which each is known to be able to lie."""

    web: Web
    threshold: int
    low: Floats
    high: Floats

    @classmethod
    def begun(cls, web: Web, threshold: int) -> Audit:
        """The audit that knows one table alone: the true one."""
        values = np.array(web.table.values)
        return cls(web, threshold, values.copy(), values.copy())

    def is_safe(self, cell: int) -> bool:
        """Whether the cell is proved safe by the tables found so far."""
        return bool(
            self.high[cell] - self.low[cell] >= self.threshold - NEAR and self.high[cell] >= self.threshold - NEAR
        )

    def note(self, cells: Sequence[int], *tables: Floats) -> None:
        """Keep what two tables over `cells` prove."""
        for found in tables:
            self.low[cells] = np.fmin(self.low[cells], found)
            self.high[cells] = np.fmax(self.high[cells], found)

    def prove(self, target: int, hidden: npt.NDArray[np.bool_], others: Iterable[int] = ()) -> bool:
        """Whether the target is safe with these cells hidden; the tables found prove what they can of `others` too."""
        if self.is_safe(target):
            return True
        cells, relations = self.web.around([target], hidden)
        besides = [cell for cell in others if cell != target and not self.is_safe(cell)]
        found = self._tables(target, cells, relations, besides)
        if found is None and besides:
            found = self._tables(target, cells, relations, ())
        if found is None:
            return False
        self.note(cells, *found)
        return True

    def _tables(
        self, target: int, cells: list[int], relations: list[int], others: Iterable[int]
    ) -> tuple[Floats, Floats] | None:
        table, size = self.web.table, len(cells)
        matrix, right = self.web.equations(cells, relations)
        place = {cell: at for at, cell in enumerate(cells)}
        apart = np.zeros(2 * size)
        apart[place[target]], apart[size + place[target]] = 1.0, -1.0
        above = np.concatenate([apart[:size], np.zeros(size)])
        wished = np.zeros(2 * size)
        low = np.array([lowest(table, cell) for cell in cells] * 2)
        high = np.full(2 * size, np.inf)
        for cell in (other for other in others if other in place):
            wished[place[cell]], wished[size + place[cell]] = -1.0, 1.0
            high[place[cell]] = max(low[place[cell]], np.nan_to_num(table.values[cell])) + 2.0 * self.threshold
        both = vstack([block_diag([matrix, matrix]), csr_array(np.vstack([apart, above]))])
        least = np.concatenate([right, right, [self.threshold, self.threshold]])
        most = np.concatenate([right, right, [np.inf, np.inf]])
        rules = LinearConstraint(both, least, most)
        whole = np.array([table.whole[cell] for cell in cells] * 2, dtype=float)
        for integrality in (np.zeros(2 * size), whole):
            solved = milp(
                wished,
                constraints=rules,
                bounds=Bounds(low, high),
                integrality=integrality,
                options={"time_limit": LONGEST},
            )
            if solved.x is None:
                return None
            if is_whole(solved.x, whole):
                return solved.x[:size], solved.x[size:]
        return None


def is_whole(values: Floats, whole: Floats) -> bool:
    """Whether there are whole persons wherever persons are counted."""
    return bool(np.all(np.abs(values - np.round(values))[whole > 0] < 1e-5))
