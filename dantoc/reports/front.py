"""What stands before the chapters: cover, title page, imprint, contents, lists of tables, figures and maps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Spacer

from dantoc.l10n.messages import say
from dantoc.l10n.numbers import format_date
from dantoc.model.text import Locale, LocalizedText
from dantoc.reports.band import draw_band
from dantoc.reports.flow import COVER, Anchor, PageNumber, new_page
from dantoc.reports.ledger import Entry
from dantoc.reports.markdown import set_text
from dantoc.reports.measuring import title_lines
from dantoc.reports.setting import Setting
from dantoc.reports.stack import Stack
from dantoc.reports.typography import (
    BOLD,
    HEAD,
    INDIGO,
    INK,
    LEAD,
    LIGHT,
    LINE,
    PAPER,
    QUIET,
    REGULAR,
    SEMIBOLD,
    SMALL,
    TEXT,
    TITLE,
    fonts,
)
from dantoc.reports.words import Node, pair, plain

PANEL = 0.58
"""So much of the height of a cover is indigo."""
LAST = 4
"""So many lines of a list at least stand on its last page."""
BESIDE = 7.0
"""Room between two languages on one line."""
COVER_SIZES = (38.0, 34.0, 28.4, 23.6, 19.7, 16.4)
"""Sizes of the title of a cover, the largest that has room in five lines is taken."""


class Drawn(Flowable):
    """A whole page, drawn by a function that is given the canvas and the setting."""

    def __init__(self, setting: Setting, paint: Callable[[Any, Setting], None]) -> None:
        super().__init__()
        self._setting, self._paint = setting, paint

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Takes the column whole."""
        return width, height - 0.01

    def draw(self) -> None:
        """Draws the page, in the coordinates of the medium."""
        canvas, sheet = self.canv, self._setting.sheet
        canvas.saveState()
        canvas.translate(-sheet.left(canvas.getPageNumber()), -sheet.low)
        self._paint(canvas, self._setting)
        canvas.restoreState()


def front(setting: Setting) -> list[Flowable]:
    """Cover, imprint on its inside, and the title page on the right."""
    made: list[Flowable] = [Anchor(setting, "cover", say("reports.cover", setting.locale)), Drawn(setting, _cover)]
    if setting.publication.imprint:
        made += [*new_page(COVER), *_imprint(setting)]
    return [*made, *new_page(COVER), Drawn(setting, _title_page)]


def _imprint(setting: Setting) -> list[Flowable]:
    """The imprint at the foot of its page; one that has no room there begins at the top."""
    parts = set_text(setting.publication.imprint, setting, "imprint")
    whole = Stack(parts)
    _, high = whole.wrap(setting.width, setting.height)
    spare = setting.height - high - 1
    return [Spacer(1, spare), whole] if spare >= 0 else parts


def _cover(canvas: Any, setting: Setting) -> None:
    left, low, right, high = setting.sheet.bleed_box
    edge = setting.sheet.left(1)
    width = setting.sheet.width
    floor = low + (high - low) * (1 - PANEL)
    with canvas.tags.artifact(canvas):
        canvas.setFillColor(INDIGO)
        canvas.rect(left, floor, right - left, high - floor, stroke=0, fill=1)
        canvas.setFillColor(PAPER)
        draw_band(canvas, left, floor - 26, right - left, 18)
    publication = setting.publication
    top = setting.sheet.high
    _lines_down(canvas, setting, LIGHT, LEAD, PAPER, _publisher(setting), edge, top, width, "P")
    base = floor + 34
    _lines_up(canvas, setting, publication.title, edge, base, width, high - floor - 170)
    under = floor - 26 - 44
    if publication.subtitle:
        under = _lines_down(canvas, setting, SEMIBOLD, HEAD, INK, publication.subtitle, edge, under, width, "P") - 8
    _lines_down(canvas, setting, LIGHT, 28.4, INDIGO, _year(setting), edge, setting.sheet.low + 16, width, "P")


def _year(setting: Setting) -> LocalizedText:
    return LocalizedText.of(dict.fromkeys(setting.locales, str(setting.publication.year)))


def _publisher(setting: Setting) -> LocalizedText:
    return setting.engine.catalogue.title


