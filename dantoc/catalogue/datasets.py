"""One dataset read from its folder: ``dataset.toml``, and the footer of ``data.parquet``."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dantoc.catalogue.faults import Faults, Reading
from dantoc.catalogue.frame import Frame
from dantoc.catalogue.reading import Toml, read_toml
from dantoc.l10n.messages import content_text, locales
from dantoc.model.codes import TOTAL
from dantoc.model.dataset import (
    NO_UNITS,
    Break,
    Dataset,
    DefaultView,
    Distribution,
    KnownDifference,
    Licence,
    SumRule,
)
from dantoc.model.disclosure import LISTED, NOTHING, PUBLISHED, UNSTATED, USUAL_THRESHOLD, DisclosurePolicy
from dantoc.model.errors import DantocError
from dantoc.model.query import ORDERS, Query
from dantoc.model.selection import Branch, Selection, Some
from dantoc.model.structure import ATTRIBUTES, INDICATOR, MEASURE, TIME, DataStructure, Dimension
from dantoc.model.text import ENGLISH, Locale, LocalizedText

FOLDER = "datasets"
METADATA_KEY = b"dantoc"
CHECKSUM_KEY = b"dantoc_sha256"
_LAST_BYTES = 8
"""A Parquet file ends with the length of its footer, four bytes, and four that name the format."""
NO_FILE = Distribution("", 0, 0, "")

_ID = re.compile(r"[a-z][a-z0-9_]{1,63}")
_VERSION = r"\d+\.\d+\.\d+"
_NO_DAY = date.min
_NO_VIEW = DefaultView(Query.of("", {}), (), ())
_NO_LICENCE = Licence("", LocalizedText(), LocalizedText())


@dataclass(frozen=True)
class Footer:
    """What the published file says of itself: the codes that bear figures, sources, rows, what it was built from."""

    version: str
    rows: int
    codes: Mapping[str, tuple[str, ...]]
    sources: tuple[str, ...]
    units: tuple[str, ...]
    source_sha256: str
    toml_sha256: str
    bytes: int
    sha256: str


def dataset_ids(root: Path) -> tuple[str, ...]:
    """The ids of the datasets there are: every folder with a ``dataset.toml`` that is not hidden, by name."""
    folders = (path.parent.name for path in (root / FOLDER).glob("*/dataset.toml"))
    return tuple(sorted(name for name in folders if not name.startswith(".")))


def read_dataset(root: Path, dataset: str, frame: Frame, locale: Locale = ENGLISH) -> Reading[Dataset]:
    """The dataset as its ``dataset.toml`` describes it, with every fault of that file.

    Codes in use, sources and distribution are empty until `with_footer` adds what the published file says.
    """
    file = f"{FOLDER}/{dataset}/dataset.toml"
    faults = Faults(file, locale)
    if not _ID.fullmatch(dataset):
        faults.add("bad_id", dataset, fatal=True)
    said = read_toml(root / file, faults, frame.languages)
    if said is None:
        return faults.reading(None)
    structure = _read_structure(said, frame)
    # Without its dimensions every code of a view or a rule would be called wrong, and hide the one fault to mend.
    is_known = not faults.fatal
    publisher = said.table("publisher")
    licence = said.string("licence", allowed=tuple(frame.licences), fatal=True)
    default_view = _read_default_view(said, dataset, structure) if is_known else _NO_VIEW
    rules = {name: said.tables(name) if is_known else [] for name in ("break", "sum")}
    value = Dataset(
        id=dataset,
        version=said.string("version", pattern=_VERSION),
        issued=said.day("issued") or _NO_DAY,
        modified=said.day("modified") or _NO_DAY,
        title=said.text("title", fatal=True),
        summary=said.text("summary"),
        description=said.text("description"),
        themes=said.strings("themes", allowed=tuple(theme.id for theme in frame.themes)),
        system=said.string("system", allowed=_codes(frame, "system")),
        frequency=said.string("frequency", allowed=_codes(frame, "frequency")),
        licence=frame.licences.get(licence, _NO_LICENCE),
        coverage=said.text("coverage"),
        method=said.text("method"),
        quality=said.text("quality"),
        known_problems=said.text("known_problems"),
        comparability=said.text("comparability"),
        publisher=said.text("publisher", extra=("url",)),
        publisher_url=publisher.string("url", required=False),
        contact=said.text("contact"),
        keywords=_read_keywords(said, frame.languages),
        structure=structure,
        default_view=default_view,
        breaks=tuple(each for table in rules["break"] if (each := _read_break(table, structure)) is not None),
        sums=tuple(own for table in rules["sum"] if (own := _read_sum(table, structure)) is not None),
        distribution=NO_FILE,
        sources=(),
        units=frame.codelists.get("unit", NO_UNITS),
        disclosure=_read_disclosure(said, structure, frame) if is_known else UNSTATED,
    )
    if is_known:
        said.close()
    return faults.reading(value)


def read_footer(root: Path, dataset: str, locale: Locale = ENGLISH) -> Reading[Footer]:
    """What the footer of the dataset's published file says, with what is wrong with it."""
    file = f"{FOLDER}/{dataset}/data.parquet"
    faults = Faults(file, locale)
    try:
        raw = (root / file).read_bytes()
        found = pq.read_metadata(pa.BufferReader(raw))
        said = json.loads((found.metadata or {})[METADATA_KEY])
        footer = Footer(
            version=str(said["version"]),
            rows=int(said["rows"]),
            codes={str(name): tuple(str(code) for code in codes) for name, codes in said["codes"].items()},
            sources=tuple(str(source) for source in said["sources"]),
            units=tuple(str(unit) for unit in said["units"]),
            source_sha256=str(said["source_sha256"]),
            toml_sha256=str(said["toml_sha256"]),
            bytes=len(raw),
            sha256=hashlib.sha256(raw).hexdigest(),
        )
    except FileNotFoundError:
        faults.add("missing_file", "data.parquet", fatal=True)
        return faults.reading(None)
    except OSError as error:
        # pyarrow raises OSError, too, for a file that ends before its footer.
        faults.add("bad_parquet", error.strerror or error, fatal=True)
        return faults.reading(None)
    except (pa.ArrowException, KeyError, TypeError, AttributeError, ValueError) as error:
        faults.add("bad_parquet", f"{type(error).__name__}: {error}", fatal=True)
        return faults.reading(None)
    if said.get("id") != dataset:
        faults.add("stale_parquet", said.get("id", ""), column="id", allowed=[dataset], fatal=True)
    _check_columns(found, footer, faults)
    _check_bytes(raw, found.metadata or {}, faults)
    return faults.reading(footer)


