"""Numbers, dates, sizes and spans of years as each language writes them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from dantoc.l10n.messages import language
from dantoc.model.status import NO_FIGURE
from dantoc.model.text import Locale

MINUS = "\u2212"
_EXACT = Context(prec=400)
"""Room for every digit of the largest float."""
_SIZES = ("B", "kB", "MB", "GB", "TB")


def format_number(value: float | None, decimals: int, locale: Locale) -> str:
    """The number with so many digits after the mark: ``1.234,5`` in Vietnamese, ``1,234.5`` in English.

    Halves are rounded away from zero, as on paper, from the number as it is written (2.675 gives 2,68). None and NaN
    give the sign of a missing figure.
    """
    if value is None or math.isnan(value) or math.isinf(value):
        return NO_FIGURE
    rounded = Decimal(repr(float(value)) if isinstance(value, float) else str(value)).quantize(
        _step(decimals), rounding=ROUND_HALF_UP, context=_EXACT
    )
    return _in_language(f"{rounded:,f}", locale)


def parse_number(text: str, locale: Locale) -> float | None:
    """The number that a reader wrote in the marks of the language: ``1.234,5`` in Vietnamese; None for no number.

    A mark that can only part the fraction is read so in every language: 12.5 is twelve and a half, 1.234 is what the
    language says.
    """
    own = language(locale)
    said = "".join(text.replace(MINUS, "-").split())
    grouped = rf"-?\d{{1,3}}(?:{re.escape(own.group_mark)}\d{{3}})+(?:{re.escape(own.decimal_mark)}\d+)?"
    if re.fullmatch(grouped, said):
        said = said.replace(own.group_mark, "")
    said = said.replace(own.decimal_mark, ".").replace(",", ".")
    return float(said) if re.fullmatch(r"-?\d{1,18}(?:\.\d+)?", said) else None


def plain_decimals(value: float, most: int = 12) -> int:
    """How many digits after the mark the number needs, at most `most`, with no float noise."""
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return min(most, max(0, -exponent)) if isinstance(exponent, int) else 0


def format_date(day: date, locale: Locale) -> str:
    """The day: ``23/11/2026`` in Vietnamese, ``23 November 2026`` in English."""
    own = language(locale)
    month_name = own.months[day.month - 1] if own.months else str(day.month)
    return own.date.format(day=day.day, month=day.month, month_name=month_name, year=day.year)


def format_bytes(n: int, locale: Locale) -> str:
    """The size of a file in powers of a thousand: ``1,2 MB``."""
    size, place = float(n), 0
    while size >= 999.95 and place < len(_SIZES) - 1:
        size, place = size / 1000, place + 1
    decimals = 0 if place == 0 or size >= 99.95 else 1
    return f"{format_number(size, decimals, locale)}\u00a0{_SIZES[place]}"


def format_years(years: Sequence[int]) -> str:
    """The span of the years: ``1989–2019``; one year alone; nothing for none."""
    if not years:
        return ""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last}"


@lru_cache(maxsize=32)
def _step(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-max(0, decimals))


def _in_language(text: str, locale: Locale) -> str:
    """A number in Python's writing put into the marks of the language; a zero has no sign."""
    own = language(locale)
    negative = text.startswith("-") and any("1" <= digit <= "9" for digit in text)
    whole, _, fraction = text.lstrip("-").partition(".")
    grouped = whole.replace(",", own.group_mark)
    return (MINUS if negative else "") + grouped + (own.decimal_mark + fraction if fraction else "")
