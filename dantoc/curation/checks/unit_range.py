"""Values outside what their unit can be."""

from __future__ import annotations

from collections.abc import Iterator

from dantoc.catalogue.frame import Frame
from dantoc.curation.content import Subject
from dantoc.curation.faults import Fault


def check(subject: Subject, frame: Frame) -> Iterator[Fault]:
    """Each figure below the `minimum` or above the `maximum` of its unit."""
    units = frame.codelists.get("unit", ())
    ranges = {unit.id: (_number(unit.annotation("minimum")), _number(unit.annotation("maximum"))) for unit in units}
    for figure in subject.figures:
        low, high = ranges.get(figure.unit, (None, None))
        if figure.value is None:
            continue
        if (low is not None and figure.value < low) or (high is not None and figure.value > high):
            yield Fault.at(
                subject.source.file,
                "out_of_range",
                figure.line,
                "value",
                value=f"{figure.value:.{figure.decimals}f}",
                unit=figure.unit,
                minimum="−∞" if low is None else f"{low:g}",
                maximum="∞" if high is None else f"{high:g}",
            )


def _number(text: str | None) -> float | None:
    """The bound, or None where there is none; the list of units names one that is no number."""
    try:
        return float(text) if text else None
    except ValueError:
        return None
