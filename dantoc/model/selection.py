"""What a query asks of one dimension, as said in a URL and in `dataset.toml`.

``01,02`` codes · ``*`` all · ``children(EM)`` · ``descendants(VN)`` · ``leaves(VN)`` · ``top(10)`` · ``bottom(5)`` ·
``2009:2019`` (either end may be left out) · ``latest`` · ``latest(3)`` · ``first``. Parts are joined by commas and
add up:
``_T,EM,top(10)``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from dantoc.model.errors import BadPeriod, BadSelection

MAX_CODES = 2_000
"""More codes than this in one selection are refused: ask for a branch of the hierarchy instead."""


@dataclass(frozen=True, slots=True)
class Some:
    """The codes named."""

    code: str

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class All:
    """Every code that bears figures."""

    def __str__(self) -> str:
        return "*"


@dataclass(frozen=True, slots=True)
class Branch:
    """The codes below another: ``children``, ``descendants`` or ``leaves`` of it."""

    relation: str
    of: str

    def __str__(self) -> str:
        return f"{self.relation}({self.of})"


@dataclass(frozen=True, slots=True)
class Extreme:
    """The ``top`` or ``bottom`` `count` codes by value, among the lowest level of the list."""

    end: str
    count: int

    def __str__(self) -> str:
        return f"{self.end}({self.count})"


@dataclass(frozen=True, slots=True)
class Period:
    """The years from `start` to `end`, both in; None is open."""

    start: int | None
    end: int | None

    def __str__(self) -> str:
        return f"{'' if self.start is None else self.start}:{'' if self.end is None else self.end}"


@dataclass(frozen=True, slots=True)
class Recent:
    """The ``latest`` or the ``first`` `count` years that bear figures."""

    end: str
    count: int = 1

    def __str__(self) -> str:
        return self.end if self.count == 1 else f"{self.end}({self.count})"


Part = Some | All | Branch | Extreme | Period | Recent

GRAMMAR = (
    "CODE,CODE",
    "*",
    "children(CODE)",
    "descendants(CODE)",
    "leaves(CODE)",
    "top(N)",
    "bottom(N)",
    "2009:2019",
    "latest",
    "latest(N)",
    "first",
)

_CALL = re.compile(r"(?P<name>[a-z]+)(?:\((?P<argument>[^()]*)\))?")
_CODE = re.compile(r"[A-Za-z0-9_+.\-]{1,64}")
_COUNT = re.compile(r"[0-9]{1,4}")
_RANGE = re.compile(r"(?P<start>\d{4})?:(?P<end>\d{4})?")
_BRANCHES = frozenset({"children", "descendants", "leaves"})
_EXTREMES = frozenset({"top", "bottom"})
_RECENTS = frozenset({"latest", "first"})


@dataclass(frozen=True, slots=True)
class Selection:
    """The parts of one dimension that a query asks for; they add up in the order given."""

    parts: tuple[Part, ...]

    def __str__(self) -> str:
        return ",".join(str(part) for part in self.parts)

    @classmethod
    def codes(cls, *codes: str) -> Selection:
        """The selection of exactly these codes."""
        return cls(tuple(Some(code) for code in codes))

    @classmethod
    def all(cls) -> Selection:
        """The selection of every code that bears figures."""
        return ALL

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return any(isinstance(part, All) for part in self.parts)

    @classmethod
    def parse(cls, dimension: str, text: str) -> Selection:
        """The selection that `text` says.

        Raises:
            BadSelection: no part at all, one that is not in the grammar, or too many codes.
            BadPeriod: a range of years that runs backwards.
        """
        clean = unicodedata.normalize("NFC", text).strip()
        pieces = [piece.strip() for piece in clean.split(",") if piece.strip()]
        if not pieces:
            raise BadSelection(dimension, clean or '""', GRAMMAR)
        if len(pieces) > MAX_CODES:
            raise BadSelection(dimension, f"{clean[:40]}…", (f"≤ {MAX_CODES}", *GRAMMAR))
        parts = [_parse_part(dimension, piece) for piece in pieces]
        return cls(tuple(dict.fromkeys(parts)))


ALL = Selection((All(),))
"""What is asked of a dimension that nothing is said of."""


def _parse_part(dimension: str, piece: str) -> Part:
    if piece == "*":
        return All()
    span = _RANGE.fullmatch(piece)
    if span and piece != ":":
        return _parse_period(dimension, piece, span)
    call = _CALL.fullmatch(piece)
    if call and (call["name"] in _RECENTS or call["argument"] is not None):
        return _parse_call(dimension, piece, call["name"], call["argument"])
    if _CODE.fullmatch(piece):
        return Some(piece)
    raise BadSelection(dimension, piece, GRAMMAR)


def _parse_period(dimension: str, piece: str, span: re.Match[str]) -> Period:
    start = int(span["start"]) if span["start"] else None
    end = int(span["end"]) if span["end"] else None
    if start is not None and end is not None and start > end:
        raise BadPeriod(dimension, piece, (f"{end}:{start}",))
    return Period(start, end)


def _parse_call(dimension: str, piece: str, name: str, argument: str | None) -> Part:
    if name in _BRANCHES and argument and _CODE.fullmatch(argument.strip()):
        return Branch(name, argument.strip())
    if name in _RECENTS and argument is None:
        return Recent(name)
    count = _COUNT.fullmatch(argument.strip()) if argument else None
    if count and 1 <= int(count[0]) <= MAX_CODES:
        if name in _EXTREMES:
            return Extreme(name, int(count[0]))
        if name in _RECENTS:
            return Recent(name, int(count[0]))
    raise BadSelection(dimension, piece, GRAMMAR)
