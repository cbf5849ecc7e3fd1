"""What the engine hands back: figures with their structure, flags, notes, sources and version."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from dantoc.model.codes import Code
from dantoc.model.dataset import Break, Dataset, Source
from dantoc.model.query import Query
from dantoc.model.structure import MEASURE
from dantoc.model.text import LocalizedText


@dataclass(frozen=True)
class DerivedMeasure:
    """A column that the engine computed from published figures.

    `id` is the column's name in `Result.data`; its flags stand in the column ``<id>_status``. `key` is the derivation
    as written in the query. What is derived from several figures at once stands on one of them; the others have neither
    number nor flag (null). `adds_up` says whether parts add up to their whole, as shares do and ratios do not.
    """

    id: str
    key: str
    name: LocalizedText
    unit: str
    decimals: int
    formula: LocalizedText
    inputs: LocalizedText
    adds_up: bool = False


@dataclass(frozen=True)
class Result:
    """The figures a query asked for.

    `data` has a row a figure, in the order to be printed: the dimensions (strings, `year` int16), `value` float64,
    `decimals` int8, `unit`, `obs_status`, `source_id`, `locator`, the `note_<language>` columns, and for each derived
    measure its column (float64) and its status column. `codes` holds, for each dimension, the codes in view in the
    order to be shown.
    """

    query: Query
    dataset: Dataset
    data: pa.Table
    codes: Mapping[str, tuple[str, ...]]
    derived: tuple[DerivedMeasure, ...] = ()
    breaks: tuple[Break, ...] = ()
    sources: tuple[Source, ...] = ()
    """Those of the figures in view, most used first."""

    def __len__(self) -> int:
        return int(self.data.num_rows)

    @property
    def measures(self) -> tuple[str, ...]:
        """The columns that hold numbers to show: the published value first, then the derived."""
        return (MEASURE, *(measure.id for measure in self.derived))

    @property
    def units(self) -> tuple[str, ...]:
        """The units of the published figures in view, each once."""
        return tuple(dict.fromkeys(self.data.column("unit").to_pylist()))

    @property
    def varying(self) -> tuple[str, ...]:
        """The dimensions with more than one code in view, in the order of the structure."""
        return tuple(own for own in self.dataset.structure.ids if len(self.codes.get(own, ())) > 1)

    def measure(self, measure: str) -> DerivedMeasure | None:
        """The derived measure of that id; None for the published value."""
        return next((own for own in self.derived if own.id == measure), None)

    def touched_by(self, own: Break) -> tuple[Code, ...]:
        """The codes in view that the break names; none where it touches all."""
        structure = self.dataset.structure
        return tuple(
            structure[dimension].code(code)
            for dimension, codes in own.where
            for code in self.codes.get(dimension, ())
            if code in codes and len(self.codes[dimension]) > 1
        )

    @property
    def etag(self) -> str:
        """A fingerprint of dataset, version, query and order: the same figures in the same order have the same one."""
        own = self.dataset
        said = f"{own.id}\n{own.version}\n{own.checksum}\n{self.query!r}\n{sorted(self.codes.items())}"
        return hashlib.sha256(said.encode()).hexdigest()[:32]


class Known:
    """A result as the key of a cache: known by its fingerprint, so that the same question of the same figures is
    printed and drawn once."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self._etag = result.etag

    def __hash__(self) -> int:
        return hash(self._etag)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Known) and other._etag == self._etag
