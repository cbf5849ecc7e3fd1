"""A reader's own words where Streamlit reads Markdown."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[\\`*\[\]<>$~#!|]|(?<!\w)_|_(?!\w)")


def plain(text: str) -> str:
    """The text as Markdown that shows it as it stands, in one line: no link, picture, colour or formula in it."""
    return _SIGNS.sub(lambda sign: "\\" + sign[0], " ".join(text.split()))
