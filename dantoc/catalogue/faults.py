"""The faults of one content file, gathered while it is read: all of them, not the first alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from dantoc.l10n.messages import find, say
from dantoc.model.report import Issue
from dantoc.model.text import ENGLISH, Locale

T = TypeVar("T")
SHOWN = 12
"""So many allowed values are named; the rest are counted."""


@dataclass(frozen=True)
class Reading(Generic[T]):
    """What was read, None where it cannot be used, with every fault found; `fatal` are those that make it unusable."""

    value: T | None
    issues: tuple[Issue, ...] = ()
    fatal: tuple[Issue, ...] = ()


@dataclass
class Faults:
    """Gathers the faults of one file, in the words of one language."""

    file: str
    locale: Locale = ENGLISH
    issues: list[Issue] = field(default_factory=list)
    fatal: list[Issue] = field(default_factory=list)

    def add(
        self,
        kind: str,
        found: object,
        *,
        column: str = "",
        line: int = 0,
        allowed: Iterable[str] | None = None,
        fatal: bool = False,
    ) -> None:
        """Note a fault of class `kind`; `allowed` lists what is allowed, or else the words of the class say it."""
        self.note(
            Issue(
                file=self.file,
                line=line,
                column=column,
                kind=kind,
                found=str(found)[:200],
                allowed=self._allowed(kind, allowed),
                mend=say(f"catalogue.fault.{kind}.mend", self.locale),
            ),
            fatal=fatal,
        )

    def note(self, issue: Issue, *, fatal: bool = False) -> None:
        """Take in a fault that is told already."""
        self.issues.append(issue)
        if fatal:
            self.fatal.append(issue)

    def reading(self, value: T | None) -> Reading[T]:
        """The value with all that was found wrong; no value after a fatal fault."""
        return Reading(None if self.fatal else value, tuple(self.issues), tuple(self.fatal))

    def _allowed(self, kind: str, allowed: Iterable[str] | None) -> str:
        values = [] if allowed is None else list(allowed)
        if not values:
            return find(f"catalogue.fault.{kind}.allowed", self.locale) or say("core.none", self.locale)
        shown = ", ".join(values[:SHOWN])
        rest = len(values) - SHOWN
        return say("core.fault.more", self.locale, allowed=shown, n=rest) if rest > 0 else shown