def _check_bytes(raw: bytes, said: Mapping[bytes, bytes], faults: Faults) -> None:
    """What stands before the footer and what the footer says of it must be what was built, bit by bit."""
    footer = _LAST_BYTES + int.from_bytes(raw[-_LAST_BYTES:][:4], "little")
    found = hashlib.sha256(memoryview(raw)[:-footer])
    found.update(said.get(METADATA_KEY, b""))
    promised = said.get(CHECKSUM_KEY, b"").decode("ascii", "replace")
    if found.hexdigest() != promised:
        faults.add("altered_parquet", found.hexdigest(), allowed=[promised] if promised else None, fatal=True)


def _check_columns(found: pq.FileMetaData, footer: Footer, faults: Faults) -> None:
    """A footer promises figures; here the file must have their columns, their types and their number."""
    if found.num_rows != footer.rows:
        faults.add("stale_parquet", f"{found.num_rows} ≠ {footer.rows}", fatal=True)
    schema = found.schema.to_arrow_schema()
    for name in (*footer.codes, MEASURE, "decimals", *ATTRIBUTES, "note_vi", "note_en"):
        kind = schema.field(name).type if schema.get_field_index(name) >= 0 else None
        if kind is None or not _is_right(name, kind):
            faults.add("stale_parquet", kind or "", column=name, fatal=True)


def _is_right(column: str, kind: pa.DataType) -> bool:
    if column == MEASURE:
        return bool(pa.types.is_floating(kind))
    if column in (TIME, "decimals"):
        return bool(pa.types.is_integer(kind))
    return bool(pa.types.is_string(kind.value_type if pa.types.is_dictionary(kind) else kind))