def _lines_down(
    canvas: Any,
    setting: Setting,
    font: str,
    size: float,
    colour: str,
    text: LocalizedText,
    left: float,
    top: float,
    width: float,
    kind: str,
) -> float:
    """The text from its first line at `top` down, each language in its own element; gives the height below it."""
    fonts()
    base = top
    for place, (locale, said) in enumerate(setting.texts(text)):
        own_font, own_size = (font, size) if place == 0 else (LIGHT, size * 0.8)
        with canvas.tags.mark(canvas, canvas.tags.new(kind, lang=locale)):
            canvas.setFillColor(colour)
            canvas.setFont(own_font, own_size)
            for line in title_lines(said, own_font, own_size, width):
                canvas.drawString(left, base, f"{line.rstrip()} ")
                base -= own_size * 1.25
    return base


def _lines_up(
    canvas: Any, setting: Setting, text: LocalizedText, left: float, base: float, width: float, room: float
) -> None:
    """The title of the cover with its last line at `base`, as large as there is room."""
    said = setting.texts(text)
    for size in COVER_SIZES:
        set_in = [
            (locale, BOLD if place == 0 else LIGHT, own_size, title_lines(words, BOLD, own_size, width))
            for place, (locale, words) in enumerate(said)
            for own_size in (size if place == 0 else size * 0.6,)
        ]
        height = sum(len(lines) * own_size * 1.15 + 10 for _, _, own_size, lines in set_in)
        longest = max(stringWidth(line.rstrip(), BOLD, own_size) for _, _, own_size, lines in set_in for line in lines)
        if height <= room and longest <= width:
            break
    top = base + height
    for locale, font, own_size, lines in set_in:
        with canvas.tags.mark(canvas, canvas.tags.new("P", lang=locale)):
            canvas.setFillColor(PAPER)
            canvas.setFont(font, own_size)
            for line in lines:
                top -= own_size * 1.15
                canvas.drawString(left, top, f"{line.rstrip()} ")
        top -= 10


def _title_page(canvas: Any, setting: Setting) -> None:
    sheet, publication = setting.sheet, setting.publication
    left, width = sheet.left(canvas.getPageNumber()), sheet.width
    top = sheet.high - 8
    top = _lines_down(canvas, setting, REGULAR, LEAD, QUIET, _publisher(setting), left, top, width, "P")
    top = sheet.low + sheet.height * 0.62
    top = _lines_down(canvas, setting, BOLD, 28.4, INDIGO, publication.title, left, top, width, "P") - 6
    if publication.subtitle:
        top = _lines_down(canvas, setting, REGULAR, HEAD, INK, publication.subtitle, left, top, width, "P")
    top = _lines_down(canvas, setting, LIGHT, TITLE, INDIGO, _year(setting), left, top - 12, width, "P")
    with canvas.tags.artifact(canvas):
        draw_band(canvas, left, sheet.low + 34, width, 9)
    said = LocalizedText.of(
        {
            own: say("reports.version", own, version=publication.version, date=format_date(publication.issued, own))
            for own in setting.locales
        }
    )
    _lines_down(canvas, setting, REGULAR, SMALL, QUIET, said, left, sheet.low + 14, width, "P")


