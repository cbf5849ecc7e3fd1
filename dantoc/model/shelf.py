"""What others have published on the subject: listed with publisher, year and link, and not reproduced."""

from __future__ import annotations

from dataclasses import dataclass

from dantoc.model.text import Locale, LocalizedText

TOPICS = (
    "ethnic_minority_survey",
    "census",
    "yearbook",
    "living_standards",
    "poverty",
    "human_development",
    "gender",
    "methodology",
    "classification",
    "dataset",
    "infographic",
)
"""What the publications are about, in the order of the shelf."""


@dataclass(frozen=True)
class ShelfEntry:
    """One publication of another body.

    `year` is that of publication and `pages` their number, 0 where they are not known; `translated` are the languages
    in which the title is a translation of ours, to be set in square brackets.
    """

    id: str
    title: LocalizedText
    publisher: LocalizedText
    year: int
    pages: int
    url: str
    isbn: str
    topic: str
    translated: tuple[Locale, ...] = ()
