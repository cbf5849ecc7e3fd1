"""The README.txt of a package: the facts, wrapped for a plain text window."""

from __future__ import annotations

import textwrap

from dantoc.formats.export import Export
from dantoc.formats.fact_sheet import facts
from dantoc.l10n.messages import say

WIDTH = 96


def read_me(export: Export) -> bytes:
    """UTF-8 text: the files of the package, then each fact under its heading."""
    locale = export.locale
    lines = [say("formats.read_me.files", locale, csv=f"{export.result.dataset.id}.csv").strip(), ""]
    heading = ""
    for name, text in facts(export):
        if name != heading:
            lines += ["", name.upper()]
            heading = name
        for paragraph in text.splitlines():
            lines += textwrap.wrap(paragraph, WIDTH, break_long_words=False, break_on_hyphens=False) or [""]
    return ("\n".join(lines).strip() + "\n").encode()
