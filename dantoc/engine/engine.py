"""A `Query` answered: selected, ordered, derived, with the breaks and the sources of the figures in view."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from dantoc.catalogue.gallery import Gallery, read_gallery
from dantoc.catalogue.loading import load_catalogue
from dantoc.catalogue.publications import Publications
from dantoc.catalogue.search import SearchIndex
from dantoc.catalogue.settings import settings
from dantoc.catalogue.shelf import Shelf, read_shelf
from dantoc.engine.cache import MadeOnce, ResultCache
from dantoc.engine.derivations import DERIVATIONS, Deriver, Offer
from dantoc.engine.held import Found
from dantoc.engine.notes import with_all_notes
from dantoc.engine.ordering import by_value, in_printed_order, reference_slice
from dantoc.engine.resolving import resolve
from dantoc.model.dataset import Break, Catalogue, Dataset, Source
from dantoc.model.errors import TooManyCells, UnknownDimension
from dantoc.model.query import Query
from dantoc.model.result import Result
from dantoc.model.structure import TIME

if TYPE_CHECKING:
    from dantoc.engine.warehouse import Warehouse


class Engine:
    """The catalogue and its figures: one a process, shared by all threads."""

    def __init__(self, catalogue: Catalogue, url: str | None = None, held_rows: int | None = None) -> None:
        """The engine over the Parquet files of `catalogue`, or over the SQL database of that SQLAlchemy URL.

        Datasets of up to `held_rows` figures are asked in memory, larger ones in SQL; None is `warehouse.HELD_ROWS`.
        """
        self.catalogue = catalogue
        self._url, self._held_rows = url, held_rows
        self._kept = ResultCache()

    def run(self, query: Query, limit_cells: int | None = None, order_by: str | None = None) -> Result:
        """The figures the query asks for, in the order to be printed; no rows where there are none.

        With the order ``value`` or ``-value`` the codes of one dimension are sorted by their values in a reference
        slice (see `ordering.reference_slice`): of `order_by` (the first row dimension of a table, say), or else of the
        first varying dimension that the default view has in its rows, or else of the first varying one.

        Raises:
            UnknownDataset, BrokenDataset: no such dataset, or none that can be served.
            UnknownDimension, UnknownCode, BadSelection, BadPeriod: a selection that means nothing here.
            UnknownDerivation: a derivation that does not exist or means nothing for the dataset.
            TooManyCells: more figures than `limit_cells`.
        """
        asked = (query, order_by)
        result = self._kept.get(asked)
        if result is None:
            result = self._answer(query, order_by, limit_cells)
            self._kept.put(asked, result)
        _check_size(len(result), limit_cells)
        return result

    @cached_property
    def _warehouse(self) -> Warehouse:
        """The warehouse, opened at its first use: what it is made of takes a while to import."""
        from dantoc.engine.warehouse import HELD_ROWS, Warehouse

        return Warehouse(self._url, HELD_ROWS if self._held_rows is None else self._held_rows)

    @cached_property
    def _deriver(self) -> Deriver:
        return Deriver(self._warehouse.figures, DERIVATIONS)

    @cached_property
    def search_index(self) -> SearchIndex:
        """The search over the engine's catalogue, made at its first use."""
        return SearchIndex(self.catalogue)

    @cached_property
    def gallery(self) -> Gallery:
        """The finished charts that lie beside the engine's catalogue, read at their first use."""
        return read_gallery(self.catalogue.root, self.catalogue)

    @cached_property
    def publications(self) -> Publications:
        """The publications that lie beside the engine's catalogue, each read at its first use."""
        return Publications(self.catalogue)

    @cached_property
    def shelf(self) -> Shelf:
        """The publications of others, read at their first use."""
        return read_shelf(self.catalogue.root, languages=self.catalogue.languages)

    def codes(self, query: Query) -> dict[str, tuple[str, ...]]:
        """For each dimension the codes that the query's selections come to, whether or not figures bear them together.

        Raises:
            As `run`, for the dataset and the selections.
        """
        return resolve(self.catalogue.dataset(query.dataset), query, self._warehouse)

    def count(self, query: Query) -> int:
        """How many figures the query would give.

        Raises:
            As `run`, for the dataset and the selections.
        """
        return self._warehouse.count(self.catalogue.dataset(query.dataset), self.codes(query))

    def available(self, query: Query, by: tuple[str, ...], limit_cells: int | None = None) -> pa.Table:
        """Which combinations of the dimensions `by` bear figures of the query, and how many each.

        A row a combination in printed order: the columns of `by` (strings, `year` int16) and ``figures`` (int64).
        Counted in the warehouse: no figure is read.

        Raises:
            As `run`, for the dataset and the selections.
            UnknownDimension: `by` names none, or one that the dataset does not have.
            TooManyCells: more combinations than `limit_cells`.
        """
        dataset = self.catalogue.dataset(query.dataset)
        for name in by or ("",):
            if name not in dataset.structure:
                raise UnknownDimension("by", name, dataset.structure.ids)
        one_more = None if limit_cells is None else limit_cells + 1
        found = self._warehouse.available(dataset, self.codes(query), by, one_more)
        if found.num_rows == one_more:
            raise TooManyCells("by", f"> {limit_cells}", (f"≤ {limit_cells}",))
        return in_printed_order(found, dataset.structure, by)

    def offers(self, result: Result) -> tuple[Offer, ...]:
        """The derivations that give at least one figure for the view of a result of this engine; quick to ask again."""
        return self._deriver.offers(result)

    def fits(self, result: Result, derivation: str) -> bool:
        """Whether a derivation, offered or not, gives a figure for the view of a result of this engine."""
        return self._deriver.fits(result, derivation)

    def close(self) -> None:
        """Let go of the database: for tests and for a process that ends."""
        self._warehouse.close()

    def _answer(self, query: Query, order_by: str | None, limit_cells: int | None) -> Result:
        dataset = self.catalogue.dataset(query.dataset)
        if order_by is not None and order_by not in dataset.structure:
            raise UnknownDimension("order_by", order_by, dataset.structure.ids)
        asked = self.codes(query)
        if limit_cells is not None and prod(map(len, asked.values())) > limit_cells:
            _check_size(self._warehouse.count(dataset, asked), limit_cells)
        found = self._warehouse.found(dataset, asked)
        codes = _ordered(dataset, query, found, found.borne(asked), order_by)
        figures = found.sorted_by(codes)
        plain = Result(
            query=query,
            dataset=dataset,
            data=with_all_notes(figures),
            codes=codes,
            breaks=tuple(own for own in dataset.breaks if _touches(own, found)),
            sources=_sources(self.catalogue, figures),
        )
        return self._deriver.derive(plain)


