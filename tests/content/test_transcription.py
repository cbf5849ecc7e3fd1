"""Every transcribed figure is found again in the published files.

The transcription had 25,309 rows. `transcribed.csv` holds, for each indicator, how many and the checksum of its sorted
rows, each written as ``indicator|year|group|area|sex|residence|breakdown|value|unit|status|source|locator``. The rows
are rebuilt here from the Parquet files and compared. `transcription.json` names, by dataset, the dimensions that were
renamed on the way.
"""

import csv
import hashlib
import json
from collections import defaultdict
from pathlib import Path

import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
RENAMED = json.loads((HERE / "transcription.json").read_text(encoding="utf-8"))["renamed"]
with (HERE / "transcribed.csv").open(encoding="utf-8", newline="") as ledger:
    TRANSCRIBED = {row["indicator"]: row for row in csv.DictReader(ledger)}

CORE = ("indicator", "ethnic_group", "area", "sex", "residence", "year")
NO_BREAKDOWN = {"_T", "_Z", "POP"}
"""Codes that stand for an empty cell of the transcription."""


def rows_as_transcribed(dataset: str) -> list[tuple[str, str]]:
    """(indicator, line) of each figure of the dataset, in the transcription's own words."""
    table = pq.read_table(ROOT / "datasets" / dataset / "data.parquet")
    names = RENAMED.get(dataset, {})
    breakdowns = [name for name in table.column_names[: table.column_names.index("value")] if name not in CORE]
    lines = []
    for row in table.to_pylist():
        parts = [f"{names.get(name, name)}={row[name]}" for name in breakdowns if row[name] not in NO_BREAKDOWN]
        fields = (
            row["indicator"],
            str(row["year"]),
            "ALL" if row["ethnic_group"] == "_T" else row["ethnic_group"],
            row["area"],
            row.get("sex", "_T").replace("_T", "T"),
            row.get("residence", "_T").replace("_T", "T"),
            ";".join(sorted(parts)),
            f"{row['value']:.{row['decimals']}f}",
            row["unit"],
            row["obs_status"].replace("B", "A"),  # breaks are declared in dataset.toml; the sources print none
            row["source_id"],
            row["locator"] or "",
        )
        lines.append((row["indicator"], "|".join(fields)))
    return lines


@pytest.fixture(scope="module")
def published() -> dict[str, list[str]]:
    by_indicator = defaultdict(list)
    for path in sorted((ROOT / "datasets").glob("*/data.parquet")):
        for indicator, line in rows_as_transcribed(path.parent.name):
            by_indicator[indicator].append(line)
    return by_indicator


def test_as_many_figures_are_published_as_were_transcribed(published):
    assert sum(int(row["rows"]) for row in TRANSCRIBED.values()) == 25_309
    assert sum(len(lines) for lines in published.values()) == 25_309


def test_the_indicators_are_those_of_the_transcription(published):
    assert published.keys() == TRANSCRIBED.keys()


@pytest.mark.parametrize("indicator", TRANSCRIBED)
def test_every_row_is_published_as_it_was_read(indicator, published):
    lines = published[indicator]
    assert len(lines) == int(TRANSCRIBED[indicator]["rows"])
    digest = hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
    assert digest == TRANSCRIBED[indicator]["sha256"]
