"""`python -m benchmarks.book_sides SIDE FOLDER`: one side prints a book in a process of its own and says what it took.

What the peers print lies in the folder: the same tables laid out, the same charts as jobs for the same drawer.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from dantoc.figures.press import WORKERS, Job, Press
from dantoc.model.publication import Chapter, Publication, TableBlock
from dantoc.model.table import StatTable

LOCALE = "vi"
CONTENT = "content.pickle"


@dataclass(frozen=True)
class Content:
    """What a book shows, for those who print it otherwise: its tables, its charts, its running text."""

    tables: tuple[StatTable, ...]
    charts: tuple[Job, ...]
    texts: tuple[str, ...]


def ours(_: Path) -> dict[str, float]:
    """The yearbook from the figures on, nothing kept from before; then again with the words of one block changed."""
    from dantoc.engine.engine import open_engine
    from dantoc.reports.book import print_book
    from dantoc.reports.edition import Edition
    from dantoc.reports.pictures import Pictures

    engine = open_engine()
    publication, pictures = engine.publications.publication("yearbook"), Pictures()

    def printed(own: Publication) -> tuple[float, int]:
        begun = perf_counter()
        content = print_book(engine, own, Edition(LOCALE), base_url="https://example.org", pictures=pictures)
        return perf_counter() - begun, _pages(content)

    first, pages = printed(publication)
    peak = _peak()
    second = printed(_one_block_changed(publication))[0]
    return {"seconds": first, "pages": pages, "peak": peak, "second": second}


def tables(_: Path) -> dict[str, float]:
    """A book of the tables of the yearbook alone, from the figures on, nothing kept from before; seconds a table."""
    from dantoc.engine.engine import open_engine
    from dantoc.reports.book import print_book
    from dantoc.reports.edition import Edition

    engine = open_engine()
    own = _tables_alone(engine.publications.publication("yearbook"))
    begun = perf_counter()
    content = print_book(engine, own, Edition(LOCALE), base_url="https://example.org")
    count = sum(1 for _ in own.blocks)
    return {"seconds": (perf_counter() - begun) / count, "tables": count, "pages": _pages(content), "peak": _peak()}


def _tables_alone(publication: Publication) -> Publication:
    """The publication without all that is no table."""
    parts = []
    for part in publication.parts:
        chapters = (
            replace(own, blocks=tuple(block for block in own.blocks if isinstance(block, TableBlock)))
            for own in part.chapters
        )
        parts.append(replace(part, chapters=tuple(own for own in chapters if own.blocks)))
    return replace(publication, parts=tuple(own for own in parts if own.chapters))


def sheet(_: Path) -> dict[str, float]:
    """The fact sheet of one group after that of another."""
    from dantoc.engine.engine import open_engine
    from dantoc.reports.book import print_book
    from dantoc.reports.edition import Edition

    engine = open_engine()
    taken = []
    for code in ("02", "08", "27"):
        begun = perf_counter()
        publication = engine.publications.publication("group_sheet", code)
        content = print_book(engine, publication, Edition(LOCALE), base_url="https://example.org")
        taken.append(perf_counter() - begun)
    return {"seconds": min(taken[1:]), "pages": _pages(content)}


def curve(_: Path) -> dict[str, float]:
    """Pages a second of books of about 50 to 1,000 pages: the tables of the yearbook as often as that takes."""
    from dantoc.engine.engine import open_engine
    from dantoc.reports.book import print_book
    from dantoc.reports.edition import Edition
    from dantoc.reports.pictures import Pictures

    engine = open_engine()
    yearbook, pictures = engine.publications.publication("yearbook"), Pictures()
    found: dict[str, float] = {}
    print_book(engine, repeated(yearbook, 20), Edition(LOCALE), base_url="https://example.org", pictures=pictures)
    for tables in (50, 200, 500, 1000):
        begun = perf_counter()
        own = repeated(yearbook, tables)
        content = print_book(engine, own, Edition(LOCALE), base_url="https://example.org", pictures=pictures)
        found[str(_pages(content))] = perf_counter() - begun
    return found


def repeated(publication: Publication, tables: int) -> Publication:
    """A synthetic book of so many tables: those of the publication over and over, a new number each."""
    every = [block for _, block in publication.blocks if isinstance(block, TableBlock) and not block.optional]
    blocks = tuple(replace(every[place % len(every)], id=f"synthetic_{place}") for place in range(tables))
    chapters = tuple(
        Chapter(f"synthetic_{first}", publication.title, blocks[first : first + 20]) for first in range(0, tables, 20)
    )
    return replace(publication, parts=(replace(publication.parts[0], chapters=chapters),))


def typst(folder: Path) -> dict[str, float]:
    """The same tables, charts and texts by Typst; the charts are drawn by our drawer first, as ours are."""
    import typst as compiler

    content = _read(folder)
    begun = perf_counter()
    drawn = _draw(content.charts)
    for place, svg in enumerate(drawn):
        (folder / f"chart{place}.svg").write_bytes(svg)
    charts = perf_counter() - begun
    (folder / "book.typ").write_text(_typst(content), encoding="utf-8")
    made = compiler.compile(str(folder / "book.typ"), font_paths=[_fonts()])
    return {"seconds": perf_counter() - begun, "charts": charts, "peak": _peak(), "pages": _pages(bytes(made))}


def weasyprint(folder: Path) -> dict[str, float]:
    """The same tables from HTML by WeasyPrint; seconds a table."""
    from weasyprint import HTML

    from dantoc.tables import html, style

    content = _read(folder)
    begun = perf_counter()
    page = "@page { size: 160mm 240mm; margin: 15mm } body { font: 8pt 'Source Sans Pro' }"
    body = "".join(html.to_html(own) for own in content.tables)
    made = HTML(string=f"<style>{style.css()}{page}</style><body>{body}</body>").write_pdf()
    seconds = perf_counter() - begun
    return {"seconds": seconds / len(content.tables), "pages": _pages(bytes(made)), "peak": _peak()}


SIDES: Mapping[str, Callable[[Path], dict[str, float]]] = {
    own.__name__: own for own in (ours, tables, sheet, curve, typst, weasyprint)
}


def _one_block_changed(publication: Publication) -> Publication:
    """The publication with another note under its first table."""
    from dantoc.model.text import LocalizedText

    note = LocalizedText.of(vi="Ghi chú thử.", en="A note for the trial.")
    chapters = list(publication.parts[0].chapters)
    parts = []
    changed = False
    for part in publication.parts:
        chapters = []
        for chapter in part.chapters:
            blocks = list(chapter.blocks)
            for place, block in enumerate(blocks):
                if isinstance(block, TableBlock) and not changed:
                    blocks[place], changed = replace(block, note=note), True
            chapters.append(replace(chapter, blocks=tuple(blocks)))
        parts.append(replace(part, chapters=tuple(chapters)))
    return replace(publication, parts=tuple(parts))


def _draw(jobs: Sequence[Job]) -> list[bytes]:
    press = Press()
    try:
        with ThreadPoolExecutor(WORKERS) as threads:
            return [own[0] for own in threads.map(press.draw, jobs)]
    finally:
        press.end()


def _typst(content: Content) -> str:
    head = (
        '#set page(width: 160mm, height: 240mm, margin: 15mm, numbering: "1")\n'
        f'#set text(font: "Source Sans Pro", size: 8pt, lang: "{LOCALE}", hyphenate: false)\n'
        "#set table(stroke: none, inset: 2pt)\n#outline()\n"
    )
    texts = "\n\n".join(_quoted(own) for own in content.texts)
    charts = "\n".join(f'#image("chart{place}.svg", width: 100%)' for place in range(len(content.charts)))
    return head + texts + "\n" + "\n".join(_typst_table(own) for own in content.tables) + charts


def _typst_table(table: StatTable) -> str:
    stubs = len(table.stub_heads)
    lines = [f"= {_quoted(table.title)}", f"#table(columns: {stubs + table.width},", "table.header(repeat: true,"]
    for level, heads in enumerate(table.heading):
        lines += [f"[{_quoted(own if level == 0 else '')}]," for own in table.stub_heads]
        lines += [f"table.cell(colspan: {own.span})[{_quoted(own.text)}]," for own in heads]
    lines.append("),")
    for row in table.rows:
        lines += [f"[#h({own.indent * 6}pt){_quoted(own.text)}]," for own in row.stub]
        lines += [f"align(right)[{_quoted(own.text)}]," for own in row.cells]
    notes = [f"{_quoted(own.mark)} {_quoted(own.text)}" for own in (*table.notes, *table.signs)]
    return "\n".join([*lines, ")", *notes, *(_quoted(own) for own in table.sources)])


def _quoted(text: str) -> str:
    """The text as Typst takes it word for word."""
    said = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#text("{said}")'


def _fonts() -> str:
    from dantoc.figures import fonts

    return str(fonts.file_of(fonts.style_of("400")).parent)


def _read(folder: Path) -> Content:
    tables, charts, texts = pickle.loads((folder / CONTENT).read_bytes())
    return Content(tables, charts, texts)


def _peak() -> float:
    """The most memory that this process has held, in bytes; those that draw charts are not counted on either side.

    The system's call for it counts what the process held that started this one.
    """
    said = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return next(float(line.split()[1]) * 1024 for line in said.splitlines() if line.startswith("VmHWM:"))


def _pages(content: bytes) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(content))


if __name__ == "__main__":
    print(json.dumps(SIDES[sys.argv[1]](Path(sys.argv[2]))))
