"""Lines of a paragraph that know what they are: its words belong to its element, those of a link to the link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.pdfgen.textobject import PDFTextObject

from dantoc.reports.tagging import Element

if TYPE_CHECKING:
    from dantoc.reports.archive import ArchiveCanvas

Link = tuple[int, str]
"""A link as the library tells it: its place among the links of a paragraph, and where it goes."""


@dataclass
class _Drawn:
    """A link whose words have been drawn, and over which nothing is laid yet."""

    link: Link
    element: Element
    words: str = ""


class LinesOf:
    """A paragraph being drawn: its element, and those of its links by where they stand in it."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self._links: dict[Link, Element] = {}
        self._drawn: list[_Drawn] = []

    def begin_link(self, link: Link, tags: Any) -> Element:
        """The element of a link whose words come now; one that goes on in the next line stays the same."""
        if link not in self._links:
            self._links[link] = tags.new("Link", self.element)
        self._drawn.append(_Drawn(link, self._links[link]))
        return self._links[link]

    def say(self, words: str) -> None:
        """Words of the link begun last."""
        self._drawn[-1].words += words

    def lay_link(self, target: str) -> tuple[Element, str]:
        """Element and words of the link that goes to `target` and is laid over its words now."""
        for drawn in self._drawn:
            if drawn.link[1].removeprefix("#") == target:
                self._drawn.remove(drawn)
                return drawn.element, drawn.words.strip()
        return self.element, ""


class TextLines(PDFTextObject):
    """A text object of a paragraph. A line ends in a space, so that no reader joins its last word to the next."""

    _code: list[str]

    def __init__(self, canvas: ArchiveCanvas, x: float, y: float, direction: Any, lines: LinesOf) -> None:
        super().__init__(canvas, x, y, direction=direction)
        self._lines, self._tags = lines, canvas.tags
        self._said, self._in_link = "", False
        self._begin(lines.element)

    def close(self) -> None:
        """Ends the mark at hand."""
        self._tags.finish(self._marked, self._code, self._start)

    def _begin(self, element: Element) -> None:
        self._marked = element
        self._start = self._tags.start(element, self._code)

    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N802, N803 - the library's names
        self._said = text
        if self._in_link:
            self._lines.say(text)
        library: Any = super()
        library._textOut(f"{text} " if TStar and text[-1:].strip() else text, TStar)

    def _linkRecord(self, link: Link, what: str) -> None:  # noqa: N802
        """Is told that a link begins with the words written last, or that it ended with them."""
        self._in_link = what == "start"
        if not self._in_link:
            self.close()
            self._begin(self._lines.element)
            return
        words = self._code.pop()
        self.close()
        self._begin(self._lines.begin_link(link, self._tags))
        self._lines.say(self._said)
        self._code.append(words)