def with_footer(
    dataset: Dataset, footer: Footer, root: Path, frame: Frame, locale: Locale = ENGLISH
) -> Reading[Dataset]:
    """The dataset with its codes in use, sources and distribution; faults where file and description do not fit."""
    path = root / FOLDER / dataset.id / "data.parquet"
    faults = Faults(f"{FOLDER}/{dataset.id}/data.parquet", locale)
    for name in sorted(footer.codes.keys() ^ set(dataset.structure.ids)):
        faults.add("stale_parquet", name, column=name, allowed=dataset.structure.ids, fatal=True)
    for dimension in dataset.structure:
        for code in footer.codes.get(dimension.id, ()):
            if not _known(dimension, code):
                faults.add("stale_parquet", code, column=dimension.id, fatal=True)
    for source in footer.sources:
        if source not in frame.sources:
            faults.add("unknown_source", source, column="source_id")
    if faults.fatal:
        return faults.reading(None)
    dimensions = tuple(Dimension(own.concept, own.codelist, footer.codes[own.id]) for own in dataset.structure)
    return faults.reading(
        Dataset(
            **{
                **vars(dataset),
                # Until it is built anew, the file holds the figures of the version it was built from.
                "version": footer.version,
                "structure": DataStructure(dimensions),
                "sources": tuple(frame.sources[own] for own in footer.sources if own in frame.sources),
                "distribution": Distribution(str(path), footer.rows, footer.bytes, footer.sha256),
            }
        )
    )


def _known(dimension: Dimension, code: str) -> bool:
    if dimension.codelist is None:
        return code.isascii() and code.isdigit()
    return code in dimension.codelist


def _codes(frame: Frame, codelist: str) -> tuple[str, ...]:
    own = frame.codelists.get(codelist)
    return tuple(code.id for code in own) if own else ()


def _read_keywords(said: Toml, languages: tuple[Locale, ...]) -> tuple[tuple[Locale, tuple[str, ...]], ...]:
    table = said.table("keywords")
    own = {locale: table.strings(locale) for locale in languages}
    table.close()
    for locale in (locale for locale in locales() if locale not in own):
        english = (content_text(LocalizedText.of(en=word), locale).get(locale) for word in own.get(ENGLISH, ()))
        own[locale] = tuple(word for word in english if word)
    return tuple(own.items())


def _read_structure(said: Toml, frame: Frame) -> DataStructure:
    table = said.table("structure", fatal=True)
    names = table.strings("dimensions", allowed=_dimension_concepts(frame), fatal=True)
    overrides = table.table("codelists", required=False)
    chosen = {name: overrides.string(name, allowed=tuple(frame.codelists), fatal=True) for name in overrides.data}
    for name in chosen:
        if name not in names:
            overrides.fault("unknown_dimension", name, name, allowed=names)
    table.close()
    if names and (names[-1] != TIME or len(set(names)) != len(names)):
        table.fault("dimension_order", ", ".join(names), "dimensions", fatal=True)
    dimensions = []
    for name in names:
        codelist = None if name == TIME else chosen.get(name) or frame.concept_lists.get(name, name)
        if codelist is not None and codelist not in frame.codelists:
            table.fault("unknown_codelist", codelist, "dimensions", allowed=tuple(frame.codelists), fatal=True)
            continue
        dimensions.append(Dimension(frame.concepts[name], frame.codelists[codelist] if codelist else None))
    return DataStructure(tuple(dimensions))


def _dimension_concepts(frame: Frame) -> tuple[str, ...]:
    return tuple(own.id for own in frame.concepts.values() if own.role in ("dimension", "time"))


def _read_default_view(said: Toml, dataset: str, structure: DataStructure) -> DefaultView:
    table = said.table("default_view", fatal=True)
    rows = table.strings("rows", allowed=structure.ids, fatal=True)
    columns = table.strings("columns", allowed=structure.ids, fatal=True)
    for name in set(rows) & set(columns):
        table.fault("row_and_column", name, "columns", fatal=True)
    order = table.string("order", required=False, allowed=ORDERS) or ORDERS[0]
    asked = {name: ",".join(codes) for name, codes in table.lists("select").items()}
    table.close()
    selections = {}
    for name, text in asked.items():
        selection = _selection(table, structure, name, text, f"select.{name}")
        if selection is not None:
            selections[name] = selection
    return DefaultView(Query.of(dataset, selections, order=order), rows, columns)


def _selection(table: Toml, structure: DataStructure, name: str, text: str, key: str) -> Selection | None:
    """The selection that a text of `dataset.toml` says; None with a fault where it cannot be meant."""
    if name not in structure:
        table.fault("unknown_dimension", name, key, allowed=structure.ids)
        return None
    try:
        selection = Selection.parse(name, text)
    except DantocError as error:
        table.fault("bad_selection", error.value, key, allowed=error.allowed)
        return None
    for part in selection.parts:
        code = part.code if isinstance(part, Some) else part.of if isinstance(part, Branch) else None
        if code is not None and not _check_code(table, structure[name], code, key):
            return None
    return selection


def _check_code(table: Toml, dimension: Dimension, code: str, key: str) -> bool:
    """Whether the dimension knows the code; a fault where it does not."""
    if _known(dimension, code):
        return True
    allowed = ("1999, 2009, 2019, …",) if dimension.codelist is None else tuple(own.id for own in dimension.codelist)
    table.fault("unknown_code", code, key, allowed=allowed)
    return False


