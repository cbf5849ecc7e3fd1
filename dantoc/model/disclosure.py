"""What of a dataset's figures may be given out: the policy of statistical disclosure control."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dantoc.model.text import NO_TEXT, LocalizedText

AS_THE_SOURCE = "source"
NOTHING = "nothing"
LISTED = "listed"
PUBLISHED = (AS_THE_SOURCE, LISTED, NOTHING)
"""What counts as published already: what the sources print, what the sources named print, nothing."""

USUAL_THRESHOLD = 5

COUNTED: Mapping[str, int] = {"persons": 1, "thousand_persons": 1000, "households": 1}
"""Units that count persons or households, with how many one of them is."""


@dataclass(frozen=True)
class DisclosurePolicy:
    """Which figures stand as their sources print them, and which are suppressed because they count too few.

    A count above 0 and below `threshold` is a small cell. `indicators` are the counts that the rule is about; empty
    means every indicator that adds up and is counted in persons or households. `linked` names, for a count, the
    indicators from which a suppressed figure of it could be worked out, which are suppressed with it; None means every
    indicator of the dataset that does not add up (rates, shares, averages).
    """

    threshold: int = USUAL_THRESHOLD
    published: str = AS_THE_SOURCE
    published_sources: tuple[str, ...] = ()
    """With `published` ``listed``: the sources whose figures stand as printed."""
    indicators: tuple[str, ...] = ()
    linked: tuple[tuple[str, tuple[str, ...]], ...] | None = None
    text: LocalizedText = NO_TEXT

    @property
    def stands(self) -> bool:
        """Whether every figure stands as its source prints it, so that there is nothing to suppress."""
        return self.published == AS_THE_SOURCE


AS_PRINTED = DisclosurePolicy()
"""Every figure stands as its source prints it."""
UNSTATED = DisclosurePolicy(published=NOTHING)
"""What holds where a dataset does not say: no figure counts as published already."""
