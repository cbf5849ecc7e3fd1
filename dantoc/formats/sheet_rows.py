"""How high a row must be for its wrapped texts: a reader of XLSX does not measure merged cells, some measure none."""

from __future__ import annotations

import textwrap

LINE = 1.32
"""Height of a line in units of its type's size."""
SIGNS_A_UNIT = 1.2
"""Signs of running text in a unit of column width, which is the width of a digit."""
BOLD = 1.08


def lines_of(text: str, width: float, size: float = 10, *, bold: bool = False) -> int:
    """How many lines the text takes in a column of that width, in type of that size."""
    signs = max(1, int(width * SIGNS_A_UNIT * 10 / size / (BOLD if bold else 1)))
    if len(text) <= signs and "\n" not in text:
        return 1
    return sum(max(1, len(textwrap.wrap(own, signs))) for own in text.splitlines()) or 1


def height_of(lines: int, size: float = 10) -> float:
    """The height of a row with so many lines of that size, in points."""
    return lines * size * LINE + 2
