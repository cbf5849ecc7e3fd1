"""Text cut into words, as readers write them."""

from __future__ import annotations

import re

from dantoc.l10n.folding import lower

LONGEST = 12
"""So many words of a search are looked at."""

_APOSTROPHES = re.compile("['’ʼ`]")
_WORD = re.compile(r"\w+")
_HYPHENED = re.compile(r"\w+(?:[-‐‑]\w+)+")
_HYPHENS = re.compile("[-‐‑]")


def tokens(text: str) -> list[str]:
    """The words of a text in small letters, marks kept, hyphens taken as spaces: ``Ê-đê`` gives ``ê``, ``đê``."""
    return cut(text)[0]


def joined(text: str) -> list[str]:
    """The hyphenated words of a text written as one: ``Ê-đê`` gives ``êđê``."""
    return cut(text)[1]


def cut(text: str) -> tuple[list[str], list[str]]:
    """The words of a text, and its hyphenated ones written as one."""
    plain = _APOSTROPHES.sub("", lower(text))
    hyphened = _HYPHENED.findall(plain) if _HYPHENS.search(plain) else ()
    return _WORD.findall(plain), [_HYPHENS.sub("", word) for word in hyphened]
