"""Which book is printed of a publication: its languages, its paper, its subject, and what was chosen of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dantoc.model.errors import UnknownOption
from dantoc.model.publication import EDITIONS, PAPERS
from dantoc.model.structure import TIME
from dantoc.model.text import ENGLISH, VIETNAMESE, Locale
from dantoc.reports.ledger import AREA, GROUP

ARCHIVES = ("3b", "2b", "1b")
"""Parts of PDF/A: 3b carries the figures as attached files, 2b and 1b do not."""


@dataclass(frozen=True)
class Choice:
    """What a reader chose of a publication; empty means all.

    `chapters` are their ids; `groups`, `areas` and `years` the codes that tables, charts, maps, figures set large and
    profiles are about.
    """

    chapters: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    years: tuple[str, ...] = ()

    @property
    def codes(self) -> Mapping[str, tuple[str, ...]]:
        """What was chosen of each dimension that can be chosen from."""
        return {TIME: self.years, GROUP: self.groups, AREA: self.areas}


ALL_OF_IT = Choice()


@dataclass(frozen=True)
class Edition:
    """How a publication is printed.

    `languages` is one of ``vi``, ``en``, ``vi-en``; `paper` one of `PAPERS`, empty for the publication's own; `crop`
    adds bleed and crop marks; `archive` is one of `ARCHIVES`.
    """

    languages: str = VIETNAMESE
    paper: str = ""
    crop: bool = False
    choice: Choice = ALL_OF_IT
    archive: str = ARCHIVES[0]

    def __post_init__(self) -> None:
        for name, value, allowed in (
            ("languages", self.languages, EDITIONS),
            ("paper", self.paper, ("", *PAPERS)),
            ("archive", self.archive, ARCHIVES),
        ):
            if value not in allowed:
                raise UnknownOption(name, value, tuple(own for own in allowed if own))

    @property
    def locales(self) -> tuple[Locale, ...]:
        """The languages in the order in which they stand: Vietnamese over English."""
        return (VIETNAMESE, ENGLISH) if self.languages == "vi-en" else (self.languages,)

    @property
    def is_bilingual(self) -> bool:
        """Whether each title and head stands in both languages."""
        return len(self.locales) > 1
