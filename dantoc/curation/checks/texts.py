"""Descriptions that are there in one language only, or not at all, where no single key is missing."""

from __future__ import annotations

from collections.abc import Iterator

from dantoc.catalogue.frame import Frame
from dantoc.curation.content import Subject
from dantoc.curation.faults import Fault, listed


def check(subject: Subject, frame: Frame) -> Iterator[Fault]:
    """A dataset without a theme, or whose keywords lack a language."""
    if not subject.dataset.themes:
        themes = listed(theme.id for theme in frame.themes)
        yield Fault.at(subject.toml_file, "no_theme", _line(subject, "themes"), "themes", themes=themes)
    keywords = dict(subject.dataset.keywords)
    for language in frame.languages:
        if not keywords.get(language):
            name = f"keywords.{language}"
            yield Fault.at(subject.toml_file, "no_keywords", _line(subject, name), name, name=name)


def _line(subject: Subject, key: str) -> int:
    lines = subject.toml.split("\n")
    return next((number for number, text in enumerate(lines, 1) if text.startswith(key)), 0)
