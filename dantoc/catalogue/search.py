"""Search over what is published: blind to case and marks, exact marks first, with facets counted.

A group or a province is found by any of its names, and always told by its official one; names that are searched and
never shown stay inside the index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np

from dantoc.catalogue.facets import FacetValues
from dantoc.catalogue.names import Key, NameIndex
from dantoc.catalogue.postings import Mask, Scores
from dantoc.catalogue.word_index import Texts, WordIndex
from dantoc.catalogue.words import LONGEST, tokens
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


@dataclass(frozen=True)
class Facets:
    """What narrows a search; empty narrows nothing. `group` may be a family of languages, `area` a region."""

    theme: str = ""
    group: str = ""
    area: str = ""
    start: int | None = None
    end: int | None = None
    level: str = ""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of those that narrow; the years are one."""
        years = ("year",) if self.start is not None or self.end is not None else ()
        return (*(name for name in ("theme", "group", "area", "level") if getattr(self, name)), *years)


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
    """The whole catalogue made ready for search; built once, asked from many threads.

    A dataset is known by its place among them all in their resting order, which is how equals are told apart.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._datasets = sorted(catalogue.datasets.values(), key=_resting_order(catalogue))
        self._codes = dict(self._borne_codes(catalogue))
        self._names = NameIndex((key, borne.code) for key, borne in self._codes.items() if borne.code.id != TOTAL)
        self._facets = self._facet_values(catalogue)
        self._words = WordIndex(self._texts(catalogue), len(self._datasets))

    def search(self, text: str = "", facets: Facets | None = None) -> Found:
        """The datasets that hold every word of the text and fit the facets, best first; all of them for no words.

        Where datasets hold the words side by side, as ``tay nguyen`` in Tây Nguyên, only those are hits.
        """
        chosen = facets or Facets()
        words = tokens(text)[:LONGEST]
        scores, fitting = self._score(words)
        places = np.flatnonzero(self._narrowed(fitting, chosen))
        ordered = places[np.argsort(-scores[places], kind="stable")].tolist()
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
            scores = self._words.word_scores(word)
            total += scores
            fitting &= scores > 0
        beside = fitting.copy()
        for one, two in pairwise(words):
            scores = self._words.pair_scores(one, two)
            total += scores * _PAIR_BONUS
            beside &= scores > 0
        return total, beside if beside.any() else fitting

    def _narrowed(self, fitting: Mask, facets: Facets, without: str = "") -> Mask:
        """Those of the datasets that fit the facets, one of which may be left out."""
        for name in facets.chosen:
            if name != without:
                fitting = fitting & self._having(name, facets)
        return fitting

    def _having(self, name: str, facets: Facets) -> Mask:
        """The datasets that have what is chosen of one facet."""
        if name == "year":
            return self._facets[name].between(facets.start, facets.end)
        return self._facets[name].any_of((getattr(facets, name),))

    def _count(self, fitting: Mask, facets: Facets) -> dict[str, dict[str, int]]:
        """How many hits each value of each facet would have in place of what is chosen of it."""
        return {
            name: values.count(self._narrowed(fitting, facets, without=name)) for name, values in self._facets.items()
        }

    def _loosening(self, fitting: Mask, facets: Facets, has_text: bool) -> tuple[tuple[str, int], ...]:
        """The facets, one at a time, and the text, without which there would be hits; most hits first."""
        ways = [(name, self._narrowed(fitting, facets, without=name)) for name in self._facets if name in facets.chosen]
        if has_text:
            ways.append(("text", self._narrowed(np.ones_like(fitting), facets)))
        counted = [(name, int(np.count_nonzero(mask))) for name, mask in ways]
        return tuple(sorted((own for own in counted if own[1]), key=lambda own: (own[0] == "text", -own[1])))

    def _named(self, words: Sequence[str]) -> list[tuple[Suggestion, Mask]]:
        """The codes that the words name, the closest first, each with the datasets that bear it."""
        found = []
        for naming in self._names.named_by(words):
            borne = self._codes[naming.key]
            found.append((Suggestion(naming.key[0], borne.code.id, borne.code.name, len(borne.places)), borne.mask))
        return found

    def _texts(self, catalogue: Catalogue) -> Texts:
        """What is searched, with what it weighs where it stands."""
        texts = Texts()
        themes = {theme.id: theme for theme in catalogue.themes}
        for place, dataset in enumerate(self._datasets):
            _add_dataset(texts, dataset, place)
            for theme in (themes[own] for own in dataset.themes if own in themes):
                _add(texts, theme.name, place, _THEME)
        for (dimension, _), borne in self._codes.items():
            _add_code(texts, dimension, borne)
        return texts

    def _borne_codes(self, catalogue: Catalogue) -> Iterator[tuple[Key, _Borne]]:
        """The codes that can be offered, each with the datasets that bear it or a code that it gathers."""
        for dimension in NAMED:
            codelist = catalogue.codelists.get(dimension)
            bearers = self._bearers(dimension)
            for code in codelist or ():
                gathered = codelist.descendants(code.id) if codelist is not None and code.grouping else ()
                places = sorted(set().union(*(bearers.get(own, ()) for own in (code.id, *gathered))))
                if places:
                    mask = np.zeros(len(self._datasets), dtype=np.bool_)
                    mask[places] = True
                    yield (dimension, code.id), _Borne(code, places, mask)

    def _bearers(self, dimension: str) -> Mapping[str, set[int]]:
        """The datasets that bear figures of each code of a dimension."""
        bearers: dict[str, set[int]] = defaultdict(set)
        for place, dataset in enumerate(self._datasets):
            for code in dataset.structure[dimension].codes if dimension in dataset.structure else ():
                bearers[code].add(place)
        return bearers

    def _facet_values(self, catalogue: Catalogue) -> dict[str, FacetValues]:
        years = sorted({year for dataset in self._datasets for year in _years(dataset)})
        values = {
            "theme": self._holders((theme.id for theme in catalogue.themes), lambda dataset: dataset.themes),
            "group": {code: borne.places for (own, code), borne in self._codes.items() if own == GROUP},
            "area": {code: borne.places for (own, code), borne in self._codes.items() if own == AREA},
            "year": self._holders(years, _years),
            "level": self._holders(("primary", "secondary", "tertiary"), lambda dataset: dataset.source_levels),
        }
        return {name: FacetValues(places, len(self._datasets)) for name, places in values.items()}

    def _holders(self, values: Iterable[str], held: Callable[[Dataset], Sequence[str]]) -> dict[str, list[int]]:
        """The places of the datasets that hold each of the values."""
        holders: dict[str, list[int]] = {value: [] for value in values}
        for place, dataset in enumerate(self._datasets):
            for value in held(dataset):
                if value in holders:
                    holders[value].append(place)
        return holders


@dataclass(frozen=True)
class _Borne:
    """A code with the datasets that bear it, as a list and as a mask."""

    code: Code
    places: list[int]
    mask: Mask


def _add_dataset(texts: Texts, dataset: Dataset, place: int) -> None:
    """What a dataset says of itself; the names of its groups, areas and indicators are added for many at once."""
    _add(texts, dataset.title, place, _TITLE)
    for _, title in dataset.title:
        texts.add(" ".join(tokens(title)[:OPENING]), place, _TITLE_OPENING)
    _add(texts, dataset.summary, place, _SUMMARY)
    _add(texts, dataset.description, place, _BODY)
    for _, keywords in dataset.keywords:
        for keyword in keywords:
            texts.add(keyword, place, _KEYWORD)
    for source in dataset.sources:
        _add(texts, source.title, place, _SOURCE)
        _add(texts, source.publisher, place, _SOURCE)
    texts.add(dataset.id.replace("_", " "), place, _BODY)
    for year in _years(dataset):
        texts.add(year, place, _OTHER_CODE)
    for dimension in dataset.structure:
        if dimension.id not in NAMED:
            for code in dimension.codes:
                _add(texts, dimension.code(code).name, place, _OTHER_CODE)


def _add_code(texts: Texts, dimension: str, borne: _Borne) -> None:
    weight = _INDICATOR if dimension == INDICATOR else _CODE_NAME
    for _, name in borne.code.name:
        texts.add_shared(name, borne.places, weight)
    for alias in borne.code.aliases:
        texts.add_shared(alias, borne.places, _ALIAS)
    for name in borne.code.search_only:
        texts.add_shared(name, borne.places, _SEARCH_ONLY, strict=True)
    if dimension == INDICATOR:
        for _, definition in borne.code.description:
            texts.add_shared(definition, borne.places, _BODY)


def _add(texts: Texts, said: LocalizedText, place: int, weight: float) -> None:
    for _, text in said:
        texts.add(text, place, weight)


def _years(dataset: Dataset) -> tuple[str, ...]:
    return dataset.structure[TIME].codes if TIME in dataset.structure else ()


def _resting_order(catalogue: Catalogue) -> Callable[[Dataset], tuple[int, int, str]]:
    """How datasets stand among equals: by main theme, then the larger first."""
    themes = {theme.id: place for place, theme in enumerate(catalogue.themes)}

    def rank(dataset: Dataset) -> tuple[int, int, str]:
        theme = themes.get(dataset.themes[0], len(themes)) if dataset.themes else len(themes)
        return theme, -dataset.distribution.rows, dataset.id

    return rank
