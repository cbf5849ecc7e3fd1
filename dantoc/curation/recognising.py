"""What a heading or a cell of a statistician's table stands for: a column, a code, a year."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

from dantoc.catalogue.frame import Frame
from dantoc.curation.faults import listed
from dantoc.curation.source_csv import TRAILING
from dantoc.l10n.folding import fold, lower
from dantoc.l10n.messages import find, locales
from dantoc.model.codes import TOTAL, Code, CodeList
from dantoc.model.status import ObsStatus
from dantoc.model.structure import TIME
from dantoc.model.text import Locale

_YEAR = re.compile(r"(?:\D{0,12}\s)?([12]\d{3})(?:\.0)?(?:\s*\(\D{1,20}\))?")
_NO_LETTER = re.compile(r"[\W_]+")
_NAME_ANNOTATIONS = ("name_vi_2019", "symbol_vi", "symbol_en")


class Names:
    """Things by their names. A thing's own name goes before another thing's further name; a name as written goes before
    one without case and marks, and that before one without blanks, hyphens and apostrophes. A name that more than one
    thing has at its level names none of them.
    """

    OWN, FURTHER = 0, 1

    def __init__(self) -> None:
        self._exact: tuple[dict[str, set[str]], ...] = ({}, {})
        self._folded: tuple[dict[str, set[str]], ...] = ({}, {})
        self._letters: tuple[dict[str, set[str]], ...] = ({}, {})

    def add(self, thing: str, names: Iterable[str], rank: int = OWN) -> None:
        """Let the thing be known by these names."""
        for name in names:
            if name.strip():
                self._exact[rank].setdefault(lower(name.strip()), set()).add(thing)
                self._folded[rank].setdefault(fold(name.strip()), set()).add(thing)
                self._letters[rank].setdefault(_letters(name), set()).add(thing)

    def find(self, said: str) -> str | None:
        """The one thing of that name, or None where there is none or more than one."""
        for known, key in ((self._exact, lower(said)), (self._folded, fold(said)), (self._letters, _letters(said))):
            for names in known:
                if key and len(things := names.get(key, set())) == 1:
                    return next(iter(things))
        return None

    def near(self, said: str) -> tuple[str, ...]:
        """The things whose names come nearest, best first."""
        names = {name: things for rank in reversed(self._folded) for name, things in rank.items()}
        close = difflib.get_close_matches(fold(said), names, n=3, cutoff=0.6)
        return tuple(dict.fromkeys(thing for name in close for thing in sorted(names[name])))


class Recogniser:
    """Knows the headings and codes of the content, in every language there is."""

    def __init__(self, frame: Frame) -> None:
        self._columns = _column_names(frame)
        self._lists = {
            concept: frame.codelists[own] for concept, own in _lists(frame).items() if own in frame.codelists
        }
        self._codes: dict[str, Names] = {}
        self._words = _words("curation.draft.prefixes")
        self._totals = {fold(word) for word in _words("curation.draft.totals")}
        self._statuses = {
            ObsStatus.PROVISIONAL: {fold(word) for word in _words("curation.draft.provisional")},
            ObsStatus.ESTIMATED: {fold(word) for word in _words("curation.draft.estimated")},
        }

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions that have a code list, in the order of the concepts."""
        return tuple(self._lists)

    def column(self, heading: str) -> str | None:
        """The column that the heading names: a dimension, `year`, or one of those after the dimensions."""
        return self._columns.find(heading) if heading else None

    def year(self, said: str) -> str | None:
        """The year that a heading or cell says, with or without a word before it."""
        found = _YEAR.fullmatch(said.strip())
        return found[1] if found else None

    def status(self, year: str) -> str | None:
        """The status that stands beside a year: `Sơ bộ 2023` is provisional, `2024 (estimate)` estimated."""
        words = " ".join(re.sub(r"[\d().:*]+", " ", fold(year)).split())
        return next((str(status) for status, names in self._statuses.items() if words in names), None)

    def code(self, dimension: str, said: str) -> str | None:
        """The code that a cell of the dimension says, by code or by any of its names."""
        if dimension == TIME:
            return self.year(said)
        codelist, names = self._lists.get(dimension), self._names(dimension)
        if codelist is None:
            return None
        # Excel takes the zero off a code such as 02.
        candidates = (said, said.zfill(2)) if said.isdigit() else (said,)
        by_code = next((own for own in candidates if own in codelist), None)
        total = TOTAL if TOTAL in codelist and fold(said) in self._totals else None
        return by_code or names.find(said) or names.find(self._bare(said)) or total

    def near(self, dimension: str, said: str, locale: Locale) -> str:
        """The codes of the dimension whose names come nearest, each with its name in the language."""
        codelist = self._lists.get(dimension)
        close = self._names(dimension).near(self._bare(said)) if codelist else ()
        return listed(f"{code} ({codelist[code].name.get(locale) or code})" for code in close if codelist)

    def dimension_of(self, said: Iterable[str], taken: Iterable[str]) -> str | None:
        """The dimension, none of those taken, to which all of these texts belong; the one known for most of them else.

        At least three of four must be known, so that a stray word does not make a column of free text a dimension.
        """
        texts = list(dict.fromkeys(text for text in said if text))
        left = [own for own in (TIME, *self.dimensions) if own not in set(taken)]
        known = {own: sum(self.code(own, text) is not None for text in texts) for own in left}
        best = max(known, key=lambda own: known[own], default=None)
        return best if best is not None and texts and known[best] * 4 >= len(texts) * 3 else None

    def code_of(self, dimension: str, code: str) -> Code | None:
        """The code itself, with what its list says beside it."""
        codelist = self._lists.get(dimension)
        return codelist.get(code) if codelist else None

    def _names(self, dimension: str) -> Names:
        if dimension not in self._codes:
            self._codes[dimension] = _code_names(self._lists[dimension]) if dimension in self._lists else Names()
        return self._codes[dimension]

    def _bare(self, said: str) -> str:
        """The name without words such as “Tỉnh” or “province” around it."""
        text = " ".join(said.replace(".", " ").split())
        for word in self._words:
            if fold(text).startswith(fold(word) + " "):
                return text[len(word) + 1 :]
            if fold(text).endswith(" " + fold(word)):
                return text[: -len(word) - 1]
        return text


