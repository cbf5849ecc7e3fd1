"""Faults of the content as data: countable, translatable, printable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, order=True)
class Issue:
    """One fault: its class, its place, what was found, what is allowed, and the mend.

    `kind` is the class (``unknown_code``, ``duplicate_key``, …); `line` and `column` count from 1, 0 where there is
    none.
    """

    file: str
    line: int
    column: str
    kind: str
    found: str
    allowed: str
    mend: str

    def __str__(self) -> str:
        place = self.file + (f":{self.line}" if self.line else "") + (f" [{self.column}]" if self.column else "")
        return f"{place}: {self.kind}: found {self.found}; allowed {self.allowed}; mend: {self.mend}"


@dataclass(frozen=True)
class ValidationReport:
    """All faults of a run, in the order of file and line, and what was looked at."""

    issues: tuple[Issue, ...]
    datasets: int = 0
    figures: int = 0

    @classmethod
    def of(cls, issues: Iterable[Issue], datasets: int = 0, figures: int = 0) -> ValidationReport:
        """The report of these faults, sorted."""
        return cls(tuple(sorted(issues)), datasets, figures)

    def with_issues(self, more: Iterable[Issue]) -> ValidationReport:
        """The report with these faults among the others."""
        return ValidationReport.of((*self.issues, *more), self.datasets, self.figures)

    @property
    def ok(self) -> bool:
        """Whether there is no fault."""
        return not self.issues

    @property
    def counts(self) -> dict[str, int]:
        """How many faults of each class, most first."""
        return dict(Counter(issue.kind for issue in self.issues).most_common())

    def as_dict(self) -> dict[str, object]:
        """The report for a program: ``{ok, datasets, figures, counts, issues: [...]}``."""
        return {
            "ok": self.ok,
            "datasets": self.datasets,
            "figures": self.figures,
            "counts": self.counts,
            "issues": [asdict(issue) for issue in self.issues],
        }
