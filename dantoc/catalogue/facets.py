"""The values of a facet with the datasets that have them: chosen by, and counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from dantoc.catalogue.postings import Mask

_WORD_BITS = 64


class FacetValues:
    """The values of one facet, each with the places that have it.

    They are held twice, a byte and a bit for each place: bytes to choose by, bits to count sixty-four at once.
    """

    def __init__(self, places: Mapping[str, Iterable[int]], size: int) -> None:
        self._rows = {value: row for row, value in enumerate(places)}
        self._masks = np.zeros((len(places), size), dtype=np.bool_)
        for row, own in enumerate(places.values()):
            self._masks[row, list(own)] = True
        self._bits = _bits(self._masks)

    def any_of(self, values: Iterable[str]) -> Mask:
        """The places that have one of the values at least; none have one that is not known."""
        rows = [self._rows[value] for value in values if value in self._rows]
        having: Mask = np.logical_or.reduce(self._masks[rows], axis=0)
        return having

    def between(self, start: int | None, end: int | None) -> Mask:
        """The places that have a year from the first to the last one, where these are given."""
        years = (year for year in self._rows if start is None or int(year) >= start)
        return self.any_of(year for year in years if end is None or int(year) <= end)

    def count(self, among: Mask) -> dict[str, int]:
        """How many of the places have each value; values that none has are left out."""
        numbers = np.bitwise_count(self._bits & _bits(among)).sum(axis=1).tolist()
        return {value: number for value, number in zip(self._rows, numbers, strict=True) if number}


def _bits(masks: Mask) -> NDArray[np.uint64]:
    """Masks, a bit for each place of the last axis, padded with places that nothing has."""
    *others, size = masks.shape
    padded = np.zeros((*others, -size % _WORD_BITS + size), dtype=np.bool_)
    padded[..., :size] = masks
    return np.packbits(padded, axis=-1).view(np.uint64)
