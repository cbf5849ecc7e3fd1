"""Closed lists of codes: what is above what, under which names, since when and until when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from dantoc.model.text import NO_TEXT, LocalizedText

TOTAL = "_T"
NOT_APPLICABLE = "_Z"
COUNTRY = "VN"
MINORITIES = "EM"
MAIN_HIERARCHY = "main"
AGGREGATES = frozenset({TOTAL, COUNTRY, MINORITIES})


@dataclass(frozen=True)
class Code:
    """One code with its names; `parents` maps the name of a hierarchy to the code above in it."""

    id: str
    name: LocalizedText
    description: LocalizedText = NO_TEXT
    parents: tuple[tuple[str, str], ...] = ()
    grouping: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    aliases: tuple[str, ...] = ()
    search_only: tuple[str, ...] = ()
    annotations: tuple[tuple[str, str], ...] = ()

    def parent(self, hierarchy: str = MAIN_HIERARCHY) -> str | None:
        """The code above this one in `hierarchy`, or None at its top."""
        return next((code for name, code in self.parents if name == hierarchy), None)

    def annotation(self, name: str) -> str | None:
        """What the list says beside the code under `name` (``iso639_3``, ``tile_row``, …), or None."""
        return next((value for key, value in self.annotations if key == name), None)


@dataclass(frozen=True)
class CodeList:
    """A closed, ordered list of codes with its hierarchies."""

    id: str
    codes: tuple[Code, ...]
    _index: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", {code.id: place for place, code in enumerate(self.codes)})

    def __contains__(self, code: object) -> bool:
        return code in self._index

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, code: str) -> Code:
        return self.codes[self._index[code]]

    def get(self, code: str) -> Code | None:
        """The code of that id, or None."""
        place = self._index.get(code)
        return None if place is None else self.codes[place]

    def position(self, code: str) -> int:
        """The place of the code in the printed order, from 0; past the end for a stranger."""
        return self._index.get(code, len(self.codes))

    @cached_property
    def hierarchies(self) -> tuple[str, ...]:
        """The names of the list's hierarchies, the main one first."""
        names = {name for code in self.codes for name, _ in code.parents}
        return tuple(sorted(names, key=lambda name: (name != MAIN_HIERARCHY, name)))

    @cached_property
    def _children(self) -> Mapping[str, tuple[str, ...]]:
        below: dict[str, list[str]] = {}
        for code in self.codes:
            for _, parent in code.parents:
                siblings = below.setdefault(parent, [])
                if code.id not in siblings:
                    siblings.append(code.id)
        return {parent: tuple(codes) for parent, codes in below.items()}

    def children(self, code: str) -> tuple[str, ...]:
        """The codes directly below `code`, over all hierarchies, in printed order."""
        return self._children.get(code, ())

    def descendants(self, code: str) -> tuple[str, ...]:
        """All codes below `code`, depth first, each once."""
        found: dict[str, None] = {}
        for child in self.children(code):
            if child not in found:
                found[child] = None
                found.update(dict.fromkeys(self.descendants(child)))
        return tuple(found)

    def leaves(self, code: str) -> tuple[str, ...]:
        """The codes at the bottom of what lies below `code`."""
        return tuple(below for below in self.descendants(code) if not self.children(below))

    def depth(self, code: str) -> int:
        """How many codes stand above `code` in the main hierarchy."""
        steps, above = 0, self[code].parent()
        while above is not None and above in self and steps < len(self.codes):
            steps, above = steps + 1, self[above].parent()
        return steps
