"""A first draft of a dataset from a statistician's table: figures turned long and coded, texts left to write."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dantoc.catalogue.frame import Frame, read_frame
from dantoc.curation.draft_files import source_csv, toml_draft
from dantoc.curation.recognising import Recogniser
from dantoc.curation.sheets import DraftRefused, Grid, decimal_mark, plain_number, read_grid
from dantoc.curation.source_csv import TRAILING
from dantoc.l10n.messages import say
from dantoc.model.status import ObsStatus
from dantoc.model.structure import INDICATOR, MEASURE, TIME
from dantoc.model.text import ENGLISH, Locale

USUAL = (INDICATOR, "ethnic_group", "area")
"""Dimensions that every dataset has, even where all figures bear the same code."""

_ID = re.compile(r"[a-z][a-z0-9_]{1,63}")
_MISSING = frozenset({"...", "…", "..", "O"})
_HEADER_ROWS = 40


@dataclass(frozen=True)
class Plan:
    """How the table is read: the row of headings, the column of each position, and the headings that are codes."""

    header: int
    columns: Mapping[int, str]
    across: str
    """The dimension whose codes stand as headings, or nothing."""
    across_codes: Mapping[int, str]
    ignored: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """What was written and how it was understood, to be read by the statistician."""

    id: str
    figures: int
    recognised: tuple[tuple[str, str], ...]
    ignored: tuple[str, ...]
    left_out: tuple[str, ...]
    unknown: tuple[tuple[str, str, str], ...]
    empty: tuple[str, ...]

    def lines(self, locale: Locale) -> list[str]:
        """The account of the draft in the language, a line a fact."""
        said = [say("curation.draft.written", locale, id=self.id, figures=self.figures)]
        said += [
            say("curation.draft.recognised", locale, heading=own, column=column) for own, column in self.recognised
        ]
        said += [say("curation.draft.ignored", locale, heading=own) for own in self.ignored]
        said += [say("curation.draft.left_out", locale, text=own) for own in self.left_out]
        for column, value, near in self.unknown:
            key = "unknown" if near else "unknown_alone"
            said.append(say(f"curation.draft.{key}", locale, column=column, value=value, near=near))
        said += [say("curation.draft.empty", locale, column=own, id=self.id) for own in self.empty]
        said.append(say("curation.draft.next", locale, id=self.id))
        return said


def draft(
    root: Path,
    dataset: str,
    file: Path,
    *,
    sheet: str | None = None,
    constants: Mapping[str, str] | None = None,
    locale: Locale = ENGLISH,
) -> Draft:
    """Writes `datasets/<dataset>/` with the figures of the table in `file`, and says how it was understood.

    `constants` holds columns that are the same for every figure; codes are named in `locale`. The folder appears whole
    or not at all.

    Raises:
        DraftRefused: a name that cannot be, a folder that is there already, a file or numbers that cannot be read.
    """
    folder = root / "datasets" / dataset
    if not _ID.fullmatch(dataset):
        raise DraftRefused("id", id=dataset)
    if folder.exists():
        raise DraftRefused("exists", id=dataset)
    frame = read_frame(root)
    recogniser = Recogniser(frame)
    fixed = _fixed(constants or {}, recogniser)
    grid = read_grid(file, sheet)
    plan = make_plan(grid, recogniser, fixed)
    reading = _Reading(grid, plan, recogniser, frame, fixed)
    reading.read()
    if not reading.rows:
        raise DraftRefused("nothing", file=grid.name)
    _write_folder(
        folder, source_csv(reading.dimensions, reading.rows), toml_draft(reading.dimensions, reading.rows, frame)
    )
    return reading.account(dataset, locale)


def make_plan(grid: Grid, recogniser: Recogniser, fixed: Mapping[str, str]) -> Plan:
    """How the rows of the grid are to be read.

    Raises:
        DraftRefused: no row whose cells can be understood as headings, or no column of values.
    """
    header = _header_row(grid.rows, recogniser)
    if header is None:
        raise DraftRefused("no_header", file=grid.name)
    headings = grid.rows[header]
    body = grid.rows[header + 1 :]
    columns: dict[int, str] = {}
    for place, heading in enumerate(headings):
        column = recogniser.column(heading)
        if column == TIME and not _all_years(body, place, recogniser):
            column = None
        if column is not None and column not in columns.values() and column not in fixed:
            columns[place] = column
    across = ""
    codes: dict[int, str] = {}
    if MEASURE not in columns.values():
        rest = {place: text for place, text in enumerate(headings) if text and place not in columns}
        across, codes = _across(rest, recogniser, (*columns.values(), *fixed))
    _add_by_content(columns, codes, headings, body, recogniser, fixed)
    if not codes and MEASURE not in columns.values():
        raise DraftRefused("no_value", file=grid.name, headings=", ".join(own for own in headings if own))
    ignored = tuple(text for place, text in enumerate(headings) if text and place not in columns and place not in codes)
    return Plan(header, columns, across if codes else "", codes, ignored)


def _fixed(constants: Mapping[str, str], recogniser: Recogniser) -> dict[str, str]:
    """The constants by column and code; what is no code stays as said, for validation to name."""
    fixed = {}
    for name, said in constants.items():
        column = recogniser.column(name)
        if column is None or column == MEASURE:
            allowed = ", ".join(dict.fromkeys((TIME, *recogniser.dimensions, *TRAILING[1:])))
            raise DraftRefused("no_column", name=name, allowed=allowed)
        fixed[column] = recogniser.code(column, said) or said
    return fixed


def _header_row(rows: Sequence[Sequence[str]], recogniser: Recogniser) -> int | None:
    """The first row, among those at the top, with the most cells that are known as headings; at least two."""

    def known(row: Sequence[str]) -> int:
        filled = [cell for cell in row if cell]
        return sum(recogniser.column(cell) is not None or recogniser.year(cell) == cell for cell in filled)

    top = list(enumerate(rows[:_HEADER_ROWS]))
    best = max(top, key=lambda item: (known(item[1]), -item[0]), default=None)
    if best is not None and known(best[1]) >= 2:
        return best[0]
    # A table of groups or sexes across has one heading of a column beside them, or none.
    wide = [place for place, row in top if sum(bool(cell) for cell in row) > 1]
    return wide[0] if wide else None


def _all_years(body: Sequence[Sequence[str]], place: int, recogniser: Recogniser) -> bool:
    """Whether a column holds years: `Năm` is a year, but `Nam` is male."""
    cells = [row[place] for row in body if place < len(row) and row[place]]
    return bool(cells) and sum(recogniser.year(cell) is not None for cell in cells) * 2 > len(cells)


def _across(headings: Mapping[int, str], recogniser: Recogniser, taken: Sequence[str]) -> tuple[str, dict[int, str]]:
    """The dimension that goes across, with the code of each position; nothing where the headings are no codes."""
    best: tuple[str, dict[int, str]] = ("", {})
    for dimension in (TIME, *recogniser.dimensions):
        if dimension in taken or dimension in TRAILING:
            continue
        codes = {place: code for place, text in headings.items() if (code := recogniser.code(dimension, text))}
        if len(codes) > max(1, len(best[1])) and len(set(codes.values())) == len(codes):
            best = (dimension, codes)
    return best


def _add_by_content(
    columns: dict[int, str],
    codes: Mapping[int, str],
    headings: Sequence[str],
    body: Sequence[Sequence[str]],
    recogniser: Recogniser,
    fixed: Mapping[str, str],
) -> None:
    """Adds the columns whose heading says nothing and whose cells say all: codes of one dimension, or numbers."""
    free = [place for place in range(len(headings)) if place not in columns and place not in codes]
    numeric = []
    for place in free:
        cells = [row[place] for row in body if place < len(row) and row[place]]
        if cells and all(re.fullmatch(r"[-\u2212]?[\d.,\s]+|…|\.{2,3}", cell) for cell in cells):
            numeric.append(place)
            continue
        found = recogniser.dimension_of(cells, (*columns.values(), *fixed, *TRAILING))
        if found is not None:
            columns[place] = found
    if not codes and MEASURE not in columns.values() and len(numeric) == 1:
        columns[numeric[0]] = MEASURE


class _Reading:
    """Reads the body of the table into rows of `source.csv`, remembering what it did not understand."""

    def __init__(self, grid: Grid, plan: Plan, recogniser: Recogniser, frame: Frame, fixed: Mapping[str, str]) -> None:
        self._grid = grid
        self._plan = plan
        self._recogniser = recogniser
        self._fixed = fixed
        named = {*plan.columns.values(), *fixed, *((plan.across,) if plan.across else ()), *USUAL} - {*TRAILING, TIME}
        self.dimensions = (*(own for own in frame.concepts if own in named), TIME)
        self.rows: list[dict[str, str]] = []
        self._left_out = [" ".join(cell for cell in row if cell) for row in grid.rows[: plan.header] if any(row)]
        self._unknown: Counter[tuple[str, str]] = Counter()
        self._mark = "." if grid.typed else self._decimal_mark()

    def read(self) -> None:
        """Takes in every row below the headings."""
        for number, row in enumerate(self._grid.rows[self._plan.header + 1 :], self._plan.header + 2):
            own = {column: row[place] for place, column in self._plan.columns.items() if place < len(row)}
            cells = {place: row[place] for place in self._value_places() if place < len(row) and row[place]}
            if any(row) and not cells and not own.get("obs_status"):
                self._left_out.append(" ".join(cell for cell in row if cell))
            for place, text in cells.items():
                self.rows.append(self._figure(own, number, place, text))
            if not cells and own.get("obs_status"):
                self.rows.append(self._figure(own, number, next(iter(self._value_places())), ""))

    def account(self, dataset: str, locale: Locale) -> Draft:
        """What was understood and what was not."""
        headings = self._grid.rows[self._plan.header]
        recognised = [(headings[place] or f"({place + 1})", column) for place, column in self._plan.columns.items()]
        recognised += [
            (headings[place], f"{self._plan.across}={code}") for place, code in self._plan.across_codes.items()
        ]
        unknown = [(column, value, self._near(column, value, locale)) for column, value in self._unknown]
        needed = (*self.dimensions, "unit", "source_id")
        empty = [column for column in needed if any(not row.get(column) for row in self.rows)]
        return Draft(
            dataset,
            len(self.rows),
            tuple(recognised),
            self._plan.ignored,
            tuple(dict.fromkeys(self._left_out)),
            tuple(unknown),
            tuple(empty),
        )

    def _decimal_mark(self) -> str:
        """The mark of all values of the file.

        Raises:
            DraftRefused: values that contradict each other, or that could be thousands or decimals alike.
        """
        texts = [
            row[place]
            for row in self._grid.rows[self._plan.header + 1 :]
            for place in self._value_places()
            if place < len(row)
        ]
        mark = decimal_mark(texts)
        if mark is not None:
            return mark
        marked = dict.fromkeys(text for text in texts if "." in text or "," in text)
        raise DraftRefused("numbers", file=self._grid.name, examples="; ".join(list(marked)[:6]))

    def _value_places(self) -> tuple[int, ...]:
        if self._plan.across_codes:
            return tuple(self._plan.across_codes)
        return tuple(place for place, column in self._plan.columns.items() if column == MEASURE)

    def _figure(self, own: Mapping[str, str], number: int, place: int, text: str) -> dict[str, str]:
        said = {**own, **self._fixed}
        if place in self._plan.across_codes:
            said[self._plan.across] = self._plan.across_codes[place]
        row = {column: self._code(column, value) for column, value in said.items() if column != MEASURE}
        row["obs_status"] = row.get("obs_status") or self._status(own, place)
        row[MEASURE] = self._value(row, text)
        row["unit"] = row.get("unit") or self._unit(row.get(INDICATOR, ""))
        row["locator"] = row.get("locator") or self._locator(number, place)
        return row

    def _status(self, own: Mapping[str, str], place: int) -> str:
        """What the year says of the figure, in its cell or above it: provisional, estimated, or else normal."""
        year = self._grid.rows[self._plan.header][place] if self._plan.across == TIME else own.get(TIME, "")
        return self._recogniser.status(year) or str(ObsStatus.NORMAL)

    def _value(self, row: dict[str, str], text: str) -> str:
        """The number as it must be written; what is none stays as it stood, for validation to name."""
        if text in _MISSING or not text:
            if row["obs_status"] not in (ObsStatus.MISSING, ObsStatus.SUPPRESSED):
                row["obs_status"] = str(ObsStatus.MISSING)
            return ""
        number = plain_number(text, self._mark)
        if number is None:
            self._unknown[MEASURE, text] += 1
        return number if number is not None else text

    def _code(self, column: str, said: str) -> str:
        if column not in (TIME, "unit", "obs_status", *self._recogniser.dimensions) or not said:
            return said
        code = self._recogniser.code(column, said)
        if code is None:
            self._unknown[column, said] += 1
        return code or said

    def _near(self, column: str, value: str, locale: Locale) -> str:
        return self._recogniser.near(column, value, locale) if column in self._recogniser.dimensions else ""

    def _unit(self, indicator: str) -> str:
        """The unit that the list of indicators gives."""
        own = self._recogniser.code_of(INDICATOR, indicator)
        return (own.annotation("unit") or "") if own is not None else ""

    def _locator(self, number: int, place: int) -> str:
        heading = self._grid.rows[self._plan.header][place]
        return f"{self._grid.name}, {number}" + (f", {heading}" if heading and self._plan.across_codes else "")


def _write_folder(folder: Path, source: str, toml: str) -> None:
    """Puts both files in place at once."""
    temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".new-"))
    try:
        (temporary / "source.csv").write_text(source, encoding="utf-8", newline="\n")
        (temporary / "dataset.toml").write_text(toml, encoding="utf-8", newline="\n")
        temporary.chmod(0o755)
        temporary.rename(folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
