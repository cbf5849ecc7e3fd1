"""Code lists read from ``datasets/codelists/<list>.csv``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path

from dantoc.catalogue.faults import Faults, Reading
from dantoc.catalogue.reading import CsvFile, CsvRow, localized, read_csv
from dantoc.model.codes import MAIN_HIERARCHY, Code, CodeList
from dantoc.model.text import ENGLISH, Locale, LocalizedText

FOLDER = "datasets/codelists"
LANGUAGES: tuple[Locale, ...] = ("vi", "en")
OWN_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "indicator": ("unit", "theme", "decimals", "additive", "source_id"),
    "unit": ("minimum", "maximum"),
    "obs_status": ("sign",),
}
"""Columns that only one list has, and that need no concept."""
OWN_TEXTS: Mapping[str, tuple[str, ...]] = {"indicator": ("definition",), "unit": ("symbol",)}

_CODE = re.compile(r"[A-Za-z0-9_+\-]{1,64}")
_PLAIN = frozenset({"code", "parent", "kind", "valid_from", "valid_to", "alias", "search_only"})
_PARENT = "parent_"


def read_codelist(
    root: Path,
    codelist: str,
    *,
    annotations: Collection[str] = (),
    languages: tuple[Locale, ...] = LANGUAGES,
    locale: Locale = ENGLISH,
) -> Reading[CodeList]:
    """The code list of that id with every fault of its file; `annotations` are the further columns declared."""
    file = f"{FOLDER}/{codelist}.csv"
    faults = Faults(file, locale)
    content = read_csv(root / file, faults, ("code", *(f"name_{own}" for own in languages)))
    if faults.fatal:
        return faults.reading(None)
    texts = ("name", "description", *OWN_TEXTS.get(codelist, ()))
    annotated = _annotations(content, codelist, texts, languages, annotations, faults)
    codes = [_read_code(row, content, codelist, texts, languages, annotated, faults) for row in content.rows]
    if not codes:
        faults.add("empty_list", codelist, fatal=True)
    _check_codes(codes, content, faults)
    known = {code.id for code in codes}
    return faults.reading(CodeList(codelist, tuple(_with_known_parents(code, known) for code in codes)))


def codelist_ids(root: Path) -> tuple[str, ...]:
    """The ids of the code lists there are, by name."""
    return tuple(sorted(path.stem for path in (root / FOLDER).glob("*.csv")))


def _annotations(
    content: CsvFile,
    codelist: str,
    texts: tuple[str, ...],
    languages: tuple[Locale, ...],
    declared: Collection[str],
    faults: Faults,
) -> tuple[str, ...]:
    """The columns kept beside the code: all that are no part of it, those that nobody declared with a fault."""
    parts = _PLAIN | {f"{text}_{locale}" for text in ("name", "description") for locale in languages}
    own = {*OWN_COLUMNS.get(codelist, ()), *(f"{text}_{locale}" for text in texts for locale in languages)}
    kept = [name for name in content.columns if name not in parts and not name.startswith(_PARENT)]
    for name in kept:
        if name not in own and name not in declared:
            faults.add("undeclared_column", name, column=name, line=1)
    return tuple(kept)


def _read_code(
    row: CsvRow,
    content: CsvFile,
    codelist: str,
    texts: tuple[str, ...],
    languages: tuple[Locale, ...],
    annotations: tuple[str, ...],
    faults: Faults,
) -> Code:
    for text in texts:
        _check_twins(row, text, languages, faults, required=text == "name")
    _check_own_columns(row, codelist, faults)
    if row["kind"] not in ("", "grouping"):
        faults.add("unknown_value", row["kind"], column="kind", line=row.line, allowed=["grouping"])
    description = _text(row, "description", languages) or _text(row, "definition", languages)
    return Code(
        id=row["code"],
        name=_text(row, "name", languages),
        description=description,
        parents=tuple(_parents(row, content)),
        grouping=row["kind"] == "grouping",
        valid_from=_day(row, "valid_from", faults),
        valid_to=_day(row, "valid_to", faults),
        aliases=_names(row["alias"]),
        search_only=_names(row["search_only"]),
        annotations=(
            *((name, row[name]) for name in annotations if row[name]),
            *_further(row, OWN_TEXTS.get(codelist, ()), languages),
        ),
    )


def _further(row: CsvRow, texts: tuple[str, ...], languages: tuple[Locale, ...]) -> Iterator[tuple[str, str]]:
    """The list's own texts in the languages that bring them by themselves (``content.po``): ``symbol_lo``."""
    for text in texts:
        for locale, said in _text(row, text, languages):
            if locale not in languages:
                yield f"{text}_{locale}", said


