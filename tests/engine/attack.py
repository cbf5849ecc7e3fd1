"""One who wants to find out: he has all that is given out and knows every total, and works back from that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property

import numpy as np
from scipy.optimize import linprog

from tests.small_cells import TREES, Key, Tree


class Attack:
    """What can be worked out of a table some of whose cells are not told (None) or left out altogether."""

    def __init__(
        self, told: Mapping[Key, float | None], left_out: tuple[Key, ...] = (), trees: Sequence[Tree] = TREES
    ) -> None:
        self.unknown = [*(key for key, value in told.items() if value is None), *left_out]
        self._told = told
        place = {key: at for at, key in enumerate(self.unknown)}
        rows: list[list[int]] = []
        right: list[int] = []
        for total in (*told, *left_out):
            for at, tree in enumerate(trees):
                parts = [(*total[:at], code, *total[at + 1 :]) for code in tree.get(total[at], ())]
                if not parts or any(part not in told and part not in place for part in parts):
                    continue
                row, rest = [0] * len(self.unknown), 0
                for sign, key in ((1, total), *((-1, part) for part in parts)):
                    if key in place:
                        row[place[key]] += sign
                    else:
                        rest -= sign * int(told[key] or 0)
                if any(row):
                    rows.append(row)
                    right.append(rest)
        self._rows, self._right = rows, right

    def interval(self, key: Key, lowest: float = 0.0) -> tuple[float, float]:
        """The least and the most that the cell can be, by linear programming; `lowest` is what every cell is at least
        that is not told."""
        if not self._rows:
            return lowest, float("inf")
        ends = []
        for sign in (1, -1):
            aim = np.zeros(len(self.unknown))
            aim[self.unknown.index(key)] = sign
            found = linprog(
                aim, A_eq=np.array(self._rows), b_eq=np.array(self._right), bounds=(lowest, None), method="highs"
            )
            assert found.status in (0, 3), found.message
            ends.append(sign * found.fun if found.status == 0 else float("inf"))
        return ends[0], ends[1]

    @cached_property
    def worked_out(self) -> dict[Key, Fraction]:
        """The cells that elimination alone gives exactly."""
        table = [
            [Fraction(number) for number in (*row, right)] for row, right in zip(self._rows, self._right, strict=True)
        ]
        done = 0
        for column in range(len(self.unknown)):
            pivot = next((row for row in range(done, len(table)) if table[row][column]), None)
            if pivot is None:
                continue
            table[done], table[pivot] = table[pivot], table[done]
            head = table[done][column]
            table[done] = [number / head for number in table[done]]
            for row, line in enumerate(table):
                if row != done and line[column]:
                    factor = line[column]
                    table[row] = [one - factor * other for one, other in zip(line, table[done], strict=True)]
            done += 1
        alone = ((line, [at for at, number in enumerate(line[:-1]) if number]) for line in table[:done])
        return {self.unknown[places[0]]: line[-1] for line, places in alone if len(places) == 1}
