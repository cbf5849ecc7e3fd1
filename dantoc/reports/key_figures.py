"""Figures set large: each one observation, with its unit, what it says, and where it was read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Spacer

from dantoc.l10n.messages import say
from dantoc.l10n.numbers import format_number
from dantoc.model.errors import NoFigures
from dantoc.model.publication import KeyFigure, KeyFiguresBlock
from dantoc.model.status import FLAGS, NO_FIGURE, ObsStatus
from dantoc.model.structure import MEASURE
from dantoc.model.text import Locale
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


@dataclass(frozen=True)
class Great:
    """A figure in words of each language: number, unit, what it says, its year's source."""

    number: Figure
    units: tuple[tuple[Locale, str], ...]
    texts: tuple[tuple[Locale, str], ...]
    sources: tuple[tuple[Locale, str], ...]


def set_key_figures(block: KeyFiguresBlock, setting: Setting) -> list[Flowable]:
    """The figures of the block, side by side as many as have room.

    Raises:
        NoFigures: one that must be there has no observation.
    """
    found = [great for own in block.figures if (great := _read(own, setting)) is not None]
    if not found:
        return []
    made: list[Flowable] = []
    if block.title:
        made += pair([(own, plain(said)) for own, said in setting.texts(block.title)], "h2", "H2")
    across = max(1, min(3, int((setting.width + GAP) / (NARROWEST + GAP)), len(found)))
    if len(found) == 4:
        across = min(across, 2)
    for place in range(0, len(found), across):
        made += [Row(found[place : place + across], across, setting), Spacer(1, LINE)]
    return made


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
        tuple((own, say("reports.profile.source", own, sources=said)) for own, said in sources),
    )


class Row(Flowable):
    """Figures set large in columns of one width, their numbers on one line."""

    def __init__(self, greats: list[Great], across: int, setting: Setting) -> None:
        super().__init__()
        fonts()
        self._greats, self._across, self._setting = greats, across, setting

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as the column that needs most."""
        self._wide = (width - GAP * (self._across - 1)) / self._across
        self._size = next(
            (size for size in SIZES if all(_fits(own, size, self._wide) for own in self._greats)), SIZES[-1]
        )
        self._columns = [self._lines(own) for own in self._greats]
        self._high = self._size * 1.05 + 6 + max(sum(step for _, _, _, _, step in lines) for lines in self._columns)
        return width, self._high

    def _lines(self, own: Great) -> list[tuple[Locale, str, str, float, float]]:
        """The lines under the number: language, words, font, size and step."""
        said = [(*text, *((REGULAR, TEXT) if not place else (LIGHT, SMALL))) for place, text in enumerate(own.texts)]
        return [
            (locale, line, font, size, size * 1.3)
            for locale, text, font, size in (*said, (*own.sources[0], LIGHT, NOTE))
            for line in spaced(simpleSplit(text, font, size, self._wide))
        ]

    def draw(self) -> None:
        """Draws the columns, each under a rule."""
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
                if unit:
                    canvas.setFont(REGULAR, TEXT)
                    start = left + own.number.width(BOLD, self._size) + 4 - stringWidth(" ", REGULAR, TEXT)
                    canvas.drawString(start, base, f" {unit}")
            base -= 4
            for (own_locale, font, size), group in groupby(lines, key=lambda line: (line[0], line[2], line[3])):
                with tags.mark(canvas, tags.new("P", whole, lang=own_locale)):
                    for _, words, _, _, step in group:
                        base -= step
                        canvas.setFillColor(INK if font == REGULAR else QUIET)
                        canvas.setFont(font, size)
                        canvas.drawString(left, base, f"{words} ")


def _fits(own: Great, size: float, width: float) -> bool:
    return bool(own.number.width(BOLD, size) + 4 + stringWidth(own.units[0][1], REGULAR, TEXT) <= width)
