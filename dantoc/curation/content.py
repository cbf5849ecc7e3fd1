"""A dataset as curation sees it: its description, and the figures of its `source.csv`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dantoc.catalogue.datasets import read_dataset
from dantoc.catalogue.faults import Reading
from dantoc.catalogue.frame import Frame
from dantoc.curation.faults import Fault
from dantoc.curation.source_csv import Layout, SourceFigure, SourceTable, read_source
from dantoc.model.codes import Code, CodeList
from dantoc.model.dataset import Dataset
from dantoc.model.report import Issue
from dantoc.model.structure import INDICATOR
from dantoc.model.text import ENGLISH, Locale

_HEAD = re.compile(r"\s*\[\[?\s*(?P<name>[a-z_.]+)\s*\]\]?")


@dataclass(frozen=True)
class Subject:
    """One dataset as it stands in its folder: what `dataset.toml` says, and the figures that could be read."""

    dataset: Dataset
    source: SourceTable
    toml: str

    @property
    def id(self) -> str:
        """The name of the dataset's folder."""
        return self.dataset.id

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions in order, `year` last."""
        return self.dataset.structure.ids

    @property
    def figures(self) -> tuple[SourceFigure, ...]:
        """The figures that could be read."""
        return self.source.figures

    @property
    def toml_file(self) -> str:
        """The name of the dataset's description in faults."""
        return f"datasets/{self.id}/dataset.toml"

    def codelist(self, dimension: str) -> CodeList | None:
        """The code list of a dimension; None for the year."""
        return self.dataset.structure[dimension].codelist

    def place(self, dimension: str) -> int:
        """Where the dimension stands in the key of a figure."""
        return self.dimensions.index(dimension)

    def used(self, dimension: str) -> tuple[str, ...]:
        """The codes of the dimension that bear figures, each once, as they come."""
        place = self.place(dimension)
        return tuple(dict.fromkeys(figure.key[place] for figure in self.figures))

    def toml_line(self, block: str, number: int = 1, inner: str = "", inner_number: int = 1) -> int:
        """The line of the heading of the `number`-th `block` of `dataset.toml`, or of a block inside it; 0 for none."""
        wanted = (block, f"{block}.{inner}" if inner else "")
        seen = within = 0
        for line, text in enumerate(self.toml.split("\n"), 1):
            head = _HEAD.match(text)
            if head is None or head["name"] not in wanted:
                continue
            if head["name"] == block:
                seen, within = seen + 1, 0
            else:
                within += 1
            if seen == number and within == (inner_number if inner else 0):
                return line
        return 0


def read_subject(root: Path, dataset: str, frame: Frame, locale: Locale = ENGLISH) -> Reading[Subject]:
    """The dataset with every fault of its two files; nothing where its description cannot be used."""
    described = read_dataset(root, dataset, frame, locale)
    if described.value is None:
        return Reading(None, described.issues, described.fatal)
    file = f"datasets/{dataset}/source.csv"
    source = read_source(root / file, file, layout(described.value, frame, locale))
    toml = (root / "datasets" / dataset / "dataset.toml").read_text(encoding="utf-8")
    own = issues_of(source.faults, locale)
    return Reading(Subject(described.value, source, toml), (*described.issues, *own))


def layout(dataset: Dataset, frame: Frame, locale: Locale = ENGLISH) -> Layout:
    """What the dataset's `source.csv` may hold; codes are named in `locale` first."""
    lists = {own.id: _names(own.codelist, locale) for own in dataset.structure if own.codelist is not None}
    lists["unit"] = _names(frame.codelists.get("unit", ()), locale)
    lists["source_id"] = dict.fromkeys(frame.sources, ())
    indicators = dataset.structure[INDICATOR].codelist if INDICATOR in dataset.structure else None
    counts = frozenset(code.id for code in indicators or () if code.annotation("decimals") == "0")
    return Layout(dataset.structure.ids, lists, counts)


def _names(codes: Iterable[Code], locale: Locale) -> dict[str, tuple[str, ...]]:
    """The names of each code that can carry figures, by code, that of the language first."""
    return {
        code.id: tuple(text for _, text in sorted(code.name, key=lambda own: own[0] != locale))
        for code in codes
        if not code.grouping
    }


def issues_of(faults: Iterable[Fault], locale: Locale) -> tuple[Issue, ...]:
    """The faults said in the language."""
    return tuple(fault.issue(locale) for fault in faults)
