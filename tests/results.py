"""Results made by hand for the tests of tables and figures, on the code lists that stand in `datasets/codelists`."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pyarrow as pa

from dantoc.model.codes import Code, CodeList
from dantoc.model.dataset import Break, Dataset, DefaultView, Distribution, Licence, Source
from dantoc.model.query import Query
from dantoc.model.result import DerivedMeasure, Result
from dantoc.model.structure import Concept, DataStructure, Dimension
from dantoc.model.text import LocalizedText

DATASETS = Path(__file__).resolve().parents[1] / "datasets"
NOTHING = LocalizedText()

Figure = Mapping[str, object]


@lru_cache
def codelist(name: str) -> CodeList:
    with (DATASETS / "codelists" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return CodeList(name, tuple(_code(line) for line in csv.DictReader(file)))


def _code(line: Mapping[str, str]) -> Code:
    known = {"code", "name_vi", "name_en", "parent", "alias", "search_only"}
    parents = [("main", line["parent"])] if line.get("parent") else []
    parents += [(key.removeprefix("parent_"), own) for key, own in line.items() if key.startswith("parent_") and own]
    return Code(
        id=line["code"],
        name=LocalizedText.of(vi=line["name_vi"], en=line["name_en"]),
        parents=tuple(parents),
        grouping=line.get("kind") == "grouping",
        annotations=tuple((key, own) for key, own in line.items() if key not in known and own),
    )


NAMES = {
    "indicator": ("Chỉ tiêu", "Indicator"),
    "ethnic_group": ("Dân tộc", "Ethnic group"),
    "area": ("Địa bàn", "Area"),
    "sex": ("Giới tính", "Sex"),
    "residence": ("Thành thị, nông thôn", "Residence"),
    "age": ("Độ tuổi", "Age"),
    "year": ("Năm", "Year"),
}


def result(
    figures: Iterable[Figure],
    *,
    dimensions: Sequence[str] = ("indicator", "ethnic_group", "area", "sex", "residence", "year"),
    derived: tuple[DerivedMeasure, ...] = (),
    breaks: tuple[Break, ...] = (),
    title: tuple[str, str] = ("Bộ số liệu thử", "Synthetic figures"),
    order: str = "code",
    sources: tuple[Source, ...] | None = None,
) -> Result:
    """The result of these figures; a dimension that a figure leaves out holds its total."""
    rows = [_row(figure, dimensions) for figure in figures]
    codes = {own: _codes(own, rows) for own in dimensions}
    rows.sort(key=lambda row: tuple(codes[own].index(str(row[own])) for own in dimensions))
    structure = DataStructure(tuple(_dimension(own, codes[own]) for own in dimensions))
    names = [*dimensions, "value", "decimals", "unit", "obs_status", "source_id", "locator", "note_vi", "note_en"]
    for measure in derived:
        names += [measure.id, f"{measure.id}_status"]
    data = pa.table({name: _column(name, [row.get(name) for row in rows]) for name in names})
    own_sources = sources if sources is not None else (source("office"),)
    dataset = _dataset(structure, title, breaks, own_sources, len(rows))
    content = repr((rows, breaks, derived, own_sources))
    told_apart = replace(dataset.distribution, sha256=hashlib.sha256(content.encode()).hexdigest())
    dataset = replace(dataset, distribution=told_apart)
    query = Query(dataset.id, order=order)
    return Result(query, dataset, data, codes, derived, breaks, own_sources)


def source(name: str) -> Source:
    title = LocalizedText.of(vi=f"Nguồn {name}", en=f"Source {name}")
    publisher = LocalizedText.of(vi="Tổng cục Thống kê", en="General Statistics Office")
    return Source(name, title, publisher, "2020", "", "primary")


def from_source(dataset: str, **select: Iterable[str]) -> Result:
    """The figures of a dataset's `source.csv` whose codes are among those selected."""
    with (DATASETS / dataset / "source.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    own = list(lines[0])
    dimensions = own[: own.index("value")]
    wanted = {name: set(codes) for name, codes in select.items()}
    kept = [line for line in lines if all(line[name] in codes for name, codes in wanted.items())]
    sources = {line["source_id"]: source(line["source_id"]) for line in kept}
    return result(
        [_figure(line) for line in kept],
        dimensions=dimensions,
        title=(dataset, dataset),
        sources=tuple(sources.values()),
    )


def _figure(line: Mapping[str, str]) -> Figure:
    digits = line["value"].partition(".")[2]
    return {**line, "value": float(line["value"]) if line["value"] else None, "decimals": len(digits)}


def _row(figure: Figure, dimensions: Sequence[str]) -> dict[str, object]:
    base: dict[str, object] = {own: "VN" if own == "area" else "_T" for own in dimensions}
    base |= {"indicator": "population", "year": 2019} if "indicator" in dimensions else {"year": 2019}
    base |= {"decimals": 0, "unit": "persons", "obs_status": "A", "source_id": "office", "locator": "Biểu 1"}
    row = {**base, **{key: own for key, own in figure.items() if own != ""}}
    return {**row, "year": int(str(row["year"]))}


def _codes(dimension: str, rows: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    own = {str(row[dimension]) for row in rows}
    known = _list(dimension)
    return tuple(sorted(own, key=int if known is None else known.position))


def _list(dimension: str) -> CodeList | None:
    if dimension == "year":
        return None
    name = {"level": "education_level"}.get(dimension, dimension)
    if (DATASETS / "codelists" / f"{name}.csv").exists():
        return codelist(name)
    return CodeList(name, ())


def _dimension(name: str, codes: tuple[str, ...]) -> Dimension:
    vi, en = NAMES.get(name, (name, name))
    concept = Concept(name, LocalizedText.of(vi=vi, en=en), role="time" if name == "year" else "dimension")
    known = _list(name)
    if known is not None and not len(known):
        known = CodeList(name, tuple(Code(code, LocalizedText.of(vi=code, en=code)) for code in codes))
    return Dimension(concept, known, codes)


def _column(name: str, values: list[object]) -> pa.Array:
    if name == "year":
        return pa.array(values, pa.int16())
    if name == "decimals":
        return pa.array(values, pa.int8())
    texts = (
        name.endswith("_status") or any(isinstance(value, str) for value in values) or name in ("note_vi", "note_en")
    )
    return pa.array(values, pa.string() if texts else pa.float64())


def _dataset(
    structure: DataStructure,
    title: tuple[str, str],
    breaks: tuple[Break, ...],
    sources: tuple[Source, ...],
    rows: int,
) -> Dataset:
    text = LocalizedText.of(vi=title[0], en=title[1])
    licence = Licence("decree-47-2020", text, text)
    view = DefaultView(Query("synthetic"), ("ethnic_group",), ("year",))
    return Dataset(
        id="synthetic",
        version="1.0.0",
        issued=date(2026, 11, 23),
        modified=date(2026, 11, 23),
        title=text,
        summary=text,
        description=text,
        themes=("population",),
        system="census",
        frequency="IRREG",
        licence=licence,
        coverage=NOTHING,
        method=NOTHING,
        quality=NOTHING,
        known_problems=NOTHING,
        comparability=NOTHING,
        publisher=NOTHING,
        publisher_url="",
        contact=NOTHING,
        keywords=(),
        structure=structure,
        default_view=view,
        breaks=breaks,
        sums=(),
        distribution=Distribution("data.parquet", rows, 0, "0" * 64),
        sources=sources,
        units=codelist("unit"),
    )
