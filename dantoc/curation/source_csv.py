"""Strict reading of `source.csv`: every figure as transcribed, and every fault with its line and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dantoc.curation.decoding import decode, is_nfc
from dantoc.curation.faults import Fault, listed, nearest
from dantoc.l10n.folding import nfc
from dantoc.model.status import ObsStatus
from dantoc.model.structure import INDICATOR, MEASURE, TIME
from dantoc.model.text import ENGLISH, VIETNAMESE

TRAILING = (MEASURE, "unit", "obs_status", "source_id", "locator", f"note_{VIETNAMESE}", f"note_{ENGLISH}")
"""The columns after the dimensions, in order."""

STATUSES = tuple(str(status) for status in ObsStatus)
MAX_DIGITS = 15
"""A float64 keeps so many significant digits exactly; a figure with more would not be published as printed."""

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.(?P<decimals>\d+))?")
_THOUSANDS_LIKE = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
_GROUPED_BY_POINT = re.compile(r"-?\d{1,3}(?:\.\d{3})+,\d+|-?\d{1,3}(?:\.\d{3}){2,}")
_GROUPED_BY_COMMA = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
_YEAR = re.compile(r"[12]\d{3}")
_FORMULA = re.compile(r"[=@\t]|[+\-](?=[A-Za-z(=@])")
_MISREAD_UTF8 = re.compile("á[»º][\u0080-\u00bf€-™]|Ä‘|Æ[°¡]|Ã[\u00a0-\u00bf]")


@dataclass(frozen=True)
class Layout:
    """What a dataset's `source.csv` may hold: its dimensions in order and the codes each column allows.

    `codes` holds for each column with a closed list its codes and their names.
    `counts` are the indicators printed without decimals.
    """

    dimensions: tuple[str, ...]
    codes: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    counts: frozenset[str] = frozenset()

    @property
    def columns(self) -> tuple[str, ...]:
        """The header that the file must have."""
        return (*self.dimensions, *TRAILING)


@dataclass(frozen=True, slots=True)
class SourceFigure:
    """One line of `source.csv`; `value` is None for a figure that is missing or suppressed."""

    line: int
    key: tuple[str, ...]
    value: float | None
    decimals: int
    unit: str
    obs_status: str
    source_id: str
    locator: str
    notes: tuple[str, ...]

    @property
    def year(self) -> int:
        """The year, last of the key."""
        return int(self.key[-1])


@dataclass(frozen=True)
class SourceTable:
    """The figures of one `source.csv` that could be read, and the faults of those that could not."""

    file: str
    dimensions: tuple[str, ...]
    figures: tuple[SourceFigure, ...]
    faults: tuple[Fault, ...]


def read_source(path: Path, file: str, layout: Layout) -> SourceTable:
    """The figures of the file at `path`, called `file` in the faults."""
    if not path.is_file():
        return SourceTable(file, layout.dimensions, (), (Fault.at(file, "source_missing"),))
    return parse_source(path.read_bytes(), file, layout)


def parse_source(raw: bytes, file: str, layout: Layout) -> SourceTable:
    """The figures that the bytes of a `source.csv` hold, with all faults."""
    text, faults = decode(file, raw)
    rows = _rows(text, file, faults)
    header = next(rows, None)
    if header is None:
        if not any(fault.kind == "encoding" for fault in faults):
            faults.append(Fault.at(file, "no_figures", 1, "", columns=",".join(layout.columns)))
        return SourceTable(file, layout.dimensions, (), tuple(faults))
    heading = _check_header([nfc(name) for name in header[1]], file, layout)
    faults += heading
    if any(fault.kind in ("column_missing", "column_doubled") for fault in heading):
        return SourceTable(file, layout.dimensions, (), tuple(faults))
    reader = _LineReader(file, layout, tuple(nfc(name) for name in header[1]), faults)
    figures = tuple(figure for line, cells in rows if (figure := reader.read(line, cells)) is not None)
    if not reader.lines:
        faults.append(Fault.at(file, "no_figures", 2, "", columns=",".join(layout.columns)))
    return SourceTable(file, layout.dimensions, figures, tuple(faults))


def _rows(text: str, file: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Each line of the file with its number; a broken quotation ends the reading with a fault."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            faults.append(Fault.at(file, "csv_broken", line, "", detail=error))
            return
        yield line, cells
        line = reader.line_num + 1


def _check_header(header: Sequence[str], file: str, layout: Layout) -> list[Fault]:
    """What is wrong with the first line: missing, stray, doubled columns, or the right ones in another order."""
    wanted = layout.columns
    said = ",".join(wanted)
    missing = [name for name in wanted if name not in header]
    stray = [name for name in dict.fromkeys(header) if name not in wanted]
    doubled = [name for name in dict.fromkeys(header) if header.count(name) > 1]
    faults = [Fault.at(file, "column_missing", 1, name, name=name, columns=said) for name in missing]
    faults += [Fault.at(file, "column_stray", 1, name, name=name or "“”", columns=said) for name in stray]
    faults += [Fault.at(file, "column_doubled", 1, name, name=name, columns=said) for name in doubled]
    if not faults and tuple(header) != wanted:
        faults.append(Fault.at(file, "column_order", 1, "", header=",".join(header), columns=said))
    return faults


class _LineReader:
    """Reads line after line into figures, noting faults and the keys already seen."""

    def __init__(self, file: str, layout: Layout, header: tuple[str, ...], faults: list[Fault]) -> None:
        self._file = file
        self._layout = layout
        self._header = header
        self._faults = faults
        self._seen: dict[tuple[str, ...], int] = {}
        self.lines = 0

    def read(self, line: int, cells: list[str]) -> SourceFigure | None:
        """The figure of that line, or None where a fault leaves no figure to speak of."""
        if not any(cells):
            self._fault("empty_line", line)
            return None
        self.lines += 1
        if len(cells) != len(self._header):
            self._fault("cells", line, cells=len(cells), columns=len(self._header))
            return None
        before = len(self._faults)
        row = {name: self._text(line, name, cell) for name, cell in zip(self._header, cells, strict=True)}
        self._check_filled(line, row)
        self._check_codes(line, row)
        self._check_year(line, row[TIME])
        self._check_key(line, row)
        self._check_notes(line, row)
        value, decimals = self._value(line, row)
        if len(self._faults) > before:
            return None
        return SourceFigure(
            line,
            tuple(row[name] for name in self._layout.dimensions),
            value,
            decimals,
            row["unit"],
            row["obs_status"],
            row["source_id"],
            row["locator"],
            tuple(row[name] for name in TRAILING if name.startswith("note_")),
        )

    def _fault(self, kind: str, line: int, column: str = "", **params: object) -> None:
        self._faults.append(Fault.at(self._file, kind, line, column, **params))

    def _text(self, line: int, column: str, cell: str) -> str:
        """The cell as text in NFC without outer blanks; a cell that was otherwise is a fault."""
        if not is_nfc(cell):
            self._fault("nfc", line, column, value=cell)
            cell = nfc(cell)
        if cell != cell.strip():
            self._fault("padding", line, column, value=repr(cell))
        if "\n" in cell:
            self._fault("line_break", line, column, value=repr(cell[:60]))
        if _FORMULA.match(cell):
            self._fault("formula", line, column, value=cell[:60])
        if _MISREAD_UTF8.search(cell):
            self._fault("misread", line, column, value=cell[:60])
        return cell.strip()

    def _check_filled(self, line: int, row: Mapping[str, str]) -> None:
        for name in (*self._layout.dimensions, "unit", "obs_status", "source_id", "locator"):
            if not row[name]:
                self._fault("empty_cell", line, name, name=name)

    def _check_codes(self, line: int, row: Mapping[str, str]) -> None:
        for name, allowed in self._layout.codes.items():
            code = row.get(name, "")
            if code and code not in allowed:
                kind = "unknown_source" if name == "source_id" else "unknown_code"
                self._fault(kind, line, name, value=code, name=name, near=nearest(code, allowed))
        if row["obs_status"] and row["obs_status"] not in STATUSES:
            self._fault("unknown_status", line, "obs_status", value=row["obs_status"], allowed=listed(STATUSES))

    def _check_year(self, line: int, year: str) -> None:
        if year and not _YEAR.fullmatch(year):
            self._fault("year", line, TIME, value=year)

    def _check_key(self, line: int, row: Mapping[str, str]) -> None:
        key = tuple(row[name] for name in self._layout.dimensions)
        first = self._seen.setdefault(key, line)
        if first != line:
            self._fault("duplicate_key", line, "", key=", ".join(key), first=first, again=line)

    def _check_notes(self, line: int, row: Mapping[str, str]) -> None:
        notes = {name: row[name] for name in TRAILING if name.startswith("note_")}
        if any(notes.values()):
            for name, note in notes.items():
                if not note:
                    other = next(text for text in notes.values() if text)
                    self._fault("note_twin", line, name, name=name, other=other[:80])

    def _value(self, line: int, row: Mapping[str, str]) -> tuple[float | None, int]:
        """The number and its printed decimals; (None, 0) where there is none."""
        text, status = row[MEASURE], row["obs_status"]
        bears = status not in (ObsStatus.MISSING, ObsStatus.SUPPRESSED)
        if not text:
            if bears and status in STATUSES:
                self._fault("value_missing", line, MEASURE, status=status)
            return None, 0
        if not bears:
            self._fault("value_with_status", line, MEASURE, value=text, status=status)
            return None, 0
        number = _NUMBER.fullmatch(text)
        if number is None:
            kind, mended = _misprint(text)
            self._fault(kind, line, MEASURE, value=text, mended=mended)
            return None, 0
        if row.get(INDICATOR) in self._layout.counts and _THOUSANDS_LIKE.fullmatch(text):
            self._fault("thousands", line, MEASURE, value=text, mended=text.replace(".", ""))
        if len(text.lstrip("-0.").replace(".", "")) > MAX_DIGITS:
            self._fault("precision", line, MEASURE, value=text, digits=MAX_DIGITS)
        # A zero has no sign: what is written -0 would be another number in some readers.
        return float(text) + 0.0, len(number["decimals"] or "")


def _misprint(text: str) -> tuple[str, str]:
    """The class of a value that is no number as it must be written, and how it was most likely meant."""
    if _GROUPED_BY_POINT.fullmatch(text):
        return "thousands", text.replace(".", "").replace(",", ".")
    if _GROUPED_BY_COMMA.fullmatch(text):
        return "comma", f"{text.replace(',', '')} / {text.replace(',', '.')}" if _one_comma(text) else text.replace(
            ",", ""
        )
    if _DECIMAL_COMMA.fullmatch(text):
        return "comma", text.replace(",", ".")
    spaced = re.sub(r"[\s\u00a0\u202f]", "", text).replace("\u2212", "-")
    return "number", spaced if _NUMBER.fullmatch(spaced) else "1234.5"


def _one_comma(text: str) -> bool:
    return text.count(",") == 1 and "." not in text
