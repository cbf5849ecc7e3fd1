"""What stands below a printed table: signs, notes, sources, the address of its figures and the code of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dantoc.l10n.messages import say
from dantoc.model.text import Locale
from dantoc.reports.measuring import lines_of, width_of
from dantoc.reports.pen import Pen
from dantoc.reports.qr import MOST_BYTES, draw_code, side_of
from dantoc.reports.table_words import Note, Said, TableWords
from dantoc.reports.tagging import Element
from dantoc.reports.typography import INDIGO, INK, LIGHT, NOTE, QUIET, REGULAR, SEMIBOLD

SIZE = NOTE + 0.6
LEADING = 9.5
HANG = 7.0
"""How far the lines of a note stand off its mark."""
ABOVE = 3.0
BESIDE_CODE = 12.0
"""Room between the notes and the code: more than the four light modules that it wants."""
RAISE = 0.32
RAISED = 0.75

_SHORT = re.compile(r"^https?://([^?]*)(\?id=[^&]*)?.*$")
"""What is printed of an address: the site and the dataset. The link and the code carry all of it."""
_AFTER_SIGN = re.compile(r"(?<=[&?/=,])")
"""Where an address may be broken."""

SAYING, NOTING, LEADING_ON = "P", "Note", "Link"
"""What a paragraph of the foot is in the structure tree."""


SPEAKING, LABELLING = "Span", "Lbl"
"""What words are told as within a paragraph: said in a language, or the mark of a note."""


@dataclass(frozen=True)
class Run:
    """Words of a line of the foot; `rise` is how far they stand above its base."""

    locale: Locale
    text: str
    font: str
    size: float
    left: float
    rise: float
    colour: str
    kind: str = SPEAKING
    """What the words are told as within their paragraph."""


@dataclass(frozen=True)
class FootLine:
    """A line of the foot, and which paragraph it is of."""

    paragraph: int
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Foot:
    """The lines below a table, what each paragraph is, and the address that the code leads to."""

    lines: tuple[FootLine, ...]
    kinds: tuple[str, ...]
    address: str
    side: float
    width: float
    leading: float = LEADING

    def height(self, first: int, last: int) -> float:
        """The height of the lines from `first` up to `last`; the code stands beside the first."""
        if first >= last:
            return 0.0
        own = ABOVE + (last - first) * self.leading
        return max(own, ABOVE + 2 + self.side) if first == 0 and self.side else own

    @property
    def least(self) -> int:
        """How many lines stand together at least where the foot begins: those beside the code."""
        return min(len(self.lines), max(3, int(self.side / self.leading) + 1))


def lay_foot(words: TableWords, locales: Sequence[Locale], address: str, width: float) -> Foot:
    """The foot of a table `width` points wide."""
    side = side_of(address) if len(address.encode()) <= MOST_BYTES else 0.0
    own = _Paragraphs(width - side - BESIDE_CODE if side else width)
    for locale in locales if words.signs else ():
        signs = "; ".join(f"{sign.mark}:\u00a0{dict(sign.said).get(locale, '')}" for sign in words.signs)
        own.add(SAYING, [(locale, say("tables.signs", locale), signs + ".")])
    _add_notes(own, words.notes, locales)
    if words.sources:
        own.add(SAYING, [(locale, say("tables.sources", locale), _stopped(text)) for locale, text in words.sources])
    own.add_link([(locale, say("reports.table.online", locale)) for locale in locales], address)
    return Foot(tuple(own.lines), tuple(own.kinds), address, side, width)


def _add_notes(own: _Paragraphs, notes: Sequence[Note], locales: Sequence[Locale]) -> None:
    """The notes one by one, those with a mark behind it; the first says in each language that they are notes."""
    told: set[Locale] = set()
    for note in notes:
        said = []
        for locale, text in note.said:
            label = "" if locale in told or note.mark else say("tables.notes", locale)
            told.add(locale)
            said.append((locale, label, text))
        own.add(NOTING, said, note.mark)


def _stopped(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…", ")")) else f"{text}."


class _Paragraphs:
    """Sets paragraphs in lines of one width."""

    def __init__(self, width: float) -> None:
        self._width = width
        self.lines: list[FootLine] = []
        self.kinds: list[str] = []

    def add(self, kind: str, said: Sequence[tuple[Locale, str, str]], mark: str = "") -> None:
        """A paragraph of (language, its head, its words), each language on lines of its own."""
        number = len(self.kinds)
        self.kinds.append(kind)
        left = HANG if mark else 0.0
        for place, (locale, label, text) in enumerate(said):
            font = LIGHT if place else REGULAR
            head = f"{label}: " if label else ""
            taken = width_of(head, SEMIBOLD, SIZE)
            for count, line in enumerate(lines_of(text, font, SIZE, self._width - left, taken)):
                runs = []
                if not count and mark and not place:
                    runs.append(Run(locale, mark, REGULAR, SIZE * RAISED, 0.0, SIZE * RAISE, QUIET, LABELLING))
                if not count and head:
                    runs.append(Run(locale, head, SEMIBOLD, SIZE, left, 0.0, INK))
                if line:
                    runs.append(Run(locale, line, font, SIZE, left + (0.0 if count else taken), 0.0, QUIET))
                self.lines.append(FootLine(number, tuple(runs)))

    def add_link(self, said: Said | Sequence[tuple[Locale, str]], address: str) -> None:
        """The address, with words in front that say where it leads."""
        number = len(self.kinds)
        self.kinds.append(LEADING_ON)
        runs, left = [], 0.0
        for place, (locale, text) in enumerate(said):
            told = f"/ {text}" if place else text
            told = told if place < len(said) - 1 else f"{told}:"
            font = LIGHT if place else SEMIBOLD
            runs.append(Run(locale, told, font, SIZE, left, 0.0, QUIET if place else INK))
            left += width_of(told + " ", font, SIZE)
        shown = _SHORT.sub(r"\1\2", address)
        for line in _address_lines(shown, self._width, left):
            self.lines.append(FootLine(number, (*runs, Run("", line, REGULAR, SIZE, left, 0.0, INDIGO, LEADING_ON))))
            runs, left = [], 0.0


def _address_lines(address: str, width: float, taken: float) -> list[str]:
    """The address in lines that end behind one of its signs where they can; the first is shorter by `taken`."""
    lines, line, room = [], "", width - taken
    for piece in _AFTER_SIGN.split(address):
        if line and width_of(line + piece, REGULAR, SIZE) > room:
            lines.append(line)
            line, room = "", width
        *full, line = lines_of(line + piece, REGULAR, SIZE, room)
        lines.extend(full)
    return [*lines, line]


class FootTags:
    """The elements of a foot, made when its first line is drawn and used again where it goes on."""

    def __init__(self, lang: bool) -> None:
        self._lang = lang
        self._paragraphs: dict[int, Element] = {}
        self._parts: dict[tuple[int, str, Locale], Element] = {}

    def draw(self, canvas: Any, pen: Pen, foot: Foot, first: int, last: int, top: float, words: str) -> None:
        """Draws the lines from `first` up to `last` down from `top`, and the code beside the first."""
        base = top - ABOVE - SIZE * 0.95
        for place, line in enumerate(foot.lines[first:last]):
            self._draw_line(canvas, pen, foot, line, base - place * foot.leading, words)
        if first == 0 and last and foot.side:
            self._draw_code(canvas, pen, foot, top - ABOVE - 2 - foot.side, words)

    def _draw_line(self, canvas: Any, pen: Pen, foot: Foot, line: FootLine, base: float, words: str) -> None:
        tags = canvas.tags
        paragraph = self._paragraph(canvas, foot, line.paragraph)
        start = 0
        runs = line.runs
        for place in range(1, len(runs) + 1):
            if place < len(runs) and _told_alike(runs[place], runs[start]):
                continue
            with tags.mark(canvas, self._element(canvas, paragraph, line.paragraph, runs[start])):
                for run in runs[start:place]:
                    pen.colour(run.colour)
                    pen.words(run.left, base + run.rise, run.text, run.font, run.size)
            start = place
        last = runs[-1]
        if last.kind == LEADING_ON:
            link = self._element(canvas, paragraph, line.paragraph, last)
            right = last.left + width_of(last.text, last.font, SIZE)
            tags.link(canvas, link, (last.left, base - 2, right, base + SIZE * 0.8), uri=foot.address, words=words)

    def _draw_code(self, canvas: Any, pen: Pen, foot: Foot, low: float, words: str) -> None:
        tags = canvas.tags
        left = foot.width - foot.side
        link = tags.new(LEADING_ON, tags.new(SAYING))
        own = tags.new("Figure", link, alt=words)
        x0, y0 = canvas.absolutePosition(left, low)
        x1, y1 = canvas.absolutePosition(foot.width, low + foot.side)
        own.box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        with tags.mark(canvas, own):
            draw_code(pen, foot.address, left, low)
        tags.link(canvas, link, (left, low, foot.width, low + foot.side), uri=foot.address, words=words)

    def _paragraph(self, canvas: Any, foot: Foot, number: int) -> Element:
        if number not in self._paragraphs:
            kind = foot.kinds[number]
            self._paragraphs[number] = canvas.tags.new(SAYING if kind == LEADING_ON else kind)
        return self._paragraphs[number]

    def _element(self, canvas: Any, paragraph: Element, number: int, run: Run) -> Element:
        """What words of the paragraph are told as: in one language plain words are the paragraph itself."""
        if not self._lang and run.kind == SPEAKING:
            return paragraph
        key = (number, run.kind, run.locale)
        if key not in self._parts:
            self._parts[key] = canvas.tags.new(run.kind, paragraph, lang=run.locale if run.kind == SPEAKING else "")
        return self._parts[key]


def _told_alike(one: Run, other: Run) -> bool:
    return (one.kind, one.locale) == (other.kind, other.locale)