def _lists(frame: Frame) -> Mapping[str, str]:
    """The code list of each column that has one, by column."""
    dimensions = (concept.id for concept in frame.concepts.values() if concept.role == "dimension")
    own = {concept: frame.concept_lists.get(concept, concept) for concept in dimensions}
    return {**own, "unit": "unit", "obs_status": "obs_status"}


def _column_names(frame: Frame) -> Names:
    names = Names()
    for concept in frame.concepts.values():
        if concept.role in ("dimension", "time") or concept.id in TRAILING:
            names.add(concept.id, (concept.id, *(text for _, text in concept.name)))
            names.add(concept.id, _words(f"curation.draft.heading.{concept.id}"))
    for column in TRAILING:
        names.add(column, (column, *_words(f"curation.draft.heading.{column}")))
    return names


def _letters(name: str) -> str:
    """The bare letters of a name, so that hyphens, blanks and apostrophes do not matter; nothing for one with digits,
    where they do: the age `60` is not `60+`.
    """
    bare = _NO_LETTER.sub("", fold(name))
    return bare if bare.isalpha() else ""


def _words(key: str) -> tuple[str, ...]:
    """The words that a message lists, `;` between them, in every language."""
    said = (find(key, locale) or "" for locale in locales())
    return tuple(dict.fromkeys(word.strip() for text in said for word in text.split(";") if word.strip()))


def _code_names(codelist: CodeList) -> Names:
    names = Names()
    for code in codelist:
        if not code.grouping:
            further = (code.annotation(own) or "" for own in _NAME_ANNOTATIONS)
            names.add(code.id, (code.id, *(text for _, text in code.name)))
            names.add(code.id, (*code.aliases, *code.search_only, *further), Names.FURTHER)
    return names
