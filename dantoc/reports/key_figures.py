"""Figures set large: each one observation, with its unit, what it says, and where it was read.

In a pocket book they take what is left of their page, in type as large as has room there.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import ActionFlowable, Flowable, Spacer

from dantoc.l10n.messages import say
from dantoc.l10n.numbers import format_number
from dantoc.model.errors import NoFigures
from dantoc.model.publication import KeyFigure, KeyFiguresBlock
from dantoc.model.status import FLAGS, NO_FIGURE, ObsStatus
from dantoc.model.structure import MEASURE
from dantoc.model.text import Locale
from dantoc.reports.choosing import is_of_choice
from dantoc.reports.grid import Figure
from dantoc.reports.setting import Setting
from dantoc.reports.typography import (
    BOLD,
    GREAT,
    INDIGO,
    INK,
    LIGHT,
    LINE,
    NOTE,
    QUIET,
    REGULAR,
    SMALL,
    TEXT,
    fonts,
)
from dantoc.reports.words import pair, plain, spaced

GAP = 18.0
NARROWEST = 104.0
"""A figure has a column at least so wide, in points."""
SIZES = (GREAT, 34.0, 28.4, 23.6, 19.7)
SMALLER = (16.4, 13.7)
"""Sizes of figures that are long."""
LEAST_BESIDE = 0.5
"""A unit in words stands beside its figure unless that would make it so much smaller; the words below say it then."""
SIGN = 2
"""A unit of so few letters is a sign, such as ``%`` or ``km``, and stands beside its figure in any case."""
POCKET = "key_figures"
SCALES = (1.44, 1.36, 1.28, 1.2, 1.12, 1.06, 1.0, 0.94, 0.88, 0.83, 0.78, 0.73)
"""Figures that fill a page have type so many times as large as elsewhere, the largest that has room."""
LEAST = 6.6
"""No type is smaller than this, in points."""
STEP = 1.3
"""From one line to the next, in sizes of type."""
INSET = 10.0
"""Room between figures that fill a page and what stands above them, in points."""
BEFORE_SOURCES = 3.0
"""Room above the sources, in points."""


@dataclass(frozen=True)
class Great:
    """A figure in words of each language: number, unit, what it says, its year's source."""

    number: Figure
    units: tuple[tuple[Locale, str], ...]
    texts: tuple[tuple[Locale, str], ...]
    sources: tuple[tuple[Locale, str], ...]
    """The names of its sources."""


def set_key_figures(block: KeyFiguresBlock, setting: Setting) -> list[Flowable]:
    """The figures of the block that the reader's choice leaves, side by side as many as have room.

    Raises:
        NoFigures: one that must be there has no observation.
    """
    wanted = [own for own in block.figures if is_of_choice(own, setting)]
    found = [great for own in wanted if (great := _read(own, setting)) is not None]
    if not found:
        return []
    made: list[Flowable] = []
    if setting.publication.kind == POCKET and not block.title:
        return [Filling(found, setting)]
    if block.title:
        made += pair([(own, plain(said)) for own, said in setting.texts(block.title)], "h2", "H2")
    for row in _rows(found, setting):
        made += [row, Spacer(1, LINE)]
    return made


def _rows(greats: list[Great], setting: Setting, scale: float = 1.0) -> list[Row]:
    across = max(1, min(3, int((setting.width + GAP) / (NARROWEST + GAP)), len(greats)))
    if len(greats) == 4:
        across = min(across, 2)
    return [Row(greats[place : place + across], across, scale) for place in range(0, len(greats), across)]


