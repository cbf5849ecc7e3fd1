"""Breaks that no figure of the dataset can show."""

from __future__ import annotations

from collections.abc import Iterator

from dantoc.catalogue.frame import Frame
from dantoc.curation.content import Subject
from dantoc.curation.faults import Fault


def check(subject: Subject, frame: Frame) -> Iterator[Fault]:
    """Each break that does not lie between the first and the last year of the figures."""
    years = sorted({figure.year for figure in subject.figures})
    for number, own in enumerate(subject.dataset.breaks, 1):
        if years and not years[0] < own.after <= years[-1]:
            line = subject.toml_line("break", number)
            said = f"{years[0]}–{years[-1]}"
            yield Fault.at(subject.toml_file, "break_outside", line, "after", after=own.after, years=said)
