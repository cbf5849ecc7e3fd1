"""Observation status, as in SDMX `CL_OBS_STATUS`."""

from __future__ import annotations

from enum import StrEnum


class ObsStatus(StrEnum):
    """What is said of one figure beside its value."""

    NORMAL = "A"
    BREAK = "B"
    ESTIMATED = "E"
    PROVISIONAL = "P"
    MISSING = "O"
    SUPPRESSED = "Q"

    @property
    def has_value(self) -> bool:
        """Whether a figure of this status carries a number."""
        return self not in (ObsStatus.MISSING, ObsStatus.SUPPRESSED)


NO_FIGURE = "..."
"""What stands where a figure is missing, as Vietnamese yearbooks print it."""
NOT_TOLD = "x"
"""What stands where a figure is suppressed."""
NONE = "-"
"""What stands where there is nobody and nothing to count."""
FLAGS = {ObsStatus.PROVISIONAL: "p", ObsStatus.ESTIMATED: "e", ObsStatus.BREAK: "b"}
"""The letters that stand beside a figure, in the order of a legend."""

WORST_FIRST = (
    ObsStatus.SUPPRESSED,
    ObsStatus.MISSING,
    ObsStatus.BREAK,
    ObsStatus.ESTIMATED,
    ObsStatus.PROVISIONAL,
    ObsStatus.NORMAL,
)
"""From the status that says most against a figure to the one that says nothing against it."""


def worst(*statuses: ObsStatus) -> ObsStatus:
    """The status that a figure derived from figures of `statuses` carries; normal when there are none."""
    return next((status for status in WORST_FIRST if status in statuses), ObsStatus.NORMAL)