def _read(figure: KeyFigure, setting: Setting) -> Great | None:
    result = setting.engine.run(figure.view.query, order_by=figure.view.ordered_by)
    if not len(result):
        if figure.optional:
            return None
        raise NoFigures("view", figure.dataset, tuple(result.dataset.structure.ids))
    row = result.data.slice(len(result) - 1, 1).to_pylist()[0]
    measure = figure.view.show or MEASURE
    derived = next((own for own in result.derived if measure in (own.id, own.key)), None)
    column = derived.id if derived is not None else MEASURE
    status = ObsStatus(row[f"{column}_status"] if derived is not None else row["obs_status"])
    decimals = derived.decimals if derived is not None else row["decimals"]
    unit = derived.unit if derived is not None else row["unit"]
    value = row[column]
    if value is None and figure.optional:
        return None
    flag = FLAGS.get(status, "")

    printed = format_number(value, decimals, setting.locale) if value is not None else NO_FIGURE
    sources = [(own, ", ".join(source.title.say(own) for source in result.sources[:2])) for own in setting.locales]
    return Great(
        Figure(printed, flag if value is not None else ""),
        tuple((own, result.dataset.unit_symbol(unit, own)) for own in setting.locales),
        tuple(setting.texts(figure.text)),
        tuple(sources),
    )


