"""The type of the books: one family with its weights, one scale of sizes, one set of colours, and the styles made of
them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import font_source_sans_pro
from reportlab.lib.colors import toColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics

from dantoc.reports.book_font import BookFont

REGULAR, LIGHT, SEMIBOLD, BOLD, ITALIC, BOLD_ITALIC = (
    "SourceSans",
    "SourceSans-Light",
    "SourceSans-Semibold",
    "SourceSans-Bold",
    "SourceSans-It",
    "SourceSans-SemiboldIt",
)
_FILES = {
    REGULAR: "Regular",
    LIGHT: "Light",
    SEMIBOLD: "Semibold",
    BOLD: "Bold",
    ITALIC: "It",
    BOLD_ITALIC: "SemiboldIt",
}

_STEP = 1.2
TEXT = 9.5


def _size(steps: int) -> float:
    """A size of the scale, so many steps above the text's or, below zero, under it."""
    return round(TEXT * _STEP**steps, 1)


NOTE, SMALL, LEAD, HEAD, TITLE, OPENER, GREAT = (_size(steps) for steps in (-2, -1, 1, 2, 3, 5, 8))
"""6.6 notes · 7.9 tables · 9.5 text · 11.4 lead · 13.7 heads · 16.4 titles · 23.6 openers · 40.8 figures set large."""
LINE = 13.0
"""The step of the grid: lines of text stand this far apart, and space between blocks is made of it."""

INK, QUIET, RULE, SHADE, INDIGO, RED, TURMERIC, PAPER = (
    "#1d1f2b",
    "#474a52",
    "#b9bac0",
    "#f1f1f4",
    "#2d3a8c",
    "#a3262c",
    "#d69a2d",
    "#ffffff",
)
"""Indigo is the one colour of action and comes out dark in grey; red and turmeric stand in the woven band alone."""

_LOCK = Lock()


def fonts() -> None:
    """Makes the family known to the writer of PDFs; quick to call again."""
    with _LOCK:
        _register()


@cache
def _register() -> None:
    folder = Path(font_source_sans_pro.__file__).parent / "files"
    for name, style in _FILES.items():
        pdfmetrics.registerFont(BookFont(name, str(folder / f"SourceSansPro-{style}.ttf")))
    for plain, bold in ((REGULAR, SEMIBOLD), (LIGHT, SEMIBOLD), (SEMIBOLD, BOLD)):
        pdfmetrics.registerFontFamily(plain, normal=plain, bold=bold, italic=ITALIC, boldItalic=BOLD_ITALIC)


def _made(name: str, font: str, size: float, leading: float, textColor: str = INK, **more: Any) -> ParagraphStyle:  # noqa: N803 - the library's name
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=leading,
        textColor=toColor(textColor),
        **{
            "bulletFontName": font,
            "bulletFontSize": size,
            "alignment": TA_LEFT,
            "allowWidows": 0,
            "allowOrphans": 0,
            "splitLongWords": 1,
            "hyphenationLang": None,
            "embeddedHyphenation": 0,
            "uriWasteReduce": 0,
            "keepWithNext": 0,
            **more,
        },
    )


