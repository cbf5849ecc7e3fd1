"""What a book keeps of itself while it is made: numbers of tables and figures, where each stands, who is named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from dantoc.l10n.messages import say
from dantoc.model.text import VIETNAMESE, Locale, LocalizedText

TABLES, FIGURES, MAPS = "tables", "figures", "maps"
NUMBERED = (TABLES, FIGURES, MAPS)
GROUP, AREA = INDEXED = ("ethnic_group", "area")
"""The dimensions whose codes the index names."""
EVERY = {GROUP: 50, AREA: 60}
"""A table or figure that names so many codes of a dimension names them all: the index says so once, not below each."""


@dataclass(frozen=True)
class Entry:
    """A line of the contents or of a list: what it names and the destination it leads to.

    `kind` is ``chapter``, ``part``, ``section`` or one of `NUMBERED`; `number` 0 for what bears none; `level` its depth
    in the contents.
    """

    kind: str
    number: int
    title: LocalizedText
    destination: str
    level: int = 0
    chapter: str = ""
    """The id of the chapter it stands in."""


@dataclass
class Ledger:
    """The entries in the order of the book, and the pages on which destinations and codes are found.

    `locale` is that of the outline, `chapter` the id of the chapter at hand and `depth` its level there.
    """

    locale: Locale = VIETNAMESE
    chapter: str = ""
    depth: int = 0
    entries: list[Entry] = field(default_factory=list)
    pages: dict[str, int] = field(default_factory=dict)
    """The page of each destination once it is drawn, counted from 1."""
    _numbered: dict[str, Entry] = field(default_factory=dict)
    mentions: dict[tuple[str, str], dict[int, bool]] = field(default_factory=dict)
    """For each dimension and code the pages that name it, and whether one is mainly about it."""
    wholes: dict[str, dict[int, bool]] = field(default_factory=dict)
    """For each dimension the pages of tables and figures that name every code of it."""

    def enter(self, kind: str, title: LocalizedText, id: str, level: int = 0) -> Entry:
        """A new entry, numbered where its kind is; called once a block while the book is put together."""
        number = self.count(kind) + 1 if kind in NUMBERED else 0
        entry = Entry(kind, number, title, f"{kind}.{id}", level, self.chapter)
        self.entries.append(entry)
        if number:
            self._numbered[entry.destination] = entry
        return entry

    def count(self, kind: str) -> int:
        """How many entries there are of the kind."""
        return sum(own.kind == kind for own in self.entries)

    def of(self, *kinds: str) -> list[Entry]:
        """The entries of these kinds, in the order of the book."""
        return [own for own in self.entries if own.kind in kinds]

    def arrive(self, canvas: Any, destination: str, top: float | None = None) -> None:
        """Says while drawing that the destination is here, its upper edge at `top` in the canvas's own coordinates."""
        if destination not in self.pages:
            self.pages[destination] = canvas.getPageNumber()
            if top is None:
                canvas.bookmarkPage(destination)
            else:
                canvas.bookmarkHorizontal(destination, 0, top)
            entry = self._numbered.get(destination)
            if entry is not None:
                label = say(f"reports.label.{entry.kind}", self.locale, n=entry.number)
                title = f"{label}. {entry.title.say(self.locale)}"
                canvas.addOutlineEntry(title, destination, self.depth + 1, closed=1)

    def mention(self, canvas: Any, dimension: str, codes: Iterable[str], *, main: bool = False, of: int = 0) -> None:
        """Says while drawing that this page names the codes; `main` where it is about them, `of` how many the whole
        table names where this is a page of it."""
        page, named = canvas.getPageNumber(), tuple(dict.fromkeys(codes))
        if not main and max(of, len(named)) >= EVERY.get(dimension, len(named) + 1):
            self.wholes.setdefault(dimension, {})[page] = False
            return
        for code in named:
            own = self.mentions.setdefault((dimension, code), {})
            own[page] = own.get(page, False) or main
