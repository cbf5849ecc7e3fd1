"""Short signs that stand for the words of a chart while it is laid out, each exactly as wide as the words.

The drawer measures every word it sets, letter by letter, and opens the font's file for each of them: nine tenths of
the time of a chart. How wide words are is known before, so it is given one or two signs of a font of our own instead,
and the words are set in their places afterwards: the same drawing in a quarter of the time.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeGuard

from dantoc.figures import fonts
from dantoc.figures.lettering import literal
from dantoc.figures.palette import FONT
from dantoc.figures.standin_font import FAMILY, FIRST, LAST, MANY, ONES, TURNS, letter

LONGEST = 1_000_000
"""Words a thousand times as wide as high are measured as they are."""
_RUN = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]+")
_LITERAL = re.compile(r'("(?:[^"\\]|\\.)*")(:?)')
"""The texts in an expression; what a colon follows at once is the key of a lookup."""
_DATUM = re.compile(r"\bdatum\.(\w+)")
_WHERE_IT_FITS = re.compile(r"\? datum\.(\w+) : ''$")
_LOOKUP = "[datum.value]"
_PARTS = ("layer", "hconcat", "vconcat", "concat")

Json = dict[str, object]


class _AsItIs(ValueError):
    """Words that nothing can stand for: letters that the font lacks, spaces at an end, lines without end."""


@dataclass
class Standins:
    """The signs given for the words of one chart."""

    _signs: dict[tuple[str, str], str] = field(default_factory=dict)
    _words: dict[str, str] = field(default_factory=dict)
    _turns: Counter[int] = field(default_factory=Counter)

    def chart(self, chart: Mapping[str, object]) -> Json:
        """The chart with signs for its words; words that nothing can stand for stay."""
        own = dict(chart)
        title = own.get("title")
        if _is_object(title):
            own["title"] = self._title(title)
        if _is_object(own.get("mark")):
            own = self._text(self._axes(own))
        for name in _PARTS:
            parts = own.get(name)
            if isinstance(parts, list):
                own[name] = [self.chart(part) for part in parts]
        return own

    def back(self, svg: str) -> str:
        """The drawing with the words in their places."""
        said = _RUN.sub(lambda run: _escaped(self._words.get(run[0], run[0])), svg)
        return said.replace(FAMILY, FONT)

    def _title(self, title: Json) -> Json:
        try:
            return {
                **title,
                "text": self._stood(title["text"], fonts.style_of(str(title.get("fontWeight", "bold")))),
                "subtitle": self._stood(title.get("subtitle", ""), fonts.REGULAR),
                "font": FAMILY,
                "subtitleFont": FAMILY,
            }
        except _AsItIs:
            return title

    def _text(self, layer: Json) -> Json:
        """The layer with signs for what its mark writes."""
        mark, encoding = layer["mark"], layer.get("encoding", {})
        if not _is_object(mark) or mark.get("type") != "text" or not _is_object(encoding):
            return layer
        style = fonts.style_of(str(mark.get("fontWeight", 400)), str(mark.get("fontStyle", "")))
        signed = {**mark, "font": FAMILY}
        try:
            if "text" in encoding:
                return {**layer, "mark": signed, "data": self._rows(layer, encoding["text"], style)}
            return {**layer, "mark": {**signed, "text": self._stood(mark.get("text", ""), style)}}
        except _AsItIs:
            return layer

    def _rows(self, layer: Json, said: object, style: str) -> Json:
        """The data of the layer with signs in the field that is written, or in those that it is split from."""
        data = layer.get("data")
        rows = data.get("values") if _is_object(data) else None
        if not _is_object(data) or not isinstance(rows, list) or not _is_object(said) or set(said) - {"field", "type"}:
            raise _AsItIs
        name = str(said["field"])
        split = [own for own in _listed(layer.get("transform")) if own.get("as") == name]
        names = _written(str(split[0]["calculate"])) if split else [name]
        written = json.dumps([own for own in _listed(layer.get("transform")) if own not in split])
        if any(f"datum.{own}" in written for own in names):
            raise _AsItIs
        return {**data, "values": [{**row, **{own: self._stood(row[own], style) for own in names}} for row in rows]}

    def _axes(self, layer: Json) -> Json:
        """The layer with signs for the names on its axes, which have a room of their own whatever their weight."""
        encoding = layer.get("encoding")
        if not _is_object(encoding):
            return layer
        return {**layer, "encoding": {name: self._axis(own) for name, own in encoding.items()}}

    def _axis(self, channel: object) -> object:
        axis = channel.get("axis") if _is_object(channel) else None
        said = axis.get("labelExpr", "") if _is_object(axis) else ""
        if not _is_object(channel) or not _is_object(axis) or not str(said).endswith(_LOOKUP):
            return channel
        try:
            signed = self._in_expression(str(said), fonts.style_of(_weight(axis.get("labelFontWeight"))))
        except _AsItIs:
            return channel
        return {**channel, "axis": {**axis, "labelExpr": signed, "labelFont": FAMILY}}

    def _stood(self, words: object, style: str) -> object:
        """Signs for a text, for each line of several, or for the texts in an expression."""
        if isinstance(words, str):
            return "\n".join(self._sign(line, style) for line in words.split("\n"))
        if isinstance(words, list):
            return [self._stood(line, style) for line in words]
        if _is_object(words) and set(words) == {"expr"} and "datum" not in str(words["expr"]):
            return {"expr": self._in_expression(str(words["expr"]), style)}
        raise _AsItIs

    def _in_expression(self, said: str, style: str) -> str:
        return _LITERAL.sub(lambda own: own[0] if own[2] else literal(self._sign(json.loads(own[1]), style)), said)

    def _sign(self, text: str, style: str) -> str:
        """The sign of a text of that style, always the same in one chart."""
        known = self._signs.get((text, style))
        if known is not None or not text:
            return known or ""
        width = fonts.advance(text, style) if text == text.strip() and fonts.has(text, style) else 0
        if not 0 < width < LONGEST:
            raise _AsItIs
        sign = _of_width(width, self._turns[width])
        self._turns[width] += 1
        self._signs[text, style] = sign
        self._words[sign] = text
        return sign


def _of_width(width: int, turn: int) -> str:
    """A sign of that width, another one every turn."""
    if width > ONES * MANY:
        return letter(ONES + MANY - 1) + _of_width(width - ONES * MANY, turn)
    further, own = divmod(turn, TURNS)
    # Signs without a width stand first, where their ink adds nothing.
    before = _of_width(0, further - 1) if further else ""
    many, ones = divmod(width, ONES)
    places = [ONES + many - 1] * (many > 0) + [ones] * (ones > 0 or not many)
    return before + "".join(letter(place) for place in places[:-1]) + letter(places[-1], own)


def _weight(said: object) -> str:
    """The weight of names of which some stand out."""
    return str(said.get("value", 400) if _is_object(said) else said or 400)


def _written(calculated: str) -> list[str]:
    """The fields whose words a calculated field says: in lines, or where they fit.

    Raises:
        _AsItIs: it says something else.
    """
    if calculated.startswith("split(") and calculated.endswith(r"'\n')"):
        return _DATUM.findall(calculated)
    fitting = _WHERE_IT_FITS.search(calculated)
    if fitting is None:
        raise _AsItIs
    return [fitting[1]]


def _listed(said: object) -> list[Json]:
    return [own for own in said if _is_object(own)] if isinstance(said, list) else []


def _is_object(said: object) -> TypeGuard[Json]:
    return isinstance(said, dict)


def _escaped(words: str) -> str:
    """The words as they stand in a drawing, within an element or an attribute."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
