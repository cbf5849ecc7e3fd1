"""Published files that are not what the figures and the description would give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa

from dantoc.catalogue.datasets import changed_since, read_footer
from dantoc.catalogue.frame import Frame
from dantoc.curation.content import Subject
from dantoc.curation.faults import Fault
from dantoc.curation.published_file import build, file_name, same_figures


def check(root: Path, subjects: Sequence[Subject], frame: Frame) -> Iterator[Fault]:
    """Each dataset whose file is missing, unreadable, built from another `source.csv` or `dataset.toml`, or altered."""
    for subject in subjects:
        file = file_name(subject.id)
        reading = read_footer(root, subject.id)
        footer = reading.value
        if not (root / file).is_file():
            yield Fault.at(file, "parquet_missing", id=subject.id)
        elif footer is None and {issue.kind for issue in reading.fatal} == {"altered_parquet"}:
            yield Fault.at(file, "parquet_altered", id=subject.id)
        elif footer is None:
            yield Fault.at(file, "parquet_unreadable", id=subject.id)
        else:
            stale = changed_since(root, subject.id, footer)
            for name in stale:
                yield Fault.at(file, "parquet_stale", name=name, id=subject.id)
            if not stale and _is_altered(root, subject):
                yield Fault.at(file, "parquet_altered", id=subject.id)


def _is_altered(root: Path, subject: Subject) -> bool:
    """Whether somebody changed the figures after they were built; a source with faults cannot tell."""
    if subject.source.faults:
        return False
    published = (root / file_name(subject.id)).read_bytes()
    try:
        return not same_figures(published, build(root, subject))
    except (pa.ArrowException, OSError):
        return True
