"""The rows as a Markdown table, and the place in `docs/performance.md` where it stands."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.measuring import Row, Target

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
NAMED = (
    "streamlit",
    "duckdb",
    "sqlalchemy",
    "pyarrow",
    "pandas",
    "vl-convert-python",
    "xlsxwriter",
    "datasette",
    "reportlab",
    "typst",
    "weasyprint",
)
HEADING = ("what", "against", "ours", "peer", "times as good", "rounds", "target", "to know")
_UNITS = {"ms": 1e3, "MB": 1e-6}


def markdown(rows: Sequence[Row], date: str, machine: str) -> str:
    """When and where it was measured, with what, and a line a row."""
    versions = ", ".join(f"{name} {version(name)}" for name in NAMED)
    lines = [f"Measured {date} on {machine}; Python {platform.python_version()}, {versions}.", "", *_line(HEADING)]
    lines += [f"| {' | '.join('---' for _ in HEADING)} |", *(line for row in rows for line in _line(_cells(row)))]
    return "\n".join(lines) + "\n"


def replace_block(file: Path, table: str) -> None:
    """Put the table between the marks of the file, and leave the rest as it is.

    Raises:
        ValueError: the file lacks the marks.
    """
    text = file.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text.split(BEGIN, 1)[1]:
        raise ValueError(f"{file} lacks the lines {BEGIN} and {END}: put them where the table is to stand")
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    file.write_text(f"{before}{BEGIN}\n{table}{END}{after}", encoding="utf-8")


def this_machine() -> str:
    """Processor, cores, system and how busy it was, as far as the system says them."""
    info = Path("/proc/cpuinfo")
    said = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.split(":", 1)[1].strip() for line in said if line.startswith("model name")]
    processor = names[0] if names else platform.machine()
    busy = f"load average {os.getloadavg()[0]:.1f} at the start"
    return f"{os.cpu_count()} cores ({processor}), {platform.system()}, {busy}"


def _cells(row: Row) -> tuple[str, ...]:
    pair = row.pair
    return (
        row.what,
        row.peer,
        _amount(median(pair.ours), row.unit),
        _amount(median(pair.peer), row.unit),
        f"**{pair.ratio:.2f}×**",
        f"{len(pair.ratios)}: {min(pair.ratios):.2f}–{max(pair.ratios):.2f}",
        _target(row),
        row.note,
    )


def _target(row: Row) -> str:
    if row.target is None:
        return ""
    return f"{_wish(row.target, row.unit)}: {'met' if row.target.met(row.pair) else '**missed**'}"


def _wish(target: Target, unit: str) -> str:
    least = [] if target.least_ratio is None else [f"≥ {target.least_ratio:.2g}×"]
    most = [] if target.most is None else [f"≤ {_amount(target.most, unit)}"]
    return ", ".join(least + most)


def _amount(amount: float, unit: str) -> str:
    return (
        f"{amount * _UNITS[unit]:.3g} {unit}"
        if amount * _UNITS[unit] < 1000
        else f"{amount * _UNITS[unit]:,.0f} {unit}"
    )


def _line(cells: Sequence[str]) -> tuple[str]:
    return (f"| {' | '.join(cells)} |",)
