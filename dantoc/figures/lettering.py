"""How wide words are in print, and where to break them, so that no label is ever cut."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_WIDTHS = {
    200: " ",
    260: "',.:;ij|l·’",
    290: "I!",
    320: "f()[]{}-",
    350: "t/\\r°",
    420: "*s“”",
    450: '?zxc"',
    480: "vyJY–",
    500: "L#$+0123456789<=>F^_ek~−ag",
    540: "VXESTZ",
    560: "A`hnoubdpqđ",
    590: "PRCKB",
    640: "DGNU&Đ",
    670: "HOQ",
    730: "wM",
    800: "W—",
    850: "%m@",
    950: "…",
    1200: "‰",
}
"""Advance widths of Source Sans Regular in thousandths of the size, rounded up; a letter's marks add nothing to it."""
_EM = {sign: width / 1000 for width, signs in _WIDTHS.items() for sign in signs}
_HORN = 0.045
"""What the horn of ơ and ư lets stand out."""
_TERMS = (
    "dân tộc|thiểu số|tỷ lệ|tỷ suất|dân số|mật độ|hộ nghèo|cận nghèo|hộ gia đình|thu nhập"
    "|phụ nữ|nữ giới|nam giới|trẻ em|học sinh|giáo viên|tiểu học|trung học|phổ thông|mù chữ|biết chữ|lao động|đào tạo"
    "|khu vực|đồng bào|miền núi|trung du|duyên hải|đồng bằng|phía bắc|nông thôn|thành thị|trung ương|địa phương"
    "|ngân sách|chương trình"
    "|tổng điều tra|điều tra|khảo sát|nhà ở|hợp vệ sinh|kết hôn|tảo hôn|cận huyết|phần trăm|phần ba|một nửa|cả nước"
    "|cao nhất|thấp nhất|nhiều nhất|ít nhất|khó khăn|đặc thù|trung bình|bình quân"
)
"""Words of several syllables that headings of this subject are full of; a line does not end within one."""
_PAIR = re.compile(rf"(?:{_TERMS})(?!\w)|(?:năm|giai đoạn|in|table|bảng) \d[\d–-]*", re.IGNORECASE)
_LONGEST_NAME = 3


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of the text in px, on the safe side, in Source Sans of that size."""
    return _ems(text) * size * (1.06 if bold else 1.0)


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines of at most `width` px, broken between words; a word that is too long stands alone."""
    return _in_lines(text.split(), width, size, bold=bold)


def balance(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in as few lines of at most `width` px as it needs, of lengths as even as words allow.

    What belongs together, such as ``dân tộc`` or ``Việt Nam``, stays so where that takes one more line at most.
    """
    lines = wrap(text, width, size, bold=bold)
    whole = _together(text)
    kept = _in_lines(whole, width, size, bold=bold)
    pieces: Sequence[str] = text.split()
    if len(kept) <= len(lines) + 1 and _widest(kept, size, bold=bold) <= max(width, _widest(lines, size, bold=bold)):
        pieces, lines = whole, kept
    while len(lines) > 1:
        tighter = _widest(lines, size, bold=bold) - 1
        closer = _in_lines(pieces, tighter, size, bold=bold)
        if len(closer) > len(lines) or _widest(closer, size, bold=bold) > tighter:
            return lines
        lines = closer
    return lines


def _in_lines(pieces: Sequence[str], width: float, size: float, *, bold: bool) -> tuple[str, ...]:
    lines: list[str] = []
    for piece in pieces:
        longer = f"{lines[-1]} {piece}" if lines else piece
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(piece)
    return tuple(lines) or ("",)


def _widest(lines: Sequence[str], size: float, *, bold: bool) -> float:
    return max(text_width(line, size, bold=bold) for line in lines)


@lru_cache(maxsize=1_024)
def _together(text: str) -> tuple[str, ...]:
    """The words of the text, those joined that no line should part: words of the subject, years, names of places."""
    words = text.split()
    bound = [False] * len(words)
    starts = {}
    at = 0
    for place, word in enumerate(words):
        starts[at] = place
        at += len(word) + 1
    for found in _PAIR.finditer(" ".join(words)):
        if found.start() in starts:
            first = starts[found.start()]
            for place in range(first + 1, first + len(found[0].split())):
                bound[place] = True
    named = 0
    for place in range(1, len(words)):
        named = named + 1 if _is_name(words[place - 1], words[place]) and named + 1 < _LONGEST_NAME else 0
        bound[place] = bound[place] or named > 0
    pieces: list[str] = []
    for word, is_bound in zip(words, bound, strict=True):
        if is_bound:
            pieces[-1] += f" {word}"
        else:
            pieces.append(word)
    return tuple(pieces)


def _is_name(word: str, following: str) -> bool:
    """Whether both words begin great and nothing parts them, as in ``Việt Nam``."""
    return word[0].isupper() and word[-1].isalpha() and following[0].isupper()


def literal(content: object) -> str:
    """The content as a literal of Vega's expression language, which reads JSON."""
    return json.dumps(content, ensure_ascii=False)


@lru_cache(maxsize=16_384)
def _ems(text: str) -> float:
    """The width of the text in ems; a chart asks for the same words many times over."""
    return sum(_em(sign) for sign in unicodedata.normalize("NFC", text))


def _em(sign: str) -> float:
    own = _EM.get(sign)
    if own is not None:
        return own
    base = unicodedata.normalize("NFD", sign)[0]
    return _EM.get(base, 0.85) + (_HORN if base in "oOuU" else 0.0)
