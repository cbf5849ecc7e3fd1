"""A statistician's CSV or Excel file as rows of text, whatever its separator, and its numbers as plain numbers."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from dantoc.curation.decoding import decode
from dantoc.curation.faults import listed
from dantoc.l10n.folding import nfc
from dantoc.l10n.messages import say
from dantoc.model.text import Locale

SEPARATORS = (",", ";", "\t", "|")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
TEXTS = (".csv", ".tsv", ".txt")
POINT, COMMA = ".", ","

_BLANKS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d)")
_WITH_POINT = re.compile(r"-?(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?")
_WITH_COMMA = re.compile(r"-?(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)(?:,\d+)?")


class DraftRefused(Exception):
    """A file or a name from which no draft can be made; `say` tells why and what to do."""

    def __init__(self, reason: str, **params: object) -> None:
        self.reason = reason
        self.params = params
        super().__init__(reason)

    def say(self, locale: Locale) -> str:
        """The reason and the mend in the language."""
        return say(f"curation.draft.refused.{self.reason}", locale, **self.params)


@dataclass(frozen=True)
class Grid:
    """The cells of a sheet as text without outer blanks, row by row; `name` says which file and sheet they stood in.

    `typed` is true where numbers came as numbers, so that no decimal mark has to be guessed.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    typed: bool = False


def read_grid(path: Path, sheet: str | None = None) -> Grid:
    """The cells of the file.

    Raises:
        DraftRefused: no such file or sheet, another kind of file, an encoding that is not UTF-8, a broken file.
    """
    if not path.is_file():
        raise DraftRefused("no_file", file=path)
    if path.suffix.lower() in WORKBOOKS:
        return _read_workbook(path, sheet)
    if path.suffix.lower() in TEXTS:
        return _read_text(path)
    raise DraftRefused("kind", file=path.name, allowed=listed((*TEXTS, *WORKBOOKS)))


def decimal_mark(texts: Iterable[str]) -> str | None:
    """The mark that all numbers among the texts can be read with; None where they disagree or leave it open."""
    marked = [_BLANKS.sub("", text) for text in texts if POINT in text or COMMA in text]
    numbers = [text for text in marked if _WITH_POINT.fullmatch(text) or _WITH_COMMA.fullmatch(text)]
    with_point = all(_WITH_POINT.fullmatch(text) for text in numbers)
    with_comma = all(_WITH_COMMA.fullmatch(text) for text in numbers)
    if with_point and (not with_comma or not numbers):
        return POINT
    return COMMA if with_comma and not with_point else None


def plain_number(text: str, mark: str) -> str | None:
    """The number as it must stand in `source.csv`, or None where the text is none."""
    bare = _BLANKS.sub("", text).replace("\u2212", "-")
    if mark == POINT:
        return bare.replace(COMMA, "") if _WITH_POINT.fullmatch(bare) else None
    return bare.replace(POINT, "").replace(COMMA, POINT) if _WITH_COMMA.fullmatch(bare) else None


def _read_workbook(path: Path, sheet: str | None) -> Grid:
    try:
        workbook = CalamineWorkbook.from_path(path)
    except (CalamineError, OSError) as error:
        raise DraftRefused("broken", file=path.name, detail=error) from error
    names = workbook.sheet_names
    if not names or (sheet is not None and sheet not in names):
        raise DraftRefused("no_sheet", sheet=sheet or "", file=path.name, allowed=listed(names))
    chosen = sheet or names[0]
    cells = workbook.get_sheet_by_name(chosen).to_python(skip_empty_area=False)
    return Grid(f"{path.name}, {chosen}", tuple(tuple(_cell(value) for value in row) for row in cells), typed=True)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        # 15 digits are what a spreadsheet shows; the rest is the noise of binary fractions.
        text = f"{value:.15g}"
        return text if "e" not in text else f"{value:.6f}".rstrip("0").rstrip(".")
    if isinstance(value, (datetime, date)):
        return value.isoformat()[:10]
    return nfc(" ".join(str(value).split()))


def _read_text(path: Path) -> Grid:
    text, faults = decode(path.name, path.read_bytes())
    for fault in faults:
        if fault.kind == "encoding":
            raise DraftRefused("encoding", file=path.name, **dict(fault.params))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True))
    except csv.Error as error:
        raise DraftRefused("broken", file=path.name, detail=error) from error
    return Grid(path.name, tuple(tuple(nfc(" ".join(cell.split())) for cell in row) for row in rows))


def _separator(text: str) -> str:
    """The separator that cuts most lines into the same number of cells, more than one."""
    lines = [line for line in text.split("\n") if line.strip()][:200]
    return max(SEPARATORS, key=lambda mark: _evenness(lines, mark))


def _evenness(lines: Sequence[str], mark: str) -> tuple[int, int]:
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=mark) if len(row) > 1)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return count, width
