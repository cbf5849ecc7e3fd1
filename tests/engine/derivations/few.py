"""A few figures made by hand, and what is derived from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from dantoc.engine.derivations import DERIVATIONS, Deriver
from dantoc.model.dataset import Break, Dataset
from dantoc.model.result import DerivedMeasure, Result
from dantoc.model.text import LocalizedText
from tests.results import result

DIMENSIONS = ("indicator", "ethnic_group", "area", "sex", "year")
CHANGED = LocalizedText.of(vi="đổi định nghĩa", en="new definition")

Row = Mapping[str, object]
Told = tuple[float | None, str | None]
"""A derived value and its status."""


def series(values: Mapping[int, float | None], **codes: object) -> list[Row]:
    """The figures of one series by year; None is a missing one."""
    return [
        {"year": year, "value": value, "obs_status": "A" if value is not None else "O", **codes}
        for year, value in values.items()
    ]


def by(dimension: str, values: Mapping[str, float | None], **codes: object) -> list[Row]:
    """The figures of one slice by the codes of a dimension; None is a suppressed one."""
    return [
        {dimension: code, "value": value, "obs_status": "A" if value is not None else "Q", **codes}
        for code, value in values.items()
    ]


def figures(rows: Iterable[Row], breaks: tuple[Break, ...] = (), dimensions: tuple[str, ...] = DIMENSIONS) -> Result:
    """The whole of a dataset of these figures."""
    return result(list(rows), dimensions=dimensions, breaks=breaks)


def deriver(whole: Result) -> Deriver:
    """Derivations over that dataset and no other."""

    def read(dataset: Dataset, codes: Mapping[str, tuple[str, ...]]) -> pa.Table:
        return _among(whole, codes).data

    return Deriver(read, DERIVATIONS)


def derive(whole: Result, *keys: str, **view: Iterable[str]) -> Result:
    """The part of the dataset in view, with the columns derived."""
    seen = _among(whole, {name: tuple(codes) for name, codes in view.items()})
    return deriver(whole).derive(replace(seen, query=seen.query.deriving(*keys)))


def told(whole: Result, key: str, *names: str, **view: Iterable[str]) -> dict[object, Told]:
    """What is derived, by the codes in the dimensions named."""
    full = derive(whole, key, **view)
    own = measure(full, key).id
    rows = full.data.to_pylist()
    keys = [tuple(row[name] for name in names) for row in rows]
    return {
        key[0] if len(key) == 1 else key: (row[own], row[f"{own}_status"]) for key, row in zip(keys, rows, strict=True)
    }


def measure(full: Result, key: str) -> DerivedMeasure:
    """The derived measure of that key."""
    return next(own for own in full.derived if own.key == key)


def _among(whole: Result, codes: Mapping[str, tuple[str, ...]]) -> Result:
    data = whole.data
    for name, own in codes.items():
        wanted = [int(code) for code in own] if name == "year" else list(own)
        data = data.filter(pc.is_in(data.column(name), value_set=pa.array(wanted, data.column(name).type)))
    borne = {name: {str(code) for code in data.column(name).to_pylist()} for name in whole.codes}
    seen = {name: tuple(code for code in own if code in borne[name]) for name, own in whole.codes.items()}
    return replace(whole, data=data, codes=seen)