def _read_where(table: Toml, structure: DataStructure) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The codes that a rule touches, by dimension."""
    where = table.lists("where")
    for name, codes in where.items():
        if name not in structure:
            table.fault("unknown_dimension", name, f"where.{name}", allowed=structure.ids)
            continue
        for code in codes:
            _check_code(table, structure[name], code, f"where.{name}")
    return tuple((name, codes) for name, codes in where.items() if name in structure)


def _read_break(table: Toml, structure: DataStructure) -> Break | None:
    """The break, None without a year, which is a fault of its own."""
    found = Break(after=int(table.number("after")), text=table.text("text"), where=_read_where(table, structure))
    table.close()
    return found if found.after else None


def _read_sum(table: Toml, structure: DataStructure) -> SumRule | None:
    """The rule, None where what is to be added up cannot be known, which is a fault of its own."""
    over = table.string("over", allowed=structure.ids)
    total = table.string("total", required=False) or TOTAL
    parts = ",".join(table.strings("parts")) if isinstance(table.data.get("parts"), list) else table.string("parts")
    known = bool(over) and _check_code(table, structure[over], total, "total")
    known = known and bool(parts) and _selection(table, structure, over, parts, "parts") is not None
    rule = SumRule(
        over=over,
        total=total,
        parts=parts,
        where=_read_where(table, structure),
        tolerance=table.number("tolerance", 0.0),
        tolerance_percent=table.number("tolerance_percent", 0.0),
        complete=table.flag("complete", True),
        known=tuple(_read_known(own, structure) for own in table.tables("known")),
    )
    table.close()
    return rule if known else None


def _read_known(table: Toml, structure: DataStructure) -> KnownDifference:
    where = _read_where(table, structure)
    for name, codes in where:
        if len(codes) != 1:
            table.fault("unknown_value", ", ".join(codes), f"where.{name}", allowed=["1"])
    known = KnownDifference(
        where=tuple((name, codes[0]) for name, codes in where if codes),
        difference=table.number("difference"),
        text=table.text("text"),
    )
    table.close()
    return known


def _read_disclosure(said: Toml, structure: DataStructure, frame: Frame) -> DisclosurePolicy:
    """The policy of the dataset; wherever it is silent or wrong, what gives out least."""
    table = said.table("disclosure", required=False)
    if not said.has("disclosure"):
        return UNSTATED
    threshold = table.number("threshold")
    if table.has("threshold") and (threshold < 2 or threshold != int(threshold)):
        table.fault("unknown_value", table.data["threshold"], "threshold", allowed=["2, 3, 4, 5, …"])
        threshold = USUAL_THRESHOLD
    published = table.string("published", allowed=PUBLISHED) or NOTHING
    counts = _indicators(structure)
    policy = DisclosurePolicy(
        threshold=int(threshold) or USUAL_THRESHOLD,
        published=published,
        published_sources=table.strings(
            "published_sources",
            required=published == LISTED,
            allowed=tuple(frame.sources) if published == LISTED else (),
        ),
        indicators=table.strings("indicators", required=False, allowed=counts),
        linked=_read_linked(table, counts),
        text=table.text("text"),
    )
    table.close()
    return policy


def _indicators(structure: DataStructure) -> tuple[str, ...]:
    codelist = structure[INDICATOR].codelist if INDICATOR in structure else None
    return tuple(code.id for code in codelist) if codelist is not None else ()


def _read_linked(table: Toml, counts: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
    """The indicators linked to each count; None where nothing is said or what is said cannot be meant."""
    said = table.lists("linked")
    names = {name for count, linked in said.items() for name in (count, *linked)}
    for name in sorted(names - set(counts)):
        table.fault("unknown_value", name, "linked", allowed=counts)
    is_meant = table.has("linked") and isinstance(table.data["linked"], dict) and names <= set(counts)
    return tuple(said.items()) if is_meant else None


def changed_since(root: Path, dataset: str, footer: Footer) -> tuple[str, ...]:
    """The names of the dataset's two files that are not those its published file was built from."""
    built_from = {"source.csv": footer.source_sha256, "dataset.toml": footer.toml_sha256}
    return tuple(
        name for name, checksum in built_from.items() if _sha256(root / FOLDER / dataset / name) not in ("", checksum)
    )


def _sha256(path: Path) -> str:
    """The checksum of the file, nothing where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
