from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantoc.l10n.numbers import format_bytes, format_date, format_number, format_years, parse_number, plain_decimals

NUMBERS = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15)


def read_back(text: str, locale: str) -> Decimal:
    """The number that a reader of the language reads."""
    group, mark = (".", ",") if locale == "vi" else (",", ".")
    return Decimal(text.replace("−", "-").replace(group, "").replace(mark, "."))


@pytest.mark.parametrize(
    ("value", "decimals", "vi", "en"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (96208984, 0, "96.208.984", "96,208,984"),
        (-1234.5, 1, "−1.234,5", "−1,234.5"),
        (2.675, 2, "2,68", "2.68"),
        (0.5, 0, "1", "1"),
        (-0.04, 0, "0", "0"),
        (0.1 + 0.2, 3, "0,300", "0.300"),
        (1234, 0, "1.234", "1,234"),
        (float("nan"), 1, "...", "..."),
        (None, 1, "...", "..."),
    ],
)
def test_numbers_are_written_as_each_language_has_them(value: float | None, decimals: int, vi: str, en: str):
    assert format_number(value, decimals, "vi") == vi
    assert format_number(value, decimals, "en") == en


@given(NUMBERS, st.integers(0, 6), st.sampled_from(["vi", "en"]))
def test_a_number_reads_back_rounded_half_up(value: float, decimals: int, locale: str):
    expected = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    assert read_back(format_number(value, decimals, locale), locale) == expected


@given(NUMBERS, st.integers(0, 6))
def test_both_languages_show_the_same_digits(value: float, decimals: int):
    swapped = format_number(value, decimals, "vi").translate(str.maketrans(".,", ",."))
    assert swapped == format_number(value, decimals, "en")


@given(st.integers(-(10**9), 10**9), st.integers(0, 5))
def test_plain_decimals_lose_nothing(whole: int, decimals: int):
    value = float(Decimal(whole).scaleb(-decimals))
    assert float(read_back(format_number(value, plain_decimals(value), "vi"), "vi")) == value


def test_dates():
    assert format_date(date(2026, 11, 23), "vi") == "23/11/2026"
    assert format_date(date(2026, 2, 3), "vi") == "03/02/2026"
    assert format_date(date(2026, 11, 3), "en") == "3 November 2026"


def test_sizes_of_files():
    assert format_bytes(0, "vi") == "0\u00a0B"
    assert format_bytes(999, "en") == "999\u00a0B"
    assert format_bytes(1_234, "vi") == "1,2\u00a0kB"
    assert format_bytes(999_999, "en") == "1.0\u00a0MB"
    assert format_bytes(123_456_789, "en") == "123\u00a0MB"


def test_spans_of_years():
    assert format_years([2019, 1989, 1999]) == "1989–2019"
    assert format_years([2019]) == "2019"
    assert format_years([]) == ""


@given(st.integers(-(10**12), 10**12), st.integers(0, 4), st.sampled_from(["vi", "en"]))
def test_a_number_is_read_as_it_is_printed(whole: int, decimals: int, locale: str) -> None:
    value = whole / 10**decimals
    assert parse_number(format_number(value, decimals, locale), locale) == value


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("12.5", 12.5, 12.5),
        ("12,5", 12.5, 12.5),
        ("1.234", 1234.0, 1.234),
        ("1,234", 1.234, 1234.0),
        (" 1 234 ", 1234.0, 1234.0),
        ("−3", -3.0, -3.0),
        ("", None, None),
        ("1e9", None, None),
        ("nhiều", None, None),
        ("1.2.3", None, None),
    ],
)
def test_a_number_that_a_reader_types(text: str, vi: float | None, en: float | None) -> None:
    assert parse_number(text, "vi") == vi
    assert parse_number(text, "en") == en
