"""Content files read strictly: text, TOML tables and CSV rows, with every fault and its place."""

from __future__ import annotations

import csv
import io
import math
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from dantoc.catalogue.faults import Faults
from dantoc.l10n.folding import is_nfc
from dantoc.l10n.messages import content_text, locales
from dantoc.model.text import LocalizedText

BOM = "\ufeff"


def localized(entries: Mapping[str, str]) -> LocalizedText:
    """The text of these entries, with those added that a further language brings by itself (``content.po``)."""
    text = LocalizedText.of(entries)
    for locale in locales():
        if not entries.get(locale):
            text = content_text(text, locale)
    return text


def read_text(path: Path, faults: Faults) -> str | None:
    """The text of a file in UTF-8, NFC, with ``\\n`` line ends and no BOM; None if it is not there or no text."""
    try:
        raw = path.read_bytes()
    except OSError:
        faults.add("missing_file", path.name, fatal=True)
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        faults.add("not_utf8", raw[error.start : error.start + 1].hex(), line=line, fatal=True)
        return None
    if text.startswith(BOM):
        faults.add("byte_order_mark", "U+FEFF", line=1)
        text = text.removeprefix(BOM)
    if "\r" in text:
        faults.add("line_ends", "\\r", line=text.count("\n", 0, text.index("\r")) + 1)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not is_nfc(text):
        line, found = next((n, own) for n, own in enumerate(text.split("\n"), 1) if not is_nfc(own))
        faults.add("not_nfc", found.strip()[:80], line=line)
    return text