@MadeOnce
def open_engine() -> Engine:
    """The engine of this process, over the content of the checkout and the warehouse of the settings."""
    own = settings()
    return Engine(load_catalogue(own.root), own.warehouse_url)


def _check_size(figures: int, limit: int | None) -> None:
    if limit is not None and figures > limit:
        raise TooManyCells("cells", figures, (f"≤ {limit}",), "narrow a selection, or fetch the dataset's file")


def _ordered(
    dataset: Dataset, query: Query, found: Found, codes: dict[str, tuple[str, ...]], order_by: str | None
) -> dict[str, tuple[str, ...]]:
    if query.order == "code" or not found.figures.num_rows:
        return codes
    varying = [name for name in dataset.structure.ids if name != TIME and len(codes[name]) > 1]
    wished = [name for name in (order_by, *dataset.default_view.rows) if name in varying]
    chosen = next(iter([*wished, *varying]), None)
    if chosen is None:
        return codes
    values = reference_slice(found.figures, chosen, codes)
    ordered = by_value(dataset.structure[chosen], codes[chosen], values, falling=query.order == "-value")
    return {**codes, chosen: ordered}


def _touches(change: Break, found: Found) -> bool:
    """Whether figures in view that the break is about stand on both sides of it."""
    years = found.years[found.inside(change.where)]
    return bool(years.size and years.min() < change.after <= years.max())


def _sources(catalogue: Catalogue, figures: pa.Table) -> tuple[Source, ...]:
    """The sources of the figures, most used first; ties in the order of the catalogue."""
    used: Mapping[str, int] = {
        counted["values"]: counted["counts"] for counted in pc.value_counts(figures.column("source_id")).to_pylist()
    }
    places = {source: place for place, source in enumerate(catalogue.sources)}
    ordered = sorted(used.keys() & places.keys(), key=lambda source: (-used[source], places[source]))
    return tuple(catalogue.sources[source] for source in ordered)
