"""A small book drawn by hand, for the tests of tags and archive: headings, text, a list, a table, a picture."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

from dantoc.model.text import LocalizedText
from dantoc.reports.archive import Archive, ArchiveCanvas
from dantoc.reports.attachments import Attachment
from dantoc.reports.tagging import Tags
from dantoc.reports.typography import BOLD, REGULAR, fonts
from dantoc.reports.xmp import Description

DESCRIPTION = Description(
    title=LocalizedText.of(vi="Niên giám thống kê các dân tộc", en="Statistical yearbook of ethnic groups"),
    creator=LocalizedText.of(vi="Thống kê các dân tộc", en="Ethnic statistics"),
    languages=("vi", "en"),
    issued=date(2026, 11, 1),
    subject=LocalizedText.of(vi="Số liệu của 53 dân tộc & các tỉnh", en="Figures of 53 groups & the provinces"),
    keywords=LocalizedText.of(vi="dân tộc, dân số", en="ethnic groups, population"),
    identifier="https://example.org/publications?id=yearbook",
)
FIGURES = (("Dân tộc", "2009", "2019"), ("Mường", "1.268.963", "1.452.095"), ("Ơ Đu", "376", ""))
"""Made up for the page, the last cell empty."""


def open_canvas(sink: io.BytesIO | None = None, lang: str = "vi") -> ArchiveCanvas:
    """A canvas of A4 with the book's font, and tags."""
    fonts()
    canvas = ArchiveCanvas(
        sink or io.BytesIO(), pagesize=(595, 842), invariant=1, initialFontName=REGULAR, pageCompression=1, lang=lang
    )
    canvas.tags = Tags(lang)
    return canvas


def say(canvas: ArchiveCanvas, kind: str, text: str, y: float, **said: str) -> None:
    with canvas.tags.mark(canvas, canvas.tags.new(kind, **said)):
        canvas.drawString(60, y, text)


def draw_table(canvas: ArchiveCanvas, rows: Sequence[Sequence[str]], y: float, file: str = "") -> None:
    tags = canvas.tags
    table = tags.new("Table")
    table.file = file
    parts = tags.new("THead", table), tags.new("TBody", table)
    for number, cells in enumerate(rows):
        row = tags.new("TR", parts[number > 0])
        for at, text in enumerate(cells):
            scope = "Column" if number == 0 else "Row" if at == 0 else ""
            cell = tags.new("TH" if scope else "TD", row, scope=scope)
            with tags.mark(canvas, cell):
                if text:
                    canvas.drawString(60 + 120 * at, y - 14 * number, text)
        with tags.artifact(canvas):
            canvas.line(60, y - 14 * number - 4, 400, y - 14 * number - 4)


def _draw_first_page(canvas: ArchiveCanvas) -> None:
    tags = canvas.tags
    canvas.bookmarkPage("start")
    canvas.addOutlineEntry("Lời nói đầu", "start", 0)
    canvas.setFont(BOLD, 16)
    say(canvas, "H1", "Dân số các dân tộc", 780)
    canvas.setFont(REGULAR, 10)
    say(canvas, "P", "Population of the ethnic groups", 764, lang="en")
    paragraph = tags.new("P")
    with tags.mark(canvas, paragraph):
        canvas.drawString(60, 740, "Một đoạn văn dài, ")
        with tags.artifact(canvas):
            canvas.line(60, 738, 120, 738)
        canvas.drawString(150, 740, "đứt đoạn vì một đường kẻ,")
    link = tags.new("Link", paragraph)
    with tags.mark(canvas, link):
        canvas.drawString(300, 740, "xem trang cuối")
    tags.link(canvas, link, (300, 738, 370, 750), to="end", words="Trang cuối")
    listed = tags.new("L")
    listed.numbering = "Decimal"
    for at, text in enumerate(("một", "hai")):
        item = tags.new("LI", listed)
        with tags.mark(canvas, tags.new("Lbl", item)):
            canvas.drawString(60, 700 - 14 * at, f"{at + 1}.")
        with tags.mark(canvas, tags.new("LBody", item)):
            canvas.drawString(80, 700 - 14 * at, text)
    with tags.artifact(canvas, "Footer"):
        canvas.drawString(300, 40, "Trang 1/3")
    canvas.showPage()


def small_book(part: str = "3b", attachments: Sequence[Attachment] = ()) -> bytes:
    """Three pages: what is said in two languages, a table over two pages, a list, a picture, links both ways."""
    canvas = open_canvas()
    tags = canvas.tags
    _draw_first_page(canvas)
    canvas.bookmarkPage("table")
    canvas.addOutlineEntry("Bảng 1", "table", 1)
    canvas.setFont(REGULAR, 10)
    draw_table(canvas, FIGURES, 780, attachments[0].name if attachments else "")
    going_on = tags.new("P")
    with tags.mark(canvas, going_on):
        canvas.drawString(60, 60, "Một đoạn qua hai trang: đầu")
    canvas.showPage()
    canvas.bookmarkPage("end")
    canvas.addOutlineEntry("Hình 1", "end", 0)
    canvas.setFont(REGULAR, 10)
    with tags.mark(canvas, going_on):
        canvas.drawString(60, 780, "và cuối")
    picture = tags.new("Figure", alt="Biểu đồ cột: người Mường đông hơn người Ơ Đu")
    picture.box = (60, 600, 300, 700)
    with tags.mark(canvas, picture):
        canvas.rect(60, 600, 100, 100, fill=1)
        canvas.drawString(200, 620, "Mường")
    tags.link(
        canvas, tags.new("P"), (60, 500, 200, 512), uri="https://example.org/dataset?id=population", words="Trên mạng"
    )
    canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
    canvas.addPageLabel(1, style="ARABIC", start=1)
    canvas.showPage()
    canvas.archive = Archive(DESCRIPTION, part, attachments)
    return canvas.getpdfdata()
