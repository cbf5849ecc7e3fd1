"""Search over what is published: blind to case and marks, exact marks first, with facets counted.

A group or a province is found by any of its names, and always told by its official one; names that are searched and
never shown stay inside the index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dantoc.catalogue.names import NameIndex
from dantoc.catalogue.words import LONGEST, Scores, WordIndex, tokens
from dantoc.model.codes import TOTAL, Code
from dantoc.model.dataset import Catalogue, Dataset
from dantoc.model.structure import INDICATOR, TIME
from dantoc.model.text import LocalizedText

GROUP, AREA = "ethnic_group", "area"
NAMED = (INDICATOR, GROUP, AREA)
"""The dimensions whose codes can be offered by themselves."""

_TITLE_OPENING, _TITLE, _INDICATOR, _KEYWORD, _CODE_NAME, _THEME, _ALIAS = 20.0, 16.0, 8.0, 6.0, 5.0, 4.0, 4.0
_SUMMARY, _SEARCH_ONLY, _BODY, _OTHER_CODE, _SOURCE = 3.0, 3.0, 1.5, 1.5, 1.0
_PAIR_BONUS = 1.0

OPENING = 3
"""With so many words a title says what it is about."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Facets:
    """What narrows a search; empty narrows nothing. `group` may be a family of languages, `area` a region."""

    theme: str = ""
    group: str = ""
    area: str = ""
    start: int | None = None
    end: int | None = None
    level: str = ""


@dataclass(frozen=True)
class Suggestion:
    """A group, an area or an indicator that the words name, by its official name, with the number of its datasets."""

    dimension: str
    code: str
    name: LocalizedText
    datasets: int


@dataclass(frozen=True)
class Hit:
    """A dataset found, with the groups, areas and indicators of its own that the words name."""

    dataset: str
    score: float
    matches: tuple[Suggestion, ...] = ()


@dataclass(frozen=True)
class Found:
    """The hits, best first; the counts of each facet; and, where there is no hit, what would bring some.

    `counts` maps ``theme``, ``group``, ``area``, ``year`` and ``level`` to the number of datasets of each value, under
    the same words and the other facets. `loosen` names the facets (or ``text``) without which there would be hits, and
    how many. Hits are made when they are looked at: ``found.hits`` all of them, ``found.page(start, count)`` some.
    """

    counts: Mapping[str, Mapping[str, int]]
    loosen: tuple[tuple[str, int], ...]
    places: Sequence[int] = field(repr=False)
    make: Callable[[int], Hit] = field(repr=False)

    def __iter__(self) -> Iterator[Hit]:
        return map(self.make, self.places)

    def __len__(self) -> int:
        return len(self.places)

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """All hits, best first."""
        return tuple(self)

    def page(self, start: int, count: int) -> tuple[Hit, ...]:
        """At most `count` hits from place `start` on, counted from 0."""
        return tuple(map(self.make, self.places[start : start + count]))


