"""An inverted index of words: which datasets hold a word, how weighty the place is where they hold it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dantoc.l10n.folding import fold, lower

Scores = NDArray[np.float32]
Places = NDArray[np.int32]

PREFIX = 0.6
"""What the beginning of a word counts against the whole word."""
MARKS_LEFT_OUT = 0.8
"""What a match counts when the reader types no marks at all."""
MARKS_LEFT_OUT_BESIDE_EXACT = 0.25
"""What it counts when some other text has the word just so: ``dao`` is the Dao first, and then ``đào tạo``."""
MARKS_DIFFER = 0.4
"""What it counts when the reader types marks, and others."""
LONGEST = 12
"""So many words of a search are looked at."""

_APOSTROPHES = re.compile("['’ʼ`]")
_WORD = re.compile(r"\w+(?:[-‐‑]\w+)*")
_HYPHENS = re.compile("[-‐‑]")


def tokens(text: str) -> list[str]:
    """The words of a text in small letters, marks kept, hyphens taken as spaces: ``Ê-đê`` gives ``ê``, ``đê``."""
    return [part for word in _words(text) for part in _HYPHENS.split(word)]


def joined(text: str) -> list[str]:
    """The hyphenated words of a text written as one: ``Ê-đê`` gives ``êđê``."""
    return [_HYPHENS.sub("", word) for word in _words(text) if _HYPHENS.search(word)]


def _words(text: str) -> list[str]:
    return _WORD.findall(_APOSTROPHES.sub("", lower(text)))


@dataclass(frozen=True)
class _Posting:
    """The places that hold one spelling of a word, with their weights; `strict` ones answer to the whole word alone."""

    spelling: str
    places: Places
    weights: Scores
    strict: bool


class WordIndex:
    """Gathers texts with the places they stand for, and once sealed scores all places for a word or a pair."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._gathered: dict[tuple[str, bool], dict[int, float]] = defaultdict(dict)
        self._shared: list[tuple[str, Places, float, bool]] = []
        self._postings: dict[str, list[_Posting]] = {}
        self._keys: list[str] = []
        self._spelled: dict[str, frozenset[str]] = {}

    def add(self, text: str, place: int, weight: float) -> None:
        """Take in the words of a text, and its pairs of neighbouring words, for one place."""
        for spelling in self._spellings(text):
            weights = self._gathered[spelling, False]
            if weights.get(place, 0.0) < weight:
                weights[place] = weight

    def add_shared(self, text: str, places: Sequence[int], weight: float, *, strict: bool = False) -> None:
        """Take in a text that stands for many places at once, as the name of a group does."""
        held = np.asarray(places, dtype=np.int32)
        self._shared.extend((spelling, held, weight, strict) for spelling in self._spellings(text))

    def seal(self) -> None:
        """Make ready for questions; nothing is added afterwards."""
        found: dict[str, list[_Posting]] = defaultdict(list)
        for (spelling, strict), weights in self._gathered.items():
            places = np.fromiter(weights.keys(), dtype=np.int32, count=len(weights))
            values = np.fromiter(weights.values(), dtype=np.float32, count=len(weights))
            found[fold(spelling)].append(_Posting(spelling, places, values, strict))
        for spelling, places, weight, strict in self._shared:
            values = np.full(len(places), weight, dtype=np.float32)
            found[fold(spelling)].append(_Posting(spelling, places, values, strict))
        self._postings = dict(found)
        self._keys = sorted(found)
        self._gathered.clear()
        self._shared.clear()
        self._spelled.clear()

    def scores(self, spelling: str) -> Scores:
        """For each place the best that a word, or a pair of words with a space, scores there; 0 where it is not."""
        best = np.zeros(self._size, dtype=np.float32)
        key = fold(spelling)
        bare = key == spelling
        exact = any(posting.spelling == spelling for posting in self._postings.get(key, ()))
        left_out = MARKS_LEFT_OUT_BESIDE_EXACT if exact else MARKS_LEFT_OUT
        for own in self._keys_from(key):
            whole = own == key
            for posting in self._postings[own]:
                quality = _quality(posting, spelling, whole=whole, bare=bare, left_out=left_out)
                if quality:
                    best[posting.places] = np.maximum(best[posting.places], posting.weights * quality)
        return best

    def _spellings(self, text: str) -> frozenset[str]:
        """The words and pairs of a text; the same names and titles come again and again, so they are kept."""
        if text not in self._spelled:
            words = tokens(text)
            pairs = (f"{one} {two}" for one, two in pairwise(words))
            self._spelled[text] = frozenset((*words, *joined(text), *pairs))
        return self._spelled[text]

    def _keys_from(self, key: str) -> Iterator[str]:
        """The keys that begin like this one; a single letter stands for itself alone."""
        if len(key) < 2:
            if key in self._postings:
                yield key
            return
        pair = " " in key
        for place in range(bisect_left(self._keys, key), len(self._keys)):
            own = self._keys[place]
            if not own.startswith(key):
                return
            if (" " in own) == pair:
                yield own


def _quality(posting: _Posting, spelling: str, *, whole: bool, bare: bool, left_out: float) -> float:
    same_marks = posting.spelling.startswith(spelling)
    if posting.strict and (not whole or not (same_marks or bare)):
        return 0.0
    marks = 1.0 if same_marks else left_out if bare else MARKS_DIFFER
    return marks if whole else marks * PREFIX
