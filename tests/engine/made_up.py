"""A catalogue of one invented dataset that holds every case the engine must meet, and its figures as a plain frame."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from itertools import product
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dantoc.model.codes import Code, CodeList
from dantoc.model.dataset import Break, Catalogue, Dataset, DefaultView, Distribution, Licence, Source
from dantoc.model.query import Query
from dantoc.model.structure import Concept, DataStructure, Dimension
from dantoc.model.text import LocalizedText

ID = "made_up"
DIMENSIONS = ("indicator", "ethnic_group", "area", "sex", "year")
GROUPS = tuple(f"{number:02d}" for number in range(2, 14))
PROVINCES = {"R1": ("02", "04", "06"), "R2": ("01", "22"), "R3": ("40", "42")}
YEARS = (1999, 2009, 2019)
SUPPRESSED = ("counted", "13", "VN", "_T", 2019)
MISSING = ("counted", "12", "VN", "_T", 2019)


def _text(said: str) -> LocalizedText:
    return LocalizedText.of(vi=f"{said} (vi)", en=f"{said} (en)")


def _code(code: str, parent: str | None = None, family: str | None = None, **more: str) -> Code:
    parents = [(name, above) for name, above in (("main", parent), ("family", family)) if above]
    return Code(code, _text(code), parents=tuple(parents), annotations=tuple(more.items()))


CODELISTS = {
    "indicator": CodeList("indicator", (_code("counted", additive="true"), _code("rate", additive="false"))),
    "ethnic_group": CodeList(
        "ethnic_group",
        (
            _code("_T"),
            _code("01", "_T", "F_A"),
            _code("EM", "_T"),
            *(_code(group, "EM", "F_A" if int(group) % 2 else "F_B") for group in GROUPS),
            _code("54", "EM", "F_A"),
            Code("F_A", _text("F_A"), grouping=True),
            Code("F_B", _text("F_B"), grouping=True),
        ),
    ),
    "area": CodeList(
        "area",
        (
            _code("VN"),
            *(own for r, below in PROVINCES.items() for own in (_code(r, "VN"), *(_code(p, r) for p in below))),
            _code("99", "R3"),
        ),
    ),
    "sex": CodeList("sex", (_code("_T"), _code("M", "_T"), _code("F", "_T"))),
}


def persons(group: str, area: str, sex: str, year: int) -> int:
    """The invented count: parts add up to every total by the way it is made."""
    groups = {"_T": ("01", *GROUPS), "EM": GROUPS}.get(group, (group,))
    provinces = {"VN": tuple(p for below in PROVINCES.values() for p in below), **PROVINCES}.get(area, (area,))
    sexes = ("M", "F") if sex == "_T" else (sex,)
    return sum(
        (97 * int(one) * int(two)) % 1009 + int(one) + (three == "F") * 3 + (year - 1999)
        for one, two, three in product(groups, provinces, sexes)
    )


def figures() -> pd.DataFrame:
    """The figures as stored: all of the counts, with gaps, and a rate for the country only."""
    return pd.DataFrame([*_counts(), *_rates()])


def published() -> pd.DataFrame:
    """The figures as they may be shown: nothing suppressed holds a number."""
    frame = figures()
    frame.loc[frame.obs_status == "Q", "value"] = None
    return frame


def write(root: Path) -> Catalogue:
    """The catalogue over a Parquet file written to `root`."""
    frame = figures()
    path = root / "data.parquet"
    shuffled = frame.sample(frac=1, random_state=7)
    pq.write_table(pa.Table.from_pandas(shuffled, schema=_schema(), preserve_index=False), path)
    sources = {
        name: Source(name, _text(name), _text("office"), "2020", "", "primary") for name in ("book", "web", "unused")
    }
    dataset = _dataset(frame, path, tuple(sources.values()))
    concepts = {dimension.id: dimension.concept for dimension in dataset.structure}
    return Catalogue(_text("made up"), _text("us"), ("vi", "en"), {ID: dataset}, CODELISTS, concepts, (), {}, sources)


def _counts() -> Iterator[dict[str, object]]:
    areas = [code.id for code in CODELISTS["area"] if code.id != "99"]
    for group, area, sex, year in product(("_T", "01", "EM", *GROUPS), areas, ("_T", "M", "F"), YEARS):
        if area != "VN" and sex != "_T" and year == 1999:
            continue
        key = ("counted", group, area, sex, year)
        status = "Q" if key == SUPPRESSED else "O" if key == MISSING else "E" if group == "01" else "A"
        value = None if status == "O" else float(persons(group, area, sex, year))
        yield _row(key, value, 0, "persons", status, "book")


def _rates() -> Iterator[dict[str, object]]:
    for place, group in enumerate(GROUPS):
        yield _row(("rate", group, "VN", "_T", 2009), 10.5 + place % 5, 1, "percent", "P", "web")


def _row(
    key: tuple[str, str, str, str, int], value: float | None, decimals: int, unit: str, status: str, source: str
) -> dict[str, object]:
    noted = key[1] == "02"
    return {
        **dict(zip(DIMENSIONS, key, strict=True)),
        "value": value,
        "decimals": decimals,
        "unit": unit,
        "obs_status": status,
        "source_id": source,
        "locator": "table 1",
        "note_vi": "Ghi chú." if noted else None,
        "note_en": "A note." if noted else None,
    }


def _schema() -> pa.Schema:
    words = pa.dictionary(pa.int32(), pa.string())
    numbers = {"year": pa.int16(), "value": pa.float64(), "decimals": pa.int8()}
    names = (*DIMENSIONS, "value", "decimals", "unit", "obs_status", "source_id", "locator", "note_vi", "note_en")
    return pa.schema([(name, numbers.get(name, words)) for name in names])


def _dataset(frame: pd.DataFrame, path: Path, sources: tuple[Source, ...]) -> Dataset:
    nothing = LocalizedText()
    return Dataset(
        id=ID,
        version="1.0.0",
        issued=date(2026, 11, 23),
        modified=date(2026, 11, 23),
        title=_text("Made up"),
        summary=nothing,
        description=nothing,
        themes=(),
        system="census",
        frequency="IRREG",
        licence=Licence("free", nothing, nothing),
        coverage=nothing,
        method=nothing,
        quality=nothing,
        known_problems=nothing,
        comparability=nothing,
        publisher=nothing,
        publisher_url="",
        contact=nothing,
        keywords=(),
        structure=DataStructure(tuple(_dimension(name, frame) for name in DIMENSIONS)),
        default_view=DefaultView(Query.of(ID, {"indicator": "counted", "sex": "_T"}), ("ethnic_group",), ("year",)),
        breaks=(
            Break(2009, _text("new groups"), (("ethnic_group", ("02", "03")),)),
            Break(2019, _text("new areas")),
        ),
        sums=(),
        distribution=Distribution(str(path), len(frame), path.stat().st_size, sha256(path.read_bytes()).hexdigest()),
        sources=sources,
    )


def _dimension(name: str, frame: pd.DataFrame) -> Dimension:
    concept = Concept(name, _text(name), role="time" if name == "year" else "dimension")
    if name == "year":
        return Dimension(concept, None, tuple(str(year) for year in sorted(frame.year.unique())))
    borne = set(frame[name])
    return Dimension(concept, CODELISTS[name], tuple(code.id for code in CODELISTS[name] if code.id in borne))
