"""Message catalogues (PO) read: the part of gettext's format that holds translations.

Written out here because what is not read is what costs: a library that also writes, merges and dates catalogues takes
longer to import than all the words of the product take to read.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

_STATEMENT = re.compile(r'(?P<word>msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d+\])\s*(?P<text>".*")')
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")
_SIGNS = {"n": "\n", "t": "\t", "r": "\r"}
_PLURAL = re.compile(r"^Plural-Forms:.*?\bplural=\s*(.+?)\s*;?\s*$", re.MULTILINE)
_TWO_FORMS = "(n != 1)"


@dataclass(frozen=True)
class Message:
    """One message: what it is asked for by, its form for each plural, whether a translator is unsure of it."""

    id: str
    forms: tuple[str, ...]
    fuzzy: bool = False


@dataclass(frozen=True)
class Catalog:
    """The messages of a file in their order, and which form goes with a number."""

    messages: tuple[Message, ...] = ()
    plural: Callable[[int], int] = int


@dataclass
class _Entry:
    """A message while its lines are read."""

    fuzzy: bool = False
    ids: list[str] = field(default_factory=list)
    forms: list[list[str]] = field(default_factory=list)
    now: list[str] | None = None

    def begin(self, word: str) -> None:
        """Let the lines that follow go to this word."""
        self.now = []
        if word == "msgid":
            self.ids = self.now
        elif word.startswith("msgstr"):
            self.forms.append(self.now)

    def message(self) -> Message:
        return Message("".join(self.ids), tuple("".join(own) for own in self.forms), self.fuzzy)


def read_po(text: str) -> Catalog:
    """The messages of the text and its rule of plurals, two forms as in English where it says none.

    Raises:
        ValueError: a line that means nothing in PO, or a rule that is none; it says which line.
    """
    messages = tuple(_messages(text))
    header = next((own.forms[0] for own in messages if not own.id and own.forms), "")
    rule = _PLURAL.search(header)
    plural = gettext.c2py(rule[1] if rule else _TWO_FORMS)
    return Catalog(tuple(own for own in messages if own.id), plural)


def _messages(text: str) -> Iterator[Message]:
    entry = _Entry()
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        said = line.strip()
        if not said:
            continue
        found = _STATEMENT.fullmatch(said)
        begins = said.startswith("#") or (found is not None and found["word"] in ("msgctxt", "msgid"))
        if begins and entry.forms:
            yield entry.message()
            entry = _Entry()
        if said.startswith("#"):
            entry.fuzzy |= said.startswith("#,") and "fuzzy" in said
            continue
        if found is not None:
            entry.begin(found["word"])
        if entry.now is None:
            raise ValueError(f"line {number}: {said[:40]!r}; allowed: msgid, msgstr, a text in quotes, a comment")
        entry.now.append(_unquoted(found["text"] if found else said, number))
    if entry.forms:
        yield entry.message()


def _unquoted(said: str, number: int) -> str:
    quoted = _QUOTED.fullmatch(said)
    if quoted is None:
        raise ValueError(f'line {number}: {said[:40]!r}; allowed: one text between ", with \\" for each " in it')
    return quoted[1] if "\\" not in quoted[1] else _ESCAPED.sub(lambda sign: _SIGNS.get(sign[1], sign[1]), quoted[1])
