"""A fault before it is said in a language: its class, its place, and what its words need."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dantoc.l10n.folding import fold
from dantoc.l10n.messages import say
from dantoc.model.report import Issue
from dantoc.model.text import ENGLISH, Locale

SHOWN = 12
"""At most so many allowed values are named in a fault; a longer list is cut with an ellipsis."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of the content; `kind` names three messages: what was found, what is allowed, how to mend it."""

    file: str
    kind: str
    line: int = 0
    column: str = ""
    params: tuple[tuple[str, str], ...] = ()

    @classmethod
    def at(cls, file: str, kind: str, line: int = 0, column: str = "", **params: object) -> Fault:
        """The fault at that place, with the values its words name."""
        return cls(file, kind, line, column, tuple((name, str(value)) for name, value in params.items()))

    def issue(self, locale: Locale = ENGLISH) -> Issue:
        """The fault said in `locale`."""
        params = dict(self.params)
        found, allowed, mend = (
            say(f"curation.{self.kind}.{part}", locale, **params) for part in ("found", "allowed", "mend")
        )
        return Issue(self.file, self.line, self.column, self.kind, found, allowed, mend)


def listed(values: Iterable[str]) -> str:
    """The first values, comma between them, and an ellipsis where there are more."""
    known = tuple(values)
    return ", ".join(known[:SHOWN]) + (", …" if len(known) > SHOWN else "")


def nearest(value: str, allowed: Iterable[str] | Mapping[str, Sequence[str]]) -> str:
    """The allowed values that look most like `value`, best first; the first of all where none does, — of none.

    A mapping holds the names of each value too: `Tày` then finds `02 (Tày)`.
    """
    names = allowed if isinstance(allowed, Mapping) else dict.fromkeys(allowed, ())
    by_fold: dict[str, dict[str, None]] = {}
    for own, called in names.items():
        for name in (own, *called):
            by_fold.setdefault(fold(name), {})[own] = None
    close = difflib.get_close_matches(fold(value), by_fold, n=4, cutoff=0.6)
    found = dict.fromkeys(own for folded in close for own in by_fold[folded])
    return listed(f"{own} ({names[own][0]})" if names[own] else own for own in found or names) or "—"
