"""An inverted index of words: which datasets hold a word, how weighty the place is where they hold it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dantoc.catalogue.postings import Mask, Postings, Runs, Scores
from dantoc.catalogue.words import cut
from dantoc.l10n.folding import fold

PREFIX = 0.6
"""What the beginning of a word counts against the whole word."""
MARKS_LEFT_OUT = 0.8
"""What a match counts when the reader types no marks at all."""
MARKS_LEFT_OUT_BESIDE_EXACT = 0.25
"""What it counts when some other text has the word just so: ``dao`` is the Dao first, and then ``đào tạo``."""
MARKS_DIFFER = 0.4
"""What it counts when the reader types marks, and others."""

_LAST_SIGN = "\U0010ffff"


class Texts:
    """Texts gathered for an index, each once, with the places it stands for and what it weighs there."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, float, bool], list[int]] = defaultdict(list)

    def add(self, text: str, place: int, weight: float) -> None:
        """Take in a text for one place."""
        self._places[text, weight, False].append(place)

    def add_shared(self, text: str, places: Sequence[int], weight: float, *, strict: bool = False) -> None:
        """Take in a text of many places, as the name of a group is; a `strict` one answers to whole words alone."""
        self._places[text, weight, strict].extend(places)

    def columns(self) -> tuple[list[str], Scores, Mask, Runs]:
        """The texts, and for each its weight, whether it is strict and its places."""
        texts, weights, strict = zip(*self._places, strict=True) if self._places else ((), (), ())
        places = np.fromiter(chain.from_iterable(self._places.values()), dtype=np.int64)
        counts = np.fromiter(map(len, self._places.values()), dtype=np.int64)
        return list(texts), np.array(weights, np.float32), np.array(strict, np.bool_), Runs(places, counts)


class WordIndex:
    """Scores all places for a word, or for two words side by side.

    The words are numbered in the order of their spelling without marks: those of one beginning are a range of numbers.
    The term of a word is twice its number; that of two words twice (the first × how many words there are + the second);
    in a strict text both are one more.
    """

    def __init__(self, gathered: Texts, size: int) -> None:
        self._size = size
        texts, weights, strict, places = gathered.columns()
        words = _Cut(texts)
        in_order = sorted((fold(word), word) for word in set(words.every))
        self._keys = [key for key, _ in in_order]
        self._spellings = [spelling for _, spelling in in_order]
        alone, pairs = words.numbered(self._spellings)
        self._words = Postings(_terms(alone, strict), places, weights, size)
        self._pairs = Postings(_terms(pairs, strict), places, weights, size)

    def word_scores(self, word: str) -> Scores:
        """For each place the best that a word scores there, whole or as a beginning; 0 where it is not.

        A single letter stands for itself alone.
        """
        key = fold(word)
        sought = self._sought(word, open_end=len(key) > 1)
        return self._scores(self._words, [(0, True)], sought, bare=key == word)

    def pair_scores(self, one: str, two: str) -> Scores:
        """For each place the best that two words score side by side there; the second may be a beginning."""
        low, high, _ = self._range(fold(one))
        firsts = [(2 * first * len(self._keys), self._spellings[first] == one) for first in range(low, high)]
        bare = fold(one) == one and fold(two) == two
        return self._scores(self._pairs, firsts, self._sought(two, open_end=True), bare=bare)

    def _scores(self, postings: Postings, firsts: Sequence[tuple[int, bool]], sought: _Sought, *, bare: bool) -> Scores:
        """The best scores of a word after each of the first words: the term these give, and whether their marks fit."""
        exact = [base + sought.exact for base, fits in firsts if fits and sought.exact is not None]
        has_exact = any(postings.holds(term) or postings.holds(term + 1) for term in exact)
        left_out = MARKS_LEFT_OUT_BESIDE_EXACT if has_exact else MARKS_LEFT_OUT
        best = np.zeros(self._size, dtype=np.float32)
        for base, fits in firsts:
            found = postings.between(base + 2 * sought.low, base + 2 * sought.high)
            number, strict = np.divmod(found.terms - base - 2 * sought.low, 2)
            qualities = _qualities(sought.fits & fits, sought.whole, left_out if bare else MARKS_DIFFER, bare=bare)
            found.lift(best, qualities[strict, number])
        return best

    def _sought(self, word: str, *, open_end: bool) -> _Sought:
        low, whole, high = self._range(fold(word))
        high = high if open_end else whole
        spellings = self._spellings[low:high]
        fits = np.array([own.startswith(word) for own in spellings], dtype=np.bool_)
        exact = 2 * (low + spellings.index(word)) if word in spellings else None
        return _Sought(low, high, np.arange(low, high) < whole, fits, exact)

    def _range(self, key: str) -> tuple[int, int, int]:
        """The numbers of the words that are the key without marks (from, under), and of those that begin so (under)."""
        low = bisect_left(self._keys, key)
        return low, bisect_right(self._keys, key, low), bisect_left(self._keys, key + _LAST_SIGN, low)


@dataclass(frozen=True)
class _Sought:
    """The words that answer to one of a search: numbers from `low` on and under `high`, and how each of them does.

    `whole` are those that are the word and not only begin so, `fits` those with the marks typed; `exact` is the term of
    the one that is spelled just so.
    """

    low: int
    high: int
    whole: Mask
    fits: Mask
    exact: int | None


def _qualities(fits: Mask, whole: Mask, other_marks: float, *, bare: bool) -> NDArray[np.float64]:
    """What each word counts, in two rows: in other texts, and in strict ones."""
    marks = np.where(fits, 1.0, other_marks)
    loose = np.where(whole, marks, marks * PREFIX)
    return np.stack((loose, np.where(whole & (fits | bare), loose, 0.0)))


class _Cut:
    """The words of texts, one text after the other, each followed by its hyphenated words written as one."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.every: list[str] = []
        self._lengths: list[int] = []
        self._counts: list[int] = []
        for text in texts:
            words, as_one = cut(text)
            self.every += words
            self.every += as_one
            self._lengths.append(len(words))
            self._counts.append(len(words) + len(as_one))

    def numbered(self, spellings: Sequence[str]) -> tuple[Runs, Runs]:
        """The words of each text and its pairs of neighbouring words, as numbers."""
        numbers = {spelling: number for number, spelling in enumerate(spellings)}
        words = np.fromiter(map(numbers.__getitem__, self.every), dtype=np.int64, count=len(self.every))
        lengths, counts = np.array(self._lengths, dtype=np.int64), np.array(self._counts, dtype=np.int64)
        within = np.arange(len(words)) - np.repeat(np.cumsum(counts) - counts, counts)
        first = np.flatnonzero(within + 1 < np.repeat(lengths, counts))
        pairs = words[first] * len(numbers) + words[first + 1]
        return Runs(words, counts), Runs(pairs, np.maximum(lengths - 1, 0))


def _terms(found: Runs, strict: Mask) -> Runs:
    return Runs(found.numbers * 2 + np.repeat(strict, found.counts), found.counts)
