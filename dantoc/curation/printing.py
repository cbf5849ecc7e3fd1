"""Faults as lines for a terminal."""

from __future__ import annotations

from dantoc.l10n.messages import say
from dantoc.model.report import Issue
from dantoc.model.text import Locale


def issue_line(issue: Issue, locale: Locale) -> str:
    """One fault in one line: where, what was found, what is allowed, how to mend it."""
    place = issue.file + (f":{issue.line}" if issue.line else "") + (f" [{issue.column}]" if issue.column else "")
    return say(
        "curation.line",
        locale,
        place=place,
        kind=issue.kind,
        found=issue.found or say("curation.nothing", locale),
        allowed=issue.allowed,
        mend=issue.mend,
    )
