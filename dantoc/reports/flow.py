"""The pages: flowables are laid on them one after the other, with running heads, numbers, outline and crop marks."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from reportlab.lib.colors import Color, toColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    ActionFlowable,
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
)

from dantoc.l10n.messages import say
from dantoc.reports.archive import ArchiveCanvas
from dantoc.reports.setting import Setting
from dantoc.reports.sheet import MM, Sheet
from dantoc.reports.stack import Kept
from dantoc.reports.typography import INDIGO, LIGHT, NOTE, QUIET, REGULAR, RULE, SMALL, fonts

COVER, OPENER, BODY = "cover", "opener", "body"
"""The kinds of pages: with nothing but what is drawn on it, without a running head, and with all."""
TOTAL_PAGES = "pages.total"
"""The form that holds the number of pages, drawn on each page and written when the last is done."""
HEAD_OFF, FOOT_OFF = 8 * MM, 9 * MM
"""How far running head and page number stand off the column."""


@lru_cache(maxsize=64)
def _colour(said: str) -> Color:
    return toColor(said)


class BookCanvas(ArchiveCanvas):
    """The canvas of a book; a colour that is said in words is looked up once."""

    def setFillColor(self, aColor: Any, alpha: float | None = None) -> None:  # noqa: N802, N803 - the library's names
        """Takes up a colour to fill with."""
        super().setFillColor(_colour(aColor) if isinstance(aColor, str) else aColor, alpha)

    def setStrokeColor(self, aColor: Any, alpha: float | None = None) -> None:  # noqa: N802, N803
        """Takes up a colour to draw with."""
        super().setStrokeColor(_colour(aColor) if isinstance(aColor, str) else aColor, alpha)


class Page(PageTemplate):
    """A page of one of the kinds; its column lies away from the spine on either side."""

    def __init__(self, kind: str, setting: Setting) -> None:
        sheet = setting.sheet
        column = Frame(sheet.left(1), sheet.low, sheet.width, sheet.height, 0, 0, 0, 0, id=kind)
        super().__init__(id=kind, frames=[column], pagesize=sheet.media)
        self._setting = setting

    def beforeDrawPage(self, canvas: Canvas, document: Any) -> None:  # noqa: N802 - the library's name
        """Moves the column to its side of the spine, and draws the crop marks."""
        sheet = self._setting.sheet
        page = canvas.getPageNumber()
        column: Any = self.frames[0]
        column._x1 = sheet.left(page)
        column._geom()
        canvas.bookmarkPage(page_destination(page))
        canvas.setTrimBox(sheet.trim_box)
        canvas.setBleedBox(sheet.bleed_box)
        _draw_crop_marks(canvas, sheet)

    def afterDrawPage(self, canvas: Any, document: Any) -> None:  # noqa: N802
        """Draws running head and page number, when it is known what stands on the page."""
        if self.id == COVER:
            return
        with canvas.tags.artifact(canvas, "Pagination"):
            if self.id == BODY:
                _draw_running_head(canvas, self._setting, document)
            _draw_page_number(canvas, self._setting)


class Book(BaseDocTemplate):
    """The document: pages of three kinds, filled lump by lump."""

    def __init__(self, setting: Setting, tags: Any, title: str) -> None:
        fonts()
        self.sink = io.BytesIO()
        sheet = setting.sheet
        super().__init__(
            self.sink,
            pagesize=sheet.media,
            pageTemplates=[Page(kind, setting) for kind in (COVER, OPENER, BODY)],
            title=title,
            invariant=1,
            initialFontName=REGULAR,
            pageCompression=1,
            lang=setting.locale,
            allowSplitting=1,
        )
        self.keepTogetherClass = Kept
        self.setting, self._tags = setting, tags
        self.running = ""
        """The title of the chapter at hand, for the running heads."""
        self._firstPageTemplateIndex = 0 if setting.has_cover else 1
        self._startBuild: Any
        self._endBuild: Any
        self._startBuild(canvasmaker=BookCanvas)

    def _makeCanvas(self, filename: Any = None, canvasmaker: Any = BookCanvas) -> Any:  # noqa: N802
        base: Any = super()
        canvas = base._makeCanvas(filename, canvasmaker)
        canvas.tags = self._tags
        canvas._doctemplate = self
        return canvas

    def lay(self, flowables: Iterable[Flowable]) -> None:
        """Lays the flowables on the pages, behind what is there."""
        rest = list(flowables)
        while rest:
            self.clean_hanging()
            self.handle_flowable(rest)

    def close(self, finish: Callable[[Canvas, int], None]) -> bytes:
        """Ends the last page, has what names pages written by `finish`, and gives the document."""
        self._doSave = 0
        self._endBuild()
        canvas = self.canv
        pages = canvas.getPageNumber() - 1
        _write_form(canvas, TOTAL_PAGES, str(pages), REGULAR, NOTE + 1.3, QUIET)
        finish(canvas, pages)
        canvas.save()
        return self.sink.getvalue()


class Running(ActionFlowable):
    """Says which chapter the pages from here on belong to."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def apply(self, document: Any) -> None:
        """Has the running heads say the title."""
        document.running = self._title


