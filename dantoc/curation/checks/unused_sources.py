"""Sources in which nothing was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dantoc.catalogue.faults import Faults
from dantoc.catalogue.frame import Frame
from dantoc.catalogue.reading import read_csv
from dantoc.curation.content import Subject
from dantoc.curation.faults import Fault

FILE = "datasets/sources.csv"


def check(root: Path, subjects: Sequence[Subject], frame: Frame) -> Iterator[Fault]:
    """Each line of `sources.csv` that no figure and no code names, and that does not say what it was `used_for`."""
    used = {figure.source_id for subject in subjects for figure in subject.figures}
    for codelist in frame.codelists.values():
        used.update(source for code in codelist if (source := code.annotation("source_id")))
    for row in read_csv(root / FILE, Faults(FILE), ()).rows:
        if row["source_id"] not in used and not row["used_for"]:
            yield Fault.at(FILE, "source_unused", row.line, "source_id", id=row["source_id"])
