"""Charts and maps on the page: caption with number above, the drawing as wide as the column, notes and source below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any
from xml.sax.saxutils import quoteattr

from reportlab.platypus import Flowable, Spacer

from dantoc.figures import drawing
from dantoc.figures.exhibiting import Shown
from dantoc.figures.press import Job
from dantoc.l10n.messages import say
from dantoc.model.figure import FigureSpec
from dantoc.model.publication import FigureBlock
from dantoc.model.result import Result
from dantoc.model.size import MM as MM_UNIT
from dantoc.model.size import Size
from dantoc.model.text import Locale, LocalizedText
from dantoc.model.view import page_address
from dantoc.reports.choosing_charts import MAPS as MAP_MARKS
from dantoc.reports.choosing_charts import chosen_chart
from dantoc.reports.ledger import FIGURES, INDEXED, MAPS, Entry
from dantoc.reports.pen import Pen
from dantoc.reports.pictures import Charted
from dantoc.reports.qr import MOST_BYTES, draw_code, side_of
from dantoc.reports.setting import Setting
from dantoc.reports.sheet import MM
from dantoc.reports.stack import Stack, canvas_of
from dantoc.reports.typography import INDIGO, LINE
from dantoc.reports.vector import Picture, Walked
from dantoc.reports.words import pair, plain, words

LARGER = 1.2
"""Charts are laid out so much wider than their column and then shrunk: their type is that of the tables then."""
MOST_HIGH = 0.72
"""A chart takes at most so much of the height of a page; what would be higher is laid out for that height."""
LEAST_SHRUNK = 0.72
"""What is a little too high is shrunk, no further than this."""
LEAST_SQUEEZED = 0.84
"""A chart is drawn so much smaller, at most, to stand on a page that has a little less room than it takes."""
THEME = "print"
MOST_NAMED = 15
"""A chart of more groups or areas than this is not named with each of them in the index."""


AT_LINES = ("lines", "slope")
"""The marks that name each line at its end."""
MOST_AT_LINES = 150
"""So many letters in both languages together have room there, beside their lines."""
BESIDE_CODE = 12.0
"""Room between the words under a chart and its code."""
NOBODY: Mapping[str, Sequence[str]] = MappingProxyType({})


@dataclass(frozen=True)
class Plate:
    """A chart with its figures, ready to be drawn, and its place in the book."""

    block: FigureBlock
    result: Result
    spec: FigureSpec
    captions: Mapping[Locale, drawing.Caption]
    entry: Entry
    chart: Charted
    alt: LocalizedText
    """What it shows, in words for those who cannot see it."""


@dataclass(frozen=True)
class _Drawn:
    """What of a plate does not depend on its place in the book."""

    result: Result
    spec: FigureSpec
    captions: Mapping[Locale, drawing.Caption]
    chart: Charted
    alt: LocalizedText


def read_plate(block: FigureBlock, setting: Setting) -> Plate | None:
    """The chart of the block with its figures, as the reader's choice leaves it, numbered; None where that is nothing.

    Raises:
        DantocError: its figures do not make it.
    """
    chosen = tuple(setting.edition.choice.codes.items())
    shown = setting.kept(("chart", block.exhibit, chosen), lambda: chosen_chart(block, setting))
    if shown is None:
        return None
    own = setting.kept(("plate", shown.exhibit, setting.width), lambda: _drawn(shown, setting))
    title = LocalizedText.of({locale: said.title for locale, said in own.captions.items()})
    is_map = block.is_map and own.spec.mark in MAP_MARKS
    entry = setting.ledger.enter(MAPS if is_map else FIGURES, title, block.id)
    block = replace(block, exhibit=shown.exhibit, is_map=is_map)
    return Plate(block, own.result, own.spec, own.captions, entry, own.chart, own.alt)


def _drawn(own: Shown, setting: Setting) -> _Drawn:
    both = setting.is_bilingual and is_readable_twice(own.result, own.spec)
    spec = _sized(replace(own.spec, both=both), setting.width)
    captions = {locale: drawing.caption(own.result, spec, locale) for locale in setting.locales}
    alt = LocalizedText.of({locale: drawing.alt_text(own.result, spec, locale) for locale in setting.locales})
    return _Drawn(own.result, spec, captions, charted(own.result, spec, setting.locale), alt)


def is_readable_twice(result: Result, spec: FigureSpec) -> bool:
    """Whether the chart has room for its words in both languages.

    Names of provinces differ in their marks alone, and twice they have no room on the tiles of a map; names at the ends
    of lines may be so long that they no longer stand beside their lines.
    """
    if spec.mark not in AT_LINES:
        return spec.mark not in MAP_MARKS
    codes = result.dataset.structure[spec.series].code if spec.series else None
    names = [codes(own).name for own in result.codes[spec.series]] if codes else []
    return sum(len(said) for name in names for said in {words for _, words in name}) <= MOST_AT_LINES


def charted(result: Result, spec: FigureSpec, locale: Locale) -> Charted:
    """The chart without the words around it, to be drawn."""
    fitted = drawing.fit(result, spec, locale) if spec.size.height else spec
    chart = drawing.without_words(drawing.draw(result, fitted, locale, THEME))
    return Charted.of(Job(chart, ("bare",), spec.size, "", locale))


def _sized(spec: FigureSpec, width: float, height: float = 0.0) -> FigureSpec:
    """The chart laid out for a column so many points wide."""
    size = Size(round(width / MM * LARGER, 1), round(height / MM * LARGER, 1), MM_UNIT)
    return replace(spec, size=size, theme=THEME)


def set_plate(plate: Plate, setting: Setting) -> list[Flowable]:
    """The chart with caption and notes, kept together.

    Raises:
        NotDrawn: it cannot be drawn.
    """
    picture = picture_of(plate.chart, setting, setting.width)
    most = setting.height * MOST_HIGH
    if LEAST_SHRUNK * picture.height <= most < picture.height:
        picture = picture.scaled(most / picture.height)
    elif picture.height > most:
        key = ("lower", plate.block.exhibit, setting.width, most)
        lower = _sized(plate.spec, setting.width, most)
        chart = setting.kept(key, lambda: charted(plate.result, lower, setting.locale))
        picture = picture_of(chart, setting, setting.width)
    caption = _caption(plate, setting)
    notes = _notes(plate, setting)
    return [
        Plated(
            [
                *caption,
                Spacer(1, 3),
                Vector(picture, setting, plate.alt, plate.entry.destination, _named(plate)),
                Spacer(1, 3),
                *notes,
            ]
        )
    ]


def picture_of(chart: Charted, setting: Setting, width: float) -> Picture:
    """The drawing of the chart, `width` points wide.

    Raises:
        NotDrawn: it cannot be drawn.
    """
    own = setting.kept(("picture", chart.key), lambda: Walked.of(setting.pictures.svg(chart)))
    return Picture.of(own, width)


def _caption(plate: Plate, setting: Setting) -> list[Flowable]:
    kind = plate.entry.kind
    said = []
    for locale in setting.locales:
        label = say(f"reports.label.{kind}", locale, n=plate.entry.number)
        said.append((locale, f"<b>{plain(label)}.</b> {plain(plate.entry.title.say(locale))}"))
    made = pair(said, "caption")
    under = LocalizedText.of({own: caption.subtitle for own, caption in plate.captions.items()})
    if under:
        said = [(own, plain(words)) for own, words in setting.texts(under)]
        made += pair(said, "note")
    return made


def _notes(plate: Plate, setting: Setting) -> list[Flowable]:
    """Notes and source in each language, then the address, beside the code that leads to the chart."""
    said: list[Flowable] = []
    for place, locale in enumerate(setting.locales):
        own = plate.captions[locale]
        text = " ".join(_stopped(line) for line in (*own.notes, own.source))
        said.append(words(plain(text), "note" if not place else "note_second", locale))
    dataset = plate.result.dataset
    view = replace(plate.block.exhibit.view, mark=plate.spec.mark)
    address = setting.base_url + page_address(dataset, view, setting.locale)
    short = f"{setting.base_url.partition('://')[2]}/dataset?id={dataset.id}"
    label = " / ".join(own for _, own in setting.words("reports.table.online"))
    link = f"{plain(label)}: <a href={quoteattr(address)} color={quoteattr(INDIGO)}>{plain(short)}</a>"
    said.append(words(link, "note", setting.locale))
    return [Foot(said, address, setting)]


class Foot(Flowable):
    """What stands under a chart: words, and at the right the code of its address."""

    def __init__(self, said: Sequence[Flowable], address: str, setting: Setting) -> None:
        super().__init__()
        self._said, self._address, self._setting = Stack(said), address, setting
        self._side = side_of(address) if len(address.encode()) <= MOST_BYTES else 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as the words or the code."""
        room = width - (self._side + BESIDE_CODE if self._side else 0.0)
        self._words_high = self._said.wrapOn(canvas_of(self), room, height)[1]
        self.width, self.height = width, max(self._words_high, self._side + 2)
        return self.width, self.height

    def draw(self) -> None:
        """Draws the words from the top, and the code beside them as a link."""
        canvas: Any = self.canv
        self._said.drawOn(canvas, 0, self.height - self._words_high)
        if not self._side:
            return
        tags, left, low = canvas.tags, self.width - self._side, self.height - 2 - self._side
        alt = say("reports.figure.code", self._setting.locale)
        link = tags.new("Link", tags.new("P"))
        own = tags.new("Figure", link, alt=alt)
        own.box = (*canvas.absolutePosition(left, low), *canvas.absolutePosition(self.width, low + self._side))
        with tags.mark(canvas, own):
            canvas.saveState()
            draw_code(Pen(canvas), self._address, left, low)
            canvas.restoreState()
        tags.link(canvas, link, (left, low, self.width, low + self._side), uri=self._address, words=alt)