class Within(ActionFlowable):
    """Says to which element of the structure tree belongs what is drawn from here on."""

    def __init__(self, enter: Callable[[Any], Any]) -> None:
        super().__init__()
        self._enter = enter

    def apply(self, document: Any) -> None:
        """Enters the element."""
        self._enter(document.canv.tags)


class Anchor(Flowable):
    """A place without extent: a destination of links, and a line of the outline where it has a title."""

    def __init__(self, setting: Setting, destination: str, outline: str = "", level: int = 0) -> None:
        super().__init__()
        self._setting, self._destination, self._outline, self._level = setting, destination, outline, level
        self.keepWithNext = 1

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Takes no room."""
        return 0.0, 0.0

    def draw(self) -> None:
        """Marks the place."""
        self._setting.ledger.arrive(self.canv, self._destination, top=TOP_OFF)
        if self._outline:
            self.canv.addOutlineEntry(self._outline, self._destination, self._level, closed=self._level > 0)


TOP_OFF = 14.0
"""How far above a destination the reader's window begins."""


class PageNumber:
    """The number of the page of a destination: written ahead as a form, since the page comes later in the book."""

    @staticmethod
    def draw(canvas: Canvas, setting: Setting, destination: str, right: float, base: float, size: float) -> None:
        """Draws the number so that it ends at `right`."""
        canvas.saveState()
        canvas.translate(right, base)
        canvas.doForm(_form_of(destination, size))
        canvas.restoreState()
        asked = setting.forward.setdefault(destination, set())
        asked.add(size)

    @staticmethod
    def write(canvas: Canvas, setting: Setting) -> None:
        """Writes the numbers that were drawn ahead."""
        for destination, sizes in setting.forward.items():
            page = setting.ledger.pages.get(destination)
            for size in sorted(sizes):
                _write_form(canvas, _form_of(destination, size), str(page or ""), REGULAR, size, INDIGO, right=True)


def page_destination(page: int) -> str:
    """The destination of a page as a whole."""
    return f"page.{page}"


def new_page(kind: str) -> list[Flowable]:
    """What begins a page of that kind."""
    return [NextPageTemplate(kind), PageBreak()]


def _form_of(destination: str, size: float) -> str:
    return f"page.{destination}.{size}".replace(" ", "_")


def _write_form(canvas: Any, name: str, text: str, font: str, size: float, colour: str, *, right: bool = False) -> None:
    """Writes a form with one short text that begins, or ends, at its origin."""
    width = stringWidth(text, font, size)
    left = -width if right else 0.0
    canvas.beginForm(name, left - 1, -size / 3, left + width + 1, size)
    canvas.setFillColor(colour)
    canvas.setFont(font, size)
    canvas.drawString(left, 0, text)
    canvas.endForm()


def _draw_crop_marks(canvas: Any, sheet: Sheet) -> None:
    lines = sheet.crop_marks()
    if not lines:
        return
    with canvas.tags.artifact(canvas, "Page"):
        canvas.saveState()
        canvas.setStrokeColor("#000000")
        canvas.setLineWidth(0.25)
        canvas.lines(lines)
        canvas.restoreState()


def _draw_running_head(canvas: Canvas, setting: Setting, document: Book) -> None:
    sheet, page = setting.sheet, canvas.getPageNumber()
    left, base = sheet.left(page), sheet.high + HEAD_OFF
    right = left + sheet.width
    title = setting.publication.title.say(setting.locale)
    canvas.saveState()
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.4)
    canvas.line(left, base - 5, right, base - 5)
    canvas.setFillColor(QUIET)
    if page % 2:
        canvas.setFont(REGULAR, SMALL)
        canvas.drawRightString(right, base, _cut(document.running, sheet.width, REGULAR, SMALL))
    else:
        canvas.setFont(LIGHT, SMALL)
        canvas.drawString(left, base, _cut(title, sheet.width, LIGHT, SMALL))
    canvas.restoreState()


def _cut(text: str, width: float, font: str, size: float) -> str:
    """The text, or as many of its words as have room."""
    if stringWidth(text, font, size) <= width:
        return text
    parts = text.split()
    while parts and stringWidth(" ".join(parts) + " …", font, size) > width:
        parts.pop()
    return " ".join(parts) + " …"


def _draw_page_number(canvas: Canvas, setting: Setting) -> None:
    """``Trang 12/250``, at the outer edge; the number of pages is a form that is written at the end."""
    sheet, page, size = setting.sheet, canvas.getPageNumber(), NOTE + 1.3
    head = "/".join(say("reports.page", own) for own in setting.locales)
    text = f"{head} {page}/"
    canvas.saveState()
    canvas.setFont(REGULAR, size)
    canvas.setFillColor(QUIET)
    left = sheet.left(page)
    if page % 2:
        digits = stringWidth("0" * setting.digits, REGULAR, size)
        left = left + sheet.width - digits - stringWidth(text, REGULAR, size)
    base = sheet.low - FOOT_OFF
    canvas.drawString(left, base, text)
    canvas.translate(left + stringWidth(text, REGULAR, size), base)
    canvas.doForm(TOTAL_PAGES)
    canvas.restoreState()
