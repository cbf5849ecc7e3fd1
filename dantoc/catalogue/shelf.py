"""The shelf of the publications of others, read from ``publications/shelf.csv``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dantoc.catalogue.codelists import LANGUAGES
from dantoc.catalogue.faults import Faults
from dantoc.catalogue.reading import CsvRow, localized, read_csv
from dantoc.model.report import Issue
from dantoc.model.shelf import TOPICS, ShelfEntry
from dantoc.model.text import ENGLISH, Locale

FILE = "publications/shelf.csv"
COLUMNS = ("id", "title", "publisher", "year", "pages", "url", "isbn", "topic", "translated")
_ID = re.compile(r"[a-z][a-z0-9_]{1,63}")
_NUMBERS = {"year": re.compile(r"(19|20)\d\d"), "pages": re.compile(r"[1-9]\d{0,4}")}
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True)
class Shelf:
    """The publications of others by topic and year, latest first, and every fault of the file."""

    entries: tuple[ShelfEntry, ...] = ()
    issues: tuple[Issue, ...] = ()


def read_shelf(root: Path, locale: Locale = ENGLISH, languages: Sequence[Locale] = LANGUAGES) -> Shelf:
    """The shelf below `root`; a line with a fault is left out, and no file at all is an empty shelf."""
    if not (root / FILE).is_file():
        return Shelf()
    faults = Faults(FILE, locale)
    texts = tuple(f"{name}_{own}" for name in ("title", "publisher") for own in languages)
    known = (*(name for name in COLUMNS if name not in ("title", "publisher")), *texts)
    content = read_csv(root / FILE, faults, known)
    for name in content.columns:
        if name not in known:
            faults.add("unknown_key", name, column=name, line=1, allowed=known)
    entries: dict[str, ShelfEntry] = {}
    for row in content.rows:
        before = len(faults.issues)
        _check(row, languages, faults)
        if row["id"] in entries:
            faults.add("duplicate_code", row["id"], column="id", line=row.line)
        if len(faults.issues) == before:
            entries[row["id"]] = _entry(row, languages)
    return Shelf(tuple(sorted(entries.values(), key=_place)), tuple(faults.issues))


def _place(entry: ShelfEntry) -> tuple[int, int, str]:
    return TOPICS.index(entry.topic), -entry.year, entry.id


def _entry(row: CsvRow, languages: Sequence[Locale]) -> ShelfEntry:
    return ShelfEntry(
        id=row["id"],
        title=localized({own: row[f"title_{own}"] for own in languages}),
        publisher=localized({own: row[f"publisher_{own}"] for own in languages}),
        year=int(row["year"] or 0),
        pages=int(row["pages"] or 0),
        url=row["url"],
        isbn=row["isbn"],
        topic=row["topic"],
        translated=_translated(row),
    )


def _translated(row: CsvRow) -> tuple[Locale, ...]:
    return tuple(own.strip() for own in row["translated"].split(";") if own.strip())


def _check(row: CsvRow, languages: Sequence[Locale], faults: Faults) -> None:
    """Every cell is there, and is what its column is for."""
    if not _ID.fullmatch(row["id"]):
        faults.add("bad_code", row["id"], column="id", line=row.line, allowed=[_ID.pattern])
    for name in ("title", "publisher"):
        for own in languages:
            if not row[f"{name}_{own}"]:
                faults.add("missing_text", row["id"], column=f"{name}_{own}", line=row.line)
    for name, pattern in _NUMBERS.items():
        if row[name] and not pattern.fullmatch(row[name]):
            faults.add("bad_number", row[name], column=name, line=row.line, allowed=[pattern.pattern])
    if not _ADDRESS.fullmatch(row["url"]):
        faults.add("bad_address", row["url"], column="url", line=row.line)
    if row["isbn"] and not is_isbn(row["isbn"]):
        faults.add("bad_isbn", row["isbn"], column="isbn", line=row.line)
    if row["topic"] not in TOPICS:
        faults.add("unknown_value", row["topic"], column="topic", line=row.line, allowed=TOPICS)
    for own in _translated(row):
        if own not in languages:
            faults.add("unknown_value", own, column="translated", line=row.line, allowed=languages)


def is_isbn(text: str) -> bool:
    """Whether the text is an ISBN of ten or thirteen digits, its check digit right; hyphens do not count."""
    signs = text.replace("-", "").replace(" ", "")
    if re.fullmatch(r"\d{13}", signs):
        return sum(int(sign) * (3 if place % 2 else 1) for place, sign in enumerate(signs)) % 10 == 0
    if re.fullmatch(r"\d{9}[\dX]", signs):
        digits = (10 if sign == "X" else int(sign) for sign in signs)
        return sum(digit * (10 - place) for place, digit in enumerate(digits)) % 11 == 0
    return False