class SearchIndex:
    """The whole catalogue made ready for search; built once, asked from many threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._datasets = list(catalogue.datasets.values())
        self._masks: dict[str, dict[str, Mask]] = {name: {} for name in ("theme", "group", "area", "year", "level")}
        self._codes: dict[tuple[str, str], tuple[Code, Mask]] = {}
        self._words = WordIndex(len(self._datasets))
        self._index_texts(catalogue)
        self._index_codes(catalogue)
        self._index_facets(catalogue)
        self._words.seal()
        self._names = NameIndex((key, code) for key, (code, _) in self._codes.items() if code.id != TOTAL)
        self._resting = self._resting_order(catalogue)

    def search(self, text: str = "", facets: Facets | None = None) -> Found:
        """The datasets that hold every word of the text and fit the facets, best first; all of them for no words.

        Where datasets hold the words side by side, as ``tay nguyen`` in Tây Nguyên, only those are hits.
        """
        chosen = facets or Facets()
        words = tokens(text)[:LONGEST]
        scores, fitting = self._score(words)
        places = np.flatnonzero(fitting & self._fitting_facets(chosen))
        ordered = places[np.lexsort((self._resting[places], -scores[places]))].tolist()
        named = self._named(words)

        def make(place: int) -> Hit:
            matches = tuple(suggestion for suggestion, mask in named if mask[place])
            return Hit(self._datasets[place].id, float(scores[place]), matches)

        loosen = () if ordered else self._loosening(fitting, chosen, bool(words))
        return Found(self._count(fitting, chosen), loosen, ordered, make)

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """The groups, areas and indicators that the words name, the closest first."""
        return tuple(suggestion for suggestion, _ in self._named(tokens(text)[:LONGEST])[:limit])

    def _score(self, words: Sequence[str]) -> tuple[Scores, Mask]:
        """The score of each dataset and whether it holds all the words."""
        size = len(self._datasets)
        total = np.zeros(size, dtype=np.float32)
        fitting = np.ones(size, dtype=np.bool_)
        for word in words:
            scores = self._words.scores(word)
            total += scores
            fitting &= scores > 0
        beside = fitting.copy()
        for one, two in pairwise(words):
            scores = self._words.scores(f"{one} {two}")
            total += scores * _PAIR_BONUS
            beside &= scores > 0
        return total, beside if beside.any() else fitting

    def _fitting_facets(self, facets: Facets, without: str = "") -> Mask:
        fitting = np.ones(len(self._datasets), dtype=np.bool_)
        for name in ("theme", "group", "area", "level"):
            value = getattr(facets, name)
            if value and name != without:
                fitting &= self._masks[name].get(value, np.zeros_like(fitting))
        if without != "year" and (facets.start is not None or facets.end is not None):
            fitting &= self._in_years(facets.start, facets.end)
        return fitting

    def _in_years(self, start: int | None, end: int | None) -> Mask:
        held = np.zeros(len(self._datasets), dtype=np.bool_)
        for year, mask in self._masks["year"].items():
            if (start is None or int(year) >= start) and (end is None or int(year) <= end):
                held |= mask
        return held

    def _count(self, fitting: Mask, facets: Facets) -> dict[str, dict[str, int]]:
        counts: dict[str, dict[str, int]] = {}
        for name, masks in self._masks.items():
            base = fitting & self._fitting_facets(facets, without=name)
            numbers = {value: int(np.count_nonzero(base & mask)) for value, mask in masks.items()}
            counts[name] = {value: number for value, number in numbers.items() if number}
        return counts

    def _loosening(self, fitting: Mask, facets: Facets, has_text: bool) -> tuple[tuple[str, int], ...]:
        """The facets, one at a time, and the text, without which there would be hits; most hits first."""
        ways: list[tuple[str, Mask]] = []
        if has_text:
            ways.append(("text", self._fitting_facets(facets)))
        for name in self._masks:
            held = facets.start is not None or facets.end is not None if name == "year" else getattr(facets, name)
            if held:
                ways.append((name, fitting & self._fitting_facets(facets, without=name)))
        counted = [(name, int(np.count_nonzero(mask))) for name, mask in ways]
        return tuple(sorted((own for own in counted if own[1]), key=lambda own: (own[0] == "text", -own[1])))

    def _named(self, words: Sequence[str]) -> list[tuple[Suggestion, Mask]]:
        """The codes that the words name, the closest first, each with the datasets that bear it."""
        found = []
        for naming in self._names.named_by(words):
            code, mask = self._codes[naming.key]
            found.append((Suggestion(naming.key[0], code.id, code.name, int(np.count_nonzero(mask))), mask))
        return found

    def _index_texts(self, catalogue: Catalogue) -> None:
        themes = {theme.id: theme for theme in catalogue.themes}
        for place, dataset in enumerate(self._datasets):
            self._index_text(dataset.title, place, _TITLE)
            for _, title in dataset.title:
                self._words.add(" ".join(tokens(title)[:OPENING]), place, _TITLE_OPENING)
            self._index_text(dataset.summary, place, _SUMMARY)
            self._index_text(dataset.description, place, _BODY)
            for _, keywords in dataset.keywords:
                for keyword in keywords:
                    self._words.add(keyword, place, _KEYWORD)
            for theme in (themes[own] for own in dataset.themes if own in themes):
                self._index_text(theme.name, place, _THEME)
            for source in dataset.sources:
                self._index_text(source.title, place, _SOURCE)
                self._index_text(source.publisher, place, _SOURCE)
            self._words.add(dataset.id.replace("_", " "), place, _BODY)
            for dimension in dataset.structure:
                if dimension.id not in NAMED:
                    for code in dimension.codes:
                        self._index_text(dimension.code(code).name, place, _OTHER_CODE)

    def _index_text(self, text: LocalizedText, place: int, weight: float) -> None:
        for _, said in text:
            self._words.add(said, place, weight)

    def _index_codes(self, catalogue: Catalogue) -> None:
        for dimension in NAMED:
            codelist = catalogue.codelists.get(dimension)
            bearers = self._bearers(dimension)
            for code in codelist or ():
                gathered = codelist.descendants(code.id) if codelist is not None and code.grouping else ()
                places = sorted(set().union(*(bearers.get(own, ()) for own in (code.id, *gathered))))
                if not places:
                    continue
                mask = np.zeros(len(self._datasets), dtype=np.bool_)
                mask[places] = True
                self._codes[dimension, code.id] = (code, mask)
                self._index_code(dimension, code, places)

    def _index_code(self, dimension: str, code: Code, places: list[int]) -> None:
        weight = _INDICATOR if dimension == INDICATOR else _CODE_NAME
        for _, name in code.name:
            self._words.add_shared(name, places, weight)
        for alias in code.aliases:
            self._words.add_shared(alias, places, _ALIAS)
        for name in code.search_only:
            self._words.add_shared(name, places, _SEARCH_ONLY, strict=True)
        if dimension == INDICATOR:
            for _, definition in code.description:
                self._words.add_shared(definition, places, _BODY)

    def _bearers(self, dimension: str) -> Mapping[str, set[int]]:
        """The datasets that bear figures of each code of a dimension."""
        bearers: dict[str, set[int]] = defaultdict(set)
        for place, dataset in enumerate(self._datasets):
            for code in dataset.structure[dimension].codes if dimension in dataset.structure else ():
                bearers[code].add(place)
        return bearers

    def _index_facets(self, catalogue: Catalogue) -> None:
        self._mask_facet("theme", [theme.id for theme in catalogue.themes], lambda dataset: dataset.themes)
        self._mask_facet("level", ["primary", "secondary", "tertiary"], lambda dataset: dataset.source_levels)
        years = sorted({year for dataset in self._datasets for year in _years(dataset)})
        self._mask_facet("year", years, _years)
        for place, dataset in enumerate(self._datasets):
            for year in _years(dataset):
                self._words.add(year, place, _OTHER_CODE)
        for facet, dimension in (("group", GROUP), ("area", AREA)):
            self._masks[facet] = {code: mask for (own, code), (_, mask) in self._codes.items() if own == dimension}

    def _mask_facet(self, facet: str, values: Sequence[str], held: Callable[[Dataset], Sequence[str]]) -> None:
        masks = {value: np.zeros(len(self._datasets), dtype=np.bool_) for value in values}
        for place, dataset in enumerate(self._datasets):
            for value in held(dataset):
                if value in masks:
                    masks[value][place] = True
        self._masks[facet] = masks

    def _resting_order(self, catalogue: Catalogue) -> NDArray[np.int64]:
        """The place of each dataset among equals: by main theme, then the larger first."""
        themes = {theme.id: place for place, theme in enumerate(catalogue.themes)}

        def rank(place: int) -> tuple[int, int, str]:
            dataset = self._datasets[place]
            theme = themes.get(dataset.themes[0], len(themes)) if dataset.themes else len(themes)
            return theme, -dataset.distribution.rows, dataset.id

        order = np.empty(len(self._datasets), dtype=np.int64)
        order[sorted(range(len(self._datasets)), key=rank)] = np.arange(len(self._datasets))
        return order


def _years(dataset: Dataset) -> tuple[str, ...]:
    return dataset.structure[TIME].codes if TIME in dataset.structure else ()