def _text(row: CsvRow, text: str, languages: tuple[Locale, ...]) -> LocalizedText:
    return localized({locale: row[f"{text}_{locale}"] for locale in languages})


def _check_twins(row: CsvRow, text: str, languages: tuple[Locale, ...], faults: Faults, *, required: bool) -> None:
    said = [locale for locale in languages if row[f"{text}_{locale}"]]
    if not said and not required:
        return
    for locale in languages:
        if locale not in said:
            faults.add("missing_text", row["code"], column=f"{text}_{locale}", line=row.line)


def _check_own_columns(row: CsvRow, codelist: str, faults: Faults) -> None:
    """The columns of the lists `indicator` and `unit` that hold numbers and truth values."""
    if codelist == "indicator" and row["decimals"] and not re.fullmatch(r"\d", row["decimals"]):
        faults.add("bad_number", row["decimals"], column="decimals", line=row.line)
    if codelist == "indicator" and row["additive"] not in ("", "true", "false"):
        faults.add("unknown_value", row["additive"], column="additive", line=row.line, allowed=["true", "false"])
    for bound in ("minimum", "maximum") if codelist == "unit" else ():
        if row[bound] and not re.fullmatch(r"-?\d+(\.\d+)?", row[bound]):
            faults.add("bad_number", row[bound], column=bound, line=row.line)


def _parents(row: CsvRow, content: CsvFile) -> Iterator[tuple[str, str]]:
    if row["parent"]:
        yield MAIN_HIERARCHY, row["parent"]
    for name in content.columns:
        if name.startswith(_PARENT) and row[name]:
            yield name.removeprefix(_PARENT), row[name]


def _day(row: CsvRow, column: str, faults: Faults) -> date | None:
    if not row[column]:
        return None
    try:
        return date.fromisoformat(row[column])
    except ValueError:
        faults.add("bad_date", row[column], column=column, line=row.line)
        return None


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in cell.split(";") if name.strip())


def _check_codes(codes: list[Code], content: CsvFile, faults: Faults) -> None:
    """Codes are well formed and stand once; what is above them is in the list and never below them."""
    lines: dict[str, int] = {}
    for code, row in zip(codes, content.rows, strict=True):
        if not _CODE.fullmatch(code.id):
            faults.add("bad_code", code.id, column="code", line=row.line, fatal=True)
        if code.id in lines:
            faults.add(
                "duplicate_code", f"{code.id} ({lines[code.id]}, {row.line})", column="code", line=row.line, fatal=True
            )
        lines.setdefault(code.id, row.line)
    for code, row in zip(codes, content.rows, strict=True):
        for hierarchy, parent in code.parents:
            if parent not in lines:
                column = "parent" if hierarchy == MAIN_HIERARCHY else _PARENT + hierarchy
                faults.add("unknown_parent", parent, column=column, line=row.line, allowed=lines)
        for other in (code.annotation("ratio_to") or "").split(";"):
            if other.strip() and other.strip() not in lines:
                faults.add("unknown_value", other, column="ratio_to", line=row.line, allowed=lines)
    for circling in _in_circles(codes):
        faults.add("parent_cycle", circling, column="parent", line=lines[circling], fatal=True)


def _in_circles(codes: list[Code]) -> list[str]:
    """The codes that stand above themselves, over all hierarchies."""
    above = {code.id: {parent for _, parent in code.parents} for code in codes}
    free = {parent for parents in above.values() for parent in parents} - above.keys()
    waiting = dict(above)
    while settled := [code for code, parents in waiting.items() if parents <= free]:
        free.update(settled)
        for code in settled:
            del waiting[code]
    return [code for code in waiting if _reaches(code, code, above)]


def _reaches(start: str, goal: str, above: Mapping[str, set[str]]) -> bool:
    seen: set[str] = set()
    edge = list(above.get(start, ()))
    while edge:
        code = edge.pop()
        if code == goal:
            return True
        if code not in seen:
            seen.add(code)
            edge.extend(above.get(code, ()))
    return False


def _with_known_parents(code: Code, known: set[str]) -> Code:
    if all(parent in known for _, parent in code.parents):
        return code
    parents = tuple((hierarchy, parent) for hierarchy, parent in code.parents if parent in known)
    return Code(**{**vars(code), "parents": parents})
