"""What stands above a printed table: its number hanging at the left, its title in each language, its unit at the
right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dantoc.l10n.messages import say
from dantoc.model.text import Locale
from dantoc.reports.measuring import lines_of, title_lines, widest, width_of
from dantoc.reports.pen import Pen
from dantoc.reports.table_words import Said, TableWords
from dantoc.reports.tagging import Element
from dantoc.reports.typography import BOLD, INDIGO, INK, ITALIC, LIGHT, QUIET, SEMIBOLD, SMALL, TEXT

LEADING = 1.32
BETWEEN = 5.0
"""Room between the number and the title."""
BELOW = 4.0
SMALLER = 0.9
"""A title that is said again is set a little smaller where it then takes fewer lines."""


@dataclass(frozen=True)
class Run:
    """Words in their place: from the left, and how far their base lies below the top."""

    locale: Locale
    text: str
    font: str
    size: float
    left: float
    down: float
    colour: str


@dataclass(frozen=True)
class Caption:
    """The words above a table and the height they take."""

    runs: tuple[Run, ...]
    height: float


def lay_caption(words: TableWords, width: float, *, continued: bool) -> Caption:
    """The caption of a table `width` points wide; `continued` says that the table began on a page before."""
    runs: list[Run] = []
    hang = widest((_label(text) for _, text in words.label), BOLD, TEXT) + BETWEEN
    down = 0.0
    labels = dict(words.label)
    for place, (locale, text) in enumerate(words.title):
        font, colour = (SEMIBOLD, INK) if not place else (LIGHT, QUIET)
        label = labels.get(locale, "")
        told = f"{say('reports.table.continued', locale)} {text}" if continued else text
        size = _size(told, font, width - hang) if continued else TEXT
        for number, line in enumerate(title_lines(told, font, size, width - hang)):
            down += LEADING * TEXT
            if not number and label:
                label_font = BOLD if not place else LIGHT
                runs.append(Run(locale, _label(label), label_font, TEXT, 0.0, down, INDIGO if not place else QUIET))
            runs.append(Run(locale, line, font, size, hang, down, colour))
    for locale, text in () if continued else words.subtitle:
        for line in lines_of(text, LIGHT, SMALL, width - hang):
            down += LEADING * SMALL
            runs.append(Run(locale, line, LIGHT, SMALL, hang, down, QUIET))
    if words.unit:
        down += LEADING * SMALL
        runs += _unit_runs(words.unit, width, down)
    return Caption(tuple(runs), down + (BELOW if words.unit else 1.6 * BELOW))


def _size(title: str, font: str, width: float) -> float:
    fewer = len(lines_of(title, font, TEXT * SMALLER, width)) < len(lines_of(title, font, TEXT, width))
    return TEXT * SMALLER if fewer else TEXT


def lay_reminder(words: TableWords) -> Caption:
    """What stands above the rest of the notes of a table: its number in each language, and that it goes on."""
    runs, left, down = [], 0.0, LEADING * TEXT
    for place, (locale, text) in enumerate(words.label):
        told = f"{_label(text)} {say('reports.table.continued', locale)}"
        font, colour = (BOLD, INDIGO) if not place else (LIGHT, QUIET)
        runs.append(Run(locale, told, font, TEXT, left, down, colour))
        left += width_of(told, font, TEXT) + 2 * BETWEEN
    return Caption(tuple(runs), down + BELOW)


def _label(text: str) -> str:
    return f"{text}."


def _unit_runs(unit: Said, width: float, down: float) -> list[Run]:
    """The unit in each language on one line that ends at the right."""
    pieces = [(locale, f"/ {text}" if place else text) for place, (locale, text) in enumerate(unit)]
    fonts = [LIGHT if place else ITALIC for place in range(len(pieces))]
    space = width_of(" ", ITALIC, SMALL)
    left = width - sum(width_of(text, font, SMALL) for (_, text), font in zip(pieces, fonts, strict=True))
    left -= space * (len(pieces) - 1)
    runs = []
    for (locale, text), font in zip(pieces, fonts, strict=True):
        runs.append(Run(locale, text, font, SMALL, left, down, QUIET))
        left += width_of(text, font, SMALL) + space
    return runs


def draw_runs(pen: Pen, runs: tuple[Run, ...], top: float) -> None:
    """Draws the words down from `top`."""
    for run in runs:
        pen.colour(run.colour)
        pen.words(run.left, top - run.down, run.text, run.font, run.size)


def tag_runs(canvas: Any, pen: Pen, runs: tuple[Run, ...], top: float, element: Element, lang: bool) -> None:
    """Draws the words as the element; in more than one language each run of a language says which it is."""
    tags = canvas.tags
    if not lang:
        with tags.mark(canvas, element):
            draw_runs(pen, runs, top)
        return
    start = 0
    for place in range(1, len(runs) + 1):
        if place == len(runs) or runs[place].locale != runs[start].locale:
            with tags.mark(canvas, tags.new("Span", element, lang=runs[start].locale)):
                draw_runs(pen, runs[start:place], top)
            start = place