def _named(plate: Plate) -> dict[str, tuple[str, ...]]:
    """The groups and areas that the chart tells apart, where they are few."""
    drawn = {plate.spec.category, plate.spec.series, plate.spec.facet}
    codes = {own: tuple(plate.result.codes.get(own, ())) for own in INDEXED}
    return {own: some for own, some in codes.items() if (own in drawn or len(some) == 1) and len(some) <= MOST_NAMED}


def _stopped(line: str) -> str:
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."


class Plated(Stack):
    """A chart with its words; where it lacks a little room at the foot of a page, the chart is drawn smaller."""

    def getSpaceAfter(self) -> float:  # noqa: N802 - the library's name
        """Room below it, where anything follows on the page."""
        return LINE * 1.5

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as all of it, or as the room there is where that is little less."""
        wide, high = super().wrap(width, height)
        for own in self.content:
            if isinstance(own, Vector) and high > height:
                picture = own.wrap(width, height)[1]
                by = (picture - (high - height)) / picture
                if by >= LEAST_SQUEEZED:
                    own.shrink(by - 0.001)
                    self.measure_again()
                    return super().wrap(width, height)
        return wide, high


class Vector(Flowable):
    """A drawing on the page: a figure with its words for those who cannot see it."""

    def __init__(
        self,
        picture: Picture,
        setting: Setting,
        alt: LocalizedText,
        destination: str = "",
        named: Mapping[str, Sequence[str]] = NOBODY,
    ) -> None:
        """`named` are the codes that the index leads to here, by dimension."""
        super().__init__()
        self._picture, self._setting, self._alt, self._to, self._named = picture, setting, alt, destination, named

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as the column, as high as the drawing."""
        self._left = max(0.0, (width - self._picture.width) / 2)
        return width, self._picture.height

    def shrink(self, by: float) -> None:
        """Draws it so many times as large."""
        self._picture = self._picture.scaled(by)

    def draw(self) -> None:
        """Draws it, and marks the place that the lists lead to."""
        canvas: Any = self.canv
        setting = self._setting
        if self._to:
            setting.ledger.arrive(canvas, self._to, top=self._picture.height + 40)
        for dimension, codes in self._named.items():
            setting.ledger.mention(canvas, dimension, codes)
        alt = " ".join(words for _, words in setting.texts(self._alt))
        own = canvas.tags.new("Figure", lang=setting.locale, alt=alt)
        left, low = canvas.absolutePosition(self._left, 0)
        own.box = (left, low, *canvas.absolutePosition(self._left + self._picture.width, self._picture.height))
        with canvas.tags.mark(canvas, own):
            self._picture.draw(canvas, self._left)
