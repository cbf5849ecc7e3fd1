"""Paragraphs that say what they are: each draws itself as an element of the structure tree, in its own language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape, unescape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph

from dantoc.model.text import Locale
from dantoc.reports.typography import style

SECOND = "_second"
"""Ending of the styles in which the language that stands below is set."""
TOGETHER = 1.5
"""Room between a piece of text and the same in the other language."""


class Node:
    """An element of the structure tree that several flowables share; made when the first of them is drawn."""

    def __init__(self, kind: str, under: Node | None = None, lang: Locale = "") -> None:
        self.kind, self.under, self.lang = kind, under, lang
        self._made: Any = None

    def of(self, tags: Any) -> Any:
        """The element, under the one it belongs to."""
        if self._made is None:
            parent = self.under.of(tags) if self.under is not None else None
            self._made = tags.new(self.kind, parent, lang=self.lang)
        return self._made


class Words(Paragraph):
    """A paragraph of marked-up text in one language; `node` is the element its lines are drawn as."""

    def __init__(
        self, text: str | None, own: ParagraphStyle, *args: Any, node: Node | None = None, label: str = "", **more: Any
    ):
        """`label` is the sign of an item of a list, which stands before its first line."""
        base: Any = super()
        base.__init__(text, own, *args, **more)
        self.node, self._label = node, label

    def split(self, width: float, height: float) -> list[Flowable]:
        """The part that has room and the rest, both of the same element."""
        parts: list[Any] = super().split(width, height)
        for place, part in enumerate(parts):
            part.node, part._label = self.node, "" if place else self._label
        return list(parts)

    def draw(self) -> None:
        """Draws the lines as the element."""
        if self.node is None:
            super().draw()
            return
        canvas: Any = self.canv
        if self._label:
            self._draw_label(canvas)
        with canvas.lines_of(self.node.of(canvas.tags)):
            super().draw()

    def _draw_label(self, canvas: Any) -> None:
        """Draws the sign on the first line, as the label of the item."""
        paragraph: Any = self
        own, lines = paragraph.style, paragraph.blPara
        first = lines.lines[0] if lines.kind == 1 else lines
        item = self.node.under if self.node is not None else None
        element = Node("Lbl", item).of(canvas.tags)
        with canvas.tags.mark(canvas, element):
            canvas.setFillColor(own.textColor)
            canvas.setFont(own.bulletFontName, own.bulletFontSize)
            base = self.height - getattr(first, "ascent", own.fontSize)
            canvas.drawString(own.bulletIndent, base, f"{self._label} ")


def spaced(lines: Sequence[str]) -> list[str]:
    """Lines that were broken by hand, each but the last with the space that the break has taken."""
    return [*(f"{line} " for line in lines[:-1]), *lines[-1:]]


def plain(text: str) -> str:
    """The text as mark-up that says no more than its letters."""
    return escape(text)


def words(text: str, style_name: str, locale: Locale, kind: str = "P", under: Node | None = None) -> Words:
    """A paragraph of marked-up `text`, as an element of that kind."""
    return made_of(text, style(style_name), Node(kind, under, locale))


def made_of(text: str, own: ParagraphStyle, node: Node, **more: Any) -> Words:
    """A paragraph of marked-up `text`; one without mark-up is not parsed, which takes most of the time."""
    if "<" in text:
        return Words(None, own, frags=[piece.clone() for piece in _parsed(text, own)], node=node, **more)
    return Words(None, own, frags=[_piece(own).clone(text=" ".join(unescape(text).split()))], node=node, **more)


@lru_cache(maxsize=4096)
def _parsed(text: str, own: ParagraphStyle) -> tuple[Any, ...]:
    """What the library makes of a marked-up text, to be copied: books say most of them again."""
    return tuple(Paragraph(text, own).frags)


@lru_cache(maxsize=256)
def _piece(own: ParagraphStyle) -> Any:
    """What the library makes of a text without mark-up, to be copied."""
    return Paragraph("x", own).frags[0]


def pair(
    said: Sequence[tuple[Locale, str]], style_name: str, kind: str = "P", under: Node | None = None
) -> list[Flowable]:
    """The same words in each language, the second lighter and below, as one element with a part a language."""
    if len(said) == 1:
        return [words(said[0][1], style_name, said[0][0], kind, under)]
    whole = Node(kind, under)
    made = []
    for place, (locale, text) in enumerate(said):
        name = style_name if place == 0 else style_name + SECOND
        made.append(made_of(text, _close(name, place, len(said)), Node("Span", whole, locale)))
    return list(made)


@lru_cache(maxsize=256)
def above_its_like(name: str) -> ParagraphStyle:
    """The style of a piece below which the same stands in another language: no page ends between them."""
    own = style(name)
    return ParagraphStyle(f"{name}.above", own, spaceAfter=min(own.spaceAfter, TOGETHER), keepWithNext=1)


@lru_cache(maxsize=256)
def _close(name: str, place: int, count: int) -> ParagraphStyle:
    """The style without the space between the languages."""
    own = style(name)
    before = own.spaceBefore if place == 0 else 0
    after = own.spaceAfter if place == count - 1 else 0
    if (before, after) == (own.spaceBefore, own.spaceAfter):
        return own
    return ParagraphStyle(f"{name}.{place}", own, spaceBefore=before, spaceAfter=after, keepWithNext=own.keepWithNext)
