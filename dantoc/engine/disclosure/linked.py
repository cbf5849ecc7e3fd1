"""Figures from which a suppressed count could be worked out: rates, shares and averages of the same persons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow as pa

from dantoc.model.codes import NOT_APPLICABLE, TOTAL
from dantoc.model.dataset import Dataset
from dantoc.model.structure import INDICATOR


def linked_rows(figures: pa.Table, dataset: Dataset, suppressed: Iterable[int]) -> list[int]:
    """The rows of figures linked to the suppressed rows: those with the same codes.

    A dimension over which the linked figures do not vary (the sex ratio is of both sexes) is not compared.
    """
    ids = dataset.structure.ids
    if INDICATOR not in ids:
        return []
    place = ids.index(INDICATOR)
    keys = list(zip(*(map(str, figures.column(name).to_pylist()) for name in ids), strict=True))
    gone: dict[str, list[tuple[str, ...]]] = {}
    for row in suppressed:
        gone.setdefault(keys[row][place], []).append(keys[row])
    rows_of: dict[str, list[int]] = {}
    for row, key in enumerate(keys):
        rows_of.setdefault(key[place], []).append(row)
    found: set[int] = set()
    for count, own in gone.items():
        for indicator in _linked_to(dataset, count):
            rows = rows_of.get(indicator, [])
            compared = [at for at in range(len(ids)) if at != place and _varies(keys, rows, at)]
            hit = {tuple(key[at] for at in compared) for key in own}
            found.update(row for row in rows if tuple(keys[row][at] for at in compared) in hit)
    return sorted(found)


def _linked_to(dataset: Dataset, count: str) -> tuple[str, ...]:
    """The indicators linked to a count, as the policy names them, or else all that do not add up."""
    policy = dataset.disclosure
    if policy.linked is not None:
        named: Mapping[str, tuple[str, ...]] = dict(policy.linked)
        return named.get(count, ())
    codes = (dataset.structure[INDICATOR].code(code) for code in dataset.structure[INDICATOR].codes)
    return tuple(code.id for code in codes if code.annotation("additive") != "true" and code.id != count)


def _varies(keys: list[tuple[str, ...]], rows: list[int], at: int) -> bool:
    return not {keys[row][at] for row in rows} <= {TOTAL, NOT_APPLICABLE}
