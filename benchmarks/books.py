"""The yearbook printed: against Typst and WeasyPrint with the same tables, and against itself."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks.book_sides import CONTENT, LOCALE, Content
from benchmarks.measuring import Pair, Row, Target
from benchmarks.serving import ROOT
from dantoc.engine.engine import Engine, open_engine
from dantoc.figures.press import Job
from dantoc.model.publication import TableBlock, TextBlock
from dantoc.model.table import StatTable, TableSpec
from dantoc.tables.layout import lay_out

MOST_ROUNDS = 3
"""Of the whole book, a turn of which takes many seconds."""
SLOWER = 1.5
LESS_MEMORY = 0.4
PER_TABLE = 10.0
SECOND = 0.3
FACT_SHEET = 1.0


def rows(rounds: int) -> Iterator[Row]:
    """Whole book, its memory, a table of it and of tables alone, a second printing, a fact sheet, longer books."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        content = _content(open_engine())
        (folder / CONTENT).write_bytes(pickle.dumps((content.tables, content.charts, content.texts)))
        several = min(rounds, MOST_ROUNDS)
        own = [_side("ours", folder) for _ in range(several)]
        typst = [_side("typst", folder) for _ in range(several)]
        bare = [_side("tables", folder) for _ in range(several)]
        slow = [_side("weasyprint", folder)] * several  # takes a minute: once for all rounds
        sheets = [_side("sheet", folder) for _ in range(several)]
        curve = _side("curve", folder)
    tables, charts = len(content.tables), len(content.charts)
    book = f"{own[0]['pages']:.0f} pages, {tables} tables, {charts} charts"
    peer = f"Typst {version('typst')}: the same tables, charts and texts"
    drawn = sorted(own["charts"] for own in typst)[len(typst) // 2]
    yield Row(
        f"whole yearbook printed, charts drawn too, nothing kept from before ({book})",
        peer,
        _pair(own, typst, "seconds"),
        f"the peer's charts are drawn by our drawer first ({drawn:.1f} s of its time); ours also reads the figures, "
        "tags, attaches the CSV of each table, and makes PDF/A",
        Target(least_ratio=1 / SLOWER),
    )
    yield Row("memory of that", peer, _pair(own, typst, "peak"), "", Target(least_ratio=1 / LESS_MEMORY), "MB")
    a_table = [{"seconds": one["seconds"] / tables} for one in own]
    html = f"WeasyPrint {version('weasyprint')}: the same {tables} tables from HTML, a table"
    yield Row(
        "the same, a table",
        html,
        _pair(a_table, slow, "seconds"),
        "all of the book's time counts for ours, charts and profiles too",
        Target(least_ratio=PER_TABLE),
    )
    yield Row(
        "a table of a book of the same tables alone, nothing kept from before",
        html,
        _pair(bare, slow, "seconds"),
        f"{bare[0]['pages']:.0f} pages; ours also reads the figures, tags, attaches the CSV, and makes PDF/A",
        Target(least_ratio=PER_TABLE),
    )
    seconds = Pair(tuple(one["second"] for one in own), tuple(one["seconds"] for one in own))
    yield Row(
        "the yearbook printed again with one block changed",
        "its first printing in the same process",
        seconds,
        "",
        Target(least_ratio=1 / SECOND),
    )
    yield Row(
        "fact sheet of a group",
        f"WeasyPrint {version('weasyprint')}: two of the same tables from HTML",
        Pair(tuple(one["seconds"] for one in sheets), tuple(2 * one["seconds"] for one in slow)),
        f"{sheets[0]['pages']:.0f} pages; the process has printed another before",
        Target(most=FACT_SHEET),
    )
    yield _curve(curve)


def _curve(found: dict[str, float]) -> Row:
    """Pages a second of the longest book against those of the shortest."""
    pace = {int(pages): int(pages) / seconds for pages, seconds in found.items()}
    said = ", ".join(f"{pages} pages: {own:.0f} a second" for pages, own in sorted(pace.items()))
    longest, shortest = max(pace), min(pace)
    return Row(
        f"a page of a synthetic book of {longest} pages",
        f"a page of one of {shortest} pages, the same tables",
        Pair((1 / pace[longest],), (1 / pace[shortest],)),
        said,
        Target(least_ratio=0.8),
    )


def _content(engine: Engine) -> Content:
    publication = engine.publications.publication("yearbook")
    tables = [_table(engine, own) for _, own in publication.blocks if isinstance(own, TableBlock)]
    texts = [own.text.say(LOCALE) for _, own in publication.blocks if isinstance(own, TextBlock)]
    return Content(tuple(own for own in tables if own.rows), _charts(engine), tuple(texts))


def _table(engine: Engine, block: TableBlock) -> StatTable:
    result = engine.run(block.view.query, order_by=block.view.ordered_by)
    measures = (block.view.show,) if block.view.show else ()
    return lay_out(result, TableSpec(block.view.rows, block.view.columns, measures, block.title), LOCALE)


def _charts(engine: Engine) -> tuple[Job, ...]:
    """The charts that the book has drawn, those of its profiles too."""
    from dantoc.reports.book import print_book
    from dantoc.reports.edition import Edition
    from dantoc.reports.pictures import Charted, Pictures

    class Noted(Pictures):
        """Notes what is drawn."""

        def found(self, chart: Charted) -> str | None:
            noted[chart.key] = chart.job
            return super().found(chart)

    noted: dict[str, Job] = {}
    publication = engine.publications.publication("yearbook")
    print_book(engine, publication, Edition(LOCALE), base_url="https://example.org", pictures=Noted())
    return tuple(noted.values())


def _side(side: str, folder: Path) -> dict[str, float]:
    """What one side took, printed in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.book_sides", side, str(folder)]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if made.returncode:
        raise RuntimeError(f"{side} did not print: {made.stderr[-2000:]}")
    said = json.loads(made.stdout.splitlines()[-1])
    return {str(name): float(own) for name, own in said.items()}


def _pair(ours: Sequence[dict[str, float]], peer: Sequence[dict[str, float]], name: str) -> Pair:
    return Pair(tuple(own[name] for own in ours), tuple(own[name] for own in peer))
