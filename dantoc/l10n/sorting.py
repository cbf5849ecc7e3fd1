"""The order of the Vietnamese alphabet: a ă â b c d đ e ê …, tones only where all letters are equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET)}
_TONES = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""Ngang, huyền, hỏi, ngã, sắc, nặng."""
_LETTER_MARKS = frozenset("\u0302\u0306\u031b")
_OTHER_MARK = len(_TONES)

_GAP, _NUMBER, _LETTER, _OTHER = 0, 1, 2, 3
_CLUSTER = re.compile(r"[0-9]+|[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")

SortKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...], tuple[int, ...], str]


@lru_cache(maxsize=65_536)
def sort_key(text: str) -> SortKey:
    """What to sort a text by, to stand where a Vietnamese reader looks for it.

    Compared in turn: the letters (spaces first, then numbers by size, then the alphabet), the tones, small before
    capital, and last the text itself, so that only equal texts are equal.
    """
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    capitals: list[int] = []
    for cluster in _CLUSTER.findall(unicodedata.normalize("NFD", text)):
        letter, tone, capital = _weigh(cluster)
        if letter[0] == _GAP and (not letters or letters[-1][0] == _GAP):
            continue
        letters.append(letter)
        tones.append(tone)
        capitals.append(capital)
    while letters and letters[-1][0] == _GAP:
        letters.pop()
    return tuple(letters), tuple(tones), tuple(capitals), unicodedata.normalize("NFC", text)


def _weigh(cluster: str) -> tuple[tuple[int, int], int, int]:
    """Place of a letter with its marks: (kind, rank), tone, and 1 for a capital."""
    base, marks = cluster[0], cluster[1:]
    if "0" <= base <= "9":
        return (_NUMBER, int(cluster)), 0, 0
    if not base.isalpha():
        return (_GAP, 0), 0, 0
    small = base.lower()
    shaping = "".join(mark for mark in marks if mark in _LETTER_MARKS)
    letter = unicodedata.normalize("NFC", small + shaping)
    toning = "".join(mark for mark in marks if mark not in _LETTER_MARKS)
    if letter not in _RANK:
        letter, toning = small, marks
    tone = _TONES.get(toning, _OTHER_MARK)
    place = (_LETTER, _RANK[letter]) if letter in _RANK else (_OTHER, ord(letter[0]))
    return place, tone, int(base != small)
