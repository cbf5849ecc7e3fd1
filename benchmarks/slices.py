"""Questions of one size that have not been asked before: other provinces and years each time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from random import Random

import pyarrow as pa
import pyarrow.parquet

from dantoc.model.dataset import Catalogue, Dataset
from dantoc.model.query import Query

INDICATOR = "average_population"
ROWS = 100
WITHIN = 10
"""A slice may have so many rows more or less."""
PREPARED = 2_000
"""Questions drawn before the clock runs: more than all turns of a row take."""


@dataclass(frozen=True)
class Slice:
    """One question: an indicator, some areas, some years."""

    dataset: str
    areas: tuple[str, ...]
    years: tuple[int, ...]

    @property
    def selections(self) -> dict[str, str]:
        """What is selected, as addresses say it."""
        return {"indicator": INDICATOR, "area": ",".join(self.areas), "year": ",".join(map(str, self.years))}

    @property
    def query(self) -> Query:
        """The question as the engine takes it."""
        return Query.of(self.dataset, self.selections)

    @property
    def condition(self) -> str:
        """The question as the WHERE of SQL."""
        areas = ", ".join(f"'{own}'" for own in self.areas)
        years = ", ".join(map(str, self.years))
        return f"indicator = '{INDICATOR}' AND area IN ({areas}) AND year IN ({years})"


def largest(catalogue: Catalogue) -> Dataset:
    """The dataset with the most figures."""
    return max(catalogue.datasets.values(), key=lambda own: own.distribution.rows)


def fresh_slices(dataset: Dataset, seed: int = 1) -> Iterator[Slice]:
    """Slices of about `ROWS` figures, no one twice, drawn beforehand; the same seed gives the same."""
    return iter(list(islice(_drawn(dataset, seed), PREPARED)))


def one_slice(dataset: Dataset) -> Slice:
    """A slice to be asked again and again."""
    return next(_drawn(dataset, seed=0))


def _drawn(dataset: Dataset, seed: int) -> Iterator[Slice]:
    figures = pyarrow.parquet.read_table(dataset.distribution.path, columns=["indicator", "area", "year"])
    counts = _counts(figures)
    areas = sorted({area for area, _ in counts})
    years = sorted({year for _, year in counts})
    chance, given = Random(seed), set()
    while True:
        some = tuple(sorted(chance.sample(areas, chance.randint(3, 10))))
        span = tuple(sorted(chance.sample(years, min(len(years), chance.randint(2, 7)))))
        rows = sum(counts.get(own, 0) for own in product(some, span))
        if abs(rows - ROWS) <= WITHIN and (some, span) not in given:
            given.add((some, span))
            yield Slice(dataset.id, some, span)


def _counts(figures: pa.Table) -> dict[tuple[str, int], int]:
    counts: dict[tuple[str, int], int] = {}
    for row in figures.to_pylist():
        if row["indicator"] == INDICATOR:
            counts[row["area"], row["year"]] = counts.get((row["area"], row["year"]), 0) + 1
    return counts