class Row(Flowable):
    """Figures set large in columns of one width, their numbers on one line, their sources under all of them."""

    def __init__(self, greats: list[Great], across: int, scale: float = 1.0) -> None:
        """`scale` is how many times as large as usual the type is."""
        super().__init__()
        fonts()
        self._greats, self._across, self._scale = greats, across, scale

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as the column that needs most, and the sources."""
        self._wide = (width - GAP * (self._across - 1)) / self._across
        self._unit = max(LEAST, TEXT * self._scale)
        beside, alone = (self._largest(with_unit=said) for said in (True, False))
        self._units_beside = beside >= LEAST_BESIDE * alone
        self._size = beside if self._units_beside else alone
        self._columns = [self._lines(own) for own in self._greats]
        self._sources = spaced(simpleSplit(self._source, LIGHT, NOTE, width))
        self._under = len(self._sources) * NOTE * STEP + BEFORE_SOURCES
        self._high = self._size * 1.05 + 6 + self._under
        self._high += max(sum(step for _, _, _, _, step in lines) for lines in self._columns)
        return width, self._high

    def _largest(self, *, with_unit: bool) -> float:
        """The largest size in which all figures have room in their columns, with their units beside them or not."""
        sizes = [*(size * self._scale for size in SIZES), *SMALLER]
        return next(
            (
                size
                for size in sizes
                if all(
                    _width(own, size, self._unit if _unit_beside(own, words_too=with_unit) else 0.0) <= self._wide
                    for own in self._greats
                )
            ),
            sizes[-1],
        )

    @property
    def _source(self) -> str:
        """The sources in the first language, each once."""
        locale = self._greats[0].sources[0][0]
        said = dict.fromkeys(own.sources[0][1] for own in self._greats if own.sources[0][1])
        return say("reports.profile.source", locale, sources="; ".join(said))

    def _lines(self, own: Great) -> list[tuple[Locale, str, str, float, float]]:
        """The lines under the number: language, words, font, size and step."""
        said = [(*text, *((REGULAR, TEXT) if not place else (LIGHT, SMALL))) for place, text in enumerate(own.texts)]
        if not _unit_beside(own, words_too=self._units_beside):
            said = [
                (locale, words if _begins(words, unit) else f"{unit}: {words}", font, size)
                for (locale, words, font, size), (_, unit) in zip(said, _units_of(own), strict=False)
            ]
        return [
            (locale, line, font, size, size * STEP)
            for locale, text, font, usual in said
            for size in (max(LEAST, usual * self._scale),)
            for line in spaced(simpleSplit(text, font, size, self._wide))
        ]

    def draw(self) -> None:
        """Draws the columns, each under a rule, and the sources below them."""
        canvas: Any = self.canv
        tags = canvas.tags
        for place, (own, lines) in enumerate(zip(self._greats, self._columns, strict=True)):
            left, base = place * (self._wide + GAP), self._high - self._size * 0.85 - 4
            with tags.artifact(canvas):
                canvas.setStrokeColor(INDIGO)
                canvas.setLineWidth(1.2)
                canvas.line(left, self._high, left + self._wide, self._high)
            whole = tags.new("Div")
            locale, unit = own.units[0]
            with tags.mark(canvas, tags.new("P", whole, lang=locale)):
                canvas.setFillColor(INDIGO)
                own.number.draw(canvas, left, base, BOLD, self._size)
                if _unit_beside(own, words_too=self._units_beside):
                    canvas.setFont(REGULAR, self._unit)
                    start = left + own.number.width(BOLD, self._size) + 4 - stringWidth(" ", REGULAR, self._unit)
                    canvas.drawString(start, base, f" {unit}")
            base -= 4
            for (own_locale, font, size), group in groupby(lines, key=lambda line: (line[0], line[2], line[3])):
                with tags.mark(canvas, tags.new("P", whole, lang=own_locale)):
                    for _, words, _, _, step in group:
                        base -= step
                        canvas.setFillColor(INK if font == REGULAR else QUIET)
                        canvas.setFont(font, size)
                        canvas.drawString(left, base, f"{words} ")
        with tags.mark(canvas, tags.new("P", lang=self._greats[0].sources[0][0])):
            canvas.setFillColor(QUIET)
            canvas.setFont(LIGHT, NOTE)
            for place, words in enumerate(reversed(self._sources)):
                canvas.drawString(0, NOTE * (0.3 + STEP * place), f"{words} ")


class Filling(ActionFlowable):
    """Rows of figures that take the rest of their page: a single row stands at its foot, several are spread over it.

    Where less is left than they take in their smallest type, they are left out, and the page is as full as it can be.
    """

    def __init__(self, greats: list[Great], setting: Setting) -> None:
        super().__init__()
        self._greats, self._setting = greats, setting

    def apply(self, document: Any) -> None:
        """Draws the rows on the page at hand, in the largest type that has room."""
        frame = document.frame
        room = frame._y - frame._y1p - (0.01 if frame._atTop else INSET)
        for scale in SCALES:
            rows = _rows(self._greats, self._setting, scale)
            highs = [row.wrap(self._setting.width, room)[1] for row in rows]
            if sum(highs) + LINE * (len(rows) - 1) <= room:
                frame.add(_Spread(rows, highs, room), document.canv)
                return


class _Spread(Flowable):
    """Rows spread over a height, the last at its foot."""

    def __init__(self, rows: list[Row], highs: list[float], room: float) -> None:
        super().__init__()
        self._rows, self._highs, self._room = rows, highs, room

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as the room, and what stays free above it."""
        return width, height - 0.005

    def draw(self) -> None:
        """Draws the rows from the foot up."""
        gap = (self._room - sum(self._highs)) / max(1, len(self._rows) - 1)
        lows = [sum(self._highs[place + 1 :]) + gap * (len(self._rows) - 1 - place) for place in range(len(self._rows))]
        for row, low in zip(self._rows, lows, strict=True):
            row.drawOn(self.canv, 0, low)


def _width(own: Great, size: float, unit: float) -> float:
    """The width of the number, and of its unit of that size beside it."""
    beside = 4 + float(stringWidth(own.units[0][1], REGULAR, unit)) if unit and own.units[0][1] else 0.0
    return own.number.width(BOLD, size) + beside


def _unit_beside(own: Great, *, words_too: bool) -> bool:
    """Whether the unit stands beside the number, which it does not where the words below begin with it."""
    unit = own.units[0][1]
    return not _begins(own.texts[0][1], unit) and (words_too or len(unit) <= SIGN)


def _begins(words: str, unit: str) -> bool:
    """Whether the words say the unit themselves, as those of a count of people begin with ``người``."""
    return not unit or words.casefold().startswith(unit.casefold())


def _units_of(own: Great) -> list[tuple[Locale, str]]:
    units = dict(own.units)
    return [(locale, units.get(locale, "")) for locale, _ in own.texts]
