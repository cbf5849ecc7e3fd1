"""Annotations of code lists that point at nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from dantoc.catalogue.frame import Frame
from dantoc.curation.content import Subject
from dantoc.curation.faults import Fault, nearest


def check(root: Path, subjects: Sequence[Subject], frame: Frame) -> Iterator[Fault]:
    """Each code whose annotation names a theme, a source, a unit or a code of another list that there is not."""
    targets = _targets(frame)
    for name, codelist in frame.codelists.items():
        for line, code in enumerate(codelist, 2):
            for column, value in code.annotations:
                allowed = targets.get(column)
                if allowed is not None and value and value not in allowed:
                    file = f"datasets/codelists/{name}.csv"
                    near = nearest(value, allowed)
                    yield Fault.at(file, "unknown_code", line, column, value=value, name=column, near=near)


def _targets(frame: Frame) -> Mapping[str, Collection[str]]:
    """What each annotation may name: the codes of its concept's list, the themes, the sources."""
    lists = {
        concept: {code.id for code in frame.codelists[codelist]}
        for concept, codelist in frame.concept_lists.items()
        if codelist in frame.codelists
    }
    return {**lists, "theme": {theme.id for theme in frame.themes}, "source_id": frame.sources}
