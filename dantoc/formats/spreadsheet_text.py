"""Text that a spreadsheet shows as text, whatever it begins with."""

from __future__ import annotations

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are the signs in full width, which spreadsheets of East Asia read as the narrow ones."""
_UNPRINTABLE = {code: None for code in range(32) if chr(code) not in "\t\n\r"}


def defused(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would take it for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def printable(text: str) -> str:
    """The text without the control signs that XML cannot hold."""
    return text.translate(_UNPRINTABLE)
