"""Running text of the editors set in type: headings, paragraphs, lists, emphasis and links of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize
from xml.sax.saxutils import quoteattr

from reportlab.platypus import Flowable

from dantoc.model.text import Locale, LocalizedText
from dantoc.reports.setting import Setting
from dantoc.reports.typography import INDIGO, style
from dantoc.reports.words import SECOND, Node, above_its_like, made_of, plain

_HEADING = re.compile(r"(?P<signs>#{1,4})\s+(?P<text>.+)")
_ITEM = re.compile(r"(?:[-*]|(?P<number>\d{1,3})[.)])\s+(?P<text>.+)")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)|<(https?://[^>\s]+)>")
_CODE = re.compile(r"`([^`]+)`")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_SLANT = re.compile(r"(?<![\w*])[*_](?!\s)(.+?)(?<!\s)[*_](?![\w*])")


@dataclass(frozen=True)
class Piece:
    """A paragraph, a heading or an item of a list; `kind` is the element it is, `sign` what stands before it."""

    kind: str
    text: str
    sign: str = ""


def pieces(markdown: str) -> Iterator[Piece]:
    """The pieces of a text, in order; lines of a paragraph are joined."""
    held: list[str] = []

    def flush() -> Iterator[Piece]:
        if held:
            yield Piece("P", " ".join(held))
            held.clear()

    item: Piece | None = None
    for line in normalize("NFC", markdown).splitlines():
        said = line.strip()
        heading, entry = _HEADING.fullmatch(said), _ITEM.fullmatch(said)
        if item is not None and (not said or heading or entry):
            yield item
            item = None
        if not said:
            yield from flush()
        elif heading:
            yield from flush()
            yield Piece(f"H{max(2, len(heading['signs']))}", heading["text"].strip("# "))
        elif entry:
            yield from flush()
            item = Piece("LI", entry["text"], f"{entry['number']}." if entry["number"] else "–")
        elif item is not None:
            item = Piece("LI", f"{item.text} {said}", item.sign)
        else:
            held.append(said)
    yield from flush()
    if item is not None:
        yield item


def marked_up(text: str) -> str:
    """The text of one piece as the mark-up of a paragraph: emphasis and links, all else plain."""
    made, end = [], 0
    for link in _LINK.finditer(text):
        made.append(_emphasised(plain(text[end : link.start()])))
        words, to = (link[1], link[2]) if link[1] else (link[3], link[3])
        made.append(f"<a href={quoteattr(to)} color={quoteattr(INDIGO)}>{_emphasised(plain(words))}</a>")
        end = link.end()
    return "".join((*made, _emphasised(plain(text[end:]))))


def _emphasised(text: str) -> str:
    """Plain text with its stars and ticks as emphasis."""
    strong = _STRONG.sub(r"<b>\1</b>", text)
    return _SLANT.sub(r"<i>\1</i>", _CODE.sub(r"\1", strong))


def set_text(text: LocalizedText, setting: Setting, first: str = "text") -> list[Flowable]:
    """The text in each language of the edition, one after the other: where it has as many pieces in each, paragraph by
    paragraph, else whole by whole. `first` is the style of its paragraphs."""
    said = [(locale, list(pieces(text.say(locale)))) for locale in setting.locales if text.say(locale)]
    if len(said) == 2 and [own.kind for own in said[0][1]] == [own.kind for own in said[1][1]]:
        made: list[Flowable] = []
        lists = _Lists()
        for upper, lower in zip(said[0][1], said[1][1], strict=True):
            made += _set(upper, said[0][0], first, lists, above=True)
            made += _set(lower, said[1][0], first + SECOND, lists)
        return made
    return [
        own for place, (locale, one) in enumerate(said) for own in _run(one, locale, first + (SECOND if place else ""))
    ]


def _run(own: list[Piece], locale: Locale, first: str) -> list[Flowable]:
    lists = _Lists()
    return [flowable for piece in own for flowable in _set(piece, locale, first, lists)]


class _Lists:
    """The list at hand: items that follow each other belong to one."""

    def __init__(self) -> None:
        self._open: Node | None = None

    def of(self, kind: str) -> Node | None:
        if kind != "LI":
            self._open = None
        elif self._open is None:
            self._open = Node("L")
        return self._open


def _set(piece: Piece, locale: Locale, first: str, lists: _Lists, *, above: bool = False) -> list[Flowable]:
    """The piece in type; `above` where the same follows in another language."""
    styled = above_its_like if above else style
    own = lists.of(piece.kind)
    text = marked_up(piece.text)
    second = SECOND if first.endswith(SECOND) else ""
    if piece.kind == "LI":
        body = Node("LBody", Node("LI", own), locale)
        return [made_of(text, styled(f"item{second}"), body, label=piece.sign)]
    if piece.kind.startswith("H"):
        name = "h2" if piece.kind == "H2" else "h3"
        return [made_of(text, styled(name + second), Node(piece.kind, None, locale))]
    return [made_of(text, styled(first), Node("P", None, locale))]
