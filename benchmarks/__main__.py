"""`python -m benchmarks`: measure, print the table, write it into `docs/performance.md`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from benchmarks import (
    books,
    catalogue_search,
    chart_addresses,
    chart_pictures,
    csv_files,
    engine_slices,
    filter_changes,
    html_tables,
    http_slices,
    large_tables,
    starting,
    studio_edits,
    workbooks,
)
from benchmarks.measuring import ROUNDS, Row
from benchmarks.report import markdown, replace_block, this_machine
from benchmarks.serving import ROOT

REPORT = ROOT / "docs" / "performance.md"
GROUPS: Mapping[str, Callable[[int], Iterator[Row]]] = {
    "engine": engine_slices.rows,
    "large": large_tables.rows,
    "http": http_slices.rows,
    "csv": csv_files.rows,
    "xlsx": workbooks.rows,
    "html": html_tables.rows,
    "chart": chart_pictures.rows,
    "chart-address": chart_addresses.rows,
    "search": catalogue_search.rows,
    "start": starting.rows,
    "filter": filter_changes.rows,
    "studio": studio_edits.rows,
    "book": books.rows,
}
"""By name, in the order of the report: a new group is a file here and a line."""


def main() -> int:
    """Measures the groups asked for; the report is written when all were."""
    parser = ArgumentParser(prog="python -m benchmarks", description="Time the product against named peers.")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"of: {', '.join(GROUPS)}; all without")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"turns of each side (default: {ROUNDS})")
    parser.add_argument("--date", default=date.today().isoformat(), help="the day to print (default: today)")
    parser.add_argument("--machine", default=this_machine(), help="the machine to print (default: as the system says)")
    args = parser.parse_args()
    unknown = [name for name in args.groups if name not in GROUPS]
    if unknown:
        parser.error(f"no group {unknown[0]!r}; there are: {', '.join(GROUPS)}")
    rows: list[Row] = []
    for name in args.groups or GROUPS:
        print(f"{name} …", file=sys.stderr, flush=True)
        rows += GROUPS[name](args.rounds)
    table = markdown(rows, args.date, args.machine)
    print(table)
    if not args.groups:
        replace_block(REPORT, table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
