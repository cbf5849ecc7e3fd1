"""A small publication of the real figures with a block of every kind, and what it is printed into."""

import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from dantoc.engine.engine import Engine, open_engine
from dantoc.model.exhibit import Exhibit
from dantoc.model.figure_params import parse_figure
from dantoc.model.publication import (
    Block,
    Chapter,
    FigureBlock,
    GeneratedBlock,
    GlossaryBlock,
    KeyFigure,
    KeyFiguresBlock,
    Part,
    ProfilesBlock,
    Publication,
    TableBlock,
    Term,
    TextBlock,
)
from dantoc.model.text import LocalizedText
from dantoc.model.view import View, parse_view
from dantoc.reports.book import print_book
from dantoc.reports.edition import Edition
from dantoc.reports.pictures import Pictures

BASE = "https://example.org"
PICTURES = Pictures()
"""Kept over all tests of a process: charts take longer than all else."""
MARKDOWN = {
    "vi": "## Về số liệu\n\nĐoạn có **chữ đậm**, *chữ nghiêng* và [liên kết](https://example.org/a).\n\n"
    "- mục một\n- mục hai",
    "en": "## About the figures\n\nA paragraph with **strong** and *slanted* words and a [link](https://example.org/a).\n\n"
    "- item one\n- item two",
}


def both(vi: str, en: str) -> LocalizedText:
    return LocalizedText.of(vi=vi, en=en)


def view(dataset: str, **params: str) -> View:
    return parse_view(open_engine().catalogue.dataset(dataset), params)


def table(id: str = "groups", **params: str) -> TableBlock:
    asked = {"ethnic_group": "02,08,54", "year": "2009,2019", **params}
    return TableBlock(
        id, "population_census", view("population_census", **asked), both("Dân số ba dân tộc", "Three groups")
    )


def figure(
    id: str = "largest", *, is_map: bool = False, title: str = "Sáu nhóm đông nhất", **params: str
) -> FigureBlock:
    own = open_engine().catalogue.dataset("population_census")
    asked = params or {"ethnic_group": "top(6)", "year": "2019", "mark": "bars"}
    said = {"title.vi": title, "title.en": f"{title} (en)"}
    exhibit = Exhibit(id, own.id, parse_view(own, asked), parse_figure(own, said, ("vi", "en")))
    return FigureBlock(id, exhibit, is_map)


def key_figures(id: str = "key") -> KeyFiguresBlock:
    own = view("population_census", ethnic_group="08", year="2019")
    return KeyFiguresBlock(id, (KeyFigure("population_census", own, both("người Hmông", "Hmong people")),))


def chapter(id: str, *blocks: Block, numbered: bool = True, opens: bool = True) -> Chapter:
    return Chapter(id, both(f"Chương {id}", f"Chapter on {id}"), blocks, numbered=numbered, opens=opens)


def publication(*chapters: Chapter, kind: str = "yearbook", paper: str = "16x24") -> Publication:
    return Publication(
        id="sample",
        kind=kind,
        title=both("Niên giám mẫu về các dân tộc thiểu số", "A sample yearbook of the ethnic minorities"),
        subtitle=both("Phụ đề", "Subtitle"),
        summary=both("Tóm tắt.", "Summary."),
        imprint=both("Lời cuối sách.", "The imprint."),
        year=2026,
        version="1.0.0",
        issued=date(2026, 11, 23),
        paper=paper,
        parts=(Part("all", LocalizedText(), chapters),),
    )


def sample() -> Publication:
    lists = tuple(GeneratedBlock(kind, kind) for kind in ("contents", "tables", "figures", "maps"))
    ends = tuple(GeneratedBlock(kind, kind) for kind in ("signs", "sources", "index"))
    terms = tuple(
        Term(both(vi, en), both(f"Nghĩa của {vi}.", f"Meaning of {en}."))
        for vi, en in (("đô thị", "town"), ("ấp", "hamlet"), ("dân tộc", "ethnic group"))
    )
    asked = {
        "ethnic_group": "08",
        "area": "leaves(VN)",
        "year": "2019",
        "rows": "area",
        "columns": "year",
        "mark": "tiles",
    }
    tiles = figure("where", is_map=True, title="Người Hmông ở đâu", **asked)
    return publication(
        chapter("front", *lists, numbered=False, opens=False),
        chapter("people", TextBlock("words", LocalizedText.of(MARKDOWN)), key_figures(), table(), figure(), tiles),
        chapter("groups", ProfilesBlock("profiles", "ethnic_group", ("08", "54"))),
        chapter("back", GlossaryBlock("terms", terms), *ends, numbered=False, opens=False),
    )


def printed(own: Publication, languages: str = "vi", engine: Engine | None = None, **edition: object) -> bytes:
    asked = replace(Edition(languages), **edition)
    return print_book(engine or open_engine(), own, asked, base_url=BASE, pictures=PICTURES)


@lru_cache(maxsize=8)
def sample_pdf(languages: str, crop: bool = False, paper: str = "") -> bytes:
    """The sample in an edition; printed once a process."""
    return printed(sample(), languages, crop=crop, paper=paper)


def text_of(pdf: bytes, *, page: int = 0, raw: bool = False) -> str:
    """What `pdftotext` reads, of one page (from 1) or of all."""
    pages = ["-f", str(page), "-l", str(page)] if page else []
    return _read(pdf, lambda path: ["pdftotext", *(["-raw"] if raw else []), *pages, path, "-"])


def page_texts(pdf: bytes) -> list[str]:
    """What `pdftotext` reads, page by page."""
    return text_of(pdf).split("\f")[:-1]


def _read(pdf: bytes, command: Callable[[str], list[str]]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.pdf"
        path.write_bytes(pdf)
        return subprocess.run(command(str(path)), check=True, capture_output=True, text=True).stdout


def flat(text: str) -> str:
    return " ".join(text.split())