@dataclass(frozen=True)
class CsvRow:
    """One line of a CSV file: its cells by column, trimmed, and where it stands."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class CsvFile:
    """The columns and the rows of a CSV file."""

    columns: tuple[str, ...] = ()
    rows: tuple[CsvRow, ...] = ()


def read_csv(path: Path, faults: Faults, required: Collection[str]) -> CsvFile:
    """The rows of a CSV file whose header names at least the `required` columns; empty where it cannot be read."""
    text = read_text(path, faults)
    if text is None:
        return CsvFile()
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[CsvRow] = []
    try:
        columns = tuple(name.strip() for name in next(reader, []))
        _check_header(columns, faults, required)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(columns):
                faults.add("cell_count", len(cells), line=reader.line_num, allowed=[str(len(columns))])
            rows.append(
                CsvRow(reader.line_num, {name: cell.strip() for name, cell in zip(columns, cells, strict=False)})
            )
    except csv.Error as error:
        faults.add("bad_csv", error, line=reader.line_num, fatal=True)
        return CsvFile()
    return CsvFile(columns, tuple(rows))


def _check_header(columns: tuple[str, ...], faults: Faults, required: Collection[str]) -> None:
    for name in required:
        if name not in columns:
            faults.add("missing_column", ", ".join(columns), column=name, line=1, allowed=required, fatal=True)
    for name in {name for name in columns if columns.count(name) > 1}:
        faults.add("doubled_column", name, column=name, line=1, fatal=True)


@dataclass
class Toml:
    """A table of a TOML file that is asked for its keys one by one and then says which were never asked for.

    `at` is the table's own path (``structure``, ``sum[2]``), written before each key in a fault.
    """

    data: Mapping[str, object]
    faults: Faults
    languages: tuple[str, ...]
    source: str = ""
    at: str = ""
    asked: set[str] = field(default_factory=set)

    def text(
        self, key: str, *, required: bool = True, fatal: bool = False, extra: Collection[str] = ()
    ) -> LocalizedText:
        """The text in all its languages; a language that is lacking is a fault. `extra` keys may stand beside them."""
        value = self._take(key, dict, required, fatal=fatal)
        if not isinstance(value, dict):
            return LocalizedText()
        entries = {locale: said for locale, said in value.items() if isinstance(said, str) and locale not in extra}
        for locale, said in value.items():
            if locale in extra:
                continue
            if not isinstance(said, str):
                self._fault("wrong_type", kind_of(said), f"{key}.{locale}", allowed=["string"])
            elif locale not in locales() and locale not in self.languages:
                self._fault("unknown_key", locale, f"{key}.{locale}", allowed=self.languages)
        for locale in self.languages:
            if not entries.get(locale, "").strip():
                self._fault("missing_text", "", f"{key}.{locale}")
        return localized({locale: said.strip() for locale, said in entries.items()})

    def string(
        self,
        key: str,
        *,
        required: bool = True,
        allowed: Collection[str] | None = None,
        pattern: str = "",
        fatal: bool = False,
    ) -> str:
        """The string under the key, of a closed list or a pattern where one is given; empty where it is lacking."""
        value = self._take(key, str, required, fatal=fatal)
        if not isinstance(value, str):
            return ""
        if (allowed is not None and value not in allowed) or (pattern and not re.fullmatch(pattern, value)):
            self._fault("unknown_value", value, key, allowed=allowed or [pattern], fatal=fatal)
            return ""
        return value

    def strings(
        self, key: str, *, required: bool = True, allowed: Collection[str] | None = None, fatal: bool = False
    ) -> tuple[str, ...]:
        """The strings of a list; each of a closed list where one is given."""
        value = self._take(key, list, required, fatal=fatal)
        if not isinstance(value, list):
            return ()
        for said in value:
            if not isinstance(said, str):
                self._fault("wrong_type", kind_of(said), key, allowed=["string"], fatal=fatal)
            elif allowed is not None and said not in allowed:
                self._fault("unknown_value", said, key, allowed=allowed, fatal=fatal)
        return tuple(said for said in value if isinstance(said, str) and (allowed is None or said in allowed))

    def day(self, key: str) -> date | None:
        """The day under the key."""
        value = self._take(key, date, True, fatal=True)
        if isinstance(value, datetime):
            self._fault("wrong_type", value, key, allowed=["date"], fatal=True)
            return None
        return value if isinstance(value, date) else None

    def number(self, key: str, default: float | None = None) -> float:
        """The number under the key, or the default where it may be lacking."""
        value = self._take(key, (int, float), default is None)
        if isinstance(value, (int, float)):
            if not isinstance(value, bool) and math.isfinite(value):
                return float(value)
            self._fault("wrong_type", str(value).lower(), key, allowed=["number"])
        return default or 0.0

    def flag(self, key: str, default: bool) -> bool:
        """True or false under the key."""
        value = self._take(key, bool, False)
        return value if isinstance(value, bool) else default

    def table(self, key: str, *, required: bool = True, fatal: bool = False) -> Toml:
        """The table under the key; an empty one where it is lacking."""
        value = self._take(key, dict, required, fatal=fatal)
        return self._below(value if isinstance(value, dict) else {}, self._path(key))

    def tables(self, key: str) -> list[Toml]:
        """The tables of a list of tables; none where it is lacking."""
        value = self._take(key, list, False)
        if not isinstance(value, list):
            return []
        for said in value:
            if not isinstance(said, dict):
                self._fault("wrong_type", kind_of(said), key, allowed=["table"])
        return [
            self._below(said, f"{self._path(key)}[{place}]")
            for place, said in enumerate(value, 1)
            if isinstance(said, dict)
        ]

    def lists(self, key: str) -> dict[str, tuple[str, ...]]:
        """A table of lists of codes, a single code standing for a list of one: ``{ sex = ["M"], year = 2019 }``."""
        value = self._take(key, dict, False)
        if not isinstance(value, dict):
            return {}
        found: dict[str, tuple[str, ...]] = {}
        for name, said in value.items():
            codes = said if isinstance(said, list) else [said]
            if any(isinstance(code, bool) or not isinstance(code, (str, int)) for code in codes):
                self._fault("wrong_type", said, f"{key}.{name}", allowed=["string", "list of strings"])
                continue
            found[str(name)] = tuple(str(code) for code in codes)
        return found

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.data

    def fault(
        self, kind: str, found: object, key: str, *, allowed: Collection[str] | None = None, fatal: bool = False
    ) -> None:
        """Note a fault at a key of this table."""
        self._fault(kind, found, key, allowed=allowed, fatal=fatal)

    def close(self) -> None:
        """Note every key that was never asked for: nobody reads it, so it is a slip of the pen."""
        for key in self.data:
            if key not in self.asked:
                self._fault("unknown_key", key, key, allowed=sorted(self.asked))

    def _take(self, key: str, kind: type | tuple[type, ...], required: bool, *, fatal: bool = False) -> object:
        self.asked.add(key)
        value = self.data.get(key)
        if value is None:
            if required:
                self._fault("missing_key", "", key, fatal=fatal)
            return None
        if not isinstance(value, kind):
            kinds = kind if isinstance(kind, tuple) else (kind,)
            allowed = dict.fromkeys(_TYPES.get(own.__name__, own.__name__) for own in kinds)
            self._fault("wrong_type", kind_of(value), key, allowed=allowed, fatal=fatal)
            return None
        return value

    def _below(self, data: Mapping[str, object], at: str) -> Toml:
        return Toml(data, self.faults, self.languages, self.source, at)

    def _path(self, key: str) -> str:
        return f"{self.at}.{key}" if self.at else key

    def _fault(
        self, kind: str, found: object, key: str, *, allowed: Collection[str] | None = None, fatal: bool = False
    ) -> None:
        line = locate(self.source, self.at, key)
        self.faults.add(kind, found, column=self._path(key), line=line, allowed=allowed, fatal=fatal)


_TYPES = {
    "dict": "table",
    "list": "list",
    "str": "string",
    "date": "date",
    "datetime": "date with a time",
    "bool": "true or false",
    "int": "number",
    "float": "number",
}
"""What TOML calls the types that Python reads."""


def kind_of(value: object) -> str:
    """What TOML calls the type of the value."""
    name = type(value).__name__
    return _TYPES.get(name, name)


def read_toml(path: Path, faults: Faults, languages: tuple[str, ...]) -> Toml | None:
    """The root table of a TOML file; None where it cannot be read."""
    text = read_text(path, faults)
    if text is None:
        return None
    try:
        return Toml(tomllib.loads(text), faults, languages, text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        faults.add("bad_toml", error, line=int(place[1]) if place else 0, fatal=True)
        return None
    except RecursionError:
        faults.add("bad_toml", "[[[[…", fatal=True)
        return None


def locate(source: str, at: str, key: str) -> int:
    """The line of a key in the text of a TOML file, that of its table where the key is lacking, or else 0.

    A key at the root such as ``title.en`` may be written so, or as ``en`` below ``[title]``.
    """
    lines = source.split("\n")
    start = 0
    if at:
        name, _, place = at.partition("[")
        header = re.compile(r"\s*\[\[?\s*" + re.escape(name.split("[")[0]) + r"\s*\]\]?")
        heads = [number for number, line in enumerate(lines) if header.match(line)]
        wanted = int(place.split("]")[0]) - 1 if place else 0
        if wanted < len(heads):
            start = heads[wanted]
    own = re.compile(r"\s*" + re.escape(key) + r"\s*[.=]")
    for number in range(start, len(lines)):
        if number > start and at and lines[number].lstrip().startswith("["):
            break
        if own.match(lines[number]):
            return number + 1
    if not at and "." in key:
        return locate(source, *key.rsplit(".", 1))
    return start + 1 if at and start else 0
