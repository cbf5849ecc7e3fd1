"""Invented tables with small cells: counts over groups, areas and sexes whose totals all add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import product
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dantoc.engine.warehouse import schema_of
from dantoc.model.codes import Code, CodeList
from dantoc.model.dataset import Catalogue, Dataset, DefaultView, Distribution, Licence, Source
from dantoc.model.disclosure import NOTHING, DisclosurePolicy
from dantoc.model.query import Query
from dantoc.model.structure import Concept, DataStructure, Dimension
from dantoc.model.text import NO_TEXT, LocalizedText

ID = "small_cells"
THRESHOLD = 5
YEAR = "2019"
COUNT, RATE = "counted", "rate"

Key = tuple[str, ...]
"""Group, area, sex."""
Cells = dict[Key, int]
Tree = Mapping[str, tuple[str, ...]]

GROUPS: Tree = {"_T": ("01", "EM"), "EM": ("02", "03", "04")}
AREAS: Tree = {"VN": ("R1", "R2"), "R1": ("02", "04", "06"), "R2": ("10", "22")}
SEXES: Tree = {"_T": ("M", "F")}
TREES: tuple[Tree, ...] = (GROUPS, AREAS, SEXES)
TOPS = ("_T", "VN", "_T")
DIMENSIONS = ("ethnic_group", "area", "sex")


def leaves(tree: Tree, top: str) -> tuple[str, ...]:
    """The codes at the bottom below `top`, itself where nothing is below it."""
    return tuple(leaf for child in tree.get(top, ()) for leaf in leaves(tree, child)) or (top,)


def codes(tree: Tree, top: str) -> tuple[str, ...]:
    """`top` and all codes below it."""
    return (top, *(code for child in tree.get(top, ()) for code in codes(tree, child)))


def leaf_keys(by_sex: bool) -> tuple[Key, ...]:
    """The innermost cells: of each group in each province, by sex or not."""
    return tuple(product(leaves(GROUPS, "_T"), leaves(AREAS, "VN"), leaves(SEXES, "_T") if by_sex else ("_T",)))


def with_totals(inner: Mapping[Key, int], without: Iterable[str] = ()) -> Cells:
    """Every cell of the table with these innermost cells; none of a code of `without`."""
    by_sex = any(key[2] != "_T" for key in inner)
    spans = [codes(tree, top) for tree, top in zip(TREES, TOPS, strict=True)]
    if not by_sex:
        spans[2] = ("_T",)
    left_out = set(without)
    return {key: _sum(inner, key, by_sex) for key in product(*spans) if left_out.isdisjoint(key)}


def _sum(inner: Mapping[Key, int], key: Key, by_sex: bool) -> int:
    below = [leaves(tree, code) for tree, code in zip(TREES, key, strict=True)]
    if not by_sex:
        below[2] = ("_T",)
    return sum(inner[leaf] for leaf in product(*below))


def text(said: str) -> LocalizedText:
    return LocalizedText.of(vi=f"{said} (vi)", en=f"{said} (en)")


def _list(name: str, tree: Tree, top: str) -> CodeList:
    above = {child: parent for parent, children in tree.items() for child in children}
    parents = {code: (("main", above[code]),) if code in above else () for code in codes(tree, top)}
    return CodeList(name, tuple(Code(code, text(code), parents=own) for code, own in parents.items()))


@cache
def structure() -> DataStructure:
    """Indicator, group, area, sex, year; every code of them in use."""
    indicators = CodeList(
        "indicator",
        tuple(
            Code(name, text(name), annotations=(("additive", said),))
            for name, said in ((COUNT, "true"), (RATE, "false"))
        ),
    )
    lists = [indicators, *(_list(*own) for own in zip(DIMENSIONS, TREES, TOPS, strict=True))]
    own = [Dimension(Concept(one.id, text(one.id)), one, tuple(code.id for code in one)) for one in lists]
    return DataStructure((*own, Dimension(Concept("year", text("year"), role="time"), None, (YEAR,))))


def figures(
    cells: Mapping[Key, int | None], rates: Mapping[Key, float] | None = None, source: str = "book"
) -> pa.Table:
    """The cells, and perhaps rates, as a table of figures; one that is None is suppressed already."""
    rows = [_row(COUNT, key, value, 0, "persons", source) for key, value in cells.items()]
    rows += [_row(RATE, key, value, 1, "percent", source) for key, value in (rates or {}).items()]
    return pa.Table.from_pylist(rows, schema=schema_of(structure()))


def _row(indicator: str, key: Key, value: float | None, decimals: int, unit: str, source: str) -> dict[str, object]:
    return {
        "indicator": indicator,
        **dict(zip(DIMENSIONS, key, strict=True)),
        "year": int(YEAR),
        "value": value,
        "decimals": decimals,
        "unit": unit,
        "obs_status": "Q" if value is None else "A",
        "source_id": source,
        "locator": "table 1",
        "note_vi": f"Nguồn in {value}.",
        "note_en": f"The source prints {value}.",
    }


def dataset(policy: DisclosurePolicy | None = None, file: Distribution | None = None) -> Dataset:
    """The dataset of the table, in which nothing is published already unless `policy` says otherwise."""
    return Dataset(
        id=ID,
        version="1.0.0",
        issued=date(2026, 11, 23),
        modified=date(2026, 11, 23),
        title=text("Small cells"),
        summary=NO_TEXT,
        description=NO_TEXT,
        themes=(),
        system="census",
        frequency="IRREG",
        licence=Licence("free", NO_TEXT, NO_TEXT),
        coverage=NO_TEXT,
        method=NO_TEXT,
        quality=NO_TEXT,
        known_problems=NO_TEXT,
        comparability=NO_TEXT,
        publisher=NO_TEXT,
        publisher_url="",
        contact=NO_TEXT,
        keywords=(),
        structure=structure(),
        default_view=DefaultView(
            Query.of(ID, {"indicator": COUNT, "area": "VN", "sex": "_T"}), ("ethnic_group",), ("sex",)
        ),
        breaks=(),
        sums=(),
        distribution=file or Distribution("", 0, 0, ""),
        sources=(),
        disclosure=policy or DisclosurePolicy(THRESHOLD, NOTHING),
    )


def catalogue(folder: Path, table: pa.Table, policy: DisclosurePolicy | None = None) -> Catalogue:
    """A catalogue of that dataset alone, its figures in a file in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "data.parquet"
    pq.write_table(table, path)
    file = Distribution(str(path), table.num_rows, path.stat().st_size, sha256(path.read_bytes()).hexdigest())
    lists = {own.id: own.codelist for own in structure() if own.codelist is not None}
    concepts = {own.id: own.concept for own in structure()}
    sources = {"book": Source("book", text("book"), text("office"), "2020", "", "primary")}
    own = dataset(policy, file)
    return Catalogue(text("made up"), text("us"), ("vi", "en"), {ID: own}, lists, concepts, (), {}, sources)


def given_out(table: pa.Table, indicator: str = COUNT) -> dict[Key, float | None]:
    """The values of one indicator that a table of figures gives out, None where it gives none."""
    rows = (row for row in table.to_pylist() if row["indicator"] == indicator)
    return {tuple(row[name] for name in DIMENSIONS): row["value"] for row in rows}
