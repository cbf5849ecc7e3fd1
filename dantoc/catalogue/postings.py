"""Postings: which places hold which terms, and how weighty, in flat columns that are read by slices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Runs:
    """Numbers in runs, one run for each text: all numbers one after the other, and how many each run has."""

    numbers: Numbers
    counts: Numbers


@dataclass(frozen=True)
class Slice:
    """The postings of neighbouring terms: the terms, how many places each has, and those places with their weights."""

    terms: Numbers
    counts: Numbers
    places: NDArray[np.int32]
    weights: Scores

    def lift(self, best: Scores, quality: NDArray[np.float64]) -> None:
        """Raise each place to its weight times the quality of the term, where it has less."""
        np.maximum.at(best, self.places, self.weights * np.repeat(quality.astype(np.float32), self.counts))


class Postings:
    """The places of each term in one run of columns, terms rising, so that a range of terms is a slice.

    Each text gives all its terms to all its places, with the one weight it has. Where a place holds a term by more than
    one text the largest weight counts.
    """

    def __init__(self, terms: Runs, places: Runs, weights: Scores, size: int) -> None:
        # Weights are of few kinds: a term, a place and a kind fit into one number, and sorting these orders everything.
        # The 63 bits hold the pairs of a hundred thousand words in a million places.
        kinds, kind = np.unique(weights, return_inverse=True)
        kind_bits, place_bits = len(kinds).bit_length(), size.bit_length()
        holders = places.numbers << kind_bits | np.repeat(kind, places.counts)
        packed = _crossed(Runs(terms.numbers << (place_bits + kind_bits), terms.counts), Runs(holders, places.counts))
        packed.sort(kind="stable")  # quicker than the default here: much of it rises already, text by text
        packed = packed[_last_of_equals(packed >> kind_bits)]
        self._weights = kinds[packed & ((1 << kind_bits) - 1)]
        self._places = (packed >> kind_bits & ((1 << place_bits) - 1)).astype(np.int32)
        term = packed >> (place_bits + kind_bits)
        last = np.flatnonzero(_last_of_equals(term))
        self._terms = term[last]
        self._starts = np.append(0, last + 1)

    def holds(self, term: int) -> bool:
        """Whether any place holds the term."""
        at = int(np.searchsorted(self._terms, term))
        return at < len(self._terms) and int(self._terms[at]) == term

    def between(self, low: int, high: int) -> Slice:
        """The postings of the terms from `low` on that are under `high`."""
        first, last = np.searchsorted(self._terms, (low, high))
        starts = self._starts[first : last + 1]
        own = slice(starts[0], starts[-1])
        return Slice(self._terms[first:last], np.diff(starts), self._places[own], self._weights[own])


def _crossed(ones: Runs, others: Runs) -> Numbers:
    """For each run every number of it joined, bit by bit, with every number of the other run at its place."""
    run = np.repeat(np.arange(len(ones.counts)), ones.counts)
    times = others.counts[run]
    begins = (np.cumsum(others.counts) - others.counts)[run]
    partner = np.repeat(begins - np.cumsum(times) + times, times)
    partner += np.arange(len(partner))
    crossed = others.numbers[partner]
    crossed |= np.repeat(ones.numbers, times)
    return crossed


def _last_of_equals(numbers: Numbers) -> Mask:
    """Of sorted numbers, where the last of each is."""
    last = np.ones(len(numbers), dtype=np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=last[:-1])
    return last