@cache
def _styles() -> Mapping[str, ParagraphStyle]:
    half = LINE / 2
    made = (
        _made("text", REGULAR, TEXT, LINE, spaceAfter=half),
        _made("text_second", LIGHT, TEXT, LINE, spaceAfter=half, textColor=QUIET),
        _made("lead", REGULAR, LEAD, 16, spaceAfter=LINE),
        _made("lead_second", LIGHT, LEAD, 16, spaceAfter=LINE, textColor=QUIET),
        _made("item", REGULAR, TEXT, LINE, leftIndent=LINE, bulletIndent=2, spaceAfter=half * 0.7),
        _made(
            "item_second", LIGHT, TEXT, LINE, leftIndent=LINE, bulletIndent=2, spaceAfter=half * 0.7, textColor=QUIET
        ),
        _made("index", REGULAR, SMALL, 10.1, leftIndent=10, firstLineIndent=-10, spaceAfter=0.6),
        _made("every", REGULAR, SMALL, 10.5, keepWithNext=1),
        _made("every_second", LIGHT, SMALL, 10.5, textColor=QUIET, keepWithNext=1),
        _made("every_pages", REGULAR, SMALL, 10.5, leftIndent=10, spaceAfter=half),
        _made("sign", REGULAR, SMALL + 0.6, 11.4, leftIndent=28, bulletIndent=2, bulletFontName=SEMIBOLD),
        _made("sign_second", LIGHT, SMALL + 0.6, 11.4, leftIndent=28, spaceAfter=half / 2, textColor=QUIET),
        _made("label", SEMIBOLD, LEAD, 16, textColor=QUIET, keepWithNext=1),
        _made("label_second", LIGHT, LEAD, 16, textColor=QUIET, keepWithNext=1),
        _made("h1", BOLD, OPENER, 28, textColor=INDIGO, spaceAfter=half),
        _made("h1_second", LIGHT, TITLE, 20, textColor=QUIET, spaceAfter=LINE),
        _made("h2", SEMIBOLD, HEAD, 17, textColor=INDIGO, spaceBefore=LINE, spaceAfter=half, keepWithNext=1),
        _made("h2_second", LIGHT, LEAD, 15, textColor=QUIET, spaceAfter=half, keepWithNext=1),
        _made("h3", SEMIBOLD, LEAD, 15, spaceBefore=half, spaceAfter=half / 2, keepWithNext=1),
        _made("h3_second", LIGHT, TEXT, LINE, textColor=QUIET, spaceAfter=half / 2, keepWithNext=1),
        _made("caption", SEMIBOLD, TEXT, LINE, keepWithNext=1),
        _made("caption_second", LIGHT, TEXT, LINE, textColor=QUIET, keepWithNext=1),
        _made("note", REGULAR, NOTE + 0.6, 9.5, textColor=QUIET),
        _made("note_second", LIGHT, NOTE + 0.6, 9.5, textColor=QUIET),
        _made("term", SEMIBOLD, TEXT, LINE, spaceBefore=half / 2, keepWithNext=1),
        _made("term_second", LIGHT, TEXT, LINE, textColor=QUIET, keepWithNext=1),
        _made("entry", SEMIBOLD, SMALL + 0.6, 11.4, keepWithNext=1),
        _made("entry_second", LIGHT, SMALL + 0.6, 11.4, textColor=QUIET, keepWithNext=1),
        _made("entry_text", REGULAR, SMALL + 0.6, 11.4, spaceAfter=4.5),
        _made("entry_text_second", LIGHT, SMALL + 0.6, 11.4, spaceAfter=4.5, textColor=QUIET),
        _made("source", SEMIBOLD, SMALL + 0.6, 11.4, spaceBefore=5, keepWithNext=1),
        _made("source_second", LIGHT, SMALL + 0.6, 11.4, textColor=QUIET, keepWithNext=1),
        _made("imprint", REGULAR, SMALL + 0.6, 11.4, spaceAfter=half),
        _made("imprint_second", LIGHT, SMALL + 0.6, 11.4, spaceAfter=half, textColor=QUIET),
        _made("small", REGULAR, SMALL, 10.5),
        _made("small_second", LIGHT, SMALL, 10.5, textColor=QUIET),
        _made("small_head", SEMIBOLD, SMALL, 10.5, keepWithNext=1),
        _made("small_right", REGULAR, SMALL, 10.5, alignment=TA_RIGHT),
        _made("cover_title", BOLD, 34.0, 38, textColor=INDIGO),
        _made("cover_title_second", LIGHT, OPENER, 28, textColor=INDIGO),
        _made("cover_small", REGULAR, LEAD, 15, textColor=INK),
        _made("cover_small_second", LIGHT, LEAD, 15, textColor=QUIET),
        _made("part", BOLD, 28.4, 34, textColor=INDIGO, alignment=TA_LEFT),
        _made("part_second", LIGHT, TITLE, 20, textColor=QUIET),
        _made("centred", REGULAR, TEXT, LINE, alignment=TA_CENTER),
    )
    return {own.name: own for own in made}


def style(name: str) -> ParagraphStyle:
    """The paragraph style of that name; ``…_second`` is the lighter one of the language that stands below."""
    fonts()
    return _styles()[name]
