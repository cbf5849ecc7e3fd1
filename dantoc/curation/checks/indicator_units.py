"""Figures in another unit than their indicator's."""

from __future__ import annotations

from collections.abc import Iterator

from dantoc.catalogue.frame import Frame
from dantoc.curation.content import Subject
from dantoc.curation.faults import Fault
from dantoc.model.structure import INDICATOR


def check(subject: Subject, frame: Frame) -> Iterator[Fault]:
    """The first line of each indicator and unit that do not go together by the list of indicators."""
    indicators = subject.codelist(INDICATOR) if INDICATOR in subject.dimensions else None
    if indicators is None:
        return
    place = subject.place(INDICATOR)
    expected = {code.id: code.annotation("unit") for code in indicators}
    told: set[tuple[str, str]] = set()
    for figure in subject.figures:
        indicator = figure.key[place]
        unit = expected.get(indicator)
        if unit and unit != figure.unit and (indicator, figure.unit) not in told:
            told.add((indicator, figure.unit))
            yield Fault.at(
                subject.source.file,
                "unit_differs",
                figure.line,
                "unit",
                unit=figure.unit,
                indicator=indicator,
                expected=unit,
            )
