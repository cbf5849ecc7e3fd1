"""Which groups, areas and indicators the words of a search name, by any of their names."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dantoc.catalogue.words import joined, tokens
from dantoc.l10n.folding import fold
from dantoc.model.codes import Code

Key = tuple[str, str]
"""A dimension and a code of it."""

_BY_RANK = (1.0, 0.8, 0.6)
"""What an official name, another name and a name that is only searched count."""
_OPENING = 0.5
"""What counts a name that the words only begin or stand within."""
_OTHER_MARKS = 0.7


@dataclass(frozen=True)
class _Name:
    """One name of a code, as its words with and without marks; names of the last rank are searched and never shown."""

    words: tuple[str, ...]
    bare: tuple[str, ...]
    rank: int


@dataclass(frozen=True)
class Naming:
    """A code that the words name: how closely, and which of the words say so."""

    key: Key
    closeness: float
    covers: frozenset[int]


class NameIndex:
    """The names of the codes that bear figures, asked with the words of a search."""

    def __init__(self, codes: Iterable[tuple[Key, Code]]) -> None:
        self._order: dict[Key, int] = {}
        self._names: list[tuple[Key, _Name]] = []
        by_word: dict[str, list[int]] = defaultdict(list)
        by_opening: dict[str, list[int]] = defaultdict(list)
        for key, code in codes:
            self._order[key] = len(self._order)
            for name in _names(code):
                by_opening[name.bare[0]].append(len(self._names))
                for word in set(name.bare):
                    by_word[word].append(len(self._names))
                self._names.append((key, name))
        self._by_word = dict(by_word)
        self._by_opening = dict(by_opening)
        self._vocabulary = sorted(by_word)

    def named_by(self, words: Sequence[str]) -> list[Naming]:
        """The codes that the words name, the closest first.

        Where one name takes up more of the words than another, the other is not meant: ``hà giang`` is the province and
        not the group that is also called Giang.
        """
        bare = tuple(fold(word) for word in words)
        best: dict[Key, Naming] = {}
        for place in self._candidates(bare):
            key, name = self._names[place]
            naming = _compare(key, name, tuple(words), bare)
            if naming is not None and (key not in best or best[key].closeness < naming.closeness):
                best[key] = naming
        meant = [own for own in best.values() if not any(own.covers < other.covers for other in best.values())]
        return sorted(meant, key=lambda own: (-own.closeness, self._order[own.key]))

    def _candidates(self, bare: Sequence[str]) -> list[int]:
        """The names that may be meant: those that open with one of the words, and those that the first word is in."""
        opened = {place for word in bare for place in self._by_opening.get(word, ())}
        firsts = self._opening_with(bare[0]) if len(bare) == 1 else bare[:1]
        return sorted(opened.union(*(self._by_word.get(own, ()) for own in firsts)))

    def _opening_with(self, word: str) -> Iterator[str]:
        """The words of names that begin like this one; a single letter stands for itself alone."""
        for place in range(bisect_left(self._vocabulary, word), len(self._vocabulary)):
            own = self._vocabulary[place]
            if not own.startswith(word) or (len(word) < 2 and own != word):
                return
            yield own


def _names(code: Code) -> list[_Name]:
    """The names of a code, a hyphenated one written as one word beside it."""
    said = [(name, 0) for _, name in code.name]
    said += [(name, 1) for name in code.aliases] + [(name, 2) for name in code.search_only]
    spelled = [(tuple(tokens(name)), rank) for name, rank in said] + [
        (tuple(joined(name)), rank) for name, rank in said if len(joined(name)) == 1
    ]
    return [_Name(words, tuple(fold(word) for word in words), rank) for words, rank in spelled if words]


def _compare(key: Key, name: _Name, words: tuple[str, ...], bare: tuple[str, ...]) -> Naming | None:
    """How the words name the code by this name: the whole name stands in them, or all of them stand in it."""
    place = _place(name.bare, bare)
    if place is not None:
        covers = frozenset(range(place, place + len(name.words)))
        marks = _marks(words[place : place + len(name.words)], name.words, exact=name.rank > 0)
        # Of two names that stand in the words whole, the longer was meant.
        closeness = marks * (1 + 0.05 * len(name.words)) * _BY_RANK[name.rank]
    elif name.rank < 2 and (place := _place(bare, name.bare, open_end=True)) is not None:
        covers = frozenset(range(len(words)))
        marks = _marks(words, name.words[place : place + len(words)], exact=False)
        closeness = marks * _OPENING * (1 - 0.05 * min(place, 9)) * _BY_RANK[name.rank]
    else:
        return None
    return Naming(key, closeness, covers) if closeness else None


def _place(sought: Sequence[str], among: Sequence[str], *, open_end: bool = False) -> int | None:
    """Where the words stand side by side among others; with an open end the last may only begin a word."""
    count = len(sought)
    for start in range(len(among) - count + 1 if count else 0):
        window = among[start : start + count]
        same = [own == theirs for own, theirs in zip(sought, window, strict=True)]
        if all(same) or (open_end and all(same[:-1]) and len(sought[-1]) > 1 and window[-1].startswith(sought[-1])):
            return start
    return None


def _marks(typed: Sequence[str], name: Sequence[str], *, exact: bool) -> float:
    """1 where the marks typed are the name's own, less for others or none; 0 for others where they must be `exact`."""
    if all(theirs.startswith(own) for own, theirs in zip(typed, name, strict=True)):
        return 1.0
    none_typed = all(fold(word) == word for word in typed)
    return _OTHER_MARKS if none_typed or not exact else 0.0