class ListLine(Flowable):
    """A line of the contents: number, title in each language, dots, and the page; the whole of it is a link."""

    def __init__(
        self,
        setting: Setting,
        under: Node,
        number: str,
        said: list[tuple[Locale, str]],
        destination: str,
        *,
        strong: bool = False,
        hang: float = 0.0,
        size: float = TEXT,
        beside: bool = False,
    ) -> None:
        """`beside` sets the second language on the line of the first, where both have room."""
        super().__init__()
        self._setting, self._under, self._number, self._said, self._to = setting, under, number, said, destination
        self._strong, self._hang, self._size, self._beside = strong, hang, size, beside
        self.spaceBefore = LINE * 0.75 if strong else 0
        self.spaceAfter = 5.0 if beside else 1.5
        if strong:
            self.keepWithNext = 1

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as its lines."""
        self._width = width
        room = width - self._hang - stringWidth("0000", REGULAR, self._size) - 12
        font = SEMIBOLD if self._strong else REGULAR
        self._set = [
            (locale, own_font, title_lines(words, own_font, self._size, room))
            for place, (locale, words) in enumerate(self._said)
            for own_font in (font if place == 0 else LIGHT,)
        ]
        self._step = self._size * 1.3
        lines = sum(len(own) for _, _, own in self._set)
        wide = sum(stringWidth(own[0], own_font, self._size) + BESIDE for _, own_font, own in self._set)
        self._in_line = self._beside and lines == len(self._set) and wide <= room
        self._height = self._step * (1 if self._in_line else lines)
        return width, self._height

    def draw(self) -> None:
        """Draws the line."""
        canvas: Any = self.canv
        tags = canvas.tags
        item = tags.new("TOCI", self._under.of(tags))
        base = self._height - self._size * 0.95
        colour = INDIGO if self._strong else INK
        first_end = 0.0
        if self._number:
            with tags.mark(canvas, tags.new("Lbl", item)):
                canvas.setFillColor(colour)
                canvas.setFont(SEMIBOLD if self._strong else REGULAR, self._size)
                canvas.drawString(0, base, self._number)
        link = tags.new("Link", tags.new("Reference", item))
        page_base = base
        for place, (locale, font, lines) in enumerate(self._set):
            with tags.mark(canvas, tags.new("Span", link, lang=locale)):
                canvas.setFillColor(colour if place == 0 else QUIET)
                canvas.setFont(font, self._size)
                left = first_end + BESIDE if place and self._in_line else self._hang
                for line in lines:
                    canvas.drawString(left, base, f"{line.rstrip()} ")
                    if place == 0 or self._in_line:
                        first_end, page_base = left + stringWidth(line.rstrip(), font, self._size), base
                    if not self._in_line:
                        base -= self._step
        digits = stringWidth("0" * self._setting.digits, REGULAR, self._size)
        with tags.artifact(canvas):
            canvas.saveState()
            canvas.setStrokeColor(QUIET)
            canvas.setLineWidth(0.6)
            canvas.setLineCap(1)
            canvas.setDash([0.01, 3.2])
            start, end = first_end + 5, self._width - digits - 4
            if end > start:
                canvas.line(end - 3.2 * int((end - start) / 3.2), page_base + 1, end, page_base + 1)
            canvas.restoreState()
        with tags.mark(canvas, link):
            PageNumber.draw(canvas, self._setting, self._to, self._width, page_base, self._size)
        tags.link(canvas, link, (0, 0, self._width, self._height), to=self._to, words=self._said[0][1])


def contents(setting: Setting) -> list[Flowable]:
    """The contents: parts and chapters, each a link with its page."""
    whole = Node("TOC")
    entries = setting.ledger.of("part", "chapter")
    hang = stringWidth("00", SEMIBOLD, TEXT) + 8 if any(own.number for own in entries) else 0.0
    in_parts = any(own.kind == "part" for own in entries)
    return [
        ListLine(
            setting,
            whole,
            str(own.number or ""),
            setting.texts(own.title),
            own.destination,
            strong=own.kind == "part" or not in_parts,
            hang=hang,
            beside=True,
        )
        for own in entries
    ]


def list_of(kind: str, setting: Setting) -> list[Flowable]:
    """The list of the tables, of the figures or of the maps, in the order of their numbers."""
    whole = Node("TOC")
    entries: list[Entry] = setting.ledger.of(kind)
    hang = stringWidth(str(len(entries)) + ".", REGULAR, SMALL + 0.6) + 8
    lines = [
        ListLine(
            setting, whole, str(own.number), setting.texts(own.title), own.destination, hang=hang, size=SMALL + 0.6
        )
        for own in entries
    ]
    for own in lines[-LAST:-1]:
        own.keepWithNext = 1
    return [*lines]


def masthead(setting: Setting) -> list[Flowable]:
    """The head of a publication without a cover: band, title, subtitle, day."""
    publication = setting.publication
    made: list[Flowable] = [Band(setting), Anchor(setting, "cover", publication.title.say(setting.locale))]
    made += pair([(own, plain(words)) for own, words in setting.texts(publication.title)], "h1", "H1")
    if publication.subtitle:
        made += pair([(own, plain(words)) for own, words in setting.texts(publication.subtitle)], "lead")
    return made


class Band(Flowable):
    """The woven band across the column."""

    def __init__(self, setting: Setting, height: float = 8.0) -> None:
        super().__init__()
        self._setting, self._high = setting, height
        self.spaceAfter = LINE

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as the column."""
        self._wide = width
        return width, self._high

    def draw(self) -> None:
        """Draws it, as an ornament that nobody need be told of."""
        canvas: Any = self.canv
        with canvas.tags.artifact(canvas):
            draw_band(canvas, 0, 0, self._wide, self._high)
