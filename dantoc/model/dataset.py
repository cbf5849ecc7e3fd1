"""The catalogue and what stands in it: datasets, sources, themes, licences (DCAT, SDMX)."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dantoc.model.codes import CodeList
from dantoc.model.disclosure import AS_PRINTED, DisclosurePolicy
from dantoc.model.errors import BrokenDataset, UnknownCodeList, UnknownDataset
from dantoc.model.query import Query
from dantoc.model.report import Issue
from dantoc.model.structure import Concept, DataStructure
from dantoc.model.text import NO_TEXT, Locale, LocalizedText

NO_UNITS = CodeList("unit", ())
_KEY = secrets.token_bytes(32)


@dataclass(frozen=True)
class Source:
    """A text in which figures were read; `level` is primary, secondary or tertiary."""

    id: str
    title: LocalizedText
    publisher: LocalizedText
    published: str
    url: str
    level: str
    note: LocalizedText = NO_TEXT


@dataclass(frozen=True)
class Theme:
    """A field of statistics under which datasets are gathered."""

    id: str
    name: LocalizedText
    description: LocalizedText = NO_TEXT


@dataclass(frozen=True)
class Licence:
    """Terms of use of the figures."""

    id: str
    name: LocalizedText
    text: LocalizedText
    url: str = ""


@dataclass(frozen=True)
class Break:
    """A change of definition, coverage or boundaries: figures after the year `after` do not continue those before.

    `after` is the first year of the new run. `where` names the codes it touches, by dimension; empty means all.
    """

    after: int
    text: LocalizedText
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class KnownDifference:
    """A gap between parts and printed total that the source prints, accounted for."""

    where: tuple[tuple[str, str], ...]
    difference: float
    text: LocalizedText


@dataclass(frozen=True)
class SumRule:
    """Parts that must add up to their printed total, within a stated tolerance."""

    over: str
    total: str
    parts: str
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    tolerance: float = 0.0
    tolerance_percent: float = 0.0
    complete: bool = True
    known: tuple[KnownDifference, ...] = ()


@dataclass(frozen=True)
class DefaultView:
    """What a reader sees before choosing anything; never empty."""

    query: Query
    rows: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Distribution:
    """The published file of a dataset: where it lies, how many figures it holds, and its checksum."""

    path: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Dataset:
    """A published table of figures with all that a reader must know to use it."""

    id: str
    version: str
    issued: date
    modified: date
    title: LocalizedText
    summary: LocalizedText
    description: LocalizedText
    themes: tuple[str, ...]
    system: str
    frequency: str
    licence: Licence
    coverage: LocalizedText
    method: LocalizedText
    quality: LocalizedText
    known_problems: LocalizedText
    comparability: LocalizedText
    publisher: LocalizedText
    publisher_url: str
    contact: LocalizedText
    keywords: tuple[tuple[Locale, tuple[str, ...]], ...]
    structure: DataStructure
    default_view: DefaultView
    breaks: tuple[Break, ...]
    sums: tuple[SumRule, ...]
    distribution: Distribution
    sources: tuple[Source, ...]
    """Those its figures were read in, most used first."""
    units: CodeList = NO_UNITS
    """The list of units, with the symbols that stand beside figures."""
    disclosure: DisclosurePolicy = AS_PRINTED
    """What of its figures may be given out."""

    def unit_symbol(self, unit: str, locale: Locale) -> str:
        """The unit as printed beside figures (``người``, ``%``, ``‰``); its id where the list does not know it."""
        code = self.units.get(unit)
        if code is None:
            return unit
        return code.annotation(f"symbol_{locale}") or code.name.say(locale)

    @property
    def checksum(self) -> str:
        """What tells one edition of the figures from another, fit to be given out.

        The file's own checksum, unless some of its figures may be suppressed: he who guesses them could then build the
        file and see whether he was right. It is keyed in that case, with a key that nobody knows and that ends with the
        process.
        """
        if self.disclosure.stands:
            return self.distribution.sha256
        return hmac.new(_KEY, self.distribution.sha256.encode(), "sha256").hexdigest()

    @property
    def years(self) -> tuple[int, ...]:
        """The years that bear figures, rising."""
        return tuple(int(code) for code in self.structure["year"].codes)

    @property
    def source_levels(self) -> tuple[str, ...]:
        """The levels of its sources, each once, best first."""
        order = ("primary", "secondary", "tertiary")
        own = {source.level for source in self.sources}
        return tuple(level for level in order if level in own)


@dataclass(frozen=True)
class Catalogue:
    """All that is published, read once and never changed while the app runs.

    `broken` holds what could not be served, by dataset, with the reason; the rest keeps serving. `faults` are those of
    what all datasets share: words, lists and sources that are lacking because of them. `root` is the folder that was
    read.
    """

    title: LocalizedText
    publisher: LocalizedText
    languages: tuple[Locale, ...]
    datasets: Mapping[str, Dataset]
    codelists: Mapping[str, CodeList]
    concepts: Mapping[str, Concept]
    themes: tuple[Theme, ...]
    licences: Mapping[str, Licence]
    sources: Mapping[str, Source]
    broken: Mapping[str, BrokenDataset] = field(default_factory=dict)
    faults: tuple[Issue, ...] = ()
    root: Path = Path()

    def dataset(self, dataset: str) -> Dataset:
        """The dataset of that id.

        Raises:
            UnknownDataset: there is none; `allowed` names those there are.
            BrokenDataset: there is one, and its files cannot be served as they stand.
        """
        if dataset in self.broken:
            # One error for all who ask: without this it would keep a trace of every one of them.
            raise self.broken[dataset].with_traceback(None)
        found = self.datasets.get(dataset)
        if found is None:
            raise UnknownDataset("dataset", dataset, tuple(self.datasets))
        return found

    def codelist(self, codelist: str) -> CodeList:
        """The code list of that id.

        Raises:
            UnknownCodeList: there is none; `allowed` names those there are.
        """
        found = self.codelists.get(codelist)
        if found is None:
            raise UnknownCodeList("codelist", codelist, tuple(sorted(self.codelists)))
        return found

    def theme(self, theme: str) -> Theme | None:
        """The theme of that id, or None."""
        return next((own for own in self.themes if own.id == theme), None)
