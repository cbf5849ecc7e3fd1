"""The published file of a dataset: the same figures and description give the same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dantoc.curation.breaks import apply_breaks
from dantoc.curation.content import Subject
from dantoc.curation.source_csv import SourceFigure
from dantoc.model.codes import CodeList
from dantoc.model.structure import MEASURE, TIME
from dantoc.model.text import ENGLISH, VIETNAMESE, LocalizedText

ROW_GROUP = 65_536
METADATA = b"dantoc"
CHECKSUM = b"dantoc_sha256"
"""The footer's key with the checksum of all that stands before the footer and of `METADATA`: a file altered on its way
is known without asking whoever built it."""
NOTES = (f"note_{VIETNAMESE}", f"note_{ENGLISH}")


@dataclass(frozen=True)
class Footer:
    """What the file says of itself beside its figures; the codes, sources and units are read off the figures."""

    id: str
    version: str
    title: LocalizedText
    licence: str
    source_sha256: str
    toml_sha256: str


def file_name(dataset: str) -> str:
    """Where the published file of a dataset lies, from the root."""
    return f"datasets/{dataset}/data.parquet"


def build(root: Path, subject: Subject) -> bytes:
    """The bytes of the published file of a dataset without faults."""
    folder = root / "datasets" / subject.id
    dataset = subject.dataset
    footer = Footer(
        dataset.id,
        dataset.version,
        dataset.title,
        dataset.licence.id,
        sha256((folder / "source.csv").read_bytes()),
        sha256((folder / "dataset.toml").read_bytes()),
    )
    codelists = {own.id: own.codelist for own in dataset.structure if own.codelist is not None}
    figures = apply_breaks(subject.figures, subject.dimensions, dataset.breaks)
    return to_parquet(figures, subject.dimensions, codelists, footer)


def to_parquet(
    figures: Iterable[SourceFigure],
    dimensions: Sequence[str],
    codelists: Mapping[str, CodeList],
    footer: Footer,
) -> bytes:
    """The bytes of the published file; `codelists` is keyed by dimension, `dimensions` ends with the year."""
    ordered = sorted(figures, key=lambda figure: _place(figure, dimensions, codelists))
    table = _table(ordered, dimensions, codelists)
    said = json.dumps(_metadata(ordered, dimensions, codelists, footer), ensure_ascii=False, separators=(",", ":"))
    table = table.replace_schema_metadata({METADATA: said.encode()})
    sink = io.BytesIO()
    with pq.ParquetWriter(
        sink,
        table.schema,
        version="2.6",
        data_page_version="1.0",
        compression="zstd",
        compression_level=9,
        write_statistics=True,
    ) as writer:
        writer.write_table(table, row_group_size=ROW_GROUP)
        writer.add_key_value_metadata({CHECKSUM: sha256(sink.getvalue() + said.encode())})
    return sink.getvalue()


def same_figures(one: bytes, other: bytes) -> bool:
    """Whether two published files hold the same figures, whichever release of the Parquet library wrote them."""
    return bool(pq.read_table(io.BytesIO(one)).equals(pq.read_table(io.BytesIO(other)), check_metadata=False))


def write_whole(path: Path, content: bytes) -> None:
    """Puts the bytes at `path` at once: a reader sees the old file or the new one, never a part of it."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def sha256(content: bytes) -> str:
    """The checksum of the bytes in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _sync_folder(folder: Path) -> None:
    """Makes the renaming itself last through a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _place(
    figure: SourceFigure, dimensions: Sequence[str], codelists: Mapping[str, CodeList]
) -> tuple[tuple[int, str], ...]:
    return tuple(_printed(name, code, codelists) for name, code in zip(dimensions, figure.key, strict=True))


def _printed(dimension: str, code: str, codelists: Mapping[str, CodeList]) -> tuple[int, str]:
    return (int(code) if dimension == TIME else codelists[dimension].position(code)), code


def _codes_in_use(
    figures: Sequence[SourceFigure], place: int, dimension: str, codelists: Mapping[str, CodeList]
) -> list[str]:
    used = {figure.key[place] for figure in figures}
    return sorted(used, key=lambda code: _printed(dimension, code, codelists))


def _table(figures: Sequence[SourceFigure], dimensions: Sequence[str], codelists: Mapping[str, CodeList]) -> pa.Table:
    columns: dict[str, pa.Array] = {}
    for place, name in enumerate(dimensions):
        codes = [figure.key[place] for figure in figures]
        if name == TIME:
            columns[name] = pa.array([int(code) for code in codes], pa.int16())
        else:
            columns[name] = _dictionary(codes, _codes_in_use(figures, place, name, codelists))
    columns[MEASURE] = pa.array([figure.value for figure in figures], pa.float64())
    columns["decimals"] = pa.array([figure.decimals for figure in figures], pa.int8())
    for name in ("unit", "obs_status", "source_id", "locator"):
        columns[name] = _dictionary([getattr(figure, name) for figure in figures])
    for place, name in enumerate(NOTES):
        columns[name] = _dictionary([figure.notes[place] for figure in figures])
    return pa.table(columns)


def _dictionary(values: Sequence[str], order: Sequence[str] | None = None) -> pa.DictionaryArray:
    """The texts as a dictionary column, an empty one as null; the dictionary is in printed order or sorted."""
    known = list(order) if order is not None else sorted({value for value in values if value})
    place = {value: index for index, value in enumerate(known)}
    indices = pa.array([place.get(value) for value in values], pa.int32())
    return pa.DictionaryArray.from_arrays(indices, pa.array(known, pa.string()))


def _metadata(
    figures: Sequence[SourceFigure], dimensions: Sequence[str], codelists: Mapping[str, CodeList], footer: Footer
) -> dict[str, object]:
    sources = Counter(figure.source_id for figure in figures)
    return {
        "id": footer.id,
        "version": footer.version,
        "title": footer.title.as_dict(),
        "rows": len(figures),
        "codes": {name: _codes_in_use(figures, place, name, codelists) for place, name in enumerate(dimensions)},
        "sources": sorted(sources, key=lambda source: (-sources[source], source)),
        "units": sorted({figure.unit for figure in figures}),
        "source_sha256": footer.source_sha256,
        "toml_sha256": footer.toml_sha256,
        "licence": footer.licence,
    }
