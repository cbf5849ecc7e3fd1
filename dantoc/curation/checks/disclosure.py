"""Counts of persons or households that nobody has said may be given out."""

from __future__ import annotations

from collections.abc import Iterator

from dantoc.catalogue.frame import Frame
from dantoc.curation.content import Subject
from dantoc.curation.faults import Fault, listed
from dantoc.model.disclosure import COUNTED, PUBLISHED, UNSTATED


def check(subject: Subject, frame: Frame) -> Iterator[Fault]:
    """A dataset that counts persons or households and has no policy of disclosure."""
    counted = next((figure for figure in subject.figures if figure.unit in COUNTED), None)
    if counted is not None and subject.dataset.disclosure == UNSTATED:
        yield Fault.at(
            subject.toml_file, "no_disclosure", 0, "disclosure", unit=counted.unit, published=listed(PUBLISHED)
        )
